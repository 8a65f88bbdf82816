import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { configBackup, configPlan, configSaved, previewBody } from '../../server/contract/index.ts';
import { startFakeArr, type FakeArr } from '../../server/sandbox/arr/index.ts';
import { startFakeQbittorrent, type FakeQbittorrent } from '../../server/sandbox/qbittorrent/index.ts';
import { freePort, listen, until } from '../lab/index.ts';
import { ServerProcess, processList } from '../support/server-process.ts';

const token = 'your-token';
const key = '0123456789abcdef0123456789abcdef';

/** The built program with two Arrs and a qBittorrent; every save is made over HTTP, every edit on the file. */
describe('a running server and its configuration', () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-reload-'));
  const file = path.join(dataDir, 'config.toml');
  let qbit: FakeQbittorrent;
  let arrs: FakeArr[] = [];
  let server: ServerProcess;
  let port = 0;

  beforeAll(async () => {
    qbit = await startFakeQbittorrent({ userName: 'admin', password: 'hunter2' });
    arrs = [await startFakeArr({ type: 'radarr', apiKey: key }), await startFakeArr({ type: 'radarr', apiKey: key })];
    port = await freePort();
    const section = (name: string, arr: FakeArr | undefined): string =>
      `# ${name}\n[${name}]\nManaged = true\nURI = "${arr?.url}"\nAPIKey = "${key}"\nCategory = "${name.toLowerCase()}"\n\n`;
    const config = `# mine
[Settings]
ConfigVersion = "5.14.4"
CompletedDownloadFolder = "${dataDir}"
LoopSleepTimer = 5 # seconds

[WebUI]
Host = "127.0.0.1"
Port = ${port}
Token = "${token}"
AuthDisabled = false

[qBit]
Host = "127.0.0.1"
Port = ${qbit.port}
UserName = "admin"
Password = "hunter2"

${section('Radarr-A', arrs[0])}${section('Radarr-B', arrs[1])}`;
    server = await ServerProcess.start({ dataDir, config });
    await until('all run', async () => (await rows()).every(({ alive }) => alive));
  });
  afterAll(async () => {
    await server.stop();
    await qbit.stop();
    for (const arr of arrs) await arr.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const at = (where: number) => `http://127.0.0.1:${where}`;
  const call = async (method: string, route: string, body?: unknown, where = port) => {
    const response = await fetch(`${at(where)}${route}`, {
      method,
      headers: { 'X-API-Token': token, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    return { status: response.status, body: answer };
  };
  const save = (changes: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    call('POST', '/api/config', { changes, ...more });
  const rows = async () => processList.parse((await call('GET', '/api/processes')).body).processes;
  const pids = async () => {
    const found = await rows();
    const of = (name: string) => found.find((row) => row.name === name)?.pid;
    return { a: of('Radarr-A'), b: of('Radarr-B'), core: of('Failed') };
  };
  const status = async () =>
    z
      .looseObject({
        observeOnly: z.boolean(),
        configIssues: z.array(z.object({ path: z.string(), message: z.string() })),
      })
      .parse((await call('GET', '/api/status')).body);
  const text = () => readFileSync(file, 'utf8');

  it('S41, S43, 3.3: a timer and a key of the full class that needs no restart leave every process alone', async () => {
    const before = await pids();
    expect(await save({ 'Settings.LoopSleepTimer': 4 })).toMatchObject({ status: 200, body: { reloadType: 'live' } });
    expect(await save({ 'Settings.MaxProcessRestarts': 3, 'Settings.Logging': true })).toMatchObject({
      body: { reloadType: 'full' },
    });
    expect(await pids()).toEqual(before);
    expect(text()).toContain('LoopSleepTimer = 4 # seconds');
  });

  it('CF-13, single_arr: only the changed instance restarts, as the plan said', async () => {
    const before = await pids();
    const changes = { 'Radarr-A.importMode': 'Copy' };
    const plan = configPlan.parse((await call('POST', '/api/config/plan', { changes })).body);
    expect(plan).toMatchObject({ reloadType: 'single_arr', restarts: ['Radarr-A'], groups: [{ effect: 'restart' }] });
    expect(configSaved.parse((await save(changes)).body)).toMatchObject({ affectedInstances: ['Radarr-A'] });
    await until('it runs again', async () => (await rows()).every(({ alive }) => alive));
    const after = await pids();
    expect(after.a).not.toBe(before.a);
    expect({ ...after, a: 0 }).toEqual({ ...before, a: 0 });
  });

  it('what-if: a plan for the torrents there are; a document that could not be saved is refused alike; nothing is done', async () => {
    const hash = 'c'.repeat(40);
    qbit.state.addTorrent({
      hash,
      name: 'Slow.Film',
      category: 'radarr-a',
      state: 'stalledDL',
      addedOn: Math.round(Date.now() / 1000) - 7200,
      files: [{ name: 'a.mkv', size: 1000, priority: 1 }],
    });
    const preview = (body: unknown) => call('POST', '/api/config/preview', body);
    const changes = { 'Settings.Tagless': true, 'Radarr-A.Torrent.StalledDelay': -1 };
    await until('it was judged', async () => {
      const { body } = await preview({ changes });
      return previewBody.parse(body).differing > 0;
    });
    expect((await preview({ changes })).body).toMatchObject({
      compared: 1,
      changes: [{ hash, before: { decision: 'stalled' } }],
      notes: [],
    });
    expect((await call('GET', '/api/config/fields')).status).toBe(200);
    expect(await preview({ changes: { 'WebUI.Port': 0 } })).toMatchObject({
      status: 400,
      body: { validationErrors: [{ path: 'WebUI.Port' }] },
    });
    expect(await preview({ config: 'x [' })).toMatchObject({ status: 400, body: { problem: { line: 1 } } });
    expect(await preview({ changes, config: '' })).toMatchObject({ status: 400 });
    expect(qbit.state.deletions).toEqual([]);
    qbit.state.removeTorrent(hash);
  });

  it('S48, S49: saves at the same moment are all in the file, and no reader sees half of one', async () => {
    const keys = [
      'NoInternetSleepTimer',
      'IgnoreTorrentsYoungerThan',
      'HistoryDays',
      'MaxRemovalsPerHour',
      'RemovalGraceMinutes',
    ];
    const saving = { now: true };
    const reading = (async () => {
      while (saving.now) {
        const read = await call('GET', '/api/config');
        expect(read.status).toBe(200);
        expect(read.body).toMatchObject({
          Settings: { CompletedDownloadFolder: dataDir },
          'Radarr-B': { Managed: true },
        });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    const saves = await Promise.all(keys.map((name, index) => save({ [`Settings.${name}`]: 20 + index })));
    saving.now = false;
    await reading;
    expect(saves.map((one) => one.status)).toEqual([200, 200, 200, 200, 200]);
    for (const [index, name] of keys.entries()) expect(text()).toContain(`${name} = ${20 + index}\n`);
  });

  it('S50: an edit by hand is in force within two seconds', async () => {
    writeFileSync(file, text().replace('LoopSleepTimer = 4', 'ObserveOnly = true\nLoopSleepTimer = 4'));
    await until('it is in force', async () => (await status()).observeOnly, 2_000);
    expect(await save({ 'WebUI.Theme': 'Light' })).toMatchObject({ body: { reloadType: 'frontend' } });
    expect(text()).toContain('ObserveOnly = true');
    expect(server.output).toContain('config.toml was edited: Settings.ObserveOnly');
  });

  it('S51: garbage is named with its line, changes are refused with 409, a whole document mends it', async () => {
    const good = z.object({ config: z.string() }).parse((await call('GET', '/api/config')).body).config;
    writeFileSync(file, '[Settings]\nnonsense here\n');
    await until(
      'it is named',
      async () => (await status()).configIssues.some((one) => one.message.includes('line 2')),
      2_000,
    );
    expect((await status()).observeOnly).toBe(true);
    expect(await save({ 'Settings.LoopSleepTimer': 9 })).toMatchObject({
      status: 409,
      body: { error: 'Config file on disk is not valid TOML' },
    });
    expect(await call('POST', '/api/config', { config: good })).toMatchObject({ status: 200 });
    expect(text()).toContain('LoopSleepTimer = 4 # seconds');
    expect(text()).toContain('hunter2');
  });

  it('S52: a deleted file is written again by the next save', async () => {
    rmSync(file);
    await until(
      'it is missed',
      async () => (await status()).configIssues.some((one) => one.message.includes('deleted')),
      2_000,
    );
    expect(await save({ 'Settings.ObserveOnly': false })).toMatchObject({ status: 200 });
    expect(text()).toContain('# Radarr-B\n[Radarr-B]');
  });

  it('CF-14, CF-15: the copy a save names brings back what was there', async () => {
    const { backup = '' } = configSaved.parse((await save({ 'Settings.LoopSleepTimer': 8 })).body);
    const { backups } = z
      .object({ backups: z.array(configBackup) })
      .parse((await call('GET', '/api/config/backups')).body);
    expect(backups[0]).toMatchObject({ id: backup, author: 'token', kind: 'save' });
    const diff = configPlan.parse((await call('GET', `/api/config/backups/${backup}/diff`)).body);
    expect(diff.groups).toMatchObject([
      { effect: 'now', changes: [{ path: 'Settings.LoopSleepTimer', before: 8, after: 4 }] },
    ]);
    expect(await call('POST', `/api/config/backups/${backup}/restore`)).toMatchObject({
      status: 200,
      body: { reloadType: 'live' },
    });
    expect(text()).toContain('LoopSleepTimer = 4 # seconds');
    expect(JSON.stringify((await call('GET', `/api/config/backups/${backup}`)).body)).not.toMatch(
      /hunter2|0123456789abcdef/,
    );
  });

  it('S45: a port in use is refused with 409; the old one answers and stands in the file', async () => {
    const holder = createServer();
    const taken = await listen(holder);
    expect(await save({ 'WebUI.Port': taken })).toMatchObject({ status: 409, body: { rolledBack: true } });
    expect(text()).toContain(`Port = ${port}`);
    expect((await call('GET', '/api/health')).status).toBe(200);
    holder.close();
  });

  it('S44, S46: a new port and a new qBittorrent host in one save are both in force', async () => {
    const next = await freePort();
    expect(await save({ 'WebUI.Port': next, 'qBit.Host': 'localhost' })).toMatchObject({
      status: 200,
      body: { reloadType: 'full' },
    });
    await until('the new port answers', async () => (await call('GET', '/api/health', undefined, next)).status === 200);
    port = next;
    expect(await call('GET', '/api/status')).toMatchObject({
      body: { qbitInstances: { qBit: { host: 'localhost' } } },
    });
  });

  it('S47: a renamed section takes its key along, and one manager runs under the new name', async () => {
    const { body } = await call('GET', '/api/config');
    const section = z.looseObject({ 'Radarr-B': z.record(z.string(), z.unknown()) }).parse(body)['Radarr-B'];
    const plan = await save({ 'Radarr-B': null, 'Radarr-C': section });
    expect(plan).toMatchObject({ status: 200 });
    await until('it runs', async () => (await rows()).some(({ name, alive }) => name === 'Radarr-C' && alive));
    expect((await rows()).some(({ name }) => name === 'Radarr-B')).toBe(false);
    expect(text()).toContain(`# Radarr-B\n[Radarr-C]\nManaged = true\nURI = "${arrs[1]?.url}"\nAPIKey = "${key}"`);
  });

  it('S20: a category of two owners is refused and nothing is saved', async () => {
    const before = text();
    expect(await save({ 'qBit.ManagedCategories': ['radarr-a'] })).toMatchObject({
      status: 400,
      body: { validationErrors: [{ path: 'Radarr-A.Category' }] },
    });
    expect(text()).toBe(before);
  });
});
