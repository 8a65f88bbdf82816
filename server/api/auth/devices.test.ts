import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { devicesBody, tokenCreated, tokensBody, type DeviceRow } from '../../contract/index.ts';
import { startHarness, type Harness } from '../testing/harness.ts';
import { TOKEN } from '../testing/stand-in.ts';
import { agentOf } from './agent.ts';
import { MAX_TOKENS } from './tokens.ts';

let server: Harness;
beforeEach(async () => {
  server = await startHarness();
});
afterEach(() => server.stop());

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const signIn = async (agent = firefox): Promise<{ Cookie: string }> => {
  const reply = await server.post('/web/session', { token: TOKEN }, { 'User-Agent': agent });
  return { Cookie: reply.headers['set-cookie']?.[0]?.split(';')[0] ?? '' };
};
const devices = async (headers: Record<string, string>): Promise<DeviceRow[]> =>
  devicesBody.parse((await server.ask('/web/auth/devices', { headers })).body).devices;
const post = (address: string, headers: Record<string, string>) => server.ask(address, { method: 'POST', headers });

describe('signed-in devices (ui.md AU-4)', () => {
  test('lists who is signed in, from where, with what, since and until when', async () => {
    const mine = await signIn();
    server.advance(90);
    server.api.createSession();
    server.advance(90);
    const rows = await devices(mine);
    expect(
      rows.map(({ current, method, browser, system, address }) => [current, method, browser, system, address]),
    ).toEqual([
      [true, 'token', 'Firefox', 'Linux', '127.0.0.1'],
      [false, 'desktop', null, null, ''],
    ]);
    const [row] = rows;
    expect([Number(row?.seenAt) - Number(row?.createdAt), Number(row?.expiresAt) - Number(row?.createdAt)]).toEqual([
      180_000,
      7 * 86_400_000,
    ]);
    expect(JSON.stringify(rows)).not.toContain(mine.Cookie.split('=')[1]);
  });

  test('one device can be signed out, another one goes on', async () => {
    const mine = await signIn();
    const other = await signIn('curl/8.5.0');
    const id = (await devices(mine)).find(({ browser }) => browser === 'curl')?.id;
    expect((await post(`/web/auth/devices/${id}/sign-out`, mine)).body).toEqual({ status: 'ok' });
    expect((await server.ask('/web/status', { headers: other })).status).toBe(401);
    expect((await server.ask('/web/status', { headers: mine })).status).toBe(200);
    expect(await post(`/web/auth/devices/${id}/sign-out`, mine)).toMatchObject({
      status: 404,
      error: `Unknown device ${id}`,
    });
  });

  test('all others can be signed out at once; a token signs out everybody', async () => {
    const mine = await signIn();
    await signIn();
    await signIn();
    expect((await post('/web/auth/devices/sign-out-others', mine)).body).toEqual({ signedOut: 2 });
    expect(await devices(mine)).toHaveLength(1);
    expect((await post('/api/auth/devices/sign-out-others', { 'X-API-Token': TOKEN })).body).toEqual({ signedOut: 1 });
    expect((await server.ask('/web/status', { headers: mine })).status).toBe(401);
  });

  test('the desktop window has one session however often it is opened', async () => {
    const [first, second] = [server.api.createSession(), server.api.createSession()];
    const status = async ({ name, value }: typeof first): Promise<number> =>
      (await server.ask('/web/status', { headers: { Cookie: `${name}=${value}` } })).status;
    expect([await status(first), await status(second)]).toEqual([401, 200]);
  });

  test('memory is bounded: of very many sessions the least used ones go', async () => {
    const first = await signIn();
    for (let at = 0; at < 40; at += 1) {
      server.advance(901);
      for (let one = 0; one < 10; one += 1) await signIn();
    }
    expect((await server.ask('/web/status', { headers: first })).status).toBe(401);
    expect(await devices({ 'X-API-Token': TOKEN })).toHaveLength(200);
  });

  test.each([
    [firefox, 'Firefox', 'Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
      'Chrome',
      'Windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
      'Edge',
      'Windows',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
      'Safari',
      'macOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0 Mobile/15E148 Safari/604.1',
      'Chrome',
      'iOS',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36',
      'Samsung Internet',
      'Android',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) qbitrr-desktop/0.1.0 Chrome/130.0 Electron/33.2.1 Safari/537.36',
      'qBitrr Desktop',
      'Linux',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36',
      'Chrome',
      'Linux',
    ],
    ['<script>alert(1)</script>', null, null],
    [undefined, null, null],
  ])('%s is %s on %s', (header, browser, system) => {
    expect(agentOf(header)).toEqual({ browser, system });
  });
});

describe('named tokens', () => {
  const make = (name: string, scope: string) => server.post('/api/auth/tokens', { name, scope });

  test('are shown once, listed without their text, and say when they were used', async () => {
    const made = tokenCreated.parse((await make('  Dashboard ', 'read')).body);
    expect(made.token).toMatch(/^qbitrr_[\w-]{43}$/);
    expect(made.row).toMatchObject({ name: 'Dashboard', scope: 'read', lastUsedAt: null });
    server.advance(60);
    expect((await server.ask('/api/status', { headers: { Authorization: `Bearer ${made.token}` } })).status).toBe(200);
    const list = await server.authed('/web/auth/tokens');
    expect(tokensBody.parse(list.body).tokens).toEqual([{ ...made.row, lastUsedAt: made.row.createdAt + 60_000 }]);
    expect(list.text).not.toContain(made.token);
    expect(server.notices.join()).toContain('API token "Dashboard" with the scope read was made');
    expect(server.notices.join()).not.toContain(made.token);
  });

  test('a revoked one is worth nothing at once', async () => {
    const { token, row } = tokenCreated.parse((await make('x', 'admin')).body);
    expect((await server.post(`/web/auth/tokens/${row.id}/revoke`)).body).toEqual({ status: 'ok' });
    expect((await server.ask('/api/status', { headers: { 'X-API-Token': token } })).status).toBe(401);
    expect(await server.post(`/web/auth/tokens/${row.id}/revoke`)).toMatchObject({
      status: 404,
      error: `Unknown token ${row.id}`,
    });
  });

  test.each([
    [{ name: '', scope: 'read' }, 'name must not be empty'],
    [{ name: 'x'.repeat(61), scope: 'read' }, 'name must have at most 60 characters'],
    [{ scope: 'read' }, 'name must be a text'],
    [{ name: 'x', scope: 'root' }, 'scope must be one of metrics, read, control, admin'],
    [{ name: 'x' }, 'scope must be one of metrics, read, control, admin'],
    [{ name: 'x', scope: 'read', token: 'mine' }, 'Unknown member: token'],
  ])('%j: %s', async (body, error) => {
    expect(await server.post('/api/auth/tokens', body)).toMatchObject({ status: 400, error });
  });

  test('names are taken once, and there is an end to them', async () => {
    for (let at = 0; at < MAX_TOKENS; at += 1) expect((await make(`token ${at}`, 'metrics')).status).toBe(200);
    expect(await make('TOKEN 5', 'read')).toMatchObject({ status: 409, error: 'A token of this name exists' });
    expect(await make('one more', 'read')).toMatchObject({ status: 409, error: 'Too many tokens' });
  });
});
