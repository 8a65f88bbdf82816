import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LogEntry, LogSummary, LogWindow } from '../../contract/index.ts';
import { fileLine } from '../format.ts';
import type { LogRecord } from '../types.ts';
import type { LogFilter } from './filter.ts';
import type { JobNews, LogPlace } from './jobs.ts';
import { JobRunner } from './runner.ts';
import type { WindowPlace } from './window.ts';

const noon = new Date(2025, 10, 27, 12, 0, 0).getTime();
const everything: LogFilter = {
  levels: [],
  source: null,
  text: null,
  exclude: null,
  regex: false,
  caseSensitive: false,
  since: null,
  until: null,
};
const newest: WindowPlace = { before: null, after: null, around: null, limit: 500 };

let dir = '';
let news: JobNews[] = [];
let runner = new JobRunner(() => undefined);
let place: LogPlace = { kind: 'entries', entries: [] };
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'qbitrr-query-'));
  news = [];
  runner = new JobRunner((told) => news.push(told));
  place = { kind: 'files', dir, name: 'All.log' };
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const file = (name: string): string => path.join(dir, name);
const record = (at: number, message: string, more: Partial<LogRecord> = {}): string =>
  fileLine({ at: noon + at * 1000, message, level: 'INFO', source: 'Main', ...more });

function windowOf(filter: Partial<LogFilter> = {}, where: Partial<WindowPlace> = {}, context = false): LogWindow {
  runner.run({
    kind: 'window',
    place,
    context,
    filter: { ...everything, ...filter },
    window: { ...newest, ...where },
    seconds: 8,
  });
  const last = news.at(-1);
  if (last?.type !== 'window') throw new Error(JSON.stringify(last));
  return last.window;
}
function summaryOf(filter: Partial<LogFilter> = {}): LogSummary {
  runner.run({ kind: 'summary', place, filter: { ...everything, ...filter }, seconds: 8 });
  const last = news.at(-1);
  if (last?.type !== 'summary') throw new Error(JSON.stringify(last));
  return last.summary;
}
const messages = (window: LogWindow): string[] => window.entries.map((entry) => entry.message);

/** Four generations: .old, .2, .1 and the log itself, ten entries each, every third an ERROR of Radarr-A. */
function fourGenerations(): void {
  for (const [index, name] of ['All.log.old', 'All.log.2', 'All.log.1', 'All.log'].entries()) {
    const lines = Array.from({ length: 10 }, (_, line) => {
      const number = index * 10 + line;
      const more = number % 3 === 0 ? { level: 'ERROR' as const, source: 'Radarr-A' } : {};
      return record(number, `entry ${number}`, more);
    });
    writeFileSync(file(name), lines.join(''));
  }
}

