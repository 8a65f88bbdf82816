import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { devicesBody } from '../../server/contract/index.ts';
import type { Reply } from '../../server/api/testing/harness.ts';
import { CLIENT, startIssuer, type Fault, type Issuer } from './support/issuer.ts';
import { cookieOf, startReal, type RealServer } from './support/real-server.ts';

let issuer: Issuer;
let server: RealServer;

const oidcKeys = (more = ''): string =>
  `OIDCEnabled = true\n\n[WebUI.OIDC]\nAuthority = "${issuer.url}/"\nClientId = "${CLIENT.id}"\nClientSecret = "${CLIENT.secret}"\n${more}`;

beforeAll(async () => {
  issuer = await startIssuer();
});
beforeEach(() => {
  issuer.fault = null;
  issuer.person = { sub: 'person-1', preferred_username: 'ada' };
});
afterEach(async () => {
  expect(issuer.violations).toEqual([]);
  await server.stop();
});
afterAll(() => issuer.stop());

/** What the browser does until the provider sends it back: our state cookie, and the address it comes back to. */
async function leave(query = '', headers: Record<string, string> = {}): Promise<{ cookie: string; back: URL }> {
  const challenge = await server.ask(`/web/auth/oidc/challenge${query}`, { headers });
  expect(challenge.status).toBe(302);
  return { cookie: cookieOf(challenge), back: new URL(await issuer.visit(challenge.headers.location ?? '')) };
}

const comeBack = ({ cookie, back }: { cookie: string; back: URL }): Promise<Reply> =>
  server.ask(back.pathname + back.search, { headers: { Cookie: cookie } });

