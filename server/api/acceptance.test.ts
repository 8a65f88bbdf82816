import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'smol-toml';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { logsBody } from '../contract/index.ts';
import { startHarness, type Harness } from './testing/harness.ts';
import { logEntry, TOKEN } from './testing/stand-in.ts';

const rowsBody = z.object({ processes: z.array(z.record(z.string(), z.unknown())) });
const configBody = z.object({ config: z.string(), Settings: z.unknown() });

let server: Harness;
beforeAll(async () => {
  server = await startHarness();
});
beforeEach(() => server.calls.splice(0));
afterAll(() => server.stop());

/** A concrete address for a row of the table. */
const example = (rowPath: string): string =>
  rowPath.replace('*path', 'Radarr-Movies').replaceAll(/:\w+/g, 'x').replace(/^\/$/, '');

describe('API6.2 without a token', () => {
  test('every row that asks for a scope answers 401 with error and details', async () => {
    for (const row of server.api.routes.filter(({ auth }) => typeof auth === 'object')) {
      for (const prefix of row.at) {
        const address = `${prefix}${example(row.path)}`;
        const reply = await server.ask(address, { method: row.method });
        const body = { error: 'unauthorized', details: 'Missing or invalid API token' };
        expect({ address, status: reply.status, body: reply.body }).toEqual({ address, status: 401, body });
      }
    }
    expect(server.calls).toEqual([]);
  });

  test('only health is public under /api', () => {
    const open = server.api.routes.filter((row) => row.at.includes('/api') && typeof row.auth !== 'object');
    expect(open.map((row) => row.path)).toEqual(['/health']);
  });

  test('health needs no token and says version and readiness (3.3)', async () => {
    expect((await server.ask('/api/health')).body).toEqual({
      status: 'healthy',
      version: '1.2.3',
      ready: true,
      uptime: 12,
    });
    expect((await server.ask('/health')).text).toBe('{"status":"ok"}');
  });

  test('/web/token adds an empty token to its 401', async () => {
    const reply = await server.ask('/web/token');
    expect([reply.status, reply.body]).toEqual([401, expect.objectContaining({ token: '', error: 'unauthorized' })]);
    expect((await server.authed('/web/token')).body).toEqual({ token: TOKEN });
  });
});

describe('API6.3 any transport of the right token', () => {
  test.each([
    { 'X-API-Token': TOKEN },
    { Authorization: `Bearer ${TOKEN}` },
    { authorization: `bearer ${TOKEN}` },
    { Authorization: TOKEN },
    { Authorization: 'Basic cHJveHk6cHJveHk=', 'X-API-Token': TOKEN },
    { Authorization: `Bearer ${TOKEN}`, 'X-API-Token': 'wrong' },
  ])('%o', async (headers) => {
    expect((await server.ask('/api/status', { headers })).status).toBe(200);
  });

  test('a session cookie, also next to a wrong token', async () => {
    const { name, value } = server.api.createSession();
    const headers = { Cookie: `other=1; ${name}=${value}`, Authorization: 'Bearer wrong' };
    expect((await server.ask('/web/status', { headers })).status).toBe(200);
    expect((await server.ask('/web/status', { headers: { Cookie: `${name}=forged` } })).status).toBe(401);
  });

  test('?token= only when allowed, each use is warned about', async () => {
    expect((await server.ask(`/api/status?token=${TOKEN}`)).status).toBe(401);
    server.setWebui({ allowInsecureTokenQuery: true });
    const before = server.warnings.length;
    expect((await server.ask(`/api/status?token=${TOKEN}`)).status).toBe(200);
    expect(server.warnings.length).toBe(before + 1);
    server.setWebui({ allowInsecureTokenQuery: false });
  });

  test('an empty configured token matches nothing', async () => {
    server.setWebui({ token: '' });
    for (const headers of [{ 'X-API-Token': '' }, { Authorization: 'Bearer ' }, {}]) {
      expect((await server.ask('/api/status', { headers })).status).toBe(401);
    }
    server.setWebui({ token: TOKEN });
  });

  test('AuthDisabled opens guarded routes', async () => {
    server.setWebui({ authDisabled: true });
    expect((await server.ask('/api/status')).status).toBe(200);
    expect((await server.ask('/web/meta')).body).toMatchObject({ auth_required: false });
    server.setWebui({ authDisabled: false });
    expect((await server.ask('/web/meta')).body).toMatchObject({ auth_required: true, update_available: false });
  });
});

