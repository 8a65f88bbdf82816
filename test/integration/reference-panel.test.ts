import { appendFileSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { until } from '../lab/until.ts';
import { ReferencePanel } from '../support/reference-panel.ts';
import { ServerProcess } from '../support/server-process.ts';

const text = z.string().min(1);
const done = z.looseObject({});
const credentials = { username: 'ada', password: 'correct horse' };

/** What the client reads of each answer (api.md section 5), no more. */
const meta = z.object({
  auth_required: z.literal(true),
  setup_required: z.boolean(),
  local_auth_enabled: z.boolean(),
  oidc_enabled: z.literal(false),
  url_base: z.literal(''),
  current_version: text,
  latest_version: z.string().nullable(),
  update_available: z.boolean(),
  changelog: z.string(),
  current_version_changelog: z.string(),
  changelog_url: z.string(),
  repository_url: z.string(),
  last_checked: z.string().nullable(),
  error: z.string().nullable(),
  update_state: z.object({
    in_progress: z.boolean(),
    last_result: z.string().nullable(),
    last_error: z.string().nullable(),
  }),
  installation_type: text,
  auto_update_supported: z.boolean(),
  update_channel: text,
  binary_download_url: z.string().nullable(),
  binary_download_name: z.string().nullable(),
  binary_download_size: z.number().nullable(),
  binary_download_error: z.string().nullable(),
});
const status = z.object({
  arrs: z.array(z.object({ type: z.enum(['radarr', 'sonarr', 'lidarr', 'readarr']) })),
  qbitInstances: z.record(z.string(), z.object({ alive: z.boolean() })),
  ready: z.boolean(),
});
const processes = z.object({
  processes: z.array(
    z.object({
      category: text,
      name: text,
      kind: z.enum(['search', 'torrent', 'category']),
      pid: z.number().nullable(),
      alive: z.boolean(),
      rebuilding: z.boolean().optional(),
      searchSummary: z.string().optional(),
      searchTimestamp: z.iso.datetime({ offset: true }).optional(),
      queueCount: z.number().optional(),
      categoryCount: z.number().optional(),
      freeSpacePaused: z.number().optional(),
      metricType: z.string().optional(),
    }),
  ),
});
const overview = z.object({
  instances: z.array(z.string()),
  categories: z.array(
    z.object({
      category: z.string(),
      qbitInstance: text,
      managedBy: z.enum(['qbit', 'arr']),
      arrName: z.string().nullable(),
      torrentCount: z.number(),
      seedingCount: z.number(),
      totalSize: z.number(),
      torrentsTruncated: z.boolean(),
      seedingConfig: z.object({ maxRatio: z.number(), maxTime: z.number(), removeMode: z.number() }),
      torrents: z.array(z.object({ tags: z.array(z.string()), ratio: z.number(), availability: z.number() })),
    }),
  ),
});
const chunk = z.object({ content: z.string(), next_bytes: z.number(), inode: z.number(), rotated: z.boolean() });
const paged = { category: text, total: z.number(), page: z.number(), page_size: z.number() };
const counts = z.object({ available: z.number(), monitored: z.number(), missing: z.number() });
const saved = z.object({
  configReloaded: z.boolean(),
  reloadType: text,
  affectedInstances: z.array(z.string()),
});

let dataDir: string;
let server: ServerProcess;
let panel: ReferencePanel;
const sandboxFile = (name: string): string => path.join(dataDir, 'sandbox', name);
const ownToken = () => /Token = "([^"]+)"/.exec(readFileSync(sandboxFile('config.toml'), 'utf8'))?.[1] ?? '';

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'qbitrr-reference-'));
  server = await ServerProcess.start({ dataDir, args: ['--demo', '--port', '0'] });
  const changes = { 'WebUI.LocalAuthEnabled': true };
  expect(await server.call('POST', '/api/config', ownToken(), { changes })).toMatchObject({ status: 200 });
  panel = new ReferencePanel(server.base);
});
afterAll(async () => {
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe("the calls of the reference's own web client, in its order (api.md section 5)", () => {
  test('it opens: version before sign-in, no token, the password is still to be set', async () => {
    expect(await panel.get('/web/meta', meta)).toMatchObject({ setup_required: true, local_auth_enabled: true });
    expect(await panel.ask('GET', '/web/token')).toMatchObject({ status: 401, body: { token: '' } });
    const refused = await panel.ask('POST', '/web/login', credentials);
    expect(refused).toMatchObject({ status: 403, body: { code: 'SETUP_REQUIRED', error: 'Password not set' } });
    await panel.post('/web/auth/set-password', { ...credentials, setupToken: ownToken() }, done);
    await panel.post('/web/login', credentials, done);
    const { token } = await panel.get('/web/token', z.object({ token: text }));
    expect(token).toBe(ownToken());
    panel.storedToken = token;
  });

  test('status decides on the tabs', async () => {
    const told = await until('the instances are there', async () => {
      const now = await panel.get('/web/status', status);
      return now.ready && now.arrs.length > 0 && now;
    });
    expect(new Set(told.arrs.map(({ type }) => type))).toEqual(new Set(['radarr', 'sonarr', 'lidarr']));
    expect(Object.keys(told.qbitInstances)).toEqual(['qBit']);
  });

  test('a stored token that is worth nothing is forgotten, and the cookie opens alone', async () => {
    panel.storedToken = 'of-another-server';
    await panel.get('/web/status', status);
    panel.storedToken = ownToken();
  });

  test('processes: rows it can group; a restart by kind with an escaped category, without a body', async () => {
    const { processes: rows } = await panel.get('/web/processes', processes);
    for (const { category, name } of rows.filter((row) => row.kind === 'torrent' && row.metricType === undefined))
      expect(`${category} ${name}`.toLowerCase()).toMatch(/radarr|sonarr|lidarr|readarr|qbit/);
    await panel.post('/web/processes/radarr-1080/torrent/restart', undefined, done);
    await panel.post(`/web/processes/${encodeURIComponent('sonarr-tv')}/all/restart`, undefined, done);
    const escaped = await panel.ask('POST', `/web/processes/${encodeURIComponent('no/such')}/all/restart`);
    expect(escaped).toMatchObject({ status: 404, body: { error: 'Unknown category no/such' } });
  });

  test('qBittorrent: categories and overview, of all clients and of one', async () => {
    const listed = await panel.get(
      '/web/qbit/categories',
      z.object({
        categories: z.array(
          z.object({ category: text, instance: text, torrentCount: z.number(), seedingCount: z.number() }),
        ),
      }),
    );
    expect(listed.categories.length).toBeGreaterThan(0);
    const shown = await panel.get('/web/qbit/overview', overview);
    expect(shown.categories.flatMap(({ torrents }) => torrents).length).toBeGreaterThan(0);
    expect(await panel.get('/web/qbit/overview?instance=qBit', overview)).toMatchObject({ instances: ['qBit'] });
    expect(await panel.get('/web/qbit/overview?instance=none', overview)).toMatchObject({ categories: [] });
  });

  test('logs: tail, deltas, the stream, a search and what it found, a download', async () => {
    const { files } = await panel.get('/web/logs', z.object({ files: z.array(z.string()) }));
    expect(files).toContain('All.log');
    const tail = await panel.get('/web/logs/All.log?format=json&lines=2000', chunk);
    expect(tail.content).not.toBe('');
    const cursor = `since_bytes=${tail.next_bytes}&inode=${tail.inode}`;
    appendFileSync(sandboxFile('logs/All.log'), 'a line of the reference panel\n');
    const delta = await panel.get(`/web/logs/All.log?format=json&lines=2000&${cursor}`, chunk);
    expect([delta.rotated, delta.content]).toEqual([false, expect.stringContaining('a line of the reference panel')]);
    const appended = chunk.parse(await panel.event(`/web/logs/All.log/stream?${cursor}&lines=2000`, 'append'));
    expect(appended.content).toContain('a line of the reference panel');
    const hits = await panel.get(
      '/web/logs/All.log/search?q=reference%20panel&max_matches=200&context=2',
      z.object({
        matches: z.array(z.object({ file: text, line: z.number(), text: z.string() })),
        truncated: z.boolean(),
      }),
    );
    const hit = hits.matches.find((match) => match.text === 'a line of the reference panel');
    const around = await panel.get(`/web/logs/All.log?format=json&around_line=${hit?.line}&lines=200`, chunk);
    const before = around.content.split('\n').indexOf('a line of the reference panel');
    expect(before).toBe(Math.min(100, (hit?.line ?? 0) - 1));
    const download = await panel.navigate('/web/logs/All.log/download');
    expect([download.status, download.headers.get('content-disposition')]).toEqual([
      200,
      expect.stringContaining('All.log'),
    ]);
  });

  test('libraries: instances, pages of each type, one artist, pictures, the way to the Arr', async () => {
    const { arr } = await panel.get(
      '/web/arr',
      z.object({ arr: z.array(z.object({ category: text, name: text, type: text })), ready: z.boolean() }),
    );
    expect(arr.map(({ category }) => category)).toEqual(expect.arrayContaining(['radarr-1080', 'lidarr-music']));
    await panel.get(
      '/web/radarr/radarr-1080/movies?page=0&page_size=50&q=the',
      z.object({ ...paged, movies: z.array(done) }),
    );
    await panel.get(
      '/web/sonarr/sonarr-tv/series?page=0&page_size=25&missing=1',
      z.object({ ...paged, counts, series: z.array(done) }),
    );
    await panel.get(
      '/web/lidarr/lidarr-music/artists?page=0&page_size=50&monitored=1&missing=1&reason=all',
      z.object({ ...paged, counts, album_total: z.number(), artists: z.array(done) }),
    );
    for (const [address, error] of [
      ['/web/lidarr/lidarr-music/artist/1', 'Artist not found'],
      ['/web/readarr/readarr/authors', 'Unknown readarr category readarr'],
      ['/web/readarr/readarr/author/1', 'Unknown readarr category readarr'],
    ] as const)
      expect(await panel.ask('GET', address)).toMatchObject({ status: 404, body: { error } });
    const picture = await panel.navigate('/web/radarr/radarr-1080/movie/1/thumbnail?_retry=1');
    expect([200, 404]).toContain(picture.status);
    if (picture.status === 200) expect(picture.headers.get('content-type')).toMatch(/^image\//);
    const link = await panel.navigate('/web/arr/radarr-1080/open/movie/1');
    expect([link.status, link.headers.get('location')]).toEqual([302, expect.stringMatching(/^http.*\/movie\//)]);
  });

  test('settings: the tree, unchanged secrets sent back, a test of a connection, a fault with its place', async () => {
    const tree = await panel.get('/web/config', z.record(z.string(), z.record(z.string(), z.unknown())));
    expect(tree).not.toHaveProperty('config');
    expect(tree['Radarr-1080']).toMatchObject({ APIKey: '[redacted]' });
    const webui = { 'WebUI.Theme': 'Light', 'WebUI.ViewDensity': 'Compact', 'WebUI.LiveArr': true };
    const look = await panel.post('/web/config', { changes: webui }, saved);
    expect(look).toEqual({ configReloaded: false, reloadType: 'frontend', affectedInstances: [] });
    expect(await panel.get('/web/config', z.looseObject({ WebUI: z.looseObject({}) }))).toMatchObject({
      WebUI: { Theme: 'Light', ViewDensity: 'Compact', LiveArr: true },
    });
    const secrets = { 'Radarr-1080.APIKey': '[redacted]', 'WebUI.Token': '[redacted]', 'Settings.Tagless': null };
    expect(await panel.post('/web/config', { changes: secrets }, saved)).toMatchObject({ reloadType: 'none' });
    const tried = await panel.post(
      '/web/arr/test-connection',
      { arrType: 'radarr', instanceKey: 'Radarr-1080' },
      z.object({
        success: z.literal(true),
        message: text,
        systemInfo: z.object({ version: text, branch: z.string().nullable() }),
        qualityProfiles: z.array(z.object({ id: z.number(), name: text })),
      }),
    );
    expect(tried.qualityProfiles.length).toBeGreaterThan(0);
    const faulty = await panel.ask('POST', '/web/config', { changes: { 'WebUI.Port': 'abc' } });
    expect(faulty).toMatchObject({ status: 400, body: { error: 'Configuration validation failed' } });
    const faults = z.object({ validationErrors: z.array(z.object({ path: text, message: text })).min(1) });
    expect(faults.safeParse(faulty.body).success).toBe(true);
  });

  test('updates: refused with words; forced looks by somebody signed in are not limited', async () => {
    await expect(panel.post('/web/update', undefined, done)).rejects.toThrow(
      'Source builds do not support auto-update.',
    );
    for (let at = 0; at < 8; at += 1) await panel.get('/web/meta?force=1', meta);
  });

  test('everything anew, and out', async () => {
    await panel.post('/web/processes/restart_all', undefined, done);
    await panel.post('/web/arr/rebuild', undefined, done);
    const { processes: rows } = await panel.get('/web/processes', processes);
    expect(rows.length).toBeGreaterThan(0);
    expect((await panel.navigate('/web/docs')).headers.get('content-type')).toContain('text/html');
    expect((await panel.navigate('/web/auth/oidc/challenge')).status).toBe(400);
    await panel.ask('POST', '/web/logout');
    expect((await panel.ask('GET', '/web/token')).status).toBe(401);
  });
});
