import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LogLine, LogSummary, LogWindow } from '../../server/contract/index.ts';
import { ApiError } from './api-error.ts';
import { LogFeed, type Place } from './log-feed.ts';
import {
  filterQuery,
  foldLines,
  isFiltered,
  joinNewer,
  marksWithin,
  mostEntries,
  noFilter,
  type LogFilter,
} from './logs.ts';

const line = (number: number, more: Partial<LogLine> = {}): LogLine => ({
  cursor: `1~${number}`,
  timestamp: new Date(1_000_000 + number * 1000).toISOString(),
  level: 'INFO',
  source: 'Main',
  message: `line ${number}`,
  marks: [],
  ...more,
});
const lines = (from: number, count: number): LogLine[] =>
  Array.from({ length: count }, (_, index) => line(from + index));
const numbers = (entries: readonly LogLine[]): number[] => entries.map(({ cursor }) => Number(cursor.slice(2)));
const windowOf = (entries: LogLine[], more: Partial<LogWindow> = {}): LogWindow => ({
  entries,
  older: null,
  newer: null,
  restarted: false,
  truncated: false,
  ...more,
});

describe('log filter (ui.md LG-3)', () => {
  it('becomes a query; a span back from now is worked out at the question', () => {
    const filter: LogFilter = {
      ...noFilter,
      levels: ['WARNING', 'ERROR'],
      source: 'Radarr-A',
      text: 'x',
      regex: true,
      last: 60,
      until: 5,
    };
    expect(filterQuery(filter, 10_000_000)).toEqual({
      levels: 'WARNING,ERROR',
      source: 'Radarr-A',
      text: 'x',
      exclude: '',
      regex: 1,
      case: null,
      since: 6_400_000,
      until: null,
    });
    expect(filterQuery({ ...noFilter, since: 1, until: 2 }, 9)).toMatchObject({ since: 1, until: 2 });
  });

  it('a source alone is a selection, no filter', () => {
    expect([isFiltered({ ...noFilter, source: 'x', context: true }), isFiltered({ ...noFilter, until: 1 })]).toEqual([
      false,
      true,
    ]);
  });
});

describe('entries (ui.md LG-4)', () => {
  it('new ones follow; the last one known may have grown', () => {
    const grown = line(3, { message: 'line 3\n  at x' });
    expect(joinNewer([line(1), line(2), line(3)], [grown, line(4)])).toEqual([line(1), line(2), grown, line(4)]);
    expect(numbers(joinNewer([line(1)], [line(2)]))).toEqual([1, 2]);
    expect(numbers(joinNewer([line(1)], []))).toEqual([1]);
  });

  it('fold, and marks are cut to the part they lie in', () => {
    expect(foldLines('boom\n  at a\n  at b')).toEqual({ first: 'boom', rest: '  at a\n  at b' });
    expect(foldLines('boom')).toEqual({ first: 'boom', rest: '' });
    const marks: LogLine['marks'] = [
      [0, 2],
      [3, 8],
    ];
    expect(marksWithin(marks, 0, 4)).toEqual([
      [0, 2],
      [3, 4],
    ]);
    expect(marksWithin(marks, 5, 10)).toEqual([[0, 3]]);
  });
});

interface Asked {
  filter: LogFilter;
  place: Place;
  answer: (window: LogWindow) => void;
  fail: (error: unknown) => void;
}

const summary = (total: number): LogSummary => ({
  total,
  counts: { INFO: total },
  histogram: { stepSeconds: 60, bars: [] },
  sources: ['Main'],
  truncated: false,
});

