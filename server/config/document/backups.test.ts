import { readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigFolder, sampleConfig } from '../testing/config-folder.ts';
import { keepPrevious, listBackups, readBackup } from './backups.ts';

let at: ConfigFolder;
beforeEach(() => {
  at = new ConfigFolder();
});
afterEach(() => at.remove());
const day = 86_400_000;
const any = { ifMatch: null };

/** Puts `text` into the file and then aside, as a save does; copies lie `text` seconds apart for the file system. */
const keep = async (text: number, now: number): Promise<void> => {
  at.write(`n = ${text}\n`);
  const id = await keepPrevious(at.path, now, text % 2 === 0 ? 'panel' : 'token');
  const written = new Date(Date.UTC(2020, 0, 1) + text * 1000);
  utimesSync(join(at.folder, 'backups', id ?? ''), written, written);
};
const kept = async (): Promise<number[]> => {
  const list = await listBackups(at.path);
  const texts = await Promise.all(list.map(({ id }) => readBackup(at.path, id)));
  return texts.map((text) => Number(/\d+/.exec(text ?? '')?.[0]));
};
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('copies kept of each save (CF-15)', () => {
  it('saves of one and the same moment have a copy each, and of 45 the last 30 stay, newest first', async () => {
    for (const text of range(1, 45)) await keep(text, at.now);
    expect(await kept()).toEqual(range(16, 45).toReversed());
  });

  it('after a clock that was a year ahead was put right, the new copies stay and the misdated go first', async () => {
    for (const text of range(1, 30)) await keep(text, at.now + 365 * day + text * 1000);
    for (const text of range(31, 40)) await keep(text, at.now + text * 1000);
    expect((await kept()).toSorted((a, b) => a - b)).toEqual(range(11, 40));
    for (const text of range(41, 70)) await keep(text, at.now + text * 1000);
    expect(await kept()).toEqual(range(41, 70).toReversed());
  });

  it('a clock that goes back a second at each save keeps the copy just made, and never more than 30', async () => {
    for (const text of range(1, 60)) {
      await keep(text, at.now - text * 1000);
      expect(await kept()).toContain(text);
    }
    expect(await kept()).toHaveLength(30);
  });

  it('files of others in the folder are not counted and not deleted', async () => {
    await keep(1, at.now);
    const other = join(at.folder, 'backups', 'config.2026-before-the-move.toml');
    writeFileSync(other, 'mine = 1\n');
    for (const text of range(2, 40)) await keep(text, at.now + text * 1000);
    expect(readFileSync(other, 'utf8')).toBe('mine = 1\n');
    expect(readdirSync(join(at.folder, 'backups'))).toHaveLength(31);
  });

  it('the oldest of 30 can be restored, although the copy made on the way takes its place', async () => {
    const service = await at.open();
    for (const seconds of range(6, 35)) {
      at.now += 1000;
      expect(await service.applyChanges({ 'Settings.LoopSleepTimer': seconds }, any)).toMatchObject({ ok: true });
    }
    const list = await service.backups.list();
    const oldest = list.at(-1)?.id ?? '';
    expect(list).toHaveLength(30);
    at.now -= 3 * day;
    expect(await service.backups.restore(oldest, any)).toMatchObject({ ok: true });
    expect(at.read()).toBe(sampleConfig);
    const after = await service.backups.list();
    expect(after).toHaveLength(30);
    expect(after.map(({ author }) => author)).toContain('restore');
  });

  it('where no copy can be made the save says so, the file stays whole, and the next save works', async () => {
    const service = await at.open();
    const backups = join(at.folder, 'backups');
    const places = [() => writeFileSync(backups, 'in the way'), () => symlinkSync('/proc/self/nowhere', backups)];
    for (const block of places) {
      block();
      expect(await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any)).toMatchObject({
        ok: false,
        status: 500,
        details: expect.stringContaining('no copy of it could be made in backups: '),
      });
      expect(at.read()).toBe(sampleConfig);
      expect(service.settings().engine.loopSleepSeconds).toBe(5);
      expect(readdirSync(at.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      rmSync(backups);
    }
    expect(await service.applyChanges({ 'Settings.LoopSleepTimer': 9 }, any)).toMatchObject({ ok: true });
  });
});
