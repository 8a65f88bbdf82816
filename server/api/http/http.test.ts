import { IncomingMessage } from 'node:http';
import { connect, Socket } from 'node:net';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startHarness, type Harness } from '../testing/harness.ts';
import { TOKEN } from '../testing/stand-in.ts';
import { BODY_LIMIT, ClientGone, readBody } from './body.ts';
import { MAX_HEADERS } from './entry.ts';

let server: Harness;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'qb-panel-'));
  await mkdir(path.join(folder, 'assets'));
  await writeFile(path.join(folder, 'index.html'), '<base href="__URL_BASE__/ui/"><meta nonce="__CSP_NONCE__">');
  await writeFile(path.join(folder, 'assets', 'app-1.js'), 'run()');
  await writeFile(path.join(folder, 'icon.svg'), '<svg/>');
  server = await startHarness({}, { panel: folder });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const jsonType = { 'Content-Type': 'application/json' };

describe('methods and unknown paths (section 4)', () => {
  test.each(['/api/nope', '/web/nope', '/api/processes/', '/API/processes', '/api/ui'])(
    'GET %s is 404 JSON',
    async (address) => {
      const reply = await server.ask(address);
      expect([reply.status, reply.body]).toEqual([404, { error: 'Not Found', details: `GET ${address}` }]);
    },
  );

  test('a known path with another method is 405 with Allow, also without a token', async () => {
    const reply = await server.ask('/api/processes', { method: 'DELETE' });
    expect([reply.status, reply.error, reply.headers.allow]).toEqual([405, 'Method Not Allowed', 'GET, HEAD, OPTIONS']);
    expect((await server.ask('/api/processes/x/restart')).headers.allow).toBe('POST, OPTIONS');
    expect((await server.ask('/web/config', { method: 'PUT' })).headers.allow).toBe('GET, HEAD, POST, OPTIONS');
  });

  test('OPTIONS answers 200 with Allow, HEAD works where GET does', async () => {
    const options = await server.ask('/web/processes', { method: 'OPTIONS' });
    expect([options.status, options.headers.allow]).toEqual([200, 'GET, HEAD, OPTIONS']);
    const head = await server.authed('/api/processes', { method: 'HEAD' });
    expect([head.status, head.text]).toEqual([200, '']);
    expect(Number(head.headers['content-length'])).toBeGreaterThan(2);
  });

  test('a failing service is 500 without its reason; the log gets the stack', async () => {
    const status = vi.spyOn(server.services, 'status').mockImplementation(() => {
      throw new Error('secret path /home/me');
    });
    const reply = await server.authed('/api/status');
    status.mockRestore();
    expect([reply.status, reply.body]).toEqual([500, { error: 'Internal Server Error', details: '' }]);
    expect(server.errors.at(-1)).toContain('http.test.ts');
  });
});

describe('addresses as programs write them (2.0)', () => {
  test.each([
    '//api/status',
    '/api//status',
    '/qb//api/status',
    '//qb/api///status',
    'http://127.0.0.1/api/status',
    'HTTP://127.0.0.1:6969/qb/api/status',
  ])('%s means the same as /api/status', async (address) => {
    server.setWebui({ urlBase: '/qb' });
    const reply = await server.authed(address);
    expect([reply.status, reply.headers['access-control-allow-origin']]).toEqual([200, '*']);
    server.setWebui({ urlBase: '' });
  });

  test('3.4 slashes further on are kept: an empty segment is a 404', async () => {
    expect((await server.post('/api/processes//restart')).status).toBe(404);
    expect((await server.post('/api/processes/a//restart')).status).toBe(404);
  });
});

describe('bodies (3.7)', () => {
  const post = (body: string | Buffer, headers: Record<string, string> = jsonType) =>
    server.authed('/api/config', { method: 'POST', body, headers });

  test.each([
    ['{bad', jsonType, 'Invalid JSON body'],
    [Buffer.from([0x22, 0xff, 0x22]), jsonType, 'Invalid JSON body'],
    [`{"changes":${'['.repeat(500)}${']'.repeat(500)}}`, jsonType, 'Invalid JSON body'],
    ['[]', jsonType, 'Request body must be a JSON object'],
    ['null', jsonType, 'Request body must be a JSON object'],
    ['"x"', jsonType, 'Request body must be a JSON object'],
    ['{}', { 'Content-Type': 'text/plain' }, 'Request body must be JSON'],
    ['{}', {}, 'Request body must be JSON'],
    ['{}', { ...jsonType, 'Content-Encoding': 'gzip' }, 'Request body must be JSON'],
  ])('%s with %j -> 400 %s', async (body, headers, error) => {
    const reply = await post(body, headers);
    expect([reply.status, reply.error]).toEqual([400, error]);
  });

  test('+json and an empty body with a JSON type are fine', async () => {
    expect((await post('{}', { 'Content-Type': 'application/merge-patch+json; charset=utf-8' })).status).toBe(200);
    expect((await server.post('/api/processes/Radarr-Movies/restart', undefined, jsonType)).status).toBe(200);
  });

  test('API6.9 3 MiB is 413 by Content-Length and while reading; 2 MiB passes', async () => {
    const big = Buffer.alloc(3 * 1024 * 1024, 0x20);
    const announced = await post(big);
    const chunked = await post(big, { ...jsonType, 'Transfer-Encoding': 'chunked' });
    for (const reply of [announced, chunked]) {
      expect([reply.status, reply.body]).toEqual([
        413,
        { error: 'Request body too large', details: `Limit is ${BODY_LIMIT} bytes` },
      ]);
    }
    const fits = Buffer.alloc(BODY_LIMIT, 0x20);
    fits.write('{}');
    expect((await post(fits)).status).toBe(200);
  });

  test('brackets inside texts do not count as levels', async () => {
    const name = `\\"${'['.repeat(500)}`;
    expect((await server.post('/api/config', { changes: { name } })).status).toBe(200);
  });

  test('a client that hangs up in the middle of its body is no error of ours', async () => {
    const request = new IncomingMessage(new Socket());
    request.headers = { ...jsonType, 'content-length': '100' };
    const read = readBody(request);
    request.destroy(new Error('aborted'));
    await expect(read).rejects.toBeInstanceOf(ClientGone);
  });

  test('401 comes before the body is looked at', async () => {
    expect((await server.ask('/api/config', { method: 'POST', body: '{bad', headers: jsonType })).status).toBe(401);
  });
});

