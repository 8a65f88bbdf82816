import { describe, expect, it } from 'vitest';
import { emptyMaindata, mergeMaindata } from './merge.ts';
import type { SyncDelta, TorrentPatch } from './types.ts';

const delta = (torrents: Record<string, TorrentPatch>, more: Partial<SyncDelta> = {}): SyncDelta => ({
  full: false,
  torrents: new Map(Object.entries(torrents)),
  removed: [],
  categories: [],
  removedCategories: [],
  tags: [],
  removedTags: [],
  trackers: new Map(),
  removedTrackers: [],
  serverDate: null,
  server: {},
  ...more,
});
const whole = (name: string): TorrentPatch => ({
  name,
  state: 'downloading',
  category: 'tv',
  tags: ['x'],
  progress: 0.5,
  amountLeft: 1,
  ratio: 0,
  addedAt: 1,
  completedAt: null,
  lastActivityAt: 1,
  seedingTime: 0,
  savePath: '/downloads',
  trackersCount: 0,
});

describe('mergeMaindata (arr-api.md 8.8)', () => {
  it('adds whole torrents with defaults, merges fields of known ones and reports both', () => {
    const snapshot = emptyMaindata();
    mergeMaindata(snapshot, delta({ a: whole('A'), b: whole('B') }, { full: true }));
    const before = snapshot.torrents.get('b');
    const change = mergeMaindata(snapshot, delta({ a: { dlspeed: 7 }, c: whole('C') }));
    expect(change).toEqual({ changed: new Set(['a', 'c']), removed: new Set() });
    expect(snapshot.torrents.get('a')).toMatchObject({ hash: 'a', name: 'A', dlspeed: 7, seedingTimeLimit: -2 });
    expect(snapshot.torrents.get('b')).toBe(before);
  });

  it('does not report facts that came again unchanged', () => {
    const snapshot = emptyMaindata();
    mergeMaindata(snapshot, delta({ a: whole('A'), b: whole('B') }, { full: true }));
    const again = delta({ a: whole('A'), b: { ...whole('B'), tags: ['y'] } }, { full: true });
    expect(mergeMaindata(snapshot, again).changed).toEqual(new Set(['b']));
  });

  it('removes what a delta names, and what a full one does not name', () => {
    const snapshot = emptyMaindata();
    mergeMaindata(snapshot, delta({ a: whole('A'), b: whole('B'), c: whole('C') }, { full: true }));
    expect(mergeMaindata(snapshot, delta({}, { removed: ['a', 'zz'] })).removed).toEqual(new Set(['a']));
    expect(mergeMaindata(snapshot, delta({ c: whole('C') }, { full: true })).removed).toEqual(new Set(['b']));
    expect([...snapshot.torrents.keys()]).toEqual(['c']);
  });

  it.each(['tags', 'progress', 'amountLeft', 'lastActivityAt', 'trackersCount'] as const)(
    'does not take a torrent without its %s, which would read as a default and be judged',
    (field) => {
      const snapshot = emptyMaindata();
      const { [field]: _, ...rest } = whole('A');
      mergeMaindata(snapshot, delta({ a: rest }, { full: true }));
      expect(snapshot.torrents.size).toBe(0);
    },
  );

  it('takes a torrent that was removed and added again as changed', () => {
    const snapshot = emptyMaindata();
    mergeMaindata(snapshot, delta({ a: { ...whole('A'), ratio: 3 } }, { full: true }));
    expect(mergeMaindata(snapshot, delta({ a: whole('A') }, { removed: ['a'] }))).toEqual({
      changed: new Set(['a']),
      removed: new Set(),
    });
    expect(snapshot.torrents.get('a')?.ratio).toBe(0);
  });

  it('does not invent a torrent from a few fields', () => {
    const snapshot = emptyMaindata();
    expect(mergeMaindata(snapshot, delta({ a: { dlspeed: 7 } })).changed.size).toBe(0);
    expect(snapshot.torrents.size).toBe(0);
  });

  it('keeps categories, tags and the server state', () => {
    const snapshot = emptyMaindata();
    const tv = { name: 'tv', savePath: '/tv' };
    mergeMaindata(snapshot, delta({}, { full: true, categories: [tv], tags: ['a', 'b'], server: { freeSpace: 5 } }));
    mergeMaindata(snapshot, delta({}, { removedTags: ['a'], server: { dlspeed: 1 } }));
    expect(snapshot.tags).toEqual(new Set(['b']));
    expect(snapshot.categories.get('tv')).toEqual(tv);
    expect(snapshot.server).toMatchObject({ freeSpace: 5, dlspeed: 1, queueing: false });
    mergeMaindata(snapshot, delta({}, { removedCategories: ['tv'] }));
    expect(snapshot.categories.size).toBe(0);
  });
});

describe('announce addresses per torrent (arr-api.md 8.8)', () => {
  const trackers = (lists: Record<string, string[]>) => ({ trackers: new Map(Object.entries(lists)) });
  const urls = (snapshot: ReturnType<typeof emptyMaindata>, hash: string) => snapshot.torrents.get(hash)?.trackers;

  it('turns the lists round, shares equal ones and reports torrents whose list changed', () => {
    const snapshot = emptyMaindata();
    const first = { full: true, ...trackers({ 'http://t/1': ['a', 'b'], 'http://u/2': ['b', 'c'] }) };
    mergeMaindata(snapshot, delta({ a: whole('A'), b: whole('B'), c: whole('C'), d: whole('D') }, first));
    expect(urls(snapshot, 'b')).toEqual(['http://t/1', 'http://u/2']);
    expect(urls(snapshot, 'd')).toEqual([]);
    const change = mergeMaindata(snapshot, delta({}, trackers({ 'http://t/1': ['a', 'c'] })));
    expect(change.changed).toEqual(new Set(['b', 'c']));
    expect(urls(snapshot, 'b')).toEqual(['http://u/2']);
    mergeMaindata(snapshot, delta({}, { removedTrackers: ['http://u/2'] }));
    expect([urls(snapshot, 'b'), urls(snapshot, 'c')]).toEqual([[], ['http://t/1']]);
    expect(urls(snapshot, 'a')).toBe(urls(snapshot, 'c'));
  });

  it('forgets what a full answer does not list, and keeps the list of a torrent that comes back', () => {
    const snapshot = emptyMaindata();
    mergeMaindata(snapshot, delta({ a: whole('A') }, { full: true, ...trackers({ 'http://t/1': ['a', 'b'] }) }));
    mergeMaindata(snapshot, delta({ b: whole('B') }));
    expect(urls(snapshot, 'b')).toEqual(['http://t/1']);
    mergeMaindata(snapshot, delta({ a: whole('A'), b: whole('B') }, { full: true, ...trackers({}) }));
    expect([urls(snapshot, 'a'), urls(snapshot, 'b')]).toEqual([[], []]);
  });
});
