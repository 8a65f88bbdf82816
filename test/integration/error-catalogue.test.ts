import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorBody } from '../../server/contract/index.ts';
import { askAt, type Ask } from '../../server/api/testing/harness.ts';
import { root, ServerProcess } from '../support/server-process.ts';

interface Row {
  status: number;
  error: string;
  /** `GET` when there is no body. */
  address: string;
  body?: string;
  /** `application/json` unless told. */
  type?: string;
  headers?: Record<string, string>;
  /** Sent without a token. */
  isAnonymous?: true;
  details?: string;
  more?: object;
}

const post = (status: number, error: string, address: string, body: unknown, more: Partial<Row> = {}): Row => ({
  status,
  error,
  address,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ...more,
});
const get = (status: number, error: string, address: string, more: Partial<Row> = {}): Row => ({
  status,
  error,
  address,
  ...more,
});
const anonymous = { isAnonymous: true } as const;
const failedTest = (error: string, body: object): Row =>
  post(400, error, '/api/arr/test-connection', body, { more: { success: false, message: error } });
const tooLarge = { details: 'Limit is 2097152 bytes' };
const noFile = { details: 'No such log file' };

/** The catalogue of api.md section 4 as far as a program over the sandbox can be brought to it, in its order. */
const here: Row[] = [
  post(400, 'Invalid JSON body', '/api/loglevel', '{bad'),
  post(400, 'Request body must be a JSON object', '/api/loglevel', '[]'),
  post(400, 'Request body must be JSON', '/api/loglevel', 'level=INFO', {
    type: 'text/plain',
    details: 'Content-Type must be application/json',
  }),
  get(400, 'Malformed percent-encoding in path', '/api/logs/%zz'),
  get(400, 'Invalid limit', '/api/logs?limit=0'),
  get(400, 'Invalid level', '/api/logs?level=LOUD'),
  post(400, 'kind must be search, torrent, category or all', '/api/processes/radarr-1080/bogus/restart', ''),
  post(400, 'invalid level LOUD', '/api/loglevel', { level: 'LOUD' }),
  post(400, 'changes must be an object', '/api/config', { changes: null }),
  post(400, 'config must be a TOML string', '/api/config', { config: {} }),
  post(400, 'Send either changes or config, not both', '/api/config', { changes: {}, config: '' }),
  post(400, 'Invalid TOML', '/api/config', { config: 'x =' }),
  post(
    400,
    'Configuration validation failed',
    '/api/config',
    { changes: { 'WebUI.Port': 'abc' } },
    { more: { validationErrors: [{ path: 'WebUI.Port' }] } },
  ),
  failedTest('Missing request body', {}),
  failedTest('Missing required field: arrType', { uri: 'http://x', apiKey: 'k' }),
  failedTest('Instance not found or missing URI/APIKey in config', { arrType: 'radarr', instanceKey: 'Radarr-None' }),
  failedTest('Missing required fields: arrType, uri, or apiKey', { arrType: 'radarr' }),
  failedTest('URI must use http or https scheme', { arrType: 'radarr', uri: 'ftp://x', apiKey: 'k' }),
  failedTest('URI must contain a valid hostname', { arrType: 'radarr', uri: 'http://', apiKey: 'k' }),
  failedTest('Invalid arrType: whisparr', { arrType: 'whisparr', uri: 'http://x', apiKey: 'k' }),
  get(400, 'Unknown item kind book', '/api/arr/radarr-1080/open/book/1'),
  get(400, 'query is required', '/api/logs/All.log/search?q='),
  get(400, 'regex pattern too long', `/api/logs/All.log/search?regex=1&q=${'a'.repeat(257)}`),
  get(400, 'invalid regex: Unterminated group', '/api/logs/All.log/search?regex=1&q=('),
  post(400, 'Local login not configured', '/web/login', { username: 'a', password: 'b' }, anonymous),
  post(400, 'Username and password required', '/web/auth/set-password', { username: ' ', password: '' }),
  post(400, 'Password must be at least 8 characters', '/web/auth/set-password', { username: 'a', password: 'short' }),
  get(400, 'OIDC not configured', '/web/auth/oidc/challenge', anonymous),
  get(400, 'Download only available for binary installations', '/api/download-update'),
  get(401, 'unauthorized', '/api/status', { ...anonymous, details: 'Missing or invalid API token' }),
  get(401, 'unauthorized', '/web/token', { ...anonymous, more: { token: '' } }),
  post(403, 'Cannot modify protected configuration key: Settings.ConfigVersion', '/api/config', {
    changes: { 'Settings.ConfigVersion': '1' },
  }),
  post(
    403,
    'Setup token required. Use QBITRR_SETUP_TOKEN or the WebUI.Token value from config.toml.',
    '/web/auth/set-password',
    { username: 'a', password: 'long enough' },
    anonymous,
  ),
  get(404, 'not found', '/api/logs/%2e%2e', noFile),
  get(404, 'not found', '/api/logs/a%20b.log', noFile),
  get(404, 'not found', '/api/logs/None.log', noFile),
  get(404, 'Not Found', '/api/nope', { details: 'GET /api/nope' }),
  get(404, 'Not Found', '/web/nope', anonymous),
  get(404, 'Not Found', '/api/logs/..%2Fconfig.toml'),
  get(404, 'Not Found', '/api/radarr/radarr-1080/movie/x1/thumbnail'),
  post(404, 'Unknown process nope', '/api/processes/nope/restart', ''),
  post(404, 'Unknown category nope', '/api/processes/nope/all/restart', ''),
  post(404, 'Unknown category manager nope', '/api/processes/nope/category/restart', ''),
  post(404, 'Unknown section nope', '/api/arr/nope/restart', ''),
  get(404, 'Unknown radarr category nope', '/api/radarr/nope/movies'),
  get(404, 'Unknown lidarr_artist category nope', '/api/lidarr/nope/artist/1/thumbnail'),
  get(404, 'Artist not found', '/api/lidarr/lidarr-music/artist/999999'),
  get(404, 'Item not found in Arr', '/api/arr/radarr-1080/open/movie/999999'),
  get(405, 'Method Not Allowed', '/api/processes/restart_all'),
  post(409, 'Source builds do not support auto-update.', '/api/update', ''),
  post(
    412,
    'Configuration changed since it was read',
    '/api/config',
    { changes: {} },
    { headers: { 'If-Match': '"stale"' } },
  ),
  post(413, 'Request body too large', '/api/config', `{"config":"${'x'.repeat(2_200_000)}"}`, tooLarge),
];

