import fc from 'fast-check';

/** What a request says beside what is wrong with it. */
export interface Caller {
  port: number;
  token: string;
}

/** Bytes to send and every status that may come back. */
export interface Malformed {
  name: string;
  bytes: string | Buffer;
  allowed: readonly number[];
}

const levels = (open: string, close: string, count: number): string => open.repeat(count) + close.repeat(count);

const headOf = ({ port, token }: Caller): string =>
  `Host: 127.0.0.1:${port}\r\nConnection: close\r\nX-API-Token: ${token}\r\n`;

const get = (caller: Caller, target: string, more = ''): string =>
  `GET ${target} HTTP/1.1\r\n${headOf(caller)}${more}\r\n`;

const post = (caller: Caller, target: string, body: string, more = 'Content-Type: application/json\r\n'): string =>
  `POST ${target} HTTP/1.1\r\n${headOf(caller)}${more}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** Requests that break HTTP itself. Node.js answers most of them; what matters is that each is answered and ended. */
export function brokenHttp(caller: Caller): Malformed[] {
  const head = headOf(caller);
  const many = (count: number): string => Array.from({ length: count }, (_, at) => `X-${at}: 1\r\n`).join('');
  const odd: [string, string | Buffer, number[]][] = [
    ['an unknown method', `FOO / HTTP/1.1\r\n${head}\r\n`, [400]],
    ['a method in lower case', `get / HTTP/1.1\r\n${head}\r\n`, [400]],
    ['TRACE', `TRACE /api/status HTTP/1.1\r\n${head}\r\n`, [405]],
    ['CONNECT', `CONNECT evil.example:443 HTTP/1.1\r\n${head}\r\n`, []],
    ['OPTIONS *', `OPTIONS * HTTP/1.1\r\n${head}\r\n`, [404]],
    ['a target without a slash', get(caller, 'api/status'), [400]],
    ['HTTP/2 without saying so', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400]],
    ['no Host', 'GET /health HTTP/1.1\r\nConnection: close\r\n\r\n', [400]],
    ['two Hosts', get(caller, '/health', 'Host: evil.example\r\n'), [400]],
    ['no headers at all', 'GET\r\n\r\n', [400]],
    ['bytes of no meaning', Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256)), [400]],
    ['bytes above ASCII in the path', Buffer.from(get(caller, '/api/\xff\xfe'), 'latin1'), [400]],
    ['lines that end without CR', get(caller, '/health').replaceAll('\r', ''), [400]],
    ['a folded header', get(caller, '/health', 'X-A: a\r\n b\r\n'), [400]],
    ['a null byte in a header', get(caller, '/health', 'X-A: a\0b\r\n'), [400]],
    ['a header without a colon', get(caller, '/health', 'garbage\r\n'), [400]],
    ['a blank in the name of a header', get(caller, '/health', 'X A: 1\r\n'), [400]],
    ['a header of 100 KB', get(caller, '/health', `X-A: ${'a'.repeat(100_000)}\r\n`), [431]],
    ['a path of 100 KB', get(caller, `/api/${'a'.repeat(100_000)}`), [431]],
    ['a thousand headers', get(caller, '/health', many(1000)), [431]],
    ['130 headers', get(caller, '/health', many(130)), [431]],
    ['two lengths', post(caller, '/api/loglevel', '{}', 'Content-Length: 5\r\n'), [400]],
    ['a negative length', `POST /api/loglevel HTTP/1.1\r\n${head}Content-Length: -1\r\n\r\n`, [400]],
    ['a length in words', `POST /api/loglevel HTTP/1.1\r\n${head}Content-Length: 1e3\r\n\r\n`, [400]],
    [
      'a length and chunks, with a second request inside',
      post(caller, '/api/loglevel', `0\r\n\r\n${get(caller, '/api/token')}`, 'Transfer-Encoding: chunked\r\n'),
      [400],
    ],
    [
      'a chunk of no size',
      `POST /api/loglevel HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
      [400],
    ],
    ['an expectation nobody meets', post(caller, '/api/loglevel', '{}', 'Expect: wonders\r\n'), [417]],
    ['an offer of HTTP/2', get(caller, '/api/status', 'Upgrade: h2c\r\n').replace('close', 'Upgrade, close'), [200]],
    [
      'an offer of HTTP/2 to the live stream',
      get(caller, '/api/ws', 'Upgrade: h2c\r\n').replace('close', 'Upgrade, close'),
      [426],
    ],
    [
      'an upgrade of another address',
      get(caller, '/api/status', 'Upgrade: websocket\r\n').replace('close', 'Upgrade'),
      [404],
    ],
    [
      'an upgrade with an escape of nothing',
      get(caller, '/api/ws%zz', 'Upgrade: websocket\r\n').replace('close', 'Upgrade'),
      [400],
    ],
    ['an upgrade without a key', get(caller, '/api/ws', 'Upgrade: websocket\r\n').replace('close', 'Upgrade'), [400]],
  ];
  return odd.map(([name, bytes, allowed]) => ({ name, bytes, allowed }));
}