describe('API6.4 and API6.5 processes', () => {
  test('API6.4 rows carry both dialects, running exactly when alive', async () => {
    const { processes } = rowsBody.parse((await server.authed('/api/processes')).body);
    expect(processes).toHaveLength(2);
    for (const row of processes) {
      for (const field of ['name', 'category', 'status', 'pid', 'uptime', 'kind', 'alive'])
        expect(row).toHaveProperty(field);
      expect(row['status'] === 'running').toBe(row['alive']);
    }
  });

  test.each([
    ['/Radarr-Movies/restart', { by: 'name', name: 'Radarr-Movies' }],
    ['/radarr-movies/restart', { by: 'name', name: 'radarr-movies' }],
    ['/radarr-movies/torrent/restart', { by: 'loop', category: 'radarr-movies', kind: 'torrent' }],
    ['/seed%2Ftv/all/restart', { by: 'loop', category: 'seed/tv', kind: 'all' }],
    ['/seed/tv/all/restart', { by: 'loop', category: 'seed/tv', kind: 'all' }],
    ['/seed/tv/stop', { by: 'name', name: 'seed/tv' }],
  ])('API6.5 POST /processes%s acts', async (tail, target) => {
    for (const prefix of ['/api', '/web']) {
      const reply = await server.post(`${prefix}/processes${tail}`);
      expect(reply.status).toBe(200);
      expect(reply.body).toMatchObject({ status: 'ok' });
    }
    const verb = tail.slice(tail.lastIndexOf('/') + 1);
    expect(server.calls).toEqual([
      [verb, target],
      [verb, target],
    ]);
  });

  test('API6.5 answers name the loops under the verb', async () => {
    expect((await server.post('/api/processes/Radarr-Movies/restart')).body).toEqual({
      status: 'ok',
      restarted: ['search', 'torrent'],
      name: 'Radarr-Movies',
      category: 'radarr-movies',
    });
    expect((await server.post('/api/processes/Radarr-Movies/start')).body).toHaveProperty('started');
    expect((await server.post('/api/processes/Radarr-Movies/stop')).body).toHaveProperty('stopped');
  });

  test.each([
    ['/api/processes/radarr-movies/bogus/restart', 400, 'kind must be search, torrent, category or all'],
    ['/api/processes/nope/restart', 404, 'Unknown process nope'],
    ['/api/processes//restart', 404, 'Not Found'],
    ['/api/processes/a//restart', 404, 'Not Found'],
    ['/api/processes/%zz/restart', 400, 'Malformed percent-encoding in path'],
  ])('API6.5 %s -> %i', async (address, status, error) => {
    const reply = await server.post(address);
    expect([reply.status, reply.error]).toEqual([status, error]);
    expect(reply.body).toHaveProperty('details');
  });

  test('rebuild, section restart and the engine switch reach the supervisor', async () => {
    for (const address of ['/api/processes/restart_all', '/web/arr/rebuild', '/web/engine/stop', '/web/engine/start']) {
      expect((await server.post(address)).body).toEqual({ status: 'ok' });
    }
    await server.post('/api/arr/seed%2Ftv/restart');
    expect(server.calls).toEqual([['rebuild'], ['rebuild'], ['all', 'stop'], ['all', 'start'], ['section', 'seed/tv']]);
    expect((await server.post('/api/engine/stop')).status).toBe(404);
  });

  test('rows are fresh after a change and after a second', async () => {
    await server.authed('/api/processes');
    const rows = server.state.rows;
    server.state.rows = rows.slice(0, 1);
    expect((await server.authed('/api/processes')).body).toMatchObject({ processes: [{}, {}] });
    server.processesChanged.emit();
    expect(rowsBody.parse((await server.authed('/api/processes')).body).processes).toHaveLength(1);
    server.state.rows = rows;
    server.advance(1);
    expect(rowsBody.parse((await server.authed('/api/processes')).body).processes).toHaveLength(2);
  });
});

