import { hash } from 'bcryptjs';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tokenCreated, type ApiScope } from '../../contract/index.ts';
import { startHarness, type Harness, type Reply } from '../testing/harness.ts';
import { TOKEN } from '../testing/stand-in.ts';

const PASSWORD = 'correct horse';
let server: Harness;
let passwordHash = '';
beforeAll(async () => {
  passwordHash = await hash(PASSWORD, 4);
});
beforeEach(async () => {
  server = await startHarness({ localAuthEnabled: true, username: 'ada', passwordHash });
});
afterEach(() => server.stop());

type Headers = Record<string, string>;
const nobody: Headers = { 'X-API-Token': '' };
const owner: Headers = { 'X-API-Token': TOKEN };
const desktop = (): Headers => {
  const { name, value } = server.api.createSession();
  return { 'X-API-Token': '', Cookie: `${name}=${value}` };
};
const cookieOf = ({ headers }: Reply): Headers => ({
  'X-API-Token': '',
  Cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '',
});
const browser = async (): Promise<Headers> => cookieOf(await server.post('/web/session', { token: TOKEN }, nobody));
const signedInWithPassword = async (): Promise<Headers> =>
  cookieOf(await server.post('/web/login', { username: 'ada', password: PASSWORD }, nobody));
const named = async (scope: ApiScope): Promise<Headers> => ({
  'X-API-Token': tokenCreated.parse((await server.post('/api/auth/tokens', { name: scope, scope })).body).token,
});

/** Both routes, under both prefixes. */
const doors = [
  { address: '/api/config/reveal', body: { path: 'WebUI.Token' } },
  { address: '/web/config/reveal', body: { path: 'WebUI.Token' } },
  { address: '/api/config/export', body: {} },
  { address: '/web/config/export', body: {} },
];
const knock = ({ address, body }: (typeof doors)[number], headers: Headers, password?: string): Promise<Reply> =>
  server.post(address, { ...body, ...(password !== undefined && { password }) }, headers);
/** What was written down about it. */
const noted = (): unknown[] => server.calls.filter(([what]) => what === 'revealed');

