import { hash } from 'bcryptjs';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startHarness, type Harness, type Reply } from '../testing/harness.ts';
import { TOKEN } from '../testing/stand-in.ts';

let server: Harness;
let passwordHash = '';
beforeAll(async () => {
  passwordHash = await hash('correct horse', 4);
});
afterEach(() => server.stop());

const start = async (options: { setupToken?: string } = {}): Promise<void> => {
  server = await startHarness({ localAuthEnabled: true, username: 'ada', passwordHash }, options);
};
const post = (address: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
  server.post(address, body, { 'X-API-Token': '', ...headers });

describe('POST /web/login (api.md 2.3, in this order)', () => {
  const logIn = (body: unknown): Promise<Reply> => post('/web/login', body);

  test('local sign-in switched off', async () => {
    await start();
    server.setWebui({ localAuthEnabled: false });
    expect(await logIn({ username: 'ada', password: 'correct horse' })).toMatchObject({
      status: 400,
      error: 'Local login not configured',
    });
  });

  test.each([
    {},
    { username: 'ada' },
    { password: 'x' },
    { username: '  ', password: 'x' },
    { username: 5, password: [] },
  ])('%j lacks a name or a password', async (body) => {
    await start();
    expect(await logIn(body)).toMatchObject({ status: 400, error: 'Username and password required' });
  });

  test('no password set yet', async () => {
    await start();
    server.setWebui({ passwordHash: '' });
    expect(await logIn({ username: 'ada', password: 'x' })).toMatchObject({
      status: 403,
      body: { error: 'Password not set', code: 'SETUP_REQUIRED', details: '' },
    });
    expect((await server.ask('/web/meta')).body).toMatchObject({ local_auth_enabled: true, setup_required: true });
  });

  test('wrong and right', async () => {
    await start();
    for (const body of [
      { username: 'ada', password: 'wrong horse' },
      { username: 'bob', password: 'correct horse' },
    ]) {
      expect(await logIn(body)).toMatchObject({ status: 401, body: { error: 'Invalid credentials', details: '' } });
    }
    const right = await logIn({ username: ' ada ', password: 'correct horse', remember: true });
    expect([right.status, right.body]).toEqual([200, { success: true }]);
    const headers = { Cookie: right.headers['set-cookie']?.[0]?.split(';')[0] ?? '' };
    expect((await server.ask('/web/token', { headers })).body).toEqual({ token: TOKEN });
    expect((await server.ask('/web/meta')).body).toMatchObject({ local_auth_enabled: true, setup_required: false });
    expect(server.notices.at(-1)).toBe('Signed in with a password from 127.0.0.1');
    expect(server.calls).toContainEqual(['signedIn', 'Signed in with a password from 127.0.0.1']);
    expect(server.warnings.join()).not.toMatch(/horse|bob/);
  });
});

describe('POST /web/auth/set-password (api.md 2.3, in this order)', () => {
  const wanted = { username: ' ada ', password: 'a new password' };
  const setPassword = (body: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
    post('/web/auth/set-password', body, headers);

  test('more than five attempts in 900 s', async () => {
    await start();
    for (let at = 0; at < 5; at += 1) expect((await setPassword({})).status).toBe(400);
    const limited = await setPassword({ ...wanted, setupToken: TOKEN });
    expect([limited.status, limited.error, limited.headers['retry-after']]).toEqual([
      429,
      'Too many attempts. Try again later.',
      '900',
    ]);
  });

  test.each([
    [{ username: '', password: 'a new password' }, 'Username and password required'],
    [{ username: 'ada', password: '' }, 'Username and password required'],
    [{ username: 'ada', password: 'short67' }, 'Password must be at least 8 characters'],
    [{ username: 'ada', password: 'ä'.repeat(37) }, 'Password must be at most 72 characters'],
  ])('%j: %s', async (body, error) => {
    await start();
    expect(await setPassword({ ...body, setupToken: TOKEN })).toMatchObject({ status: 400, error });
    expect(server.calls).toEqual([]);
  });

  test('neither setup token nor caller: told apart by whether a password exists', async () => {
    await start({ setupToken: 'setup' });
    expect(await setPassword({ ...wanted, setupToken: 'guess' })).toMatchObject({ status: 403, error: 'Not allowed' });
    server.setWebui({ passwordHash: '', authDisabled: true });
    expect(await setPassword({ ...wanted, setupToken: '' })).toMatchObject({
      status: 403,
      error: 'Setup token required. Use QBITRR_SETUP_TOKEN or the WebUI.Token value from config.toml.',
    });
    expect(server.calls).toEqual([]);
  });

  test('an unset setup token matches nothing', async () => {
    await start();
    for (const setupToken of ['', ' ', undefined, null]) {
      expect((await setPassword({ ...wanted, setupToken })).status).toBe(403);
    }
  });

  test.each(['environment', 'config token', 'header token', 'session'])(
    'allowed by %s; it is saved, no session is made',
    async (by) => {
      await start({ setupToken: 'setup' });
      const { name, value } = server.api.createSession();
      const ways: Record<string, [object, Record<string, string>]> = {
        environment: [{ setupToken: 'setup' }, {}],
        'config token': [{ setupToken: TOKEN }, {}],
        'header token': [{}, { 'X-API-Token': TOKEN }],
        session: [{}, { Cookie: `${name}=${value}` }],
      };
      const [more, headers] = ways[by] ?? [{}, {}];
      const reply = await setPassword({ ...wanted, ...more }, headers);
      expect([reply.status, reply.body, reply.headers['set-cookie']]).toEqual([200, { success: true }, undefined]);
      expect(server.calls).toEqual([
        [
          'changes',
          {
            'WebUI.Username': 'ada',
            'WebUI.PasswordHash': expect.stringMatching(/^\$2b\$12\$/),
            'WebUI.AuthDisabled': false,
            'WebUI.LocalAuthEnabled': true,
          },
          null,
        ],
      ]);
    },
  );

  test('a failed save is said, and the session of the user goes on', async () => {
    await start();
    const signedIn = await post('/web/login', { username: 'ada', password: 'correct horse' });
    const headers = { Cookie: signedIn.headers['set-cookie']?.[0]?.split(';')[0] ?? '' };
    const save = vi
      .spyOn(server.services.config, 'applyChanges')
      .mockResolvedValue({ ok: false, status: 500, error: 'Failed to save config', details: 'the disk is full' });
    expect(await setPassword(wanted, headers)).toMatchObject({
      status: 500,
      body: { error: 'Failed to save configuration', details: 'the disk is full' },
    });
    save.mockRestore();
    expect((await server.ask('/web/status', { headers })).status).toBe(200);
  });
});