describe('API6.6 and API6.10 logs', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), '.qb-logs-'));
    const file = path.join(folder, 'Main.log');
    await writeFile(file, 'first\nsecond\n');
    server.state.files.set('Main.log', { text: 'first\nsecond\n', path: file });
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('API6.6 without parameters: files and at most 100 entries', async () => {
    const { logs, files } = logsBody.parse((await server.authed('/api/logs')).body);
    expect(logs).toHaveLength(100);
    expect(files).toEqual(['Main.log']);
  });

  test('API6.6 level is exact and any case, source ignores case', async () => {
    const reply = await server.authed('/api/logs?level=error&limit=50&source=radarr-movies');
    const { logs } = logsBody.parse(reply.body);
    expect(new Set(logs.map((entry) => entry.level))).toEqual(new Set(['ERROR']));
    expect((await server.authed('/web/logs?levels=ERROR,nonsense&level=')).body).toMatchObject({
      counts: { ERROR: 50 },
    });
  });

  test.each([
    ['limit=0', 'Invalid limit'],
    ['limit=x', 'Invalid limit'],
    ['limit=-1', 'Invalid limit'],
    ['level=LOUD', 'Invalid level'],
  ])('API6.6 %s -> 400 %s', async (query, error) => {
    const reply = await server.authed(`/api/logs?${query}`);
    expect([reply.status, reply.error]).toEqual([400, error]);
    expect(reply.body).toHaveProperty('details', expect.stringMatching(/^Allowed values: /));
  });

  test.each(['limit=', 'limit=99999', 'level=', 'limit=5&limit=x'])('API6.6 %s is accepted', async (query) => {
    expect((await server.authed(`/api/logs?${query}`)).status).toBe(200);
  });

  test.each(['..%2Fconfig.toml', '%2e%2e', '.', 'a%20b.log', '%00', 'C:%5Cx', '..%5cconfig.toml', '../config.toml'])(
    'API6.10 /api/logs/%s is 404 JSON',
    async (name) => {
      for (const tail of ['', '/download', '/stream']) {
        const reply = await server.authed(`/api/logs/${name}${tail}`);
        expect([reply.status, reply.error?.toLowerCase()]).toEqual([404, 'not found']);
      }
    },
  );

  test('2.5 a file whole, as JSON, as delta and as a download with ranges', async () => {
    const plain = await server.authed('/api/logs/Main.log');
    expect([plain.text, plain.headers['content-type']]).toEqual(['first\nsecond\n', 'text/plain; charset=utf-8']);
    expect((await server.authed('/api/logs/Main.log?format=json')).body).toMatchObject({
      next_bytes: 13,
      rotated: false,
    });
    expect((await server.authed('/api/logs/Main.log?since_bytes=6')).body).toMatchObject({ content: 'second\n' });
    expect((await server.authed('/api/logs/Main.log?format=json&lines=-1')).body).toMatchObject({ content: '' });
    const accept = await server.authed('/api/logs/Main.log', { headers: { Accept: 'application/json' } });
    expect(accept.body).toHaveProperty('inode', 7);
    const part = await server.authed('/api/logs/Main.log/download', { headers: { Range: 'bytes=0-4' } });
    expect([part.status, part.text]).toEqual([206, 'first']);
    expect(part.headers['content-disposition']).toBe('attachment; filename=Main.log');
    expect((await server.authed('/api/logs/Main.log/download', { headers: { Range: 'bytes=99-' } })).status).toBe(416);
  });

  test('2.5 loglevel: any case, INFO by default, saved; unknown is 400', async () => {
    expect((await server.post('/api/loglevel', { level: 'debug' })).body).toMatchObject({
      status: 'ok',
      level: 'DEBUG',
    });
    expect((await server.post('/api/loglevel')).body).toMatchObject({ level: 'INFO' });
    expect(server.calls).toEqual([
      ['changes', { 'Settings.ConsoleLevel': 'DEBUG' }, null],
      ['changes', { 'Settings.ConsoleLevel': 'INFO' }, null],
    ]);
    const refused = await server.post('/api/loglevel', { level: 'LOUD' });
    expect([refused.status, refused.error]).toEqual([400, 'invalid level LOUD']);
  });

  test('1.2 an entry has the seed fields', async () => {
    server.state.entries.push(logEntry('INFO', 'Torrent imported successfully', 999));
    const { logs } = logsBody.parse((await server.authed('/api/logs?limit=1')).body);
    expect(logs[0]).toMatchObject({
      timestamp: '2025-11-27T12:00:00Z',
      level: 'INFO',
      source: 'Radarr-Movies',
      message: 'Torrent imported successfully',
    });
  });
});

