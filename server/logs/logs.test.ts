import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createConsoleSink, wantsColour } from './console-sink.ts';
import { fileLine } from './format.ts';
import { createLogHub } from './hub.ts';
import type { LogHub, LogHubOptions } from './hub.ts';
import { parseLevel } from './levels.ts';
import { parseLog } from './parse.ts';

const at = new Date(2025, 10, 27, 10, 30, 15).getTime();
let monotonic = 0;
const clock = { now: () => at, monotonic: () => monotonic };
const everything: Parameters<LogHub['query']>[0] = {
  limit: 10_000,
  levels: [],
  source: null,
  text: null,
  before: null,
};

let dir = '';
beforeEach(() => {
  monotonic = 0;
  dir = mkdtempSync(path.join(tmpdir(), 'qbitrr-logs-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const hubOf = (options: Partial<LogHubOptions> = {}) =>
  createLogHub({ dir, clock, level: 'INFO', banner: 'Starting', ...options });
const text = (name: string): string => readFileSync(path.join(dir, name), 'utf8');

describe('format and parser (supervisor.md 6.4)', () => {
  test('a line keeps the prefix of the reference, without colours', () => {
    const line = fileLine({ source: 'Radarr-A', level: 'INFO', message: 'text', at });
    expect(line).toBe('[2025-11-27 10:30:15] INFO    : qBitrr.Radarr-A         : text\n');
  });

  test('what was written is read back, follow-up lines included', () => {
    const records = [
      { source: 'Radarr-A', level: 'INFO' as const, message: 'one : two', at },
      { source: 'seed / x', level: 'CRITICAL' as const, message: 'boom\n  at a\n\n  at b', at },
    ];
    expect(parseLog(records.map(fileLine).join(''), 'All', at)).toEqual(records);
  });

  test('old files: colour codes, the console form, lines before the first entry, unknown levels', () => {
    const old = [
      'half a line',
      '\u001B[32m[2025-11-27 10:30:15]\u001B[0m \u001B[1;31mWARNING :\u001B[0m \u001B[1;34mqBitrr.Manager    :\u001B[0m \u001B[1;33mhello\u001B[0m',
      '[2025-11-27 10:30:15] [pid:    4711][tid:      12] DEBUG   : qBitrr.Misc  : x',
      '[2025-11-27 10:30:15] LOUD    : qBitrr.Misc  : y',
    ].join('\r\n');
    expect(parseLog(old, 'Old', 5)).toEqual([
      { source: 'Old', level: 'INFO', message: 'half a line', at: 5 },
      { source: 'Manager', level: 'WARNING', message: 'hello', at },
      { source: 'Misc', level: 'DEBUG', message: 'x\n[2025-11-27 10:30:15] LOUD    : qBitrr.Misc  : y', at },
    ]);
  });

  test('S7: level names in any case', () => {
    expect([parseLevel('info'), parseLevel(' Debug '), parseLevel('loud')]).toEqual(['INFO', 'DEBUG', null]);
  });

  test('console colour: on a terminal, off by NO_COLOR, forced by FORCE_COLOR', () => {
    const stream = (isTTY: boolean) => ({ isTTY, write: () => true });
    expect(wantsColour(stream(true), {})).toBe(true);
    expect(wantsColour(stream(false), {})).toBe(false);
    expect(wantsColour(stream(true), { NO_COLOR: '1' })).toBe(false);
    expect(wantsColour(stream(false), { NO_COLOR: '1', FORCE_COLOR: '1' })).toBe(true);
  });
});

describe('hub', () => {
  test('one threshold for all sinks; files per source, Main.log and All.log with a banner', async () => {
    const hub = hubOf();
    hub.logger('Radarr-A').debug('hidden');
    hub.logger('Radarr-A').notice('seen');
    expect(hub.setLevel('DEBUG', null)).toEqual({ effective: 'DEBUG', overriddenByEnv: false, until: null });
    hub.logger('Main').debug('now seen');
    await hub.close();
    expect(hub.query(everything).map((entry) => [entry.seq, entry.level, entry.source, entry.message])).toEqual([
      [0, 'NOTICE', 'Radarr-A', 'seen'],
      [1, 'DEBUG', 'Main', 'now seen'],
    ]);
    expect(text('All.log')).toBe(
      [
        '[2025-11-27 10:30:15] INFO    : qBitrr.Main             : Starting',
        '[2025-11-27 10:30:15] NOTICE  : qBitrr.Radarr-A         : seen',
        '[2025-11-27 10:30:15] DEBUG   : qBitrr.Main             : now seen',
        '',
      ].join('\n'),
    );
    expect(text('Radarr-A.log')).toContain(': seen\n');
    expect(hub.files()).toEqual(['All.log', 'Main.log', 'Radarr-A.log']);
  });

  test('a level set by the environment wins (supervisor.md 6.2)', () => {
    const hub = hubOf({ level: 'INFO' });
    hub.useLevel('ERROR', true);
    const kept = { effective: 'ERROR', overriddenByEnv: true, until: null };
    expect([hub.setLevel('DEBUG', null), hub.setLevel('DEBUG', 60)]).toEqual([kept, kept]);
    expect(hub.level()).toBe('ERROR');
  });

  test('LG-8: a level for a while outlives saves of other settings and ends by itself', () => {
    vi.useFakeTimers();
    try {
      const hub = hubOf();
      expect(hub.setLevel('DEBUG', 900)).toEqual({ effective: 'DEBUG', overriddenByEnv: false, until: at + 900_000 });
      hub.useLevel('INFO', false);
      expect(hub.level()).toBe('DEBUG');
      vi.advanceTimersByTime(900_000);
      expect(hub.level()).toBe('INFO');
      hub.setLevel('TRACE', 60);
      hub.useLevel('WARNING', false);
      expect(hub.level()).toBe('WARNING');
    } finally {
      vi.useRealTimers();
    }
  });

  test('S8: without files the ring goes on; S19: names made safe, clashes numbered', async () => {
    const hub = hubOf({ files: false });
    hub.logger('X').info('only in the ring');
    await hub.flush();
    expect(readdirSync(dir)).toEqual([]);
    hub.setFilesEnabled(true);
    for (const source of ['Seed / Tleech', 'Seed___Tleech', 'MAIN', 'all', '..']) hub.logger(source).info(source);
    await hub.close();
    expect(hub.files()).toEqual(
      ['Seed___Tleech.log', 'Seed___Tleech-2.log', 'MAIN-2.log', 'all-2.log', '...log', 'All.log'].toSorted(),
    );
    expect(hub.query(everything)).toHaveLength(6);
  });

  test('filters: exact levels, source in any case, text, older pages, newest limit', () => {
    const hub = hubOf({ dir: null });
    for (let index = 0; index < 6; index += 1) hub.logger(index % 2 === 0 ? 'A' : 'B').info(`Line ${index}`);
    hub.logger('A').error('Bad');
    const seqs = (query: Partial<typeof everything>) =>
      hub.query({ ...everything, ...query }).map((entry) => entry.seq);
    expect(seqs({ limit: 2 })).toEqual([5, 6]);
    expect(seqs({ source: 'a' })).toEqual([0, 2, 4, 6]);
    expect(seqs({ text: 'LINE 3' })).toEqual([3]);
    expect(seqs({ before: 3, limit: 2 })).toEqual([1, 2]);
    expect(hub.query({ ...everything, levels: ['ERROR'] }).map((entry) => entry.message)).toEqual(['Bad']);
    expect(hub.counts(null)).toEqual({ INFO: 6, ERROR: 1 });
    expect(hub.counts('b')).toEqual({ INFO: 3 });
    expect(hub.sources()).toEqual(['A', 'B']);
  });

  test('the ring holds the newest entries and starts from the tail of All.log', async () => {
    const first = hubOf();
    for (let index = 0; index < 30; index += 1) first.logger('A').info(`old ${index}`);
    await first.close();
    const hub = hubOf({ limits: { ringEntries: 20 } });
    hub.logger('A').info('new');
    const messages = hub.query(everything).map((entry) => entry.message);
    expect([messages.length, messages[0], messages.at(-1)]).toEqual([20, 'old 11', 'new']);
    await hub.close();
  });

  test('S69: a secret is redacted in file, console, ring and listener, also one learnt later', async () => {
    const printed: string[] = [];
    const heard: string[] = [];
    const hub = hubOf({
      console: createConsoleSink({ write: (line) => printed.push(line) }, {}),
      secrets: ['s3cr3t-one'],
    });
    hub.onEntry((entry) => heard.push(entry.message));
    hub.logger('A').error('login with s3cr3t-one failed');
    hub.logger('A').error('later-known value');
    hub.setSecrets(['later-known']);
    await hub.close();
    for (const where of [
      text('All.log'),
      text('A.log'),
      printed.join(''),
      heard.join(''),
      JSON.stringify(hub.query(everything)),
    ]) {
      expect(where).not.toContain('s3cr3t-one');
      expect(where).toContain('login with [redacted] failed');
    }
    expect(hub.query(everything).at(-1)?.message).toBe('[redacted] value');
  });
});

describe('files', () => {
  test('S67: rotated between lines by size, nothing lost', async () => {
    const hub = hubOf({ limits: { maxFileBytes: 2000, generations: 3 } });
    for (let index = 0; index < 60; index += 1) {
      hub.logger('A').info(`line ${index}`);
      if (index % 7 === 0) await hub.flush();
    }
    await hub.close();
    expect(hub.files().filter((name) => name.startsWith('A.'))).toEqual(['A.log', 'A.log.1', 'A.log.2']);
    const lines = parseLog(text('A.log.2') + text('A.log.1') + text('A.log'), 'A', at).filter(
      (record) => record.message !== 'Starting',
    );
    expect(lines.map((record) => record.message)).toEqual(Array.from({ length: 60 }, (_, index) => `line ${index}`));
    expect(text('A.log.1').endsWith('\n')).toBe(true);
  });

  test('the folder cap removes the oldest generations first', async () => {
    const hub = hubOf({ limits: { maxFileBytes: 1000, maxFolderBytes: 4500, generations: 5 } });
    for (let index = 0; index < 100; index += 1) {
      hub.logger('A').info(`line ${index}`);
      await hub.flush();
    }
    await hub.close();
    const total = readdirSync(dir).reduce((sum, name) => sum + readFileSync(path.join(dir, name)).length, 0);
    expect(total).toBeLessThan(6000);
    expect(text('A.log')).toContain('line 99');
  });

  test('6.3: files that somebody deleted or moved, or whose folder is gone, are begun anew', async () => {
    const folder = path.join(dir, 'logs');
    const hub = hubOf({ dir: folder });
    hub.logger('Radarr-A').info('before');
    await hub.flush();
    rmSync(path.join(folder, 'All.log'));
    hub.logger('Radarr-A').info('one file deleted');
    await hub.flush();
    expect(readFileSync(path.join(folder, 'All.log'), 'utf8')).toContain('one file deleted');
    rmSync(folder, { recursive: true });
    hub.logger('Radarr-A').info('all deleted');
    await hub.close();
    for (const name of ['All.log', 'Radarr-A.log'])
      expect(readFileSync(path.join(folder, name), 'utf8')).toContain('all deleted');
  });

  test('S66: an unwritable folder costs one error; on recovery the lost lines are counted', async () => {
    const blocked = path.join(dir, 'logs');
    writeFileSync(blocked, 'a file in the place of the folder');
    const hub = hubOf({ dir: blocked });
    for (let index = 0; index < 5; index += 1) {
      hub.logger('A').info(`lost ${index}`);
      await hub.flush();
    }
    rmSync(blocked);
    mkdirSync(blocked);
    monotonic += 60_000;
    hub.logger('A').info('kept');
    await hub.close();
    const own = hub.query({ ...everything, source: 'Main' }).map((entry) => `${entry.level} ${entry.message}`);
    expect(own).toHaveLength(2);
    expect(own[0]).toMatch(/^ERROR The log folder .* cannot be written/);
    expect(own[1]).toBe('NOTICE The log folder can be written again; 5 lines were lost');
    expect(readFileSync(path.join(blocked, 'All.log'), 'utf8')).toContain('kept');
  });
});

describe('reading files (api.md 2.5)', () => {
  const reader = (content: string) => {
    writeFileSync(path.join(dir, 'X.log'), content);
    return hubOf();
  };
  const chunkOf = async (read: ReturnType<ReturnType<typeof hubOf>['tail']>) => {
    const result = await read;
    if (!result.ok) throw new Error('not found');
    return result.chunk;
  };
  const numbered = (count: number): string =>
    Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('');

  test('names outside the rule are not found and not listed', async () => {
    const hub = reader('x');
    mkdirSync(path.join(dir, 'sub.log'));
    writeFileSync(path.join(dir, 'with blank.log'), 'x');
    writeFileSync(path.join(dir, 'X.log.old'), 'x');
    expect(hub.files()).toEqual(['X.log', 'X.log.old']);
    for (const name of [
      '',
      '.',
      '..',
      '../x',
      'sub.log',
      'with blank.log',
      'missing.log',
      'X.log\0',
      `${'x'.repeat(300)}.log`,
    ]) {
      expect(hub.filePath(name)).toBeNull();
      expect(await hub.tail(name, { lines: 5, offset: 0 })).toEqual({ ok: false });
    }
  });

  test('tail: last lines, offset from the end, 0 = 2000, negative = none', async () => {
    const hub = reader(numbered(3000));
    const tail = async (lines: number, offset = 0) => (await chunkOf(hub.tail('X.log', { lines, offset }))).content;
    expect(await tail(2)).toBe('line 2999\nline 3000');
    expect(await tail(2, 2)).toBe('line 2997\nline 2998');
    expect((await tail(0)).split('\n')).toHaveLength(2000);
    expect(await tail(-1)).toBe('');
    expect((await tail(90_000)).split('\n')).toHaveLength(3000);
    expect(await tail(5, 5000)).toBe('');
  });

  test('tail works over block borders and without a last newline', async () => {
    const long = 'x'.repeat(300_000);
    const hub = reader(`first\n${long}\nlast`);
    const chunk = await chunkOf(hub.tail('X.log', { lines: 2, offset: 0 }));
    expect(chunk.content).toBe(`${long}\nlast`);
    expect(chunk.next_bytes).toBe(chunk.size);
  });

  test('delta: what was appended, and never half a character', async () => {
    const hub = reader('one\n');
    const first = await chunkOf(hub.tail('X.log', { lines: 10, offset: 0 }));
    const euro = Buffer.from('€\n');
    appendFileSync(path.join(dir, 'X.log'), Buffer.concat([Buffer.from('two '), euro.subarray(0, 2)]));
    const cursor = { sinceBytes: first.next_bytes, inode: first.inode, lines: 10 };
    const second = await chunkOf(hub.delta('X.log', cursor));
    expect([second.content, second.next_bytes, second.size]).toEqual(['two ', 8, 10]);
    appendFileSync(path.join(dir, 'X.log'), euro.subarray(2));
    const third = await chunkOf(hub.delta('X.log', { ...cursor, sinceBytes: second.next_bytes }));
    expect(third).toMatchObject({ content: '€\n', rotated: false, truncated: false });
  });

  test('delta: another file or a shorter one is a fresh tail marked rotated', async () => {
    const hub = reader(numbered(5));
    const { inode, size } = await chunkOf(hub.tail('X.log', { lines: 1, offset: 0 }));
    expect(inode).toBeGreaterThan(0);
    const other = await chunkOf(hub.delta('X.log', { sinceBytes: 7, inode: inode + 1, lines: 2 }));
    expect(other).toMatchObject({ rotated: true, content: 'line 4\nline 5' });
    expect((await chunkOf(hub.delta('X.log', { sinceBytes: size + 1, inode, lines: 2 }))).rotated).toBe(true);
    expect(await chunkOf(hub.delta('X.log', { sinceBytes: size, inode: 0, lines: 2 }))).toMatchObject({
      rotated: false,
      content: '',
    });
  });

  test('delta over 2 MiB: newest part, first partial line dropped', async () => {
    const hub = reader('y'.repeat(999).concat('\n').repeat(3000));
    const chunk = await chunkOf(hub.delta('X.log', { sinceBytes: 0, inode: 0, lines: 10 }));
    expect(chunk.truncated).toBe(true);
    expect(chunk.content.length % 1000).toBe(0);
    expect(chunk.content.length).toBeGreaterThan(2 * 1024 * 1024 - 1000);
  });

  test('window: L-floor(W/2) .. L+ceil(W/2), clipped', async () => {
    const hub = reader(numbered(100));
    const around = (line: number, lines: number) => chunkOf(hub.around('X.log', { line, lines }));
    expect(await around(50, 3)).toMatchObject({ content: 'line 49\nline 50\nline 51\nline 52', truncated: true });
    expect(await around(1, 4)).toMatchObject({ content: 'line 1\nline 2\nline 3', truncated: false });
    expect((await around(100, 4)).content).toBe('line 98\nline 99\nline 100');
    expect((await around(500, 4)).content).toBe('');
  });

  test('bytes that are no UTF-8 are dropped', async () => {
    writeFileSync(path.join(dir, 'X.log'), Buffer.from([0x61, 0xff, 0x62, 0x0a]));
    expect((await chunkOf(hubOf().tail('X.log', { lines: 1, offset: 0 }))).content).toBe('ab');
  });
});