/** What needs another state of things is tested where that is set up, named by the file that says these words. */
const elsewhere: Record<string, string> = {
  'Arr URI is not configured': 'server/api/routes/library.test.ts',
  'Item lookup failed': 'server/api/routes/library.test.ts',
  'Author not found': 'server/api/routes/library.test.ts',
  'Database was repaired — retry shortly': 'server/api/routes/library.test.ts',
  'Database corruption detected — automatic repair failed': 'server/api/routes/library.test.ts',
  'Arr manager is still initialising': 'server/supervisor/verbs.test.ts',
  'Invalid credentials': 'server/api/auth/login.test.ts',
  SETUP_REQUIRED: 'server/api/auth/login.test.ts',
  'Not allowed': 'server/api/auth/login.test.ts',
  'Failed to save configuration': 'server/api/auth/login.test.ts',
  'Cross-origin request refused': 'test/security/disasters-browser.test.ts',
  'No update available': 'server/api/routes/updates.test.ts',
  'No binary available for your platform': 'server/api/routes/updates.test.ts',
  rate_limited: 'server/api/routes/updates.test.ts',
  'Failed to save config': 'server/config/service/service.test.ts',
  'Connection test failed': 'test/integration/config-connections.test.ts',
  'Internal Server Error': 'server/api/http/http.test.ts',
};

/** Errors of the reference that have no cause here; a program that says one of them has grown a cause, and needs a test. */
const never = [
  // One qBittorrent section has one category manager or none, so the unknown name is all there is to say.
  'No category manager for instance',
  // The program does not replace itself (supervisor.md 7.5).
  'An update is already in progress.',
  // A file that cannot be read leaves the last good configuration in force (api.md 3.6).
  'Failed to load config',
  // The catalogue is part of the program.
  'Failed to load config schema',
];

let server: ServerProcess;
let dataDir: string;
let token: string;
const ask = (address: string, options: Ask) => askAt(Number(new URL(server.base).port), address, options);

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'qbitrr-errors-'));
  server = await ServerProcess.start({ dataDir, args: ['--demo', '--port', '0'] });
  token = /Token = "([^"]+)"/.exec(readFileSync(path.join(dataDir, 'sandbox/config.toml'), 'utf8'))?.[1] ?? '';
});
afterAll(async () => {
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('the error catalogue (api.md section 4)', () => {
  test.each(here)('$status $error ($address)', async ({ status, error, details, more, ...row }) => {
    const reply = await ask(row.address, {
      ...(row.body !== undefined && { method: 'POST', body: row.body }),
      headers: {
        ...(row.body !== undefined && row.body !== '' && { 'Content-Type': row.type ?? 'application/json' }),
        ...(row.isAnonymous !== true && { 'X-API-Token': token }),
        ...row.headers,
      },
    });
    const told = errorBody.loose().parse(reply.body);
    expect([reply.status, told.error]).toEqual([status, error]);
    if (details !== undefined) expect(told.details).toBe(details);
    expect(told).toMatchObject(more ?? {});
    expect(JSON.stringify(told)).not.toMatch(new RegExp(`${token}|at .*\\.[jt]s:\\d|${root}`));
    if (status === 405) expect(reply.headers.allow).toBe('POST, OPTIONS');
  });

  test('404 without a body where an item has no picture', async () => {
    const reply = await ask('/web/radarr/radarr-1080/movie/999999/thumbnail', { headers: { 'X-API-Token': token } });
    expect([reply.status, reply.text]).toEqual([404, '']);
  });

  test.each([
    ['/web/login', 'Too many login attempts. Try again later.'],
    ['/web/auth/set-password', 'Too many attempts. Try again later.'],
  ])('429 at %s with Retry-After; an unreadable body does not count', async (address, error) => {
    const json = { 'Content-Type': 'application/json' };
    for (let at = 0; at < 12; at += 1) await ask(address, { method: 'POST', body: '{bad', headers: json });
    const tries = Array.from({ length: 11 }, () => ask(address, { method: 'POST', body: '{}', headers: json }));
    const replies = await Promise.all(tries);
    const refused = replies.filter((reply) => reply.status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(11);
    expect(refused[0]).toMatchObject({ error, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } });
  });

  test.each(Object.entries(elsewhere))('%s: in %s', (error, file) => {
    expect(readFileSync(path.join(root, file), 'utf8')).toContain(error);
  });

  test('what cannot happen is said by no line of the program', () => {
    const program = readFileSync(path.join(root, 'dist/main/cli.js'), 'utf8');
    expect(never.filter((error) => program.includes(`"${error}"`) || program.includes(`\`${error} `))).toEqual([]);
  });
});