describe('windows over rotated files (ui.md LG-3)', () => {
  test('the newest entries, then older ones by cursor until the start', () => {
    fourGenerations();
    const last = windowOf({}, { limit: 15 });
    expect(messages(last)).toEqual(Array.from({ length: 15 }, (_, index) => `entry ${index + 25}`));
    expect(last.newer).toBeNull();
    const before = windowOf({}, { before: last.older, limit: 20 });
    expect(messages(before)).toEqual(Array.from({ length: 20 }, (_, index) => `entry ${index + 5}`));
    const first = windowOf({}, { before: before.older, limit: 20 });
    expect([messages(first), first.older]).toEqual([['entry 0', 'entry 1', 'entry 2', 'entry 3', 'entry 4'], null]);
  });

  test('filters combine: level, source, text, exclusion, time', () => {
    fourGenerations();
    const filter: Partial<LogFilter> = { levels: ['ERROR'], source: 'radarr-a', text: 'ENTRY', exclude: '9' };
    expect(messages(windowOf(filter))).toEqual([0, 3, 6, 12, 15, 18, 21, 24, 27, 30, 33, 36].map((n) => `entry ${n}`));
    const since = noon + 10_000;
    const until = noon + 20_000;
    expect(messages(windowOf({ ...filter, since, until }))).toEqual(['entry 12', 'entry 15', 'entry 18']);
    expect(messages(windowOf({ text: 'Entry', caseSensitive: true }))).toEqual([]);
    expect(messages(windowOf({ text: '^entry (1|2)$', regex: true }))).toEqual(['entry 1', 'entry 2']);
    expect(messages(windowOf({ exclude: '[0-9]{2}|[1-9]', regex: true }))).toEqual(['entry 0']);
  });

  test('around an entry: half before, half after, each with a way on', () => {
    fourGenerations();
    const middle = windowOf({ text: 'entry 22' }).entries[0]?.cursor ?? '';
    const around = windowOf({}, { around: middle, limit: 6 });
    expect(messages(around)).toEqual([19, 20, 21, 22, 23, 24].map((n) => `entry ${n}`));
    expect(messages(windowOf({}, { after: around.newer, limit: 2 }))).toEqual(['entry 25', 'entry 26']);
    expect(messages(windowOf({}, { before: around.older, limit: 2 }))).toEqual(['entry 17', 'entry 18']);
  });

  test('a step to the next and the previous error is a window of its own', () => {
    fourGenerations();
    const [at] = windowOf({ text: 'entry 22' }).entries;
    const errors: Partial<LogFilter> = { levels: ['ERROR', 'CRITICAL'] };
    expect(messages(windowOf(errors, { after: at?.cursor ?? '', limit: 1 }))).toEqual(['entry 24']);
    expect(messages(windowOf(errors, { before: at?.cursor ?? '', limit: 1 }))).toEqual(['entry 21']);
  });

  test('matches are marked, also where the text leaves nothing out', () => {
    writeFileSync(file('All.log'), record(1, 'Boom and boom\nboom.') + record(2, 'quiet (a+b)'));
    expect(windowOf({ text: 'boom' }).entries.map(({ marks }) => marks)).toEqual([
      [
        [0, 4],
        [9, 13],
        [14, 18],
      ],
    ]);
    const marks = (filter: Partial<LogFilter>) => windowOf(filter, {}, true).entries.map((entry) => entry.marks);
    expect(marks({ text: 'Boom', caseSensitive: true })).toEqual([[[0, 4]], []]);
    expect(marks({ text: '(a+b)' })).toEqual([[], [[6, 11]]]);
    expect(marks({ text: '^b|x*', regex: true })).toEqual([
      [
        [0, 1],
        [14, 15],
      ],
      [],
    ]);
  });

  test('a cursor outlives rotations; one of a file that is gone says so and gives the newest', () => {
    writeFileSync(file('All.log'), record(1, 'one') + record(2, 'two'));
    const cursor = windowOf().entries[1]?.cursor ?? '';
    renameSync(file('All.log'), file('All.log.1'));
    writeFileSync(file('All.log'), record(3, 'three'));
    expect(messages(windowOf({}, { after: cursor }))).toEqual(['two', 'three']);
    rmSync(file('All.log.1'));
    expect(windowOf({}, { after: cursor })).toMatchObject({ restarted: true, entries: [{ message: 'three' }] });
    expect(windowOf({}, { before: cursor })).toMatchObject({ restarted: false, entries: [], older: null });
  });

  test('the entry asked for again shows lines that came later', () => {
    writeFileSync(file('All.log'), record(1, 'boom'));
    const [entry] = windowOf().entries;
    appendFileSync(file('All.log'), '  at line 2\n' + record(2, 'next'));
    expect(messages(windowOf({}, { after: entry?.cursor ?? '' }))).toEqual(['boom\n  at line 2', 'next']);
  });

  test('LG-4: a stack trace stays with its first line, under any filter; blocks cut nothing', () => {
    const stack = Array.from({ length: 400 }, (_, line) => `    at frame ${line}`).join('\n');
    const many = Array.from({ length: 40 }, (_, at) => record(at, `boom ${at}\n${stack}`, { level: 'ERROR' }));
    writeFileSync(file('All.log'), many.join(''));
    const found = windowOf({ text: 'frame 399', levels: ['ERROR'] });
    expect(found.entries).toHaveLength(40);
    expect(found.entries[7]?.message).toBe(`boom 7\n${stack}`);
    const forward = windowOf({ text: 'frame 399' }, { after: found.entries[0]?.cursor ?? '' });
    expect(forward.entries).toEqual(found.entries);
  });

  test('old files: colour codes, the console form, lines before the first entry, names with a colon', () => {
    writeFileSync(
      file('All.log'),
      [
        'half a line',
        '\u001B[32m[2025-11-27 12:00:05]\u001B[0m \u001B[1;31mWARNING :\u001B[0m \u001B[1;34mqBitrr.Manager    :\u001B[0m \u001B[1;33mhello\u001B[0m',
        '[2025-11-27 12:00:06] [pid:    4711][tid:      12] DEBUG   : qBitrr.Misc  : x: y',
        '[2025-11-27 12:00:07] LOUD    : qBitrr.Misc  : z',
        `[2025-11-27 12:00:08] INFO    : qBitrr.Größe             : a : b : c`,
        '',
      ].join('\r\n'),
    );
    expect(windowOf().entries.map(({ level, source, message }) => [level, source, message])).toEqual([
      ['INFO', 'All', 'half a line'],
      ['WARNING', 'Manager', 'hello'],
      ['DEBUG', 'Misc', 'x: y\n[2025-11-27 12:00:07] LOUD    : qBitrr.Misc  : z'],
      ['INFO', 'Größe', 'a : b : c'],
    ]);
    expect(summaryOf().counts).toEqual({ INFO: 2, WARNING: 1, DEBUG: 1 });
  });

  test('a file without any prefix is one entry, cut where nobody reads on; an empty one is none', () => {
    writeFileSync(file('All.log'), 'x'.repeat(700_000));
    const [entry, ...more] = windowOf().entries;
    expect([entry?.message.length, more]).toEqual([65_536 + '\n... 634464 more bytes'.length, []]);
    writeFileSync(file('All.log'), '');
    expect(windowOf()).toMatchObject({ entries: [], older: null, newer: null });
  });

  test('a time range is found by halving, in the middle of a long log', () => {
    const lines = Array.from({ length: 40_000 }, (_, at) => record(at, `entry ${at}`));
    writeFileSync(file('All.log'), lines.join(''));
    const filter = { since: noon + 20_000_000, until: noon + 20_004_000 };
    expect(messages(windowOf(filter))).toEqual([20_000, 20_001, 20_002, 20_003, 20_004].map((n) => `entry ${n}`));
    expect(summaryOf(filter).total).toBe(5);
  });
});

