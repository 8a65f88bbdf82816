import { appendFileSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConfigService } from './types.ts';
import { realDisk } from '../document/save.ts';
import { ConfigFolder, sampleConfig } from '../testing/config-folder.ts';

let at: ConfigFolder;
let ends: (() => void)[];
beforeEach(() => {
  at = new ConfigFolder();
  ends = [];
});
afterEach(() => {
  for (const end of ends) end();
  at.remove();
});
const any = { ifMatch: null };

async function watched(): Promise<ConfigService> {
  const service = await at.open();
  ends.push(service.watch());
  return service;
}
/** S50: within two seconds, without any request. */
async function until(seen: () => boolean): Promise<void> {
  const end = performance.now() + 2_000;
  while (!seen()) {
    if (performance.now() > end) throw new Error(`not seen within 2 s; ${at.reports.join('; ')}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('a file edited by hand', () => {
  it('S50: is in force within two seconds, and a later save of another key keeps it', async () => {
    const service = await watched();
    at.write(sampleConfig.replace('= 5 #', '= 7 #'));
    await until(() => service.settings().engine.loopSleepSeconds === 7);
    expect(at.plans).toMatchObject([{ source: 'disk', type: 'live', changed: ['Settings.LoopSleepTimer'] }]);
    expect(at.reports).toEqual(['notice: config.toml was edited: Settings.LoopSleepTimer']);
    await service.applyChanges({ 'WebUI.Theme': 'Light' }, any);
    expect(at.read()).toContain('LoopSleepTimer = 7 # seconds');
    expect(await service.backups.list()).toMatchObject([{ author: 'panel' }, { author: 'file' }]);
  });

  it('S50: an editor that renames a new file into place is noticed, twice', async () => {
    const service = await watched();
    for (const seconds of [8, 11]) {
      writeFileSync(`${at.path}.swp`, sampleConfig.replace('= 5 #', `= ${seconds} #`));
      renameSync(`${at.path}.swp`, at.path);
      await until(() => service.settings().engine.loopSleepSeconds === seconds);
    }
  });

  it('S50: a link to a file in another folder is noticed as well', async () => {
    mkdirSync(join(at.folder, 'real'));
    writeFileSync(join(at.folder, 'real', 'mine.toml'), sampleConfig);
    symlinkSync(join(at.folder, 'real', 'mine.toml'), at.path);
    const opened = await at.tryOpen();
    if (!('service' in opened)) throw new Error(opened.kind);
    ends.push(opened.service.watch());
    writeFileSync(join(at.folder, 'real', 'mine.toml'), sampleConfig.replace('= 5 #', '= 6 #'));
    await until(() => opened.service.settings().engine.loopSleepSeconds === 6);
  });

  it('our own saves are not taken for edits', async () => {
    const service = await watched();
    await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any);
    at.write(at.read());
    appendFileSync(join(at.folder, 'other'), 'x');
    await service.reread();
    expect(at.plans.map(({ source }) => source)).toEqual(['api']);
    expect(at.reports).toEqual([]);
  });

  it('S51: garbage keeps the last good values with one warning and its line; changes 409, a document is taken, a repair is seen', async () => {
    const service = await watched();
    const { toml } = service.read();
    at.write('[Settings]\nLoopSleepTimer = = 3\n');
    await until(() => service.issues().some(({ path }) => path === 'config.toml'));
    await service.reread();
    service.read();
    expect(at.reports).toHaveLength(1);
    expect(at.reports[0]).toMatch(
      /^warning: config\.toml line 2, column \d+: .*\. The last good settings stay in force\.$/,
    );
    expect(service.settings().engine.loopSleepSeconds).toBe(5);
    expect(await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any)).toMatchObject({
      status: 409,
      error: 'Config file on disk is not valid TOML',
      details: expect.stringMatching(/^line 2, column \d+/),
    });
    expect(await service.plan({ changes: { 'Settings.LoopSleepTimer': 9 } })).toMatchObject({ ok: false });
    expect(await service.plan({ config: toml })).toMatchObject({ ok: true });
    expect(at.read()).toBe('[Settings]\nLoopSleepTimer = = 3\n');
    at.write(sampleConfig.replace('= 5 #', '= 4 #'));
    await until(() => service.settings().engine.loopSleepSeconds === 4);
    expect(service.issues()).toEqual([]);
    at.write('again [');
    await service.reread();
    expect(await service.applyToml(toml, any)).toMatchObject({ ok: true });
    const kept = readdirSync(at.folder).filter((name) => name.startsWith('config.toml.broken-'));
    expect(kept).toHaveLength(1);
  });

  it('S51: a faulty value is told with its line and is not in force', async () => {
    const service = await watched();
    at.write(sampleConfig.replace('Port = 6969', 'Port = 0'));
    await until(() => at.reports.length > 0);
    expect(at.reports[0]).toContain('line 9, WebUI.Port: WebUI Port must be >= 1');
    expect(service.webui().port).toBe(6969);
    expect(at.plans).toEqual([]);
  });

  it('S52: deleted, it runs on with a warning; the next save writes all values and is told when it is there', async () => {
    const service = await watched();
    rmSync(at.path);
    await until(() => at.reports.length > 0);
    expect(at.reports).toEqual(['warning: config.toml was deleted; the next save writes it again.']);
    expect(service.settings().engine.loopSleepSeconds).toBe(5);
    expect(await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any)).toMatchObject({ ok: true });
    expect(at.read()).toBe(sampleConfig.replace('= 5 #', '= 9 #'));
    expect(service.issues()).toEqual([]);
  });

  it('an edit that comes while a save is being written is not overwritten: both are in the file', async () => {
    const service = await at.open(sampleConfig, {
      disk: {
        ...realDisk,
        write: async (path, text) => {
          await realDisk.write(path, text);
          if (!at.read().includes('Tagless')) at.write(at.read().replace('[WebUI]', 'Tagless = true\n\n[WebUI]'));
        },
      },
    });
    expect(await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any)).toMatchObject({ ok: true });
    expect(at.read()).toContain('LoopSleepTimer = 9 # seconds');
    expect(at.read()).toContain('Tagless = true');
    expect(service.settings().engine).toMatchObject({ loopSleepSeconds: 9, tagless: true });
  });

  it('S5: cut off while it runs, the last good one is kept beside it for the next start', async () => {
    const service = await watched();
    at.write('');
    await until(() => service.issues().some(({ path }) => path === 'config.toml'));
    await service.reread();
    const [backup] = await service.backups.list();
    expect(await service.backups.restore(backup?.id ?? '', any)).toMatchObject({ ok: true });
    expect(at.read()).toBe(sampleConfig);
    at.write('');
    await service.reread();
    expect(await at.tryOpen()).toMatchObject({ kind: 'broken', backup: expect.stringContaining('config.') });
  });

  it('an older file put in place is upgraded like at a start', async () => {
    const service = await watched();
    at.write(sampleConfig.replace('"5.14.4"', '3').replace('[Radarr-A]', '[Animarr-A]'));
    await until(() => at.read().includes('[Sonarr-A]'));
    await service.reread();
    expect(service.settings().engine.arrs.map(({ name }) => name)).toEqual(['Sonarr-A']);
    expect(readdirSync(at.folder).some((name) => name.startsWith('config.backup.'))).toBe(true);
  });

  it('an edit that cannot be applied brings back what ran', async () => {
    const service = await watched();
    at.answer = ({ source }) =>
      source === 'rollback' ? { ok: true } : { ok: false, status: 409, error: 'x', details: 'Port 7000 is taken' };
    at.write(sampleConfig.replace('6969', '7000'));
    await until(() => at.plans.length === 2);
    expect(at.plans.map(({ source }) => source)).toEqual(['disk', 'rollback']);
    expect(at.plans[1]?.next.webui.port).toBe(6969);
    expect(service.webui().port).toBe(6969);
    expect(at.read()).toContain('Port = 7000');
    expect(at.reports[0]).toContain('Port 7000 is taken');
  });
});
