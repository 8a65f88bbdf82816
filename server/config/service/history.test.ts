import {
  mkdirSync,
  rmSync,
  chownSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEnvironment } from '../environment.ts';
import { realDisk } from '../document/save.ts';
import { corpusFile } from '../testing/corpus.ts';
import { ConfigFolder, sampleConfig } from '../testing/config-folder.ts';

let at: ConfigFolder;
beforeEach(() => {
  at = new ConfigFolder();
});
afterEach(() => at.remove());
const any = { ifMatch: null };
const full = (code: string) => (): Promise<never> => Promise.reject(Object.assign(new Error('x'), { code }));

describe('upgrading a file (config.md 8)', () => {
  it('keeps a dated copy with the old times beside it, upgrades in place and says so', async () => {
    const text = corpusFile('version-5.8.0.toml');
    at.write(text);
    const old = new Date('2020-01-01T00:00:00Z');
    utimesSync(at.path, old, old);
    await at.tryOpen();
    const [copy = ''] = readdirSync(at.folder).filter((name) => name.startsWith('config.backup.'));
    expect(copy).toMatch(/^config\.backup\.\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d\.toml$/);
    expect(readFileSync(join(at.folder, copy), 'utf8')).toBe(text);
    expect(statSync(join(at.folder, copy)).mtimeMs).toBe(old.getTime());
    expect(statSync(join(at.folder, copy)).mode & 0o777).toBe(0o600);
    expect(at.read()).toContain('ConfigVersion = "5.14.4" # do not touch');
    expect(at.reports[0]).toBe('notice: The configuration was brought from version 5.8.0 to 5.14.4.');
    const before = at.read();
    await at.tryOpen();
    expect(at.read()).toBe(before);
    expect(readdirSync(at.folder).filter((name) => name.startsWith('config.backup.'))).toHaveLength(1);
  });

  it('a present file is not touched at all by a start', async () => {
    for (const name of ['version-5.14.4.toml', 'misplaced-keys.toml', 'version-newer.toml']) {
      const text = corpusFile(name);
      at.write(text);
      const before = statSync(at.path);
      await at.tryOpen();
      expect(at.read()).toBe(text);
      expect(statSync(at.path).mtimeMs).toBe(before.mtimeMs);
    }
  });

  it('on a full disk the old file stays, the new form is in force, and the owner is told', async () => {
    const text = corpusFile('step2-animarr.toml');
    const service = await at.open(text, { disk: { ...realDisk, write: full('ENOSPC') } });
    expect(at.read()).toBe(text);
    expect(service.settings().engine.arrs.map(({ name }) => name)).toContain('Sonarr-Shows');
    expect(service.issues()[0]?.message).toContain('the disk is full');
  });

  it('gotchas 3 and 4: a missing password is not brought back, and the one of the environment not written', async () => {
    const read = readEnvironment({ QBITRR_QBIT_PASSWORD: 'from-env', QBITRR_QBIT_USERNAME: 'me' });
    if (!read.ok) throw new Error('environment');
    const { environment } = read;
    const text = sampleConfig.replace('Password = "hunter2"\n', '').replace('"5.14.4"', '"5.9.0"');
    const service = await at.open(text, { environment });
    await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any);
    expect(at.read()).not.toMatch(/Password|from-env|CHANGE_ME/);
    expect(service.settings().engine.qbits).toMatchObject([{ userName: 'me', password: 'from-env' }]);
  });

  it('a file that is not UTF-8 is broken, with its line, and stays as it is', async () => {
    const bytes = Buffer.concat([Buffer.from('[Settings]\n# caf'), Buffer.from([0xe9]), Buffer.from('\nA = 1\n')]);
    at.write(bytes);
    expect(await at.tryOpen()).toMatchObject({
      kind: 'broken',
      problem: { line: 2, message: expect.stringContaining('UTF-8') },
    });
    expect(readFileSync(at.path)).toEqual(bytes);
  });
});

