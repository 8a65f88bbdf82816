import { afterEach, describe, expect, test } from 'vitest';
import { startHarness, type Harness } from '../testing/harness.ts';
import { TOKEN } from '../testing/stand-in.ts';
import { sessionCookie, sessionSecrets } from './cookie.ts';
import { exposure } from './exposure.ts';
import { createRateLimiter, limiterKey, MAX_KEYS } from './rate-limit.ts';

let server: Harness | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

const cookieOf = (header: string[] | undefined): string => header?.[0]?.split(';')[0] ?? '';

describe('exposure (3.2)', () => {
  const base = { authDisabled: true, allowInsecureExposure: false, host: '0.0.0.0' };
  test.each([
    [{ ...base, authDisabled: false }, 'locked'],
    [base, 'refused'],
    [{ ...base, host: '::' }, 'refused'],
    [{ ...base, host: '' }, 'refused'],
    [{ ...base, host: '192.168.1.5' }, 'refused'],
    [{ ...base, allowInsecureExposure: true }, 'open'],
    [{ ...base, host: '127.0.0.1' }, 'open'],
    [{ ...base, host: '::1' }, 'open'],
    [{ ...base, host: 'localhost' }, 'open'],
    [{ ...base, host: '127.evil.example' }, 'refused'],
  ])('%j -> %s', (settings, kind) => {
    expect(exposure(settings).kind).toBe(kind);
  });

  test('the refusal names both keys', () => {
    const refused = exposure(base);
    expect(refused.kind === 'refused' && refused.message).toMatch(/AuthDisabled.*AllowInsecureExposure/);
  });
});

