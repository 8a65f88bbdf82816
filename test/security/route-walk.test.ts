import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Route } from '../../server/api/http/route.ts';
import { startHarness, type Harness, type Reply } from '../../server/api/testing/harness.ts';
import { TOKEN } from '../../server/api/testing/stand-in.ts';
import { apiScope, ownerRefusal, scopeIncludes, tokenCreated, type ApiScope } from '../../server/contract/index.ts';

let server: Harness;
const tokens = new Map<ApiScope, string>();

beforeAll(async () => {
  server = await startHarness({}, {}, { sandbox: { start: async () => ({ ok: true }) } });
  for (const scope of apiScope.options) {
    const made = await server.post('/api/auth/tokens', { name: `walk ${scope}`, scope });
    tokens.set(scope, tokenCreated.parse(made.body).token);
  }
});
afterAll(() => server.stop());
// The walk must not run into the limiters of the rows it visits.
beforeEach(() => server.advance(1000));

/** Rows with a concrete address under each of their prefixes. */
const visits = (rows: readonly Route[]): { row: Route; address: string }[] =>
  rows.flatMap((row) =>
    row.at.map((prefix) => {
      const path = row.path.replace('*path', 'Radarr-Movies').replaceAll(/:\w+/g, 'x');
      return { row, address: `${prefix}${path === '/' ? '' : path}` || '/' };
    }),
  );

const ask = (row: Route, address: string, headers: Record<string, string>): Promise<Reply> =>
  server.ask(address, { method: row.method, headers });

/** Rows that no credential opens by itself: they ask for the owner in person (ui.md CF-11, CF-20). */
const ownerOnly = ['/config/export', '/config/reveal'];
const isOwnerOnly = ({ path }: Route): boolean => ownerOnly.includes(path);
/** Whatever came of a request that was let in. */
const done = [200, 302, 400, 404, 409, 426];

const cookieOf = ({ name, value }: { name: string; value: string }): string => `${name}=${value}`;

/** A session that ran out, and one that was ended. */
async function deadSessions(): Promise<string[]> {
  const ended = cookieOf(server.api.createSession());
  await server.ask('/web/logout', { method: 'POST', headers: { Cookie: ended } });
  const expired = cookieOf(server.api.createSession());
  server.advance(7 * 86_400);
  return [ended, expired];
}

