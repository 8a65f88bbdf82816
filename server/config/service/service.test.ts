import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realDisk } from '../document/save.ts';
import { emptyEnvironment } from '../environment.ts';
import { createConfigService } from './open.ts';
import type { ApplyPlan, ApplyResult, ConfigService, ConfigServiceOptions } from './types.ts';

const token = 'a'.repeat(64);
const start = `# mine
[Settings]
ConfigVersion = "5.14.4"
CompletedDownloadFolder = "/data"
LoopSleepTimer = 5 # seconds

[WebUI]
Host = "127.0.0.1"
Port = 6969
Token = "${token}"

[qBit]
Host = "localhost"
Port = 8080
Password = "hunter2"

[Radarr-A]
Managed = true
URI = "http://h:1"
APIKey = "key-a"
Category = "a"
`;

let folder = '';
let path = '';
let plans: ApplyPlan[] = [];
let answer: (plan: ApplyPlan) => ApplyResult = () => ({ ok: true });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qbitrr-config-'));
  path = join(folder, 'config.toml');
  plans = [];
  answer = () => ({ ok: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const options = (more: Partial<ConfigServiceOptions> = {}): ConfigServiceOptions => ({
  path,
  environment: emptyEnvironment,
  clock: { now: () => 0, monotonic: () => 0 },
  apply: (plan) => {
    plans.push(plan);
    return Promise.resolve(answer(plan));
  },
  generate: true,
  ...more,
});
async function open(text = start, more: Partial<ConfigServiceOptions> = {}): Promise<ConfigService> {
  writeFileSync(path, text);
  const opened = await createConfigService(options(more));
  if (!('service' in opened)) throw new Error(opened.kind);
  return opened.service;
}
const any = { ifMatch: null };
const onDisk = (): string => readFileSync(path, 'utf8');

describe('opening', () => {
  it('S1, S6: a missing or zero-byte file without backup is generated, locked by a token', async () => {
    for (const prepare of [() => undefined, () => writeFileSync(path, '')]) {
      rmSync(path, { force: true });
      prepare();
      const opened = await createConfigService(options());
      expect(opened.kind).toBe('generated');
      if (!('service' in opened)) return;
      expect(opened.service.webui()).toMatchObject({
        authDisabled: false,
        host: '0.0.0.0',
        token: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect(onDisk()).toContain(folder);
    }
    rmSync(path);
    expect((await createConfigService(options({ generate: false }))).kind).toBe('missing');
  });

  it('S5, Q11: a zero-byte or cut-off file beside a backup is broken and stays as it is', async () => {
    writeFileSync(`${path}.bak`, start);
    for (const text of ['', '[WebUI]\nHost = "0.0.0.0"\n']) {
      writeFileSync(path, text);
      expect(await createConfigService(options())).toMatchObject({ kind: 'broken', backup: `${path}.bak` });
      expect(onDisk()).toBe(text);
    }
  });

  it('S4: a syntax error reports line and column and leaves the bytes', async () => {
    writeFileSync(path, 'a = 1\nb = \n');
    expect(await createConfigService(options())).toMatchObject({ kind: 'broken', problem: { line: 2 } });
    expect(onDisk()).toBe('a = 1\nb = \n');
  });

  it('an empty token is replaced and saved, comments kept', async () => {
    const service = await open(start.replace(token, ''));
    expect(service.tokenGenerated).toBe(true);
    expect(onDisk()).toContain(service.webui().token);
    expect(onDisk()).toContain('# seconds');
  });
});

describe('saving', () => {
  it('S41: a single change edits one value, keeps a backup and mode 0600, and is applied', async () => {
    const service = await open();
    expect(await service.applyChanges({ 'Settings.LoopSleepTimer': 9, config: 'ignored' }, any)).toEqual({
      ok: true,
      saved: {
        status: 'ok',
        configReloaded: true,
        reloadType: 'live',
        affectedInstances: [],
        backup: 'config.1970-01-01_00-00-00.panel.toml',
      },
    });
    expect(onDisk()).toBe(start.replace('= 5 #', '= 9 #'));
    expect(readFileSync(`${path}.bak`, 'utf8')).toBe(start);
    expect(readdirSync(join(folder, 'backups'))).toEqual(['config.1970-01-01_00-00-00.panel.toml']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(plans).toMatchObject([{ source: 'api', changed: ['Settings.LoopSleepTimer'] }]);
    expect(service.settings().engine.revision).toBeGreaterThan(plans[0]?.previous.engine.revision ?? Infinity);
  });

  it('the last 30 dated backups are kept', async () => {
    const service = await open();
    for (let at = 10; at < 43; at += 1) await service.applyChanges({ 'Settings.LoopSleepTimer': at }, any);
    expect(readdirSync(join(folder, 'backups'))).toHaveLength(30);
  });

  it('S54: an object for a table is that table, not a section with a dot in its name', async () => {
    const service = await open();
    const result = await service.applyChanges(
      {
        'Radarr-A.EntrySearch.QualityProfileMappings': { 'HD 1.0': 'SD' },
        'Sonarr.TV': { Managed: false },
        'Sonarr.TV.EntrySearch': { SearchMissing: true },
      },
      any,
    );
    expect(result).toMatchObject({ ok: true });
    expect(Object.keys(service.read().tree)).toEqual(['Settings', 'WebUI', 'qBit', 'Radarr-A', 'Sonarr.TV']);
    expect(onDisk()).toContain('[Radarr-A.EntrySearch]\nQualityProfileMappings = { "HD 1.0" = "SD" }');
    expect(onDisk()).toContain('["Sonarr.TV".EntrySearch]\nSearchMissing = true');
  });

  it('S48: updates at the same moment both end in the file', async () => {
    const service = await open();
    await Promise.all([
      service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any),
      service.applyChanges({ 'Settings.NoInternetSleepTimer': 20 }, any),
    ]);
    expect(service.settings().engine).toMatchObject({ loopSleepSeconds: 9, noInternetSleepSeconds: 20 });
    expect(onDisk()).toContain('NoInternetSleepTimer = 20');
  });

  it('refuses the version stamp, a stale If-Match and invalid values, and changes nothing', async () => {
    const service = await open();
    expect(await service.applyChanges({ 'Settings.ConfigVersion': '1' }, any)).toMatchObject({ status: 403 });
    expect(await service.applyChanges({ Settings: { ConfigVersion: '1' } }, any)).toMatchObject({ status: 403 });
    expect(await service.applyChanges({ 'WebUI.Port': 1 }, { ifMatch: '"old"' })).toMatchObject({ status: 412 });
    expect(await service.applyChanges({ 'WebUI.Port': 70_000 }, { ifMatch: service.read().etag })).toMatchObject({
      error: 'Configuration validation failed',
      validationErrors: [{ path: 'WebUI.Port', message: 'WebUI Port must be <= 65535' }],
    });
    expect(onDisk()).toBe(start);
    expect(plans).toEqual([]);
  });

  it('what is read can be sent back: nothing changes and secrets stay', async () => {
    const service = await open();
    const { toml, tree } = service.read();
    expect(toml).not.toMatch(/hunter2|key-a|aaaa/);
    expect(tree).toMatchObject({ qBit: { Password: '[redacted]' } });
    expect(await service.applyToml(toml, any)).toMatchObject({ saved: { reloadType: 'none', configReloaded: false } });
    expect(await service.applyChanges({ 'qBit.Password': '[redacted]' }, any)).toMatchObject({
      saved: { reloadType: 'none' },
    });
    expect(onDisk()).toBe(start);
  });

  it('S47: a rename by whole document or by changes carries the key along', async () => {
    const service = await open();
    await service.applyToml(service.read().toml.replace('[Radarr-A]', '[Radarr-B] # new name'), any);
    expect(onDisk()).toBe(start.replace('[Radarr-A]', '[Radarr-B] # new name'));
    const section = { Managed: true, URI: 'http://h:1', APIKey: '[redacted]', Category: 'a' };
    expect(await service.applyChanges({ 'Radarr-B': null, 'Radarr-C': section }, any)).toMatchObject({ ok: true });
    expect(service.settings().engine.arrs).toMatchObject([{ name: 'Radarr-C', apiKey: 'key-a' }]);
  });

  it('S53: a failed write is reported and neither file nor memory change', async () => {
    let full = true;
    const write = (to: string, text: string): Promise<void> =>
      full ? Promise.reject(Object.assign(new Error('x'), { code: 'ENOSPC' })) : realDisk.write(to, text);
    const service = await open(start, { disk: { ...realDisk, write } });
    const result = await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any);
    expect(result).toMatchObject({
      status: 500,
      error: 'Failed to save config',
      details: expect.stringContaining('disk is full'),
    });
    expect(onDisk()).toBe(start);
    expect(service.settings().engine.loopSleepSeconds).toBe(5);
    full = false;
    expect(await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any)).toMatchObject({ ok: true });
  });

  it('a file that cannot be renamed over is overwritten in place (supervisor.md 3.4)', async () => {
    const rename = (): Promise<void> => Promise.reject(Object.assign(new Error('x'), { code: 'EBUSY' }));
    const service = await open(start, { disk: { ...realDisk, rename } });
    const inode = statSync(path).ino;
    expect(await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any)).toMatchObject({ ok: true });
    expect(onDisk()).toContain('= 9 #');
    expect(statSync(path).ino).toBe(inode);
    expect(readdirSync(folder).toSorted()).toEqual(['backups', 'config.toml', 'config.toml.bak']);
  });

  it('S45, S55: a refused reload brings back file, memory and what ran', async () => {
    const service = await open();
    answer = ({ source }) =>
      source === 'rollback'
        ? { ok: true }
        : { ok: false, status: 409, error: 'Port in use', details: 'Port 6970 is taken' };
    expect(await service.applyChanges({ 'WebUI.Port': 6970 }, any)).toMatchObject({
      status: 409,
      details: 'Port 6970 is taken',
    });
    expect(onDisk()).toBe(start);
    expect(service.webui().port).toBe(6969);
    expect(plans.map(({ source }) => source)).toEqual(['api', 'rollback']);
    expect(plans[1]?.next.webui.port).toBe(6969);
  });
});

describe('edits on disk', () => {
  it('S50: a later save keeps what was edited by hand', async () => {
    const service = await open();
    writeFileSync(path, start.replace('"a"', '"other"'));
    await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any);
    expect(onDisk()).toBe(start.replace('"a"', '"other"').replace('= 5 #', '= 9 #'));
    expect(plans.map(({ source, type }) => [source, type])).toEqual([
      ['disk', 'single_arr'],
      ['api', 'live'],
    ]);
  });

  it('a GET shows the file as it is, and the edit comes into force', async () => {
    const service = await open();
    writeFileSync(path, start.replace('= 5 #', '= 7 #'));
    expect(service.read().tree).toMatchObject({ Settings: { LoopSleepTimer: 7 } });
    await service.reread();
    expect(service.settings().engine.loopSleepSeconds).toBe(7);
  });

  it('S51: garbage keeps the last good values; changes are refused, a whole document is taken', async () => {
    const service = await open();
    const { toml } = service.read();
    writeFileSync(path, 'garbage [');
    expect(service.read().toml).toBe(toml);
    expect(await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any)).toMatchObject({
      status: 409,
      error: 'Config file on disk is not valid TOML',
    });
    expect(service.issues()[0]?.message).toMatch(/line 1, column/);
    expect(await service.applyToml(toml, any)).toMatchObject({ ok: true });
    expect(onDisk()).toBe(start);
    const kept = readdirSync(folder).find((name) => name.startsWith('config.toml.broken-'));
    expect(readFileSync(join(folder, kept ?? ''), 'utf8')).toBe('garbage [');
    expect(service.issues()).toEqual([]);
  });

  it('a faulty edit is not in force until it is mended, and is not overwritten', async () => {
    const service = await open();
    writeFileSync(path, start.replace('Port = 6969', 'Port = 99999'));
    await service.reread();
    expect(service.webui().port).toBe(6969);
    expect(service.issues()[0]?.message).toContain('WebUI Port must be <= 65535');
    expect(await service.applyChanges({ 'WebUI.Port': 7000 }, any)).toMatchObject({
      ok: true,
      saved: { reloadType: 'webui' },
    });
    expect(service.webui().port).toBe(7000);
    expect(service.issues()).toEqual([]);
  });

  it('S52: a deleted file is written again with all values', async () => {
    const service = await open();
    rmSync(path);
    await service.reread();
    expect(service.issues()).toHaveLength(1);
    await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any);
    expect(onDisk()).toBe(start.replace('= 5 #', '= 9 #'));
  });
});

describe('check', () => {
  it('says what a save would say, with lines, and saves nothing', async () => {
    const service = await open();
    const { toml } = service.read();
    expect(service.check(toml)).toMatchObject({ ok: true, reloadType: 'none', changed: [] });
    expect(service.check('a = ')).toMatchObject({ ok: false, problem: { line: 1 } });
    expect(service.check(toml.replace('6969', '99999'))).toMatchObject({
      ok: false,
      validationErrors: [{ path: 'WebUI.Port', line: 9 }],
      reloadType: 'webui',
      changed: ['WebUI.Port'],
    });
    expect(service.check(toml.replace('5.14.4', '9.0.0')).validationErrors).toMatchObject([
      { path: 'Settings.ConfigVersion', line: 3 },
    ]);
    expect(onDisk()).toBe(start);
  });

  it('a file from a newer program is kept and said to be so', async () => {
    const service = await open(start.replace('5.14.4', '9.0.0'));
    expect(service.versionWarning()).toMatchObject({ type: 'config_version_mismatch', currentVersion: '9.0.0' });
  });
});
