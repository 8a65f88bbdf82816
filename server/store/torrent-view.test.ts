import { describe, expect, test } from 'vitest';
import type { SeedingPolicy, TorrentRow, TorrentViewQuery } from '../contract/index.ts';
import { sampleTorrentRow } from '../contract/samples.ts';
import { TorrentViews } from './torrent-view.ts';

const query: TorrentViewQuery = {
  group: 'category',
  show: null,
  text: null,
  sort: 'name',
  descending: false,
  closed: [],
  only: null,
  offset: 0,
  limit: 100,
};
const policy: SeedingPolicy = { removeMode: 3, maxRatio: 2, maxSeedingSeconds: null };

function open(rows: TorrentRow[]) {
  let version = 1;
  let reads = 0;
  const views = new TorrentViews({
    version: () => version,
    rows: () => {
      reads += 1;
      return rows;
    },
  });
  const window = (
    change: Partial<TorrentViewQuery> = {},
    policyOf: (row: TorrentRow) => SeedingPolicy | null = () => policy,
  ) => views.window({ ...query, ...change }, policyOf);
  return { window, change: () => (version += 1), reads: () => reads };
}

const lines = (view: ReturnType<ReturnType<typeof open>['window']>): string[] =>
  view.items.map((item) => (item.kind === 'group' ? `[${item.group.key}]` : item.row.name));

const row = (name: string, change: Partial<TorrentRow> = {}): TorrentRow =>
  sampleTorrentRow({ name, hash: name, ...change });
const rows = [
  row('d', { category: 'tv', manager: 'Sonarr', size: 4 }),
  row('c', { category: '', decision: 'ignored' }),
  row('b', { category: 'tv', manager: 'core', decision: 'seeding', size: 6 }),
  row('a', { category: 'films' }),
  row('gone', { category: 'films', removedAt: 5 }),
];

describe('windows of the grouped table (TR-1, TR-8)', () => {
  test('groups in order with their totals, torrents without a category last, removed ones only when asked for', () => {
    const view = open(rows).window();
    expect(lines(view)).toEqual(['[films]', 'a', '[tv]', 'b', 'd', '[]', 'c']);
    expect(view).toMatchObject({
      lines: 7,
      known: 5,
      totals: { count: 4, seeding: 1 },
      groupKeys: ['films', 'tv', ''],
    });
    expect(view.counts).toMatchObject({ all: 4, removed: 1, ignored: 1, seeding: 1, downloading: 2 });
    const [, , tv] = view.items;
    expect(tv).toMatchObject({ group: { totals: { count: 2, seeding: 1, size: 10 }, managers: ['Sonarr', 'core'] } });
    expect(lines(open(rows).window({ show: 'removed' }))).toEqual(['[films]', 'gone']);
  });

  test('every window is a part of the whole, wherever it begins and ends', () => {
    const { window } = open(rows);
    for (const closed of [[], ['tv'], ['films', '']]) {
      const whole = lines(window({ closed }));
      for (let offset = 0; offset <= whole.length; offset += 1) {
        for (let limit = 1; limit <= whole.length; limit += 1) {
          const view = window({ closed, offset, limit });
          expect(lines(view)).toEqual(whole.slice(offset, offset + limit));
          expect(view.lines).toBe(whole.length);
        }
      }
    }
  });

  test('TR-7: a deep link opens exactly one group', () => {
    expect(lines(open(rows).window({ only: 'tv', closed: ['tv'] }))).toEqual(['[films]', '[tv]', 'b', 'd', '[]']);
  });

  test('by decision most urgent first, by client, tracker and without groups', () => {
    const { window } = open([...rows, row('e', { decision: 'stalled', instance: 'other', tracker: 't.org' })]);
    expect(window({ group: 'decision' }).groupKeys).toEqual(['problem', 'downloading', 'seeding', 'ignored']);
    expect(window({ group: 'client' }).groupKeys).toEqual(['other', 'qBit']);
    expect(window({ group: 'tracker' }).groupKeys.at(0)).toBe('t.org');
    expect(lines(window({ group: 'none', descending: true }))).toEqual(['e', 'd', 'c', 'b', 'a']);
  });

  test('a policy is shown only where all owners of the group agree', () => {
    const { window } = open(rows);
    const ofOwner = (each: TorrentRow): SeedingPolicy | null => (each.manager === 'core' ? null : policy);
    const policies = window({}, ofOwner).items.flatMap((item) => (item.kind === 'group' ? [item.group.policy] : []));
    expect(policies).toEqual([policy, null, policy]);
  });

  test('the table is read once per version and way to look at it', () => {
    const { window, change, reads } = open(rows);
    for (const offset of [0, 1, 2]) window({ offset, closed: ['tv'] });
    expect(reads()).toBe(1);
    change();
    window();
    window({ sort: 'size' });
    expect(reads()).toBe(3);
  });
});
