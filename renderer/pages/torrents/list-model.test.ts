import { describe, expect, it } from 'vitest';
import { bucketOf, shapeOf } from './buckets.ts';
import { aTorrent } from './fixtures.ts';
import { buildList, matchesText, sortRows } from './list-model.ts';
import { defaultListState, readListState, sortBy, toggleGroup, writeListState, type ListState } from './list-state.ts';

const state = (changes: Partial<ListState> = {}): ListState => ({ ...defaultListState, ...changes });
const dune = aTorrent();
const shogun = aTorrent({
  hash: 'b'.repeat(40),
  name: 'Shogun.S01E04.2160p.WEB-DL',
  category: 'sonarr-tv',
  manager: 'Sonarr-TV',
  decision: 'stalled',
  progress: 0.23,
  next: { action: 'remove', decision: 'stalled', at: 1_700_000_600_000 },
  tags: ['qBitrr-allowed_stalled'],
});
const andor = aTorrent({
  hash: 'c'.repeat(40),
  name: 'Andor.S02E05',
  category: 'sonarr-tv',
  manager: 'Sonarr-TV',
  decision: 'seeding',
  progress: 1,
  size: 1000,
});
const gone = aTorrent({ hash: 'd'.repeat(40), name: 'Poor.Things', removedAt: 1_700_000_000_000, decision: 'stalled' });
const table = [dune, shogun, andor, gone];
const names = (list: ReturnType<typeof buildList>): string[] =>
  list.items.map((item) => (item.kind === 'row' ? item.row.name : `# ${item.group.key}`));

describe('buckets (ui.md 6.2 chips)', () => {
  it('counts a download that will be removed as planned, also when the removal is only observed', () => {
    expect(bucketOf(shogun)).toBe('removal');
    expect(bucketOf(aTorrent({ decision: 'too_slow', action: 'remove', observed: true }))).toBe('removal');
  });
  it('leaves a seeding torrent under Seeding although its goal ends in a removal', () => {
    expect(bucketOf(aTorrent({ decision: 'seeding', next: { action: 'remove', decision: 'stalled', at: 1 } }))).toBe(
      'seeding',
    );
  });
  it('puts a torrent that is gone under Removed whatever was decided (TR-6)', () => {
    expect(bucketOf(gone)).toBe('removed');
  });
  it('gives broken torrents another shape than those that need a look', () => {
    expect(shapeOf(aTorrent({ decision: 'import_blocked' }))).toBe('failed');
    expect(shapeOf(aTorrent({ decision: 'stalled' }))).toBe('attention');
  });
});

describe('buildList (TR-1)', () => {
  it('groups by category with totals, and hides removed torrents', () => {
    const list = buildList(table, state());
    expect(names(list)).toEqual(['# radarr-1080', dune.name, '# sonarr-tv', shogun.name, andor.name]);
    const group = list.items[2];
    expect(group?.kind === 'group' && group.group.totals).toEqual({ count: 2, seeding: 1, size: 8_400_001_000 });
    expect(list.totals.count).toBe(3);
  });
  it('counts each torrent in exactly one chip', () => {
    const { counts } = buildList(table, state());
    expect(counts).toMatchObject({ all: 3, removal: 1, downloading: 1, seeding: 1, removed: 1 });
    const { all, removed, ...rest } = counts;
    expect(Object.values(rest).reduce((a, b) => a + b, 0)).toBe(all);
    expect(removed).toBe(1);
  });
  it('keeps the counts of all chips while one is chosen', () => {
    expect(buildList(table, state({ show: 'removed' })).counts.all).toBe(3);
    expect(names(buildList(table, state({ show: 'removed', group: 'none' })))).toEqual(['Poor.Things']);
  });
  it('groups by decision in order of urgency and by manager', () => {
    expect(buildList(table, state({ group: 'decision' })).groupKeys).toEqual(['removal', 'downloading', 'seeding']);
    expect(buildList(table, state({ group: 'manager' })).groupKeys).toEqual(['Radarr-1080', 'Sonarr-TV']);
  });
  it('shows only the head of a closed group', () => {
    expect(names(buildList(table, state({ closed: ['sonarr-tv'] })))).toEqual([
      '# radarr-1080',
      dune.name,
      '# sonarr-tv',
    ]);
  });
  it('opens exactly the linked group (TR-7) and goes on from there', () => {
    const linked = state({ only: 'sonarr-tv' });
    expect(names(buildList(table, linked))).toEqual(['# radarr-1080', '# sonarr-tv', shogun.name, andor.name]);
    const both = toggleGroup(linked, 'radarr-1080', ['radarr-1080', 'sonarr-tv']);
    expect(both).toMatchObject({ only: null, closed: [] });
    expect(toggleGroup(both, 'sonarr-tv', ['radarr-1080', 'sonarr-tv']).closed).toEqual(['sonarr-tv']);
  });
});

describe('search and sort', () => {
  it.each([
    ['name', 'shogun s01', true],
    ['tag', 'ALLOWED_STALLED', true],
    ['category', 'sonarr-tv', true],
    ['hash', 'bbbbbb', true],
    ['something else', 'dune', false],
  ])('finds by %s', (_what, text, found) => {
    expect(matchesText(shogun, text)).toBe(found);
  });
  it('sorts by urgency first and keeps names in order when turned around', () => {
    expect(sortRows([andor, dune, shogun], 'decision', false).map((row) => row.name)).toEqual([
      shogun.name,
      dune.name,
      andor.name,
    ]);
    const twin = { ...dune, name: 'Arrival' };
    expect(sortRows([dune, twin], 'progress', true).map((row) => row.name)).toEqual(['Arrival', dune.name]);
  });
  it('sorts torrents without a plan behind those with one', () => {
    expect(sortRows([dune, shogun], 'next', false)[0]).toBe(shogun);
  });
  it('sees a new version of a row, not the old one', () => {
    expect(matchesText({ ...dune, name: 'Arrival' }, 'arrival')).toBe(true);
  });
});

describe('address of the list (ui.md 1.5)', () => {
  it('leaves defaults out and restores everything else', () => {
    expect(writeListState(state()).toString()).toBe('');
    const chosen = state({
      show: 'held',
      text: 'a b',
      group: 'manager',
      sort: 'name',
      descending: true,
      closed: ['x', 'y'],
    });
    expect(readListState(new URLSearchParams(writeListState(chosen).toString()))).toEqual(chosen);
  });
  it('falls back where the address says something unknown', () => {
    expect(readListState(new URLSearchParams('show=nonsense&sort=x&group=y'))).toEqual(state());
  });
  it('turns the order around on the second click of a column', () => {
    const once = sortBy(state(), 'name');
    expect(once).toMatchObject({ sort: 'name', descending: false });
    expect(sortBy(once, 'name').descending).toBe(true);
  });
});