describe('every registered row (api.md 3.2, section 4)', () => {
  test('has a rule, and only the rows listed here have none that asks for a scope', () => {
    const named = server.api.routes.flatMap(({ auth, method, path, at }) =>
      typeof auth === 'object' ? [] : at.map((prefix) => `${auth}: ${method} ${prefix}${path}`),
    );
    expect(named.toSorted()).toEqual([
      'public: GET /',
      'public: GET /api/health',
      'public: GET /health',
      'public: GET /login',
      'public: GET /signin-oidc',
      'public: GET /static/*path',
      'public: GET /sw.js',
      'public: GET /ui/sign-in-link/:code',
      'public: GET /web/auth/oidc/challenge',
      'public: GET /web/meta',
      'public: POST /web/login',
      'public: POST /web/logout',
      'public: POST /web/session',
      'special: GET /web/token',
      'special: POST /web/auth/set-password',
    ]);
    // Fails to compile once a row may be written without a rule.
    const isRequired: object extends Pick<Route, 'auth'> ? false : true = true;
    expect(isRequired).toBe(true);
  });

  test('changes nothing with less than control', () => {
    const weak = server.api.routes.filter(
      ({ auth, method }) => method !== 'GET' && typeof auth === 'object' && !scopeIncludes(auth.scope, 'control'),
    );
    expect(weak.map(({ path }) => path)).toEqual([]);
  });

  test('shows settings, tokens and devices to admin only', () => {
    const guarded = server.api.routes.filter(({ path }) =>
      /^\/(config|auth|token|loglevel|sandbox|connections|paths|path-doctor)/.test(path),
    );
    const lax = guarded.filter(({ auth }) => typeof auth === 'object' && auth.scope !== 'admin');
    expect(lax.map(({ path }) => path)).toEqual([]);
  });

  test('without or with a wrong credential: 401 where a scope is asked for', async () => {
    const [ended = '', expired = ''] = await deadSessions();
    const nothing: Record<string, string>[] = [
      {},
      { 'X-API-Token': 'wrong' },
      { 'X-API-Token': '' },
      { Authorization: 'Bearer wrong' },
      { Authorization: `Basic ${Buffer.from(`admin:${TOKEN}`).toString('base64')}` },
      { 'X-API-Token': 'qbitrr_wrong' },
      { Cookie: 'qbitrr_session=forged' },
      { Cookie: ended },
      { Cookie: expired },
    ];
    for (const headers of nothing) {
      for (const { row, address } of visits(server.api.routes.filter(({ auth }) => typeof auth === 'object'))) {
        const { status, body } = await ask(row, address, headers);
        expect({ address, headers, status, body }).toEqual({
          address,
          headers,
          status: 401,
          body: { error: 'unauthorized', details: 'Missing or invalid API token' },
        });
      }
    }
    expect(server.calls).toEqual([]);
  });

  test.each(apiScope.options)(
    'with a token of the scope %s: exactly what it includes, however it is sent',
    async (held) => {
      const token = tokens.get(held) ?? '';
      const transports = [{ 'X-API-Token': token }, { Authorization: `Bearer ${token}` }, { Authorization: token }];
      for (const headers of transports) {
        for (const { row, address } of visits(server.api.routes)) {
          if (typeof row.auth !== 'object') continue;
          const { status, body } = await ask(row, address, headers);
          const outcome = { address, status, body };
          if (scopeIncludes(held, row.auth.scope)) {
            expect(outcome).toEqual({ ...outcome, status: expect.toBeOneOf(isOwnerOnly(row) ? [400, 403] : done) });
          } else {
            const details = expect.stringMatching(new RegExp(`^This token may only read.* ${row.auth.scope}$`));
            expect(outcome).toEqual({ address, status: 403, body: { error: 'forbidden', details } });
          }
        }
      }
    },
  );

  test.each(['owner', 'desktop window'])('with the credential of the %s: everything', async (who) => {
    const headers = who === 'owner' ? { 'X-API-Token': TOKEN } : { Cookie: cookieOf(server.api.createSession()) };
    const scoped = server.api.routes.filter(
      (row) => typeof row.auth === 'object' && (who !== 'owner' || !isOwnerOnly(row)),
    );
    for (const { row, address } of visits(scoped)) {
      const { status } = await ask(row, address, headers);
      expect({ address, status }).toEqual({ address, status: expect.toBeOneOf(done) });
    }
  });

  test('but for the rows listed here, which ask for the owner in person', async () => {
    const refusals: string[] = [];
    const credentials: Record<string, string>[] = [
      { 'X-API-Token': TOKEN },
      { 'X-API-Token': tokens.get('admin') ?? '' },
      { Cookie: (await server.post('/web/session', { token: TOKEN })).headers['set-cookie']?.[0]?.split(';')[0] ?? '' },
    ];
    for (const headers of credentials) {
      for (const { row, address } of visits(server.api.routes)) {
        if (row.method !== 'POST' || row.auth === 'public') continue;
        const body = { path: 'WebUI.Token' };
        const reply = await server.post(address, row.path === '/config/export' ? {} : body, {
          'X-API-Token': '',
          ...headers,
        });
        const { code } = z.object({ code: ownerRefusal }).safeParse(reply.body).data ?? {};
        if (code !== undefined) refusals.push(`${reply.status} ${row.path}`);
      }
    }
    expect([...new Set(refusals)].toSorted()).toEqual(ownerOnly.map((path) => `403 ${path}`));
    expect(refusals).toHaveLength(credentials.length * ownerOnly.length * 2);
  });

  test('HEAD is judged as GET', async () => {
    for (const { row, address } of visits(server.api.routes.filter(({ method }) => method === 'GET'))) {
      if (typeof row.auth !== 'object') continue;
      expect((await server.ask(address, { method: 'HEAD' })).status).toBe(401);
    }
  });
});

