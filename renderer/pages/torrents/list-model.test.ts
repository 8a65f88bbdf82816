import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { torrentColumn, torrentLayout, type TorrentLayout } from '../../../server/contract/index.ts';
import { torrentKey } from '../../data/index.ts';
import { startTexts } from '../../text/i18n.ts';
import { bucketOf, shapeOf } from './buckets.ts';
import { aTorrent } from './fixtures.ts';
import {
  completeLayout,
  defaultLayout,
  drawnColumns,
  gridTemplate,
  moveColumn,
  placeColumn,
  showColumn,
  widenColumn,
} from './layout.ts';
import { defaultListState, readListState, sortBy, toggleGroup, writeListState, type ListState } from './list-state.ts';

import { policyText } from './policy.ts';
import { renewed } from './selection.ts';
import { offsetFor, windowLines } from './window.ts';

startTexts();
const say = i18next.getFixedT('en', 'torrents');
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
const gone = aTorrent({ hash: 'd'.repeat(40), name: 'Poor.Things', removedAt: 1_700_000_000_000, decision: 'stalled' });
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
  it('leaves a blocked import a problem although it will reach its seeding goal some day', () => {
    const next = { action: 'remove', decision: 'seed_goal', at: 1 } as const;
    expect(bucketOf(aTorrent({ decision: 'import_blocked', next }))).toBe('problem');
  });
  it('puts a torrent that is gone under Removed whatever was decided (TR-6)', () => {
    expect(bucketOf(gone)).toBe('removed');
  });
  it('gives broken torrents another shape than those that need a look', () => {
    expect(shapeOf(aTorrent({ decision: 'import_blocked' }))).toBe('failed');
    expect(shapeOf(aTorrent({ decision: 'stalled' }))).toBe('attention');
  });
});

describe('opening and closing groups', () => {
  it('TR-7: goes on from a deep link with ordinary groups', () => {
    const keys = ['radarr-1080', 'sonarr-tv'];
    const both = toggleGroup(state({ only: 'sonarr-tv' }), 'radarr-1080', keys);
    expect(both).toMatchObject({ only: null, closed: [] });
    expect(toggleGroup(both, 'sonarr-tv', keys).closed).toEqual(['sonarr-tv']);
  });
});

describe('layout of the table (TR-2)', () => {
  const shown = (layout: TorrentLayout): string[] =>
    layout.columns.filter((column) => column.shown).map(({ id }) => id);
  it('shows four columns at first and offers every other', () => {
    expect(shown(defaultLayout)).toEqual(['manager', 'progress', 'decision', 'next']);
    expect(defaultLayout.columns.map(({ id }) => id)).toEqual(torrentColumn.options);
    expect(torrentLayout.safeParse(defaultLayout).success).toBe(true);
  });
  it('moves a column past its shown neighbour, whatever hidden ones lie between', () => {
    const ratio = showColumn(defaultLayout, 'ratio', true);
    expect(shown(ratio).at(-1)).toBe('ratio');
    expect(shown(moveColumn(ratio, 'ratio', -1))).toEqual(['manager', 'progress', 'decision', 'ratio', 'next']);
    expect(shown(moveColumn(ratio, 'manager', 1))).toEqual(['progress', 'manager', 'decision', 'next', 'ratio']);
    expect(moveColumn(ratio, 'manager', -1)).toBe(ratio);
    expect(shown(placeColumn(ratio, 'ratio', 'manager'))[0]).toBe('ratio');
    expect(placeColumn(ratio, 'ratio', 'ratio')).toBe(ratio);
  });
  it('keeps widths inside what can be stored', () => {
    for (const width of [-5, 3.3, 100.4, 9999]) {
      expect(torrentLayout.safeParse(widenColumn(defaultLayout, 'size', width)).success).toBe(true);
    }
  });
  it('puts columns that a stored layout does not know behind it, hidden', () => {
    const stored = { columns: [{ id: 'ratio', shown: true, width: 99 }], sort: 'name', descending: true } as const;
    const layout = completeLayout({ ...stored, columns: [...stored.columns] });
    expect(shown(layout)).toEqual(['ratio']);
    expect(layout.columns).toHaveLength(torrentColumn.options.length);
    expect(completeLayout(null)).toBe(defaultLayout);
  });
  it('drops what does not fit into a narrow table, and keeps all in a wide one', () => {
    const many = ['size', 'ratio', 'added'].reduce(
      (layout, id) => showColumn(layout, torrentColumn.parse(id), true),
      defaultLayout,
    );
    expect(drawnColumns(many, 1000).map(({ id }) => id)).toEqual(shown(many));
    // Beside an open torrent: what comes next keeps its time and its button.
    expect(gridTemplate(drawnColumns(defaultLayout, 680), 680)).toMatch(/minmax\(156px, 184fr\)$/);
    expect(drawnColumns(many, 400).map(({ id }) => id)).toEqual(['progress', 'decision', 'next']);
  });
});

describe('policy line (TR-1)', () => {
  const day = 86_400;
  it.each([
    [{ removeMode: 3, maxRatio: 2, maxSeedingSeconds: 7 * day }, 'ratio 2.0 or 7 d, then remove'],
    [{ removeMode: 4, maxRatio: 2, maxSeedingSeconds: 7 * day }, 'ratio 2.0 and 7 d, then remove'],
    [{ removeMode: 4, maxRatio: 2, maxSeedingSeconds: null }, 'seeds for ever'],
    [{ removeMode: 3, maxRatio: null, maxSeedingSeconds: day }, '1 d, then remove'],
    [{ removeMode: 1, maxRatio: 1.5, maxSeedingSeconds: day }, 'ratio 1.5, then remove'],
    [{ removeMode: 2, maxRatio: 1.5, maxSeedingSeconds: null }, 'seeds for ever'],
    [{ removeMode: -1, maxRatio: 2, maxSeedingSeconds: day }, 'seeds for ever'],
    [null, ''],
  ] as const)('says %j', (policy, text) => {
    expect(policyText(policy, say)).toBe(text);
  });
});

describe('windows (TR-8)', () => {
  it('always hold what is on screen, and begin seldom anew', () => {
    const starts = new Set<number>();
    for (let first = 0; first < 10_000; first += 7) {
      const offset = offsetFor(first, 10_000);
      starts.add(offset);
      expect(offset).toBeLessThanOrEqual(first);
      expect(offset + windowLines).toBeGreaterThanOrEqual(Math.min(first + 60, 10_000));
    }
    expect(starts.size).toBeLessThanOrEqual(200);
    expect(offsetFor(500, 40)).toBe(0);
  });
});

describe('selection (TR-5)', () => {
  const chosen = new Map([[torrentKey(dune), dune]]);
  it('follows what the table says, and lets go of what is removed', () => {
    const newer = { ...dune, progress: 0.9 };
    expect(renewed(chosen, [{ kind: 'row', row: dune }])).toBe(chosen);
    expect(renewed(chosen, [{ kind: 'row', row: newer }]).get(torrentKey(dune))).toBe(newer);
    expect(renewed(chosen, [{ kind: 'row', row: { ...dune, removedAt: 1 } }]).size).toBe(0);
    expect(renewed(chosen, [])).toBe(chosen);
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
  it('TR-2: the stored order needs no words, any other has them', () => {
    const stored = { sort: 'size', descending: true } as const;
    expect(readListState(new URLSearchParams(''), stored)).toMatchObject(stored);
    expect(writeListState(state(stored), stored).toString()).toBe('');
    expect(writeListState(state(), stored).toString()).toBe('sort=decision');
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
