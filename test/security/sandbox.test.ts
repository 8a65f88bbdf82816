import { afterEach, expect, test } from 'vitest';
import { logIn, makeToken, sessionOf, startReal, TOKEN, withPassword, type RealServer } from './support/real-server.ts';

let server: RealServer;
afterEach(() => server.stop());

test('the sandbox keeps who may get in: sessions, tokens and the password of the owner', async () => {
  server = await startReal({ webui: `UrlBase = "/qb"\nAllowedHosts = ["qb.home"]\n${await withPassword()}` });
  const session = await sessionOf(server);
  const scoped = await makeToken(server, 'read');
  expect((await server.post('/web/sandbox/start', undefined, session)).body).toEqual({ status: 'ok' });
  const ways: Record<string, string>[] = [
    session,
    { 'X-API-Token': TOKEN },
    { 'X-API-Token': scoped },
    { 'X-API-Token': TOKEN, Host: 'qb.home' },
  ];
  for (const headers of ways) {
    expect((await server.ask('/qb/web/status', { headers })).body).toMatchObject({ mode: 'sandbox' });
  }
  expect((await logIn(server)).status).toBe(200);
  expect((await server.ask('/web/status')).status).toBe(401);
  expect((await server.post('/web/processes/restart_all', undefined, { 'X-API-Token': scoped })).status).toBe(403);
});