/** Bodies no handler may choke on. */
export function brokenBodies(caller: Caller): Malformed[] {
  const to = (target: string, body: unknown): string =>
    post(caller, target, typeof body === 'string' ? body : JSON.stringify(body));
  const keys = (count: number, value: unknown, prefix: string): Record<string, unknown> =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`${prefix}${at}`, value]));
  const lists = levels('[', ']', 400_000);
  const laughs = Array.from({ length: 20 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}, *a${at}]`);
  const dotted = `Settings.${'a.'.repeat(200_000)}b`;
  const odd: [string, string | Buffer, number[]][] = [
    ['lists that are never closed', to('/api/config', '['.repeat(1_000_000)), [400]],
    ...[
      '/api/config',
      '/api/config/plan',
      '/api/config/preview',
      '/api/loglevel',
      '/web/login',
      '/api/auth/tokens',
    ].map((target): [string, string, number[]] => [
      `400,000 lists inside each other to ${target}`,
      to(target, `{"changes":${lists},"level":${lists}}`),
      [400],
    ]),
    [
      '100,000 objects inside each other',
      to('/api/config/plan', `{"changes":{"a":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_001)}}`),
      [400],
    ],
    ['a key of 200,000 parts', to('/api/config', { changes: { [dotted]: 1 } }), [400]],
    ['a key of 200,000 parts, to look at', to('/api/config/plan', { changes: { [dotted]: 1 } }), [200]],
    ['100,000 changes', to('/api/config', { changes: keys(100_000, 1, 'Settings.k') }), [400]],
    ['100,000 new sections', to('/api/config', { changes: keys(100_000, {}, 'k') }), [400]],
    ['a section of 50,000 keys', to('/api/config', { changes: { Settings: keys(50_000, 1, 'k') } }), [400]],
    ['TOML lists 200,000 levels deep', to('/api/config', { config: `x = ${levels('[', ']', 200_000)}` }), [400]],
    ['a TOML table 200,000 levels deep', to('/api/config', { config: `[${'a.'.repeat(200_000)}b]\n` }), [400]],
    [
      'YAML that multiplies itself',
      to('/api/config/import', { source: 'decluttarr', text: `a0: &a0 [x, x]\n${laughs.join('\n')}` }),
      [400],
    ],
    [
      'YAML of 100,000 keys',
      to('/api/config/import', { source: 'decluttarr', text: Object.keys(keys(100_000, 1, 'k')).join(': 1\n') }),
      [400],
    ],
    ['3 MiB', to('/api/config', 'x'.repeat(3 * 2 ** 20)), [413]],
    [
      '3 MiB in one chunk',
      `POST /api/config HTTP/1.1\r\n${headOf(caller)}Transfer-Encoding: chunked\r\n\r\n300000\r\n${'x'.repeat(0x300000)}\r\n0\r\n\r\n`,
      [413],
    ],
    [
      'a body that says to be packed',
      post(caller, '/api/loglevel', '{}', 'Content-Type: application/json\r\nContent-Encoding: gzip\r\n'),
      [400],
    ],
    [
      'a form',
      post(caller, '/api/loglevel', 'level=DEBUG', 'Content-Type: application/x-www-form-urlencoded\r\n'),
      [400],
    ],
    [
      'bytes that are no UTF-8',
      Buffer.from(to('/api/loglevel', '{"level":"??"}').replace('??', '\xff\xfe'), 'latin1'),
      [400],
    ],
    ...['/dev/zero', '/proc/kmsg', '/dev/stdin', '/proc/self/mem', 'a\0b', '/etc/shadow'].map(
      (path): [string, string, number[]] => [
        `an import of ${JSON.stringify(path)}`,
        to('/api/config/import', { source: 'qbitrr', path }),
        [400, 404],
      ],
    ),
  ];
  return odd.map(([name, bytes, allowed]) => ({ name, bytes, allowed }));
}

/** Addresses that lead out of a folder if somebody resolves them. */
export const climbing: readonly string[] = [
  '/ui/../../../../etc/passwd',
  '/ui/..%2f..%2f..%2f..%2fetc/passwd',
  '/ui/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
  '/ui/assets/..%5c..%5c..%5cpackage.json',
  '/ui/assets/../../../package.json',
  '/ui/assets/%00.js',
  '/ui/%00',
  '//etc/passwd',
  '/static/../../../../etc/passwd',
  '/static/..%2f..%2fconfig.toml',
  '/api/logs/..%2fconfig.toml',
  '/api/logs/..%2fconfig.toml/download',
  '/api/logs/..%5cconfig.toml/stream',
  '/api/logs/%2fetc%2fpasswd',
  '/api/config/backups/..%2f..%2fconfig.toml',
  '/api/config/backups/..%2f..%2fconfig.toml/download',
  `/ui/assets/${'a'.repeat(3000)}.js`,
];

/** Paths with an escape that stands for nothing, below every kind of address there is. */
export const brokenEscapes: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(
      '/',
      '/api/',
      '/web/',
      '/ui/',
      '/ui/assets/',
      '/static/',
      '/api/logs/',
      '/api/processes/',
      '/health',
    ),
    fc.constantFrom('%', '%z', '%zz', '%1', '%g0', '%ff', '%c0%ae', '%E0%A4%A', '%ed%a0%80', '%f8', '%u0041'),
    fc.constantFrom('', '/restart', '/download', '.js', '%20', '?a=1'),
  )
  .map((parts) => parts.join(''));