describe('what a filter leaves (ui.md LG-3, LG-5)', () => {
  test('counts leave the level filter out, the histogram the time range', () => {
    fourGenerations();
    const range = { since: noon, until: noon + 29_000 };
    expect(summaryOf({ levels: ['ERROR'], ...range })).toEqual({
      total: 10,
      counts: { ERROR: 10, INFO: 20 },
      histogram: { stepSeconds: 60, bars: [{ at: noon, lines: 14, errors: 14 }] },
      sources: ['Main', 'Radarr-A'],
      truncated: false,
    });
    expect(summaryOf({ text: 'entry 1', ...range }).total).toBe(11);
  });

  test('the bars of a long span grow wider and lose nothing', () => {
    const lines = Array.from({ length: 3000 }, (_, at) =>
      record(at * 600, 'x', at % 10 === 0 ? { level: 'CRITICAL' } : {}),
    );
    writeFileSync(file('All.log.1'), lines.slice(0, 10).join(''));
    writeFileSync(file('All.log'), lines.slice(10).join(''));
    const { stepSeconds, bars } = summaryOf().histogram;
    expect(bars.length).toBeLessThanOrEqual(242);
    expect(bars.every(({ at }, index) => at % (stepSeconds * 1000) === 0 && at > (bars[index - 1]?.at ?? 0))).toBe(
      true,
    );
    expect(bars.reduce((sum, bar) => sum + bar.lines, 0)).toBe(3000);
    expect(bars.reduce((sum, bar) => sum + bar.errors, 0)).toBe(300);
  });

  test('a log that grows is counted on, also when its last entry grows and when it is rotated', () => {
    const log = file('All.log');
    writeFileSync(log, record(1, 'one') + record(2, 'two'));
    expect(summaryOf({ text: 'later' }).total).toBe(0);
    appendFileSync(log, 'came later\n' + record(3, 'three', { level: 'ERROR' }));
    expect(summaryOf({ text: 'later' }).total).toBe(1);
    renameSync(log, `${log}.1`);
    writeFileSync(log, record(4, 'four, later'));
    expect(summaryOf({ text: 'later' }).total).toBe(2);
    expect(summaryOf()).toMatchObject({ total: 4, counts: { INFO: 3, ERROR: 1 } });
  });
});

describe('without files', () => {
  test('S8: the same questions are answered from the ring', () => {
    const entries: LogEntry[] = [3, 4, 5].map((seq) => ({
      seq,
      timestamp: new Date(noon + seq).toISOString(),
      level: seq === 4 ? 'ERROR' : 'INFO',
      source: 'Main',
      message: `entry ${seq}`,
    }));
    place = { kind: 'entries', entries };
    expect(messages(windowOf({}, { limit: 2 }))).toEqual(['entry 4', 'entry 5']);
    expect(messages(windowOf({}, { before: 'ring~4' }))).toEqual(['entry 3']);
    expect(messages(windowOf({ levels: ['ERROR'] }, { after: 'ring~3' }))).toEqual(['entry 4']);
    expect(windowOf({}, { after: 'ring~1' }).restarted).toBe(true);
    expect(summaryOf({ text: 'entry' })).toMatchObject({ total: 3, counts: { ERROR: 1, INFO: 2 } });
  });
});