describe.each(doors)('$address (ui.md CF-11, CF-20)', (door) => {
  const opens = (reply: Reply): void => {
    expect(reply.status).toBe(200);
    expect(reply.text).toContain('your-token');
    expect(reply.headers['cache-control']).toBe('no-store');
  };
  const stays = (reply: Reply, status: number, body: object): void => {
    expect(reply).toMatchObject({ status, body });
    expect(reply.text).not.toContain('your-token');
    expect(noted()).toEqual([]);
  };

  test('opens to the session of the desktop window, without a password', async () => {
    opens(await knock(door, desktop()));
    expect(noted()).toEqual([['revealed', expect.stringMatching(/ the desktop window$/)]]);
  });

  test('opens to a browser whose reader types the password once more, however he signed in', async () => {
    opens(await knock(door, await browser(), PASSWORD));
    opens(await knock(door, await signedInWithPassword(), PASSWORD));
    expect(noted()).toHaveLength(2);
    expect(noted()[0]).toEqual(['revealed', expect.stringMatching(/ ada, from 127\.0\.0\.1$/)]);
  });

  test('a session that was bought with the password opens nothing without it', async () => {
    for (const headers of [await browser(), await signedInWithPassword()]) {
      stays(await knock(door, headers), 403, { code: 'PASSWORD_REQUIRED' });
      stays(await knock(door, headers, ''), 403, { code: 'PASSWORD_REQUIRED' });
      stays(await knock(door, headers, 'wrong horse'), 403, { code: 'PASSWORD_WRONG' });
    }
  });

  test('no token opens it by itself; with the password the way in is written down', async () => {
    for (const headers of [owner, { Authorization: `Bearer ${TOKEN}` }, await named('admin')]) {
      stays(await knock(door, { 'X-API-Token': '', ...headers }), 403, { code: 'PASSWORD_REQUIRED' });
      stays(await knock(door, { 'X-API-Token': '', ...headers }, TOKEN), 403, { code: 'PASSWORD_WRONG' });
    }
    opens(await knock(door, owner, PASSWORD));
    expect(noted()).toEqual([['revealed', expect.stringMatching(/ ada with the API token, from 127\.0\.0\.1$/)]]);
  });

  test('a token that may not do everything is refused, with the right password too', async () => {
    for (const scope of ['metrics', 'read', 'control'] as const) {
      stays(await knock(door, await named(scope), PASSWORD), 403, { error: 'forbidden' });
    }
    stays(await knock(door, nobody, PASSWORD), 401, { error: 'unauthorized' });
  });

  test('without a password that could be asked for it says what to do', async () => {
    for (const change of [{ passwordHash: '' }, { passwordHash, localAuthEnabled: false }]) {
      server.setWebui(change);
      for (const headers of [await browser(), owner]) {
        stays(await knock(door, headers, PASSWORD), 403, {
          code: 'PASSWORD_NOT_SET',
          error: 'No password is set',
          details: 'Set a password, or look in config.toml on the computer itself',
        });
      }
    }
    opens(await knock(door, desktop()));
  });

  test('an open server is no owner', async () => {
    server.setWebui({ authDisabled: true });
    stays(await knock(door, nobody), 403, { code: 'PASSWORD_REQUIRED' });
    opens(await knock(door, nobody, PASSWORD));
  });

  test('pages of other origins are refused, whatever the browser sends along', async () => {
    for (const page of [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'http://evil.example' },
      { Origin: 'http://127.0.0.1:1' },
    ]) {
      for (const headers of [desktop(), await browser()]) {
        stays(await knock(door, { ...headers, ...page }, PASSWORD), 403, { error: 'Cross-origin request refused' });
      }
    }
  });

  test('wrong passwords are counted together with those of signing in, right ones are not', async () => {
    for (let time = 0; time < 12; time += 1) opens(await knock(door, owner, PASSWORD));
    for (let time = 0; time < 5; time += 1) {
      expect((await knock(door, owner, 'wrong horse')).status).toBe(403);
      const tried = await server.post('/web/login', { username: 'ada', password: 'wrong horse' }, nobody);
      expect(tried.status).toBe(401);
    }
    const refused = await knock(door, owner, PASSWORD);
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '900' } });
    expect(refused.text).not.toContain('your-token');
    expect((await server.post('/web/login', { username: 'ada', password: PASSWORD }, nobody)).status).toBe(429);
    opens(await knock(door, desktop()));
    server.advance(901);
    opens(await knock(door, owner, PASSWORD));
  });

  test('many guesses at once are counted one by one', async () => {
    const guesses = await Promise.all(Array.from({ length: 30 }, (_, at) => knock(door, owner, `guess ${at}`)));
    const checked = guesses.filter(({ status }) => status === 403).length;
    expect(checked).toBeGreaterThan(0);
    expect(checked).toBeLessThanOrEqual(10);
  });

  test('the password stays out of the answer, the log and the history', async () => {
    const typed = 'typed by mistake';
    const reply = await knock(door, owner, typed);
    await knock(door, owner, PASSWORD);
    const said = JSON.stringify([reply.text, server.notices, server.warnings, server.calls]);
    expect(said).not.toContain(typed);
    expect(said).not.toContain(PASSWORD);
    expect(server.warnings).toContain('Showing secrets was refused: wrong password, from 127.0.0.1');
  });
});

describe('what is asked for', () => {
  const reveal = (path: unknown, headers = desktop()): Promise<Reply> =>
    server.post('/web/config/reveal', { path }, headers);

  test('the value, and a line in log and history that names the key and not the value', async () => {
    expect((await reveal('WebUI.Token')).body).toEqual({ path: 'WebUI.Token', value: 'your-token' });
    expect(server.calls).toEqual([['revealed', 'WebUI.Token was revealed to the desktop window']]);
    expect(server.notices).toContain('WebUI.Token was revealed to the desktop window');
  });

  test.each(['WebUI.PasswordHash', 'Settings.FreeSpace', 'Radarr-X.APIKey', '', '__proto__'])(
    '%j is nothing that is shown',
    async (path) => {
      expect(await reveal(path)).toMatchObject({ status: 404, error: 'No secret to reveal' });
      expect(noted()).toEqual([]);
    },
  );

  test('the guard comes first: whoever is refused learns nothing of the key', async () => {
    expect(await reveal('WebUI.PasswordHash', owner)).toMatchObject({
      status: 403,
      body: { code: 'PASSWORD_REQUIRED' },
    });
  });

  test.each([{}, { path: 5 }, { path: 'x'.repeat(501) }, { path: 'WebUI.Token', password: 5 }, { path: 'x', more: 1 }])(
    '%j is not understood',
    async (body) => {
      expect((await server.post('/web/config/reveal', body, desktop())).status).toBe(400);
    },
  );

  test('a file, under the name it is to have', async () => {
    const { headers, text } = await server.post('/web/config/export', {}, desktop());
    expect(headers['content-type']).toBe('application/toml; charset=utf-8');
    expect(headers['content-disposition']).toBe('attachment; filename="config.toml"');
    expect(text).toBe('[WebUI]\nToken = "your-token"\n');
    expect(server.calls).toEqual([
      ['revealed', 'The settings with all their secrets were exported by the desktop window'],
    ]);
  });
});