describe('API6.7 to API6.9 configuration', () => {
  test('API6.7 /api/config has the TOML text next to the tree; posting it back changes nothing', async () => {
    const reply = await server.authed('/api/config');
    const body = configBody.parse(reply.body);
    expect(parse(body.config)).toHaveProperty('Settings');
    expect(body.Settings).toEqual({ ConfigVersion: '5.14.4' });
    expect(reply.headers.etag).toBe('"e1"');
    const saved = await server.post('/api/config', { config: body.config });
    expect(saved.body).toEqual({ status: 'ok', configReloaded: false, reloadType: 'none', affectedInstances: [] });
    expect(saved.headers).not.toHaveProperty('x-config-reloaded');
  });

  test('API6.8 /web/config has no config member unless the file is newer', async () => {
    expect((await server.authed('/web/config')).body).not.toHaveProperty('config');
    const { toml } = server.state;
    server.state.toml = '[Settings]\nConfigVersion = "99.0.0"\n';
    expect((await server.authed('/web/config')).body).toMatchObject({
      config: { Settings: {} },
      warning: { type: 'config_version_mismatch', currentVersion: '99.0.0' },
    });
    server.state.toml = toml;
  });

  test('API6.9 refusals name the place', async () => {
    const toml = await server.post('/api/config', { config: 'x =' });
    expect([toml.status, toml.body]).toEqual([
      400,
      expect.objectContaining({ error: 'Invalid TOML', details: 'line 1, column 4: empty value' }),
    ]);
    const invalid = await server.post('/api/config', { changes: { 'WebUI.Port': 'abc' } });
    expect([invalid.status, invalid.body]).toEqual([
      400,
      {
        error: 'Configuration validation failed',
        details: 'WebUI.Port: WebUI Port must be a number',
        validationErrors: [{ path: 'WebUI.Port', message: 'WebUI Port must be a number' }],
      },
    ]);
  });

  test.each([
    [{ config: 5 }, 'config must be a TOML string'],
    [{ config: null }, 'config must be a TOML string'],
    [{ config: '', changes: {} }, 'Send either changes or config, not both'],
    [{ changes: null }, 'changes must be an object'],
    [{ changes: [] }, 'changes must be an object'],
    [{ changes: 'x' }, 'changes must be an object'],
  ])('3.6 %j -> 400 %s', async (body, error) => {
    const reply = await server.post('/api/config', body);
    expect([reply.status, reply.error]).toEqual([400, error]);
    expect(server.calls).toEqual([]);
  });

  test.each([undefined, {}, { other: 1 }])('3.6 %j is a no-op', async (body) => {
    expect((await server.post('/web/config', body)).body).toMatchObject({ reloadType: 'none' });
    expect(server.calls).toEqual([]);
  });

  test('3.6 changes: an echoed config member is ignored, headers tell the reload, If-Match is honoured', async () => {
    const changes = { config: 'echo', 'Settings.ConsoleLevel': 'DEBUG' };
    const saved = await server.post('/api/config', { changes }, { 'If-Match': '"e1"' });
    expect(saved.headers).toMatchObject({
      'x-config-reloaded': 'true',
      'cache-control': 'no-cache, no-store, must-revalidate',
      pragma: 'no-cache',
      expires: '0',
    });
    expect(server.calls).toEqual([['changes', { 'Settings.ConsoleLevel': 'DEBUG' }, '"e1"']]);
    const stale = await server.post('/api/config', { changes }, { 'If-Match': '"old"' });
    expect([stale.status, stale.error]).toEqual([412, 'Configuration changed since it was read']);
  });

  test('the editor reads text with its tag and checks without saving', async () => {
    expect((await server.authed('/web/config/toml')).body).toEqual({ config: server.state.toml, etag: '"e1"' });
    expect((await server.post('/web/config/check', { config: 'a = 1' })).body).toMatchObject({ ok: true });
    expect((await server.post('/web/config/check', {})).body).toMatchObject({ error: 'config must be a TOML string' });
    expect(server.calls).toEqual([]);
  });
});

describe('torrents and activity', () => {
  test('rows, one with its trail, and an unknown one', async () => {
    expect((await server.authed('/api/torrents?limit=-3')).body).toMatchObject({
      total: 1,
      torrents: [{ instance: 'qBit' }],
    });
    expect((await server.authed(`/web/torrents/qBit/${'a'.repeat(40)}`)).body).toMatchObject({
      trail: [],
      timeline: [],
    });
    const reply = await server.authed('/web/torrents/qBit/beef');
    expect([reply.status, reply.error]).toEqual([404, 'Unknown torrent beef']);
    expect((await server.authed('/api/activity')).body).toEqual({ events: [], total: 0 });
  });
});