describe('rate limiter', () => {
  test('slides, tells the wait, and keeps addresses apart', () => {
    let now = 0;
    const limiter = createRateLimiter({ now: () => now, monotonic: () => now }, { max: 2, windowSeconds: 900 });
    expect(limiter.attempt('a')).toBeNull();
    now = 100_000;
    expect(limiter.attempt('a')).toBeNull();
    expect(limiter.attempt('a')).toBe(800);
    expect(limiter.attempt('b')).toBeNull();
    now = 900_000;
    expect(limiter.attempt('a')).toBeNull();
    expect(limiter.attempt('a')).toBe(100);
  });

  test('memory is bounded: a flood makes the oldest forgotten, not the one who is being counted', () => {
    let now = 0;
    const limiter = createRateLimiter({ now: () => now, monotonic: () => now }, { max: 1, windowSeconds: 900 });
    for (let at = 0; at < MAX_KEYS * 2; at += 1) limiter.attempt(`k${at}`);
    expect(limiter.size).toBe(MAX_KEYS);
    expect(limiter.attempt(`k${MAX_KEYS * 2 - 1}`)).toBe(900);
    now = 900_000;
    limiter.attempt('later');
    expect(limiter.size).toBe(1);
  });

  test.each([
    ['192.168.1.5', '192.168.1.5'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0DB8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', ''],
  ])('%s counts as %s', (address, key) => {
    expect(limiterKey(address)).toBe(key);
  });
});

describe('cookie', () => {
  test('is HttpOnly, Lax, below UrlBase, Secure only behind https', () => {
    expect(sessionCookie('s', { urlBase: '/qb', secure: true })).toBe(
      'qbitrr_session=s; Max-Age=604800; Path=/qb/; HttpOnly; SameSite=Lax; Secure',
    );
    expect(sessionCookie(null, { urlBase: '', secure: false })).toBe(
      'qbitrr_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
    );
  });

  test('reads every session secret and nothing else', () => {
    expect(sessionSecrets('a=1; qbitrr_session=x; xqbitrr_session=n; qbitrr_session=y; qbitrr_session=')).toEqual([
      'x',
      'y',
    ]);
  });
});

describe('sessions', () => {
  test('a token buys a session; log-out ends it', async () => {
    server = await startHarness({ behindHttpsProxy: true });
    const signedIn = await server.post('/web/session', { token: TOKEN }, { 'X-API-Token': '' });
    expect([signedIn.status, signedIn.body]).toEqual([200, { success: true }]);
    expect(signedIn.headers['set-cookie']?.[0]).toContain('; Secure');
    const headers = { Cookie: cookieOf(signedIn.headers['set-cookie']) };
    expect((await server.ask('/web/token', { headers })).body).toEqual({ token: TOKEN });
    const out = await server.ask('/web/logout', { method: 'POST', headers });
    expect([out.body, out.headers['set-cookie']?.[0]]).toEqual([
      { success: true },
      expect.stringContaining('Max-Age=0'),
    ]);
    expect((await server.ask('/web/status', { headers })).status).toBe(401);
  });

  test('lives seven days from its last use, and the cookie is renewed', async () => {
    server = await startHarness();
    const { name, value } = server.api.createSession();
    const headers = { Cookie: `${name}=${value}` };
    const ask = async () => server?.ask('/web/status', { headers });
    expect((await ask())?.headers).not.toHaveProperty('set-cookie');
    server.advance(6 * 86_400);
    expect(cookieOf((await ask())?.headers['set-cookie'])).toBe(`${name}=${value}`);
    server.advance(6 * 86_400);
    expect((await ask())?.status).toBe(200);
    server.advance(7 * 86_400);
    expect((await ask())?.status).toBe(401);
  });

  test.each(['/web/session', '/web/login'])('API6.11 attempt 11 at %s within 15 minutes is 429', async (address) => {
    server = await startHarness();
    const attempt = async (from: string) =>
      server?.ask(address, {
        method: 'POST',
        body: '{"token":"wrong"}',
        headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': from },
      });
    const unreadable = await server.ask(address, {
      method: 'POST',
      body: '{',
      headers: { 'Content-Type': 'application/json' },
    });
    expect(unreadable.status).toBe(400);
    const statuses = [];
    for (let at = 0; at < 10; at += 1) statuses.push((await attempt('10.0.0.1'))?.status);
    expect(new Set(statuses)).toEqual(new Set([address === '/web/session' ? 401 : 400]));
    const limited = await attempt('10.0.0.2');
    expect([limited?.status, limited?.body]).toEqual([
      429,
      expect.objectContaining({ error: 'Too many login attempts. Try again later.' }),
    ]);
    expect(limited?.headers['retry-after']).toBe('900');
    server.setWebui({ behindHttpsProxy: true });
    expect((await attempt('10.0.0.2'))?.status).not.toBe(429);
    server.advance(900);
    server.setWebui({ behindHttpsProxy: false });
    expect((await attempt('10.0.0.1'))?.status).not.toBe(429);
  });

  test('password login is honest about not being there', async () => {
    server = await startHarness();
    const reply = await server.ask('/web/login', { method: 'POST' });
    expect([reply.status, reply.body]).toEqual([400, { error: 'Local login not configured', details: '' }]);
  });
});

describe('one-time sign-in links', () => {
  test('work once', async () => {
    server = await startHarness({ urlBase: '/qb' });
    const address = `/ui/sign-in-link/${server.api.signIn.mint()}`;
    expect((await server.ask(address, { method: 'HEAD' })).headers).not.toHaveProperty('set-cookie');
    const first = await server.ask(address);
    expect([first.status, first.headers.location]).toEqual([302, '/qb/ui']);
    const headers = { Cookie: cookieOf(first.headers['set-cookie']) };
    expect((await server.ask('/web/status', { headers })).status).toBe(200);
    const second = await server.ask(address);
    expect([second.headers.location, second.headers['set-cookie']]).toEqual(['/qb/ui/sign-in?link=expired', undefined]);
  });

  test('die after ten minutes, and guesses get nothing', async () => {
    server = await startHarness();
    const code = server.api.signIn.mint();
    expect((await server.ask('/ui/sign-in-link/guess')).headers.location).toBe('/ui/sign-in?link=expired');
    server.advance(600);
    expect((await server.ask(`/ui/sign-in-link/${code}`)).headers.location).toBe('/ui/sign-in?link=expired');
  });
});
