import { describe, expect, it } from 'vitest';
import type { LogEntry, LogLevel } from '../../server/contract/index.ts';
import { LogFeed, noFilter, pageSize, type LogPage } from './log-feed.ts';
import { foldLines, mergeLogs, mostEntries, passes } from './logs.ts';

const entry = (seq: number, more: Partial<LogEntry> = {}): LogEntry => ({
  timestamp: new Date(1_000_000 + seq * 1000).toISOString(),
  level: 'INFO',
  source: 'Main',
  message: `line ${seq}`,
  seq,
  ...more,
});
const seqs = (entries: readonly LogEntry[]): number[] => entries.map((each) => each.seq);

describe('log filter (ui.md LG-3)', () => {
  it('combines levels, source and text', () => {
    const error = entry(1, { level: 'ERROR', source: 'Radarr-4K', message: 'Connection refused' });
    expect(passes(error, { levels: ['ERROR'], source: 'radarr-4k', text: 'REFUSED' })).toBe(true);
    expect(passes(error, { levels: ['WARNING'], source: '', text: '' })).toBe(false);
    expect(passes(error, { levels: [], source: 'Radarr', text: '' })).toBe(false);
    expect(passes(error, { levels: [], source: '', text: 'timeout' })).toBe(false);
  });

  it('finds text in the follow-up lines of an entry (LG-4)', () => {
    expect(passes(entry(1, { message: 'boom\n  at worker.ts' }), { ...noFilter, text: 'worker.ts' })).toBe(true);
    expect(foldLines('boom\n  at a\n  at b')).toEqual({ first: 'boom', rest: ['  at a', '  at b'] });
  });
});

describe('joining log entries', () => {
  it('keeps each entry once and in order, whatever comes first', () => {
    expect(seqs(mergeLogs([entry(3), entry(4)], [entry(1), entry(2), entry(3)]))).toEqual([1, 2, 3, 4]);
    expect(seqs(mergeLogs([entry(1)], [entry(2)]))).toEqual([1, 2]);
    expect(seqs(mergeLogs([entry(1)], []))).toEqual([1]);
  });

  it('starts over when the server did', () => {
    const later = entry(0, { timestamp: new Date(9_000_000).toISOString() });
    expect(mergeLogs([entry(7), entry(8)], [later])).toEqual([later]);
  });

  it('holds at most 20 000 and keeps the newest', () => {
    const many = Array.from({ length: mostEntries }, (_, index) => entry(index));
    const merged = mergeLogs(many, [entry(mostEntries)]);
    expect(merged).toHaveLength(mostEntries);
    expect(merged[0]?.seq).toBe(1);
  });
});

interface Asked {
  levels: readonly LogLevel[];
  before: number | null;
  answer: (page: Partial<LogPage>) => void;
  fail: (error: Error) => void;
}

function feedWithServer() {
  const asked: Asked[] = [];
  const feed = new LogFeed(
    (filter, before) =>
      new Promise((resolve, reject) => {
        asked.push({
          levels: filter.levels,
          before,
          answer: (page) => resolve({ logs: [], files: [], ...page }),
          fail: reject,
        });
      }),
  );
  return { feed, asked };
}

const shown = (feed: LogFeed): Promise<void> =>
  new Promise((resolve) => {
    const stop = feed.subscribe(() => {
      stop();
      resolve();
    });
  });

describe('the log feed', () => {
  it('joins the first page and live entries without doubles', async () => {
    const { feed, asked } = feedWithServer();
    const done = feed.setFilter(noFilter);
    asked[0]?.answer({ logs: [entry(1), entry(2)], counts: { INFO: 2 }, sources: ['Main'] });
    await done;
    const drawn = shown(feed);
    feed.append(entry(2));
    feed.append(entry(3, { level: 'ERROR', source: 'Radarr' }));
    await drawn;
    expect(seqs(feed.view().entries)).toEqual([1, 2, 3]);
    expect(feed.view()).toMatchObject({ counts: { ERROR: 1 }, sources: ['Main', 'Radarr'], hasOlder: false });
  });

  it('leaves live entries out that do not pass, but counts them', async () => {
    const { feed, asked } = feedWithServer();
    const done = feed.setFilter({ ...noFilter, levels: ['ERROR'] });
    asked[0]?.answer({ logs: [entry(1, { level: 'ERROR' })], counts: { ERROR: 1, INFO: 4 } });
    await done;
    const drawn = shown(feed);
    feed.append(entry(2));
    await drawn;
    expect(feed.view()).toMatchObject({ counts: { INFO: 5 }, arrived: 0 });
    expect(seqs(feed.view().entries)).toEqual([1]);
  });

  it('asks for the page before the oldest, and stops at the start', async () => {
    const { feed, asked } = feedWithServer();
    const first = feed.setFilter(noFilter);
    asked[0]?.answer({ logs: Array.from({ length: pageSize }, (_, index) => entry(5000 + index)) });
    await first;
    expect(feed.view().hasOlder).toBe(true);
    const older = feed.older();
    expect(asked[1]?.before).toBe(5000);
    asked[1]?.answer({ logs: [entry(4999)] });
    await older;
    expect(feed.view()).toMatchObject({ hasOlder: false, loading: null });
    expect(feed.view().entries[0]?.seq).toBe(4999);
    await feed.older();
    expect(asked).toHaveLength(2);
  });

  it('ignores the answer to a filter that was changed meanwhile', async () => {
    const { feed, asked } = feedWithServer();
    const first = feed.setFilter(noFilter);
    const second = feed.setFilter({ ...noFilter, levels: ['ERROR'] });
    asked[1]?.answer({ logs: [entry(2, { level: 'ERROR' })] });
    asked[0]?.answer({ logs: [entry(1)] });
    await Promise.all([first, second]);
    expect(seqs(feed.view().entries)).toEqual([2]);
  });

  it('leaves no hole behind after a long break', async () => {
    const { feed, asked } = feedWithServer();
    const first = feed.setFilter(noFilter);
    asked[0]?.answer({ logs: [entry(1)] });
    await first;
    const again = feed.refresh();
    asked[1]?.answer({ logs: Array.from({ length: pageSize }, (_, index) => entry(9000 + index)) });
    await again;
    expect(feed.view().entries[0]?.seq).toBe(9000);
    expect(feed.view().hasOlder).toBe(true);
  });

  it('keeps what it has when a refresh fails, and says why', async () => {
    const { feed, asked } = feedWithServer();
    const first = feed.setFilter(noFilter);
    asked[0]?.answer({ logs: [entry(1)] });
    await first;
    const again = feed.refresh();
    asked[1]?.fail(new Error('refused'));
    await again;
    expect(feed.view().entries).toHaveLength(1);
    expect(feed.view().error).toBeInstanceOf(Error);
  });
});