function feedWithServer() {
  const asked: Asked[] = [];
  const counted: LogFilter[] = [];
  const feed = new LogFeed({
    window: (filter, place) => new Promise((answer, fail) => asked.push({ filter, place, answer, fail })),
    summary: (filter) => {
      counted.push(filter);
      return Promise.resolve(summary(isFiltered(filter) ? 3 : 100));
    },
    files: () => Promise.resolve({ files: ['All.log'], sources: ['Radarr'] }),
  });
  const open = async (window: LogWindow, filter: LogFilter = noFilter): Promise<void> => {
    const done = feed.setFilter(filter);
    asked.at(-1)?.answer(window);
    await done;
  };
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return { feed, asked, counted, open, settle };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the log feed', () => {
  it('shows the newest entries with counts, and of how many', async () => {
    const { feed, asked, counted, open } = feedWithServer();
    await open(windowOf(lines(1, 3)), { ...noFilter, text: 'x' });
    expect(asked[0]?.place).toEqual({ limit: 500 });
    expect(counted.map(({ text }) => text)).toEqual(['x', '']);
    expect(feed.view()).toMatchObject({
      matching: 3,
      everything: 100,
      sources: ['Main', 'Radarr'],
      files: ['All.log'],
    });
    expect([numbers(feed.view().entries), feed.view().hasOlder, feed.view().loading]).toEqual([[1, 2, 3], false, null]);
  });

  it('catches up once for many live lines, from its last entry on', async () => {
    const { feed, asked, open, settle } = feedWithServer();
    await open(windowOf(lines(1, 2)));
    for (let count = 0; count < 50; count += 1) feed.noticed();
    await vi.advanceTimersByTimeAsync(200);
    expect(asked.slice(1).map(({ place }) => place)).toEqual([{ limit: 500, after: '1~2' }]);
    asked[1]?.answer(windowOf([line(2), line(3)]));
    await settle();
    expect([numbers(feed.view().entries), feed.view().arrived]).toEqual([[1, 2, 3], 1]);
  });

  it('asks for what lies before the oldest, and lets the newest go when there are too many', async () => {
    const { feed, asked, open, settle } = feedWithServer();
    await open(windowOf(lines(10_000, 500), { older: '1~10000' }));
    for (let page = 1; page <= 10; page += 1) {
      const done = feed.older();
      asked.at(-1)?.answer(windowOf(lines(10_000 - page * 500, 500), { older: 'x~1' }));
      await done;
    }
    const { entries, hasNewer } = feed.view();
    expect([entries.length, numbers(entries)[0], hasNewer]).toEqual([mostEntries, 5000, true]);
    feed.noticed();
    await vi.advanceTimersByTimeAsync(1000);
    const before = asked.length;
    void feed.newer();
    expect(asked[before]?.place).toEqual({ limit: 500, after: '1~9999' });
    asked[before]?.answer(windowOf(lines(9999, 500), { newer: null }));
    await settle();
    expect([numbers(feed.view().entries).at(-1), feed.view().hasNewer, feed.view().hasOlder]).toEqual([
      10_498,
      false,
      true,
    ]);
  });

  it('comes back to the end with one question', async () => {
    const { feed, asked, open, settle } = feedWithServer();
    await open(windowOf(lines(1, 2), { newer: '1~3' }));
    const { generation } = feed.view();
    void feed.toEnd();
    asked.at(-1)?.answer(windowOf(lines(90, 2), { older: '1~90' }));
    await settle();
    expect([asked.at(-1)?.place, numbers(feed.view().entries)]).toEqual([{ limit: 500 }, [90, 91]]);
    expect(feed.view().generation).toBe(generation + 1);
  });

  it('does not take entries from under a reader who scrolled up', async () => {
    const { feed, asked, open, settle } = feedWithServer();
    await open(windowOf(lines(0, mostEntries)));
    feed.hold(true);
    feed.noticed();
    await vi.advanceTimersByTimeAsync(200);
    asked.at(-1)?.answer(windowOf(lines(mostEntries - 1, 10)));
    await settle();
    expect([numbers(feed.view().entries)[0], feed.view().hasNewer]).toEqual([0, true]);
  });

  it('leaves no hole behind after a long break', async () => {
    const { feed, asked, open, settle } = feedWithServer();
    await open(windowOf(lines(1, 2)));
    void feed.refresh();
    asked.at(-1)?.answer(windowOf(lines(2, 500), { newer: '1~502' }));
    await settle();
    asked.at(-1)?.answer(windowOf(lines(9000, 500), { older: '1~9000' }));
    await settle();
    expect(numbers(feed.view().entries)[0]).toBe(9000);
  });

  it('starts over when the server no longer knows its place', async () => {
    const { feed, asked, open, settle } = feedWithServer();
    await open(windowOf(lines(1, 2)));
    void feed.refresh();
    asked.at(-1)?.answer(windowOf([line(7)], { restarted: true }));
    await settle();
    expect(numbers(feed.view().entries)).toEqual([7]);
  });

  it('ignores the answer to a filter that was changed meanwhile', async () => {
    const { feed, asked, settle } = feedWithServer();
    void feed.setFilter(noFilter);
    void feed.setFilter({ ...noFilter, levels: ['ERROR'] });
    asked[1]?.answer(windowOf([line(2, { level: 'ERROR' })]));
    asked[0]?.answer(windowOf([line(1)]));
    await settle();
    expect(numbers(feed.view().entries)).toEqual([2]);
  });

  it('marks the field of a bad pattern and keeps the list', async () => {
    const { feed, asked, open, settle } = feedWithServer();
    await open(windowOf(lines(1, 2)));
    void feed.setFilter({ ...noFilter, text: '(', regex: true });
    asked.at(-1)?.fail(new ApiError(400, 'invalid regex: Unterminated group', '', { field: 'text' }));
    await settle();
    expect(feed.view()).toMatchObject({
      problem: { field: 'text', message: 'invalid regex: Unterminated group' },
      error: null,
      loading: null,
    });
    expect(numbers(feed.view().entries)).toEqual([1, 2]);
  });

  it('keeps what it has when a refresh fails, and says why', async () => {
    const { feed, asked, open, settle } = feedWithServer();
    await open(windowOf(lines(1, 1)));
    void feed.refresh();
    asked.at(-1)?.fail(new Error('gone'));
    await settle();
    expect([numbers(feed.view().entries), feed.view().error]).toEqual([[1], new Error('gone')]);
  });

  it('LG-5: steps look at the whole log: behind an entry, before it, or from the end', async () => {
    const { feed, asked, open } = feedWithServer();
    await open(windowOf(lines(1, 1)));
    const errors: LogFilter = { ...noFilter, levels: ['ERROR'], context: true };
    const next = feed.step(errors, '1~1', 1);
    expect(asked.at(-1)).toMatchObject({ place: { after: '1~1', limit: 2 }, filter: { context: false } });
    asked.at(-1)?.answer(windowOf([line(1), line(5)]));
    expect(await next).toBe('1~5');
    const previous = feed.step(errors, null, -1);
    expect(asked.at(-1)?.place).toEqual({ limit: 1 });
    asked.at(-1)?.answer(windowOf([]));
    expect(await previous).toBeNull();
  });

  it('shows an entry with what is around it', async () => {
    const { feed, asked, open, settle } = feedWithServer();
    await open(windowOf(lines(100, 2)));
    void feed.show('1~50');
    expect(asked.at(-1)?.place).toEqual({ limit: 500, around: '1~50' });
    asked.at(-1)?.answer(windowOf(lines(49, 3), { older: '1~49', newer: '1~52' }));
    await settle();
    expect(feed.view()).toMatchObject({ hasOlder: true, hasNewer: true });
    await feed.show('1~50');
    expect(asked).toHaveLength(2);
  });
});