describe('backups (CF-15)', () => {
  it('each save keeps what was there, with time, author and size; a redacted look, a diff, a way back', async () => {
    const service = await at.open();
    await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, { ifMatch: null, author: 'token' });
    at.now += 60_000;
    await service.applyChanges({ 'qBit.Password': 'new-one' }, { ifMatch: null, author: 'panel' });
    const list = await service.backups.list();
    expect(list).toMatchObject([
      { author: 'panel', kind: 'save', at: at.now, version: '5.14.4' },
      { author: 'token', kind: 'save', at: at.now - 60_000, bytes: Buffer.byteLength(sampleConfig) },
    ]);
    const id = list[1]?.id ?? '';
    const shown = await service.backups.read(id);
    expect(shown?.toml).toContain('LoopSleepTimer = 5 # seconds');
    expect(shown?.toml).not.toMatch(/hunter2|key-a/);
    expect(await service.backups.diff(id)).toMatchObject({
      ok: true,
      groups: [
        { effect: 'now', changes: [{ path: 'Settings.LoopSleepTimer', before: 9, after: 5 }] },
        {
          effect: 'restart-all',
          changes: [{ path: 'qBit.Password', before: '[redacted]', after: '[redacted] (new)' }],
        },
      ],
    });
    expect(await service.backups.restore(id, any)).toMatchObject({ ok: true, saved: { reloadType: 'full' } });
    expect(at.read()).toBe(sampleConfig);
    expect((await service.backups.list())[0]).toMatchObject({ author: 'restore' });
  });

  it('lists copies of the reference and broken files; an unknown or foreign name is none', async () => {
    const service = await at.open();
    writeFileSync(join(at.folder, 'config.backup.2025-01-01_10-00-00.toml'), '[Settings]\nConfigVersion = 3\n');
    writeFileSync(join(at.folder, 'config.toml.broken-2025-02-01_10-00-00'), 'x = [');
    writeFileSync(join(at.folder, 'other.toml'), 'a = 1');
    expect(await service.backups.list()).toMatchObject([
      { kind: 'broken', version: null, author: null },
      { kind: 'migration', version: '0.0.3', author: 'migration' },
    ]);
    expect((await service.backups.read('config.toml.broken-2025-02-01_10-00-00'))?.toml).toBe('');
    for (const id of ['other.toml', '../config.toml', 'config.toml', '', '/etc/passwd']) {
      expect(await service.backups.read(id)).toBeNull();
      expect(await service.backups.restore(id, any)).toBeNull();
    }
    expect(await service.backups.restore('config.toml.broken-2025-02-01_10-00-00', any)).toMatchObject({
      status: 400,
      error: 'Invalid TOML',
    });
    expect(at.read()).toBe(sampleConfig);
  });

  it('a copy of an older version is upgraded on its way back', async () => {
    const service = await at.open();
    writeFileSync(join(at.folder, 'config.backup.2025-01-01_10-00-00.toml'), corpusFile('version-int-3.toml'));
    expect(await service.backups.restore('config.backup.2025-01-01_10-00-00.toml', any)).toMatchObject({ ok: true });
    expect(at.read()).toContain('ConfigVersion = "5.14.4" # do not touch');
  });

  it('Q12, S53: a failed write is told, keeps the file, leaves no half copy, and the next one works', async () => {
    let disk = realDisk;
    const service = await at.open(sampleConfig, {
      disk: { write: (to, text) => disk.write(to, text), rename: (from, to) => disk.rename(from, to) },
    });
    for (const code of ['ENOSPC', 'EROFS', 'EACCES', 'EIO']) {
      disk = { ...realDisk, write: full(code) };
      const result = await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any);
      expect(result).toMatchObject({ ok: false, status: 500, error: 'Failed to save config' });
      disk = { ...realDisk, rename: full(code) };
      expect(await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any)).toMatchObject({
        ok: false,
        status: 500,
      });
      expect(at.read()).toBe(sampleConfig);
      expect(readdirSync(at.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    }
    expect(service.settings().engine.loopSleepSeconds).toBe(5);
    disk = realDisk;
    expect(await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any)).toMatchObject({ ok: true });
  });

  it('a save is only told when the file says so afterwards', async () => {
    const service = await at.open(sampleConfig, {
      disk: { ...realDisk, rename: () => Promise.resolve() },
    });
    expect(await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any)).toMatchObject({
      ok: false,
      details: expect.stringContaining('cannot be read back'),
    });
  });

  it.skipIf(process.getuid?.() !== 0)('run as root, the file stays with its owner', async () => {
    const service = await at.open();
    chownSync(at.path, 12_345, 12_345);
    await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any);
    expect(statSync(at.path)).toMatchObject({ uid: 12_345, gid: 12_345 });
  });

  it('a config.toml that is a link stays one; its target is written', async () => {
    const target = join(at.folder, 'mine.toml');
    writeFileSync(target, sampleConfig);
    symlinkSync(target, at.path);
    const opened = await at.tryOpen();
    if (!('service' in opened)) throw new Error(opened.kind);
    await opened.service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any);
    expect(lstatSync(at.path).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toContain('LoopSleepTimer = 9 # seconds');
    expect(readFileSync(`${target}.bak`, 'utf8')).toBe(sampleConfig);
  });

  it('a link whose target is away is named and stays, since the disk may come back; nothing is made in its place', async () => {
    symlinkSync(join(at.folder, 'away', 'mine.toml'), at.path);
    expect(await at.tryOpen()).toMatchObject({ kind: 'unreadable', error: expect.stringContaining('away/mine.toml') });
    expect(readdirSync(at.folder)).toEqual(['config.toml']);
  });

  it('a link whose target went while it ran: a save says so, and writes again once the folder is there', async () => {
    const target = join(at.folder, 'disk', 'mine.toml');
    mkdirSync(join(at.folder, 'disk'));
    writeFileSync(target, sampleConfig);
    symlinkSync(target, at.path);
    const opened = await at.tryOpen();
    if (!('service' in opened)) throw new Error(opened.kind);
    rmSync(join(at.folder, 'disk'), { recursive: true });
    const save = () => opened.service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any);
    expect(await save()).toMatchObject({ ok: false, status: 500 });
    expect(lstatSync(at.path).isSymbolicLink()).toBe(true);
    mkdirSync(join(at.folder, 'disk'));
    expect(await save()).toMatchObject({ ok: true });
    expect(readFileSync(target, 'utf8')).toContain('LoopSleepTimer = 9 # seconds');
  });

  it('what is no file is named instead of waited for', async () => {
    mkdirSync(at.path);
    expect(await at.tryOpen()).toMatchObject({ kind: 'unreadable', error: expect.stringContaining('a folder') });
  });
});