describe('sign-in through an OpenID Connect provider (api.md 2.3)', () => {
  test('ends in a session of the person the provider named, and opens the page that was asked for', async () => {
    server = await startReal({ webui: oidcKeys() });
    const challenge = await server.ask('/web/auth/oidc/challenge?next=%2Ftorrents%3Fshow%3Dheld');
    expect(challenge.headers['set-cookie']?.[0]).toMatch(
      /^qbitrr_oidc=[\w-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const cookie = cookieOf(challenge);
    const back = new URL(await issuer.visit(challenge.headers.location ?? ''));
    const reply = await comeBack({ cookie, back });
    expect([reply.status, reply.headers.location]).toEqual([302, '/ui/torrents?show=held']);
    const [session, state] = reply.headers['set-cookie'] ?? [];
    expect(session).toMatch(/^qbitrr_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(state).toContain('qbitrr_oidc=; Max-Age=0');
    const headers = { Cookie: cookieOf(reply) };
    const { devices } = devicesBody.parse((await server.ask('/web/auth/devices', { headers })).body);
    expect(devices).toMatchObject([{ current: true, method: 'oidc', user: 'ada', address: '127.0.0.1' }]);
    expect((await server.ask('/web/meta')).body).toMatchObject({ oidc_enabled: true, setup_required: false });
  });

  test('asks for the name where the token has none, and falls back as the reference does', async () => {
    server = await startReal({ webui: oidcKeys() });
    const nameOf = async (): Promise<unknown> => {
      const headers = { Cookie: cookieOf(await comeBack(await leave())) };
      return devicesBody
        .parse((await server.ask('/web/auth/devices', { headers })).body)
        .devices.find((row) => row.current)?.user;
    };
    issuer.fault = 'no-names';
    expect(await nameOf()).toBe('ada');
    issuer.fault = null;
    issuer.person = { sub: 'person-1', email: 'ada@example.org' };
    expect(await nameOf()).toBe('ada@example.org');
    issuer.person = { sub: 'person-1' };
    expect(await nameOf()).toBe('oidc-user');
  });

  test('sends the address the browser sees, below UrlBase and behind a proxy', async () => {
    server = await startReal({
      webui: `BehindHttpsProxy = true\nUrlBase = "/qb"\nAllowedHosts = ["qb.home"]\n${oidcKeys('CallbackPath = "/back/here"')}`,
    });
    const { cookie, back } = await leave('', { Host: 'qb.home', 'X-Forwarded-Proto': 'https' });
    expect(`${back.origin}${back.pathname}`).toBe('https://qb.home/qb/back/here');
    const reply = await comeBack({ cookie, back });
    expect([reply.headers.location, reply.headers['set-cookie']?.[0]]).toEqual([
      '/qb/ui',
      expect.stringContaining('; Secure'),
    ]);
  });

  test.each<Fault>(['nonce', 'audience', 'issuer', 'expired', 'key'])(
    'a token with a wrong %s opens nothing',
    async (fault) => {
      server = await startReal({ webui: oidcKeys() });
      issuer.fault = fault;
      const reply = await comeBack(await leave());
      expect([reply.status, reply.headers.location]).toEqual([302, '/ui?auth_error=1&reason=refused']);
      expect(reply.headers['set-cookie']?.join()).not.toContain('qbitrr_session');
      expect((await server.owner('/web/auth/devices')).body).toEqual({ devices: [] });
    },
  );

  test('a refusal at the provider is told apart', async () => {
    server = await startReal({ webui: oidcKeys() });
    issuer.fault = 'denied';
    expect((await comeBack(await leave())).headers.location).toBe('/ui?auth_error=1&reason=denied');
  });

  test("somebody else's way back, a second use, and one after ten minutes open nothing (login CSRF)", async () => {
    server = await startReal({ webui: oidcKeys() });
    const expired = '/ui?auth_error=1&reason=expired';
    const attacker = await leave();
    const victim = await leave();
    expect((await comeBack({ cookie: victim.cookie, back: attacker.back })).headers.location).toBe(expired);
    expect((await comeBack({ cookie: '', back: attacker.back })).headers.location).toBe(expired);
    expect((await comeBack(victim)).headers.location).toBe('/ui');
    expect((await comeBack(victim)).headers.location).toBe(expired);
    const slow = await leave();
    server.advance(601);
    expect((await comeBack(slow)).headers.location).toBe(expired);
  });

  test('AllowedUsers: names, verified addresses and subjects, nobody else', async () => {
    server = await startReal({ webui: oidcKeys('AllowedUsers = ["ada", "grace@example.org", "person-3"]') });
    const outcome = async (person: Issuer['person'], fault: Fault | null = null): Promise<string | undefined> => {
      issuer.person = person;
      issuer.fault = fault;
      return (await comeBack(await leave())).headers.location;
    };
    const refused = '/ui?auth_error=1&reason=not-allowed';
    expect(await outcome({ sub: 'person-1', preferred_username: 'ada' })).toBe('/ui');
    expect(await outcome({ sub: 'person-2', email: 'grace@example.org' })).toBe('/ui');
    expect(await outcome({ sub: 'person-2', email: 'grace@example.org' }, 'unverified')).toBe(refused);
    expect(await outcome({ sub: 'person-3' })).toBe('/ui');
    expect(await outcome({ sub: 'person-4', preferred_username: 'mallory' })).toBe(refused);
  });

  test('a provider that cannot be reached or calls itself differently is named in the log', async () => {
    server = await startReal({ webui: oidcKeys().replace(issuer.url, 'http://127.0.0.1:9') });
    const reply = await server.ask('/web/auth/oidc/challenge');
    expect([reply.status, reply.headers.location]).toEqual([302, '/ui?auth_error=1&reason=unreachable']);
    await server.stop();
    server = await startReal({
      webui: oidcKeys().replace(`${issuer.url}/`, issuer.url.replace('127.0.0.1', 'localhost')),
    });
    await server.ask('/web/auth/oidc/challenge');
    await server.server.stop();
    expect(await server.logs()).toContain('write that into WebUI.OIDC.Authority');
  });

  test.each([
    ['OIDCEnabled = false'],
    ['OIDCEnabled = true'],
    ['OIDCEnabled = true\n[WebUI.OIDC]\nAuthority = "http://127.0.0.1:9"'],
  ])('is off unless configured: %s', async (webui) => {
    server = await startReal({ webui });
    const challenge = await server.ask('/web/auth/oidc/challenge');
    expect([challenge.status, challenge.error]).toEqual([400, 'OIDC not configured']);
    expect((await server.ask('/signin-oidc?code=x&state=y')).headers.location).toBe('/ui');
    expect((await server.ask('/web/meta')).body).toMatchObject({ oidc_enabled: false });
  });

  test('sessions end when the provider is switched off', async () => {
    server = await startReal({ webui: oidcKeys() });
    const headers = { Cookie: cookieOf(await comeBack(await leave())) };
    expect((await server.ask('/web/status', { headers })).status).toBe(200);
    const saved = await server.post(
      '/web/config',
      { changes: { 'WebUI.OIDCEnabled': false } },
      { 'X-API-Token': 'owner-token-0123456789abcdef' },
    );
    expect(saved.status).toBe(200);
    expect((await server.ask('/web/status', { headers })).status).toBe(401);
  });
});
