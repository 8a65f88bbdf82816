import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { fail, json, redirect, type Answer } from '../http/answer.ts';
import { route, type Route } from '../http/route.ts';
import { startHarness, type Harness } from '../testing/harness.ts';
import { TOKEN } from '../testing/stand-in.ts';
import { BROKEN, createWatch, frameBreach } from './conformance.ts';

let server: Harness;
beforeAll(async () => {
  server = await startHarness({}, { liveTimes: { status: 20 } });
});
afterAll(() => server.stop());

/** `GET /api/status` while the service answers this. */
async function statusOf(body: unknown) {
  const spy = vi.spyOn(server.services, 'status').mockReturnValue(JSON.parse(JSON.stringify(body)));
  const reply = await server.authed('/api/status');
  spy.mockRestore();
  return reply.status;
}

test('a member too few, one of the wrong type and one that nobody promised are each a 500, and told', async () => {
  const { uptime, ...lacking } = server.services.status();
  expect(await statusOf({ ...lacking, uptime })).toBe(200);
  for (const wrong of [lacking, { ...lacking, uptime: 'long' }, { ...lacking, uptime, surprise: 1 }]) {
    expect(await statusOf(wrong)).toBe(500);
    expect(server.errors.at(-1)).toContain(`${BROKEN} GET /status`);
  }
  expect(server.errors.at(-1)).toContain('surprise');
});

const row = (over: Partial<Route>): Route => ({
  ...route({ method: 'GET', path: '/x', at: ['/api'], auth: { scope: 'read' }, summary: '', handler: () => json({}) }),
  ...over,
});

test.each<[string, Partial<Route>, Answer]>([
  ['an undeclared status', {}, fail(409, 'taken')],
  ['an undeclared redirect', {}, redirect('/ui')],
  [
    'an undeclared type',
    { media: ['text/csv'] },
    { kind: 'bytes', status: 200, body: 'x', headers: { 'Content-Type': 'image/png' } },
  ],
  ['an unknown member of an error', {}, fail(500, 'broken', '', { body: { stack: 'at x' } })],
  ['an error without words', {}, fail(500, '')],
])('%s is refused', (_, over, answer) => {
  const watch = createWatch(() => undefined);
  expect(() => watch(row(over), answer, Object.create(null))).toThrow(BROKEN);
});

test('a frame that is none of the contract ends the live stream with 1011', async () => {
  expect(frameBreach('{"type":"pong"}')).toBeNull();
  expect(frameBreach('{"type":"pong","more":1}')).toContain('more');
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/ws`, { headers: { 'X-API-Token': TOKEN } });
  const closed = new Promise<number>((resolve) => {
    socket.once('close', resolve);
  });
  await new Promise((resolve) => {
    socket.once('message', resolve);
  });
  const spy = vi.spyOn(server.services, 'status').mockReturnValue(JSON.parse('{"uptime":1}'));
  socket.send(JSON.stringify({ type: 'subscribe', topics: ['status'] }));
  expect(await closed).toBe(1011);
  spy.mockRestore();
  expect(server.errors.at(-1)).toContain(`${BROKEN} frame`);
});
