import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compare, hash } from 'bcryptjs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { devicesBody } from '../../server/contract/index.ts';
import { CLIENT, startIssuer } from './support/issuer.ts';
import {
  cookieOf,
  logIn,
  makeToken,
  PASSWORD,
  sessionOf,
  startReal,
  TOKEN,
  withPassword,
  type RealServer,
} from './support/real-server.ts';

/*
 * The second half of disasters.test.ts: pages of other sites, sessions, and rights that grow.
 */

// Counts what bcrypt is asked to do: a timing test without a clock.
vi.mock('bcryptjs', async (original) => {
  const real = await original<{ compare: typeof compare; hash: typeof hash }>();
  return { ...real, compare: vi.fn<typeof compare>(real.compare), hash: real.hash };
});

let server: RealServer;
afterEach(() => server.stop());

describe('pages of other sites', () => {
  // https://github.com/F3-Nation/f3-nation/issues/361, https://github.com/yunionio/cloudpods/pull/25501: every Origin was echoed, with
  // credentials.
  test('no Origin is echoed and no answer may be read with cookies', async () => {
    server = await startReal();
    const { Cookie } = await sessionOf(server);
    for (const Origin of [
      'https://evil.example',
      'null',
      'http://127.0.0.1',
      `http://127.0.0.1:${server.port}.evil.example`,
    ]) {
      for (const address of ['/api/status', '/web/status', '/web/meta', '/api/health']) {
        for (const method of ['GET', 'OPTIONS']) {
          const preflight = {
            'Access-Control-Request-Method': 'POST',
            'Access-Control-Request-Headers': 'X-API-Token',
          };
          const { headers } = await server.ask(address, { method, headers: { Origin, Cookie, ...preflight } });
          expect(headers['access-control-allow-origin']).toBeOneOf([undefined, '*']);
          expect(headers).not.toHaveProperty('access-control-allow-credentials');
          if (address.startsWith('/web')) expect(headers).not.toHaveProperty('access-control-allow-origin');
        }
      }
    }
  });

  // https://github.com/transmission/transmission/pull/468: any web site could drive the daemon by pointing its own name at it.
  // https://github.com/nesquena/hermes-webui/pull/3495.
  test('a name that was pointed at us opens nothing, on an open server and with a cookie (DNS rebinding)', async () => {
    server = await startReal({
      toml: `[Settings]\n[WebUI]\nHost = "127.0.0.1"\nToken = "${TOKEN}"\nAuthDisabled = true\n`,
    });
    for (const Host of [
      'evil.example',
      `evil.example:${server.port}`,
      'localhost.evil.example',
      '127.0.0.1.evil.example',
    ]) {
      for (const address of ['/api/status', '/web/token', '/api/config', '/ui', '/web/meta']) {
        const reply = await server.ask(address, { headers: { Host, Origin: `http://${Host}` } });
        expect([address, Host, reply.status]).toEqual([address, Host, 403]);
      }
      expect((await server.post('/api/processes/restart_all', {}, { Host })).status).toBe(403);
    }
    expect((await server.ask('/api/status')).status).toBe(200);
    await server.stop();
    server = await startReal();
    const { Cookie } = await sessionOf(server);
    expect((await server.ask('/web/token', { headers: { Cookie, Host: 'evil.example' } })).status).toBe(403);
  });

  // https://github.com/qbittorrent/qBittorrent/issues/17598 and its forerunners: forms of other sites changed settings.
  test('a form of another site, or of another port of this host, does nothing with the cookie', async () => {
    server = await startReal();
    const { Cookie } = await sessionOf(server);
    const own = `127.0.0.1:${server.port}`;
    const foreign: Record<string, string>[] = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: `http://127.0.0.1:${server.port + 1}` },
    ];
    for (const headers of foreign) {
      for (const address of [
        '/web/config',
        '/api/config',
        '/web/processes/restart_all',
        '/web/logout',
        '/web/session',
      ]) {
        const reply = await server.post(address, undefined, { Cookie, ...headers });
        expect([address, reply.status, reply.error]).toEqual([address, 403, 'Cross-origin request refused']);
      }
    }
    const simple = await server.ask('/web/config', {
      method: 'POST',
      body: '{"changes":{}}',
      headers: { Cookie, 'Content-Type': 'text/plain' },
    });
    expect(simple.status).toBe(400);
    const ours = { Origin: `http://${own}`, 'Sec-Fetch-Site': 'same-origin' };
    expect((await server.post('/web/config', { changes: {} }, { Cookie, ...ours })).status).toBe(200);
    expect((await server.post('/web/config', { changes: {} }, { Cookie, Origin: `http://${own}` })).status).toBe(200);
  });

  // https://github.com/airdcpp-web/airdcpp-webclient/issues/542: any page could open the WebSocket of a signed-in reader.
  test('a page of another site hears nothing over the WebSocket', async () => {
    server = await startReal();
    const { Cookie } = await sessionOf(server);
    const heard = async (headers: Record<string, string>): Promise<string> =>
      new Promise((resolve) => {
        const socket = new WebSocket(`ws://127.0.0.1:${server.port}/web/ws`, { headers });
        socket.on('open', () => socket.send('{"type":"subscribe","topics":["status"]}'));
        socket.on('message', (data: Buffer) => {
          resolve(data.toString());
          socket.terminate();
        });
        socket.on('close', (code) => resolve(`closed ${code}`));
        socket.on('error', (error) => resolve(error.message));
      });
    for (const Origin of ['https://evil.example', 'null', `http://127.0.0.1:${server.port + 1}`]) {
      expect(await heard({ Cookie, Origin })).toBe('closed 4401');
    }
    expect(await heard({ Cookie })).toBe('closed 4401');
    expect(await heard({ Cookie, Origin: `http://127.0.0.1:${server.port}` })).toContain('"hello"');
  });
});

