import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startHarness, type Harness } from '../testing/harness.ts';
import { TOKEN } from '../testing/stand-in.ts';

let server: Harness;
beforeAll(async () => {
  server = await startHarness();
});
beforeEach(() => server.requests.splice(0));
afterAll(() => server.stop());

describe('GET /metrics', () => {
  test('is guarded, with and without prefix, and counts open WebSockets', async () => {
    expect((await server.ask('/metrics')).status).toBe(401);
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/ws`, { headers: { 'X-API-Token': TOKEN } });
    await vi.waitFor(async () => expect((await server.authed('/metrics')).text).toBe('qbitrr_websocket_clients 1\n'));
    socket.terminate();
    const reply = await server.authed('/api/metrics');
    expect(reply.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect((await server.authed('/web/metrics')).status).toBe(404);
  });
});

describe('request times', () => {
  test('are told by the pattern of the route, never by the path', async () => {
    await server.authed('/api/processes');
    await server.post('/api/processes/seed%2Ftv/all/restart');
    await server.authed('/web/torrents/qBit/nope');
    await server.ask('/api/status');
    await server.ask('/web/config', { method: 'PUT' });
    await server.ask('/nowhere/at/all');
    await server.ask('/health');
    expect(server.requests.map(({ method, route, status }) => [method, route, status])).toEqual([
      ['GET', '/api/processes', 200],
      ['POST', '/api/processes/*path/restart', 200],
      ['GET', '/web/torrents/:instance/:hash', 404],
      ['GET', '/api/status', 401],
      ['PUT', '/web/config', 405],
      ['GET', 'other', 404],
      ['GET', '/health', 200],
    ]);
    expect(server.requests.every(({ seconds }) => seconds >= 0)).toBe(true);
  });
});