describe('the rows that decide by themselves (api.md 2.3)', () => {
  test('GET /web/token shows the token to admin only', async () => {
    const at = (headers: Record<string, string>): Promise<Reply> => server.ask('/web/token', { headers });
    expect(await at({})).toMatchObject({ status: 401, body: { token: '', error: 'unauthorized' } });
    for (const scope of ['metrics', 'read', 'control'] as const) {
      const reply = await at({ 'X-API-Token': tokens.get(scope) ?? '' });
      expect(reply).toMatchObject({ status: 403, body: { token: '', error: 'forbidden' } });
    }
    for (const token of [TOKEN, tokens.get('admin') ?? '']) {
      expect(await at({ 'X-API-Token': token })).toMatchObject({ status: 200, body: { token: TOKEN } });
    }
    server.setWebui({ authDisabled: true });
    expect(await at({})).toMatchObject({ status: 200, body: { token: TOKEN } });
    server.setWebui({ authDisabled: false });
  });

  test('POST /web/auth/set-password needs the setup token or admin, on an open server too', async () => {
    const wanted = { username: 'ada', password: 'correct horse' };
    const status = async (headers: Record<string, string>, more: object = {}): Promise<number> => {
      server.advance(1000);
      return (await server.post('/web/auth/set-password', { ...wanted, ...more }, { 'X-API-Token': '', ...headers }))
        .status;
    };
    for (const authDisabled of [false, true]) {
      server.setWebui({ authDisabled });
      expect(await status({})).toBe(403);
      expect(await status({ 'X-API-Token': tokens.get('control') ?? '' })).toBe(403);
      expect(await status({}, { setupToken: tokens.get('admin') })).toBe(403);
      expect(await status({ 'X-API-Token': tokens.get('admin') ?? '' })).toBe(200);
      expect(await status({}, { setupToken: TOKEN })).toBe(200);
    }
    server.setWebui({ authDisabled: false });
  });
});

describe('bodies', () => {
  /** Rows of the reference and of the seed page (api.md 2.1, 3.4), which take unknown members without a word. */
  const lenient = new Set([
    '/login',
    '/logout',
    '/auth/set-password',
    '/processes/restart_all',
    '/processes/*path/restart',
    '/processes/*path/start',
    '/processes/*path/stop',
    '/arr/rebuild',
    '/arr/:section/restart',
    '/loglevel',
    '/config',
    '/arr/test-connection',
    '/update',
  ]);
  /** Which members there may be is decided by one of them. */
  const decisive: Record<string, Record<string, string>> = { '/connections/test': { kind: 'arr' } };

  test('unknown members of our own routes are refused by name', async () => {
    const own = server.api.routes.filter(({ method, path }) => method === 'POST' && !lenient.has(path));
    expect(own.length).toBeGreaterThan(5);
    for (const { row, address } of visits(own)) {
      server.advance(1000);
      const reply = await server.post(address, { ...decisive[row.path], surprise: 1 });
      expect({ address: row.path, status: reply.status, body: reply.body }).toEqual({
        address: row.path,
        status: 400,
        body: { error: expect.any(String), details: expect.stringContaining('Unknown member: surprise') },
      });
    }
  });

  test('members that reach for the prototype change nothing', async () => {
    const raw = '{"__proto__":{"scope":"admin","polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    const headers = { 'Content-Type': 'application/json', 'X-API-Token': tokens.get('read') ?? '' };
    for (const { row, address } of visits(server.api.routes.filter(({ method }) => method === 'POST'))) {
      server.advance(1000);
      const reply = await server.ask(address, { method: row.method, body: raw, headers });
      expect([200, 400, 401, 403]).toContain(reply.status);
      expect(Reflect.get({}, 'polluted')).toBeUndefined();
    }
    expect((await server.ask('/api/status?__proto__[polluted]=1', { headers })).status).toBe(200);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