describe('sessions', () => {
  // https://github.com/nextcloud/all-in-one/pull/7839, https://github.com/sdelements/lets-chat/issues/159: the session of before the
  // sign-in was the session of after it.
  test('a secret that was planted before the sign-in is worth nothing after it (session fixation)', async () => {
    server = await startReal({ webui: await withPassword() });
    const planted = 'qbitrr_session=planted-by-somebody-else-0123456789abcdef012';
    const reply = await logIn(server, undefined, { Cookie: planted });
    const mine = cookieOf(reply);
    expect([reply.status, mine]).toEqual([200, expect.not.stringContaining('planted')]);
    expect((await server.ask('/web/status', { headers: { Cookie: planted } })).status).toBe(401);
    // A second sign-in of the same browser ends the first session.
    const again = cookieOf(await logIn(server, undefined, { Cookie: mine }));
    expect(again).not.toBe(mine);
    expect((await server.ask('/web/status', { headers: { Cookie: mine } })).status).toBe(401);
    expect((await server.ask('/web/status', { headers: { Cookie: again } })).status).toBe(200);
  });

  test('they outlive a restart, and the database knows no secret of theirs', async () => {
    server = await startReal();
    const { Cookie } = await sessionOf(server);
    const scoped = await makeToken(server, 'control');
    await server.restart();
    expect((await server.ask('/web/status', { headers: { Cookie } })).status).toBe(200);
    expect((await server.ask('/api/status', { headers: { 'X-API-Token': scoped } })).status).toBe(200);
    await server.server.stop();
    const files = ['state.db', 'state.db-wal'].map((name) =>
      readFile(path.join(server.dataDir, name), 'latin1').catch(() => ''),
    );
    const database = (await Promise.all(files)).join('');
    expect(database).toContain('a control token');
    expect(database).not.toContain(Cookie.split('=')[1]);
    expect(database).not.toContain(scoped);
  });

  // https://github.com/andrew-d/homeauth/issues/29, https://github.com/Admidio/admidio/issues/1238: a stolen session survived the new
  // password.
  test('a new password ends what the old one opened, but not the session that set it', async () => {
    server = await startReal({ webui: await withPassword() });
    const thief = { Cookie: cookieOf(await logIn(server)) };
    const owner = { Cookie: cookieOf(await logIn(server)) };
    const link = { Cookie: cookieOf(await server.ask(new URL(server.server.signInUrl()).pathname)) };
    const change = { username: 'ada', password: 'a better password' };
    expect((await server.post('/web/auth/set-password', change, owner)).status).toBe(200);
    const after = await Promise.all([thief, owner, link].map((headers) => server.ask('/web/status', { headers })));
    expect(after.map(({ status }) => status)).toEqual([401, 200, 200]);
    expect((await logIn(server)).status).toBe(401);
    expect((await logIn(server, change)).status).toBe(200);
    expect(await server.config()).toMatch(/PasswordHash = "\$2b\$12\$/);
  });

  test('a new token, in the file too, ends what the old one opened', async () => {
    server = await startReal();
    const headers = await sessionOf(server);
    const file = path.join(server.dataDir, 'config.toml');
    await writeFile(file, (await server.config()).replace(TOKEN, 'another-token-0123456789'));
    await server.owner('/api/config');
    await vi.waitFor(async () => expect((await server.ask('/web/status', { headers })).status).toBe(401));
  });

  // https://github.com/Prowlarr/Prowlarr/issues/2608, https://github.com/Sonarr/Sonarr/pull/7127,
  // https://github.com/Tautulli/Tautulli-Issues/issues/300: the way back after sign-in led anywhere.
  test('the way back after sign-in stays in the panel (open redirect)', async () => {
    const issuer = await startIssuer();
    server = await startReal({
      webui: `OIDCEnabled = true\n[WebUI.OIDC]\nAuthority = "${issuer.url}"\nClientId = "${CLIENT.id}"\nClientSecret = "${CLIENT.secret}"`,
    });
    const places = [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '/\t/evil.example',
      '/%0d%0aSet-Cookie:x=1',
      '/x\r\nSet-Cookie: x=1',
      '\\\\evil.example',
      '/.//evil.example',
    ];
    for (const next of places) {
      const challenge = await server.ask(`/web/auth/oidc/challenge?next=${encodeURIComponent(next)}`);
      const back = new URL(await issuer.visit(challenge.headers.location ?? ''));
      const reply = await server.ask(back.pathname + back.search, { headers: { Cookie: cookieOf(challenge) } });
      const location = reply.headers.location ?? '';
      expect(new URL(location, 'http://panel.example').host).toBe('panel.example');
      expect(location).toMatch(/^\/ui(?:\/|$)/);
      expect(reply.headers['set-cookie']).toHaveLength(2);
    }
    for (const header of ['X-Forwarded-Prefix', 'X-Script-Name', 'X-Forwarded-Host']) {
      expect((await server.ask('/', { headers: { [header]: '//evil.example' } })).headers.location).toBe('/ui');
    }
    await issuer.stop();
  });

  // https://github.com/square/keywhiz/pull/374, https://github.com/carlos-emr/carlos/issues/2200: unknown names were refused faster.
  // https://github.com/gnacho/netpulse/issues/209: the stand-in hash was none, so that it took no time.
  test('a wrong name costs as much work and says as much as a wrong password', async () => {
    server = await startReal({ webui: await withPassword() });
    const asked = vi.mocked(compare);
    const outcome = async (body: object): Promise<unknown[]> => {
      asked.mockClear();
      const { status, body: answer } = await logIn(server, body);
      return [status, answer, asked.mock.calls.length, asked.mock.calls[0]?.[1]?.length];
    };
    const refused = [401, { error: 'Invalid credentials', details: '' }, 1, 60];
    expect(await outcome({ username: 'ada', password: 'wrong-password' })).toEqual(refused);
    expect(await outcome({ username: 'nobody', password: 'wrong-password' })).toEqual(refused);
    expect(await outcome({ username: 'nobody', password: PASSWORD })).toEqual(refused);
    await server.post('/api/config', { changes: { 'WebUI.PasswordHash': 'no-hash-at-all' } }, { 'X-API-Token': TOKEN });
    expect(await outcome({ username: 'ada', password: 'no-hash-at-all' })).toEqual(refused);
    expect(asked.mock.calls[0]?.[1]).toMatch(/^\$2b\$12\$/);
  });
});

describe('rights that grow', () => {
  // GHSA-57q6-fvp4-pqmm (https://github.com/github/advisory-database/pull/8793): Open WebUI held a key to its limits in one header and
  // not in another.
  test('a token that may only read stays so, whichever way it is sent', async () => {
    server = await startReal({ webui: 'AllowInsecureTokenQuery = true' });
    const token = await makeToken(server, 'read');
    const ways: [string, Record<string, string>][] = [
      ['', { 'X-API-Token': token }],
      ['', { Authorization: `Bearer ${token}` }],
      ['', { Authorization: token }],
      [`?token=${token}`, {}],
      [`?token=${token}`, { Authorization: 'Bearer wrong' }],
    ];
    for (const [query, headers] of ways) {
      expect((await server.ask(`/api/status${query}`, { headers })).status).toBe(200);
      expect((await server.post(`/api/processes/restart_all${query}`, undefined, headers)).body).toEqual({
        error: 'forbidden',
        details: 'This token may only read; this needs a token with the scope control',
      });
      for (const address of ['/api/token', '/web/token', '/api/config', '/api/auth/tokens']) {
        expect((await server.ask(`${address}${query}`, { headers })).status).toBe(403);
      }
    }
    expect((await server.post('/web/session', { token })).status).toBe(403);
    expect(
      (
        await server.post(
          '/web/auth/set-password',
          { username: 'm', password: 'mine-now-mine' },
          { 'X-API-Token': token },
        )
      ).status,
    ).toBe(403);
  });

  // https://github.com/node-config/node-config/issues/906, https://github.com/doretox/atomicvulns/pull/38: a settings document changed
  // the prototype that every later check inherits from.
  test('keys that reach for the prototype neither open the server nor reach the file (prototype pollution)', async () => {
    server = await startReal();
    const before = await server.config();
    const headers = { 'X-API-Token': TOKEN, 'Content-Type': 'application/json' };
    const bodies = [
      '{"changes":{"__proto__":{"AuthDisabled":true}}}',
      '{"changes":{"__proto__.AuthDisabled":true}}',
      '{"changes":{"WebUI.__proto__.AuthDisabled":true}}',
      '{"changes":{"WebUI":{"__proto__":{"AuthDisabled":true}}}}',
      '{"__proto__":{"changes":{"WebUI.AuthDisabled":true}}}',
      '{"config":"[Settings]\\n[__proto__]\\nAuthDisabled = true\\n"}',
    ];
    for (const body of bodies) {
      const reply = await server.ask('/api/config', { method: 'POST', body, headers });
      expect([body, reply.status]).toEqual([body, expect.toBeOneOf([200, 400])]);
      expect(Reflect.get({}, 'AuthDisabled')).toBeUndefined();
      expect((await server.ask('/api/status')).status).toBe(401);
    }
    expect(await server.config()).toBe(before);
  });

  test('revoking a token and signing out a device take effect at once, on open streams too', async () => {
    server = await startReal();
    const token = await makeToken(server, 'read');
    const headers = await sessionOf(server);
    const open = (given: Record<string, string>): Promise<{ closed: Promise<number> }> =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://127.0.0.1:${server.port}/web/ws`, { headers: given });
        const closed = new Promise<number>((end) => socket.on('close', end));
        socket.once('message', () => resolve({ closed }));
        socket.on('error', reject);
      });
    const byToken = await open({ 'X-API-Token': token });
    const bySession = await open({ ...headers, Origin: `http://127.0.0.1:${server.port}` });
    const tokens = await server.owner('/api/auth/tokens');
    const id = /"id":"([\w-]+)"/.exec(tokens.text)?.[1] ?? '';
    expect((await server.post(`/api/auth/tokens/${id}/revoke`, undefined, { 'X-API-Token': TOKEN })).status).toBe(200);
    expect(await byToken.closed).toBe(4401);
    const { devices } = devicesBody.parse((await server.owner('/api/auth/devices')).body);
    await server.post(`/api/auth/devices/${devices[0]?.id}/sign-out`, undefined, { 'X-API-Token': TOKEN });
    expect(await bySession.closed).toBe(4401);
    expect((await server.ask('/web/status', { headers })).status).toBe(401);
  });
});