describe('headers and hosts (2.0, 3.9)', () => {
  test('every answer carries the safety headers and no trace of Express', async () => {
    for (const address of ['/health', '/api/processes', '/api/nope', '/ui', '/']) {
      const { headers } = await server.ask(address);
      expect(headers).toMatchObject({
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'strict-origin-when-cross-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['content-security-policy']).toContain("script-src 'self';");
      expect(headers['content-security-policy']).not.toContain('unsafe-inline');
      expect(headers).not.toHaveProperty('x-powered-by');
    }
    const { headers } = await server.authed('/api/processes');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers).not.toHaveProperty('etag');
  });

  test.each([
    ['localhost:6969', 401],
    ['127.0.0.1', 401],
    ['[::1]:6969', 401],
    ['192.168.1.5:6969', 401],
    ['evil.example', 403],
    ['localhost.evil.example', 403],
    ['evil.example:6969@localhost', 403],
    ['nas.lan', 401],
    ['qb.home:8443', 401],
  ])('Host %s -> %i', async (host, status) => {
    server.setWebui({ host: 'nas.lan', allowedHosts: ['QB.home'] });
    const reply = await server.ask('/api/status', { headers: { Host: host } });
    server.setWebui({ host: '0.0.0.0', allowedHosts: [] });
    expect(reply.status).toBe(status);
  });

  test('an unknown Host passes with the token in a header, and for health; not with a cookie or an open server', async () => {
    const Host = 'qbitrr:6969';
    expect((await server.authed('/api/status', { headers: { Host } })).status).toBe(200);
    expect((await server.ask('/api/health', { headers: { Host } })).status).toBe(200);
    const { name, value } = server.api.createSession();
    expect((await server.ask('/api/status', { headers: { Host, Cookie: `${name}=${value}` } })).status).toBe(403);
    server.setWebui({ authDisabled: true });
    expect((await server.ask('/api/status', { headers: { Host } })).status).toBe(403);
    server.setWebui({ authDisabled: false });
  });

  test('3.2 an unknown Host passes with the right token in the query, where that counts', async () => {
    const headers = { Host: 'qbitrr:6969' };
    expect((await server.ask(`/api/status?token=${TOKEN}`, { headers })).status).toBe(403);
    server.setWebui({ allowInsecureTokenQuery: true });
    expect((await server.ask(`/api/status?token=${TOKEN}`, { headers })).status).toBe(200);
    expect((await server.ask('/api/status?token=wrong', { headers })).status).toBe(403);
    server.setWebui({ allowInsecureTokenQuery: false });
  });

  test('CORS only for /api and only while authentication is in force, never with credentials', async () => {
    const preflight = {
      method: 'OPTIONS',
      headers: { Origin: 'https://a.example', 'Access-Control-Request-Method': 'GET' },
    };
    const allowed = await server.ask('/api/processes', preflight);
    expect([allowed.status, allowed.headers]).toEqual([
      204,
      expect.objectContaining({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, POST, OPTIONS',
        'access-control-allow-headers': 'X-API-Token, Authorization, Content-Type',
        'access-control-max-age': '600',
      }),
    ]);
    expect((await server.ask('/api/processes')).headers).toHaveProperty('access-control-allow-origin', '*');
    expect(allowed.headers).not.toHaveProperty('access-control-allow-credentials');
    expect((await server.ask('/web/processes', preflight)).headers).not.toHaveProperty('access-control-allow-origin');
    server.setWebui({ authDisabled: true });
    expect((await server.ask('/api/processes', preflight)).headers).not.toHaveProperty('access-control-allow-origin');
    server.setWebui({ authDisabled: false });
  });

  test('an open server refuses what a foreign page sends, and nothing else', async () => {
    server.setWebui({ authDisabled: true });
    const send = async (headers: Record<string, string>, method = 'POST') =>
      (await server.ask('/api/processes/Radarr-Movies/restart', { method, headers })).status;
    const Host = `127.0.0.1:${server.port}`;
    expect(await send({ 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
    expect(await send({ Host, Origin: 'https://evil.example' })).toBe(403);
    expect(await send({ Host, Origin: 'null' })).toBe(403);
    expect(await send({})).toBe(200);
    expect(await send({ 'Sec-Fetch-Site': 'same-origin', Origin: 'https://behind.proxy' })).toBe(200);
    expect(await send({ Host, Origin: `http://${Host}` })).toBe(200);
    expect(await send({ Host, Origin: 'http://qb.lan', 'X-Forwarded-Host': 'qb.lan' })).toBe(200);
    expect((await server.ask('/api/status', { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).toBe(200);
    server.setWebui({ authDisabled: false });
  });

  test('a cookie does not act for a page of another port', async () => {
    const { name, value } = server.api.createSession();
    const headers = { Cookie: `${name}=${value}`, 'Sec-Fetch-Site': 'same-site' };
    expect((await server.ask('/web/engine/stop', { method: 'POST', headers })).status).toBe(403);
    expect((await server.ask('/web/status', { headers })).status).toBe(200);
  });

  test('header injection and oversized headers do not get through', async () => {
    const reply = await rawExchange(
      server.port,
      `GET /api/logs/%0d%0aX-Evil:1 HTTP/1.1\r\nHost: localhost\r\nX-API-Token: ${TOKEN}\r\nConnection: close\r\n\r\n`,
    );
    expect(reply).toMatch(/^HTTP\/1.1 404 /);
    expect(reply).not.toMatch(/^X-Evil/m);
    const fat = await rawExchange(
      server.port,
      `GET /health HTTP/1.1\r\nHost: localhost\r\nX-Fat: ${'x'.repeat(20_000)}\r\n\r\n`,
    );
    expect(fat).toMatch(/^HTTP\/1.1 431 /);
    const fields = (count: number): string => Array.from({ length: count }, (_, at) => `X-${at}: 1\r\n`).join('');
    const ask = (count: number): Promise<string> =>
      rawExchange(server.port, `GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${fields(count)}\r\n`);
    expect(await ask(MAX_HEADERS - 10)).toMatch(/^HTTP\/1.1 200 /);
    expect(await ask(MAX_HEADERS + 10)).toMatch(/^HTTP\/1.1 431 /);
  });
});

describe('UrlBase and the panel', () => {
  test('GET / and /login lead to the panel', async () => {
    for (const address of ['/', '/login']) {
      const { status, headers } = await server.ask(address);
      expect([status, headers.location]).toEqual([302, '/ui']);
    }
  });

  test('the page gets its own nonce and prefix; any panel address serves it', async () => {
    server.setWebui({ urlBase: '/qb' });
    for (const address of ['/ui', '/ui/', '/qb/ui', '/ui/logs/Main.log', '/ui/torrents/qBit/abc', '/ui/index.html']) {
      const { text, headers } = await server.ask(address);
      const nonce = /nonce="([^"]+)"/.exec(text)?.[1] ?? 'none';
      expect(text).toContain('<base href="/qb/ui/">');
      expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
      expect(headers['cache-control']).toContain('no-store');
    }
    expect((await server.ask('/qb/api/health')).status).toBe(200);
    expect((await server.ask('/qbx/api/health')).status).toBe(404);
    expect((await server.ask('/qb')).headers.location).toBe('/qb/ui');
    server.setWebui({ urlBase: '' });
  });

  test('assets are immutable, unknown assets 404, nothing outside the folder is served', async () => {
    const asset = await server.ask('/ui/assets/app-1.js');
    expect([asset.text, asset.headers['cache-control']]).toEqual(['run()', 'public, max-age=31536000, immutable']);
    expect((await server.ask('/ui/icon.svg')).text).toBe('<svg/>');
    expect((await server.ask('/ui/assets/gone.js')).status).toBe(404);
    for (const address of [
      '/ui/../../etc/passwd',
      '/ui/%2e%2e/%2e%2e/etc/passwd',
      '/ui/assets/..%2f..%2f..%2fetc%2fpasswd',
    ]) {
      expect((await server.ask(address)).text).not.toContain('root:');
    }
    expect((await server.ask('/ui', { method: 'POST' })).headers.allow).toBe('GET, HEAD, OPTIONS');
  });

  test('a prefix announced by a trusted proxy counts, by anybody else it does not', async () => {
    const ask = async (prefix: string) =>
      (await server.ask('/', { headers: { 'X-Forwarded-Prefix': prefix } })).headers.location;
    expect(await ask('/evil')).toBe('/ui');
    server.setWebui({ trustedProxies: ['127.0.0.0/8'] });
    expect(await ask('/qb')).toBe('/qb/ui');
    expect(await ask('//evil.example')).toBe('/ui');
    server.setWebui({ trustedProxies: [] });
  });
});

async function rawExchange(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let reply = '';
    socket.on('data', (part) => {
      reply += part.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(reply));
  });
}
