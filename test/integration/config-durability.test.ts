import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyEnvironment } from '../../server/config/environment.ts';
import { createConfigService } from '../../server/config/service/open.ts';
import { corpusFile } from '../../server/config/testing/corpus.ts';

const root = join(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'qbitrr-durable-'));
const child = join(scratch, 'config-saver.mjs');
/** Long enough that a cut-off file would not be one of the whole ones. */
const text = corpusFile('full.toml').replace('LoopSleepTimer = 5', 'LoopSleepTimer = 1000');
const saying = (seconds: number): string => text.replace('LoopSleepTimer = 1000', `LoopSleepTimer = ${seconds}`);
const saidBy = (found: string): number => Number(/LoopSleepTimer = (\d+)/.exec(found)?.[1] ?? Number.NaN);

beforeAll(async () => {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      outDir: scratch,
      emptyOutDir: false,
      ssr: true,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: { 'config-saver': join(root, 'test/integration/fixtures/config-saver.ts') },
        external: [...builtinModules, ...builtinModules.map((name) => `node:${name}`)],
        output: { format: 'es', entryFileNames: '[name].mjs' },
      },
    },
    ssr: { noExternal: true },
  });
});
afterAll(() => {
  if (canMount) execFileSync('umount', [disk]);
  rmSync(scratch, { recursive: true, force: true });
});

/** Runs the saver, kills it after `ms` from its first save on, and returns the last number it told. */
async function saveAndKill(file: string, ms: number): Promise<number | null> {
  const saver = spawn(process.execPath, [child, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  saver.stdout.on('data', (part: Buffer) => (told += part.toString()));
  await new Promise((resolve) => saver.stdout.once('data', resolve));
  await new Promise((resolve) => setTimeout(resolve, ms));
  saver.kill('SIGKILL');
  await new Promise((resolve) => saver.once('exit', resolve));
  const numbers = told.split('\n').filter((line) => /^\d+$/.test(line));
  return numbers.length === 0 ? null : Number(numbers.at(-1));
}

describe('a save is whole or not there (Q11, supervisor.md 3.4)', () => {
  it('kill -9 at any point of 500 saves leaves the old file or the new one, and nothing told is lost', async () => {
    const file = join(scratch, 'killed', 'config.toml');
    mkdirSync(join(scratch, 'killed'));
    writeFileSync(file, text);
    let saves = 0;
    let last = 1000;
    for (let round = 0; saves < 500; round += 1) {
      // 0 to 400 ms in steps that never fall together with the length of a save.
      const told = await saveAndKill(file, (round * 97) % 401);
      const found = readFileSync(file, 'utf8');
      const said = saidBy(found);
      expect(found).toBe(saying(said));
      expect(said).toBeGreaterThanOrEqual(told ?? last);
      expect(said).toBeLessThanOrEqual((told ?? last) + 1);
      saves += said - last;
      last = said;
      expect(round).toBeLessThan(400);
    }
    for (const name of readdirSync(join(scratch, 'killed', 'backups'))) {
      const kept = readFileSync(join(scratch, 'killed', 'backups', name), 'utf8');
      if (kept.length === text.length) expect(kept).toBe(saying(saidBy(kept)));
    }
    expect(readdirSync(join(scratch, 'killed', 'backups')).length).toBeLessThanOrEqual(31);
  }, 240_000);
});

const disk = join(scratch, 'disk');
function mounted(): boolean {
  mkdirSync(disk, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const canMount = process.platform === 'linux' && process.getuid?.() === 0 && mounted();

describe.skipIf(!canMount)('a disk that is full (S53)', () => {
  it('at whatever step it runs full: 500 and the old file, or saved and the new one; then it works again', async () => {
    const file = join(disk, 'config.toml');
    const filler = join(disk, 'filler');
    const backups = join(disk, 'backups');
    writeFileSync(file, text);
    const opened = await createConfigService({
      path: file,
      environment: emptyEnvironment,
      clock: { now: () => Date.now(), monotonic: () => performance.now() },
      generate: false,
      apply: () => Promise.resolve({ ok: true }),
    });
    if (!('service' in opened)) throw new Error(opened.kind);
    const { service } = opened;
    const outcomes = new Set<boolean>();
    let value = 1000;
    for (let free = 0; free <= 240; free += 8) {
      rmSync(backups, { recursive: true, force: true });
      rmSync(`${file}.bak`, { force: true });
      fill(filler, free * 1024);
      const before = readFileSync(file, 'utf8');
      const result = await service.applyChanges({ 'Settings.LoopSleepTimer': value + 1 }, { ifMatch: null });
      outcomes.add(result.ok);
      if (result.ok) value += 1;
      else expect(result).toMatchObject({ status: 500, details: expect.stringContaining('the disk is full') });
      expect(readFileSync(file, 'utf8')).toBe(result.ok ? saying(value) : before);
      expect(service.settings().engine.loopSleepSeconds).toBe(value);
      expect(readdirSync(disk).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      rmSync(filler);
    }
    expect(outcomes).toEqual(new Set([false, true]));
    expect(await service.applyChanges({ 'Settings.LoopSleepTimer': 7 }, { ifMatch: null })).toMatchObject({ ok: true });
  });
});

/** Fills the disk but for about `free` bytes. */
function fill(filler: string, free: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - free)));
}
