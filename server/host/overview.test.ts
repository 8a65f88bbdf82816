import { describe, expect, it } from 'vitest';
import type { TorrentRow } from '../contract/index.ts';
import { sampleTorrentRow } from '../contract/samples.ts';
import { buildOverview } from './overview.ts';
import type { OverviewInput } from './overview.ts';

const now = 1_800_000_000_000;
const counts = { searches: 0, imports: 0, removals: 0, holds: 0 };
const build = (torrents: TorrentRow[], change: Partial<OverviewInput> = {}) =>
  buildOverview({
    torrents,
    rows: [],
    ledger: {
      dayCounts: () => ({ today: counts, average: counts }),
      observedActions: () => 14,
      hasVerdicts: () => true,
    },
    observeOnly: false,
    nextUpdateCheck: null,
    dayStart: now,
    now,
    ...change,
  });
const removal = (name: string, at: number): TorrentRow =>
  sampleTorrentRow({ name, decision: 'stalled', next: { action: 'remove', decision: 'stalled', at } });

describe('planned next (ui.md OV-4)', () => {
  it('removals, seeding goals, held downloads and the look for updates, soonest first', () => {
    const inGrace = sampleTorrentRow({
      name: 'Announced',
      action: 'remove',
      decision: 'stalled',
      gate: { check: 'grace', reason: '', until: now + 10 },
    });
    const seeding = sampleTorrentRow({
      name: 'Seeding',
      decision: 'seeding',
      next: { action: 'remove', decision: 'seed_goal', at: now + 30 },
    });
    const held = sampleTorrentRow({ name: 'Held', decision: 'held_space' });
    const { planned } = build([held, seeding, removal('Stalled', now + 20), inGrace, held], {
      nextUpdateCheck: now + 40,
    });
    expect(planned.map(({ kind, name, at, count }) => [kind, name, at === null ? null : at - now, count])).toEqual([
      ['torrent', 'Announced', 10, 1],
      ['torrent', 'Stalled', 20, 1],
      ['torrent', 'Seeding', 30, 1],
      ['update-check', '', 40, 1],
      ['held', '', null, 2],
    ]);
  });

  it('leaves out what is over, what only looks again, and everything under observe-only', () => {
    const looks = sampleTorrentRow({ next: { action: 'none', decision: 'downloading', at: now + 5 } });
    expect(build([removal('Over', now - 1), looks]).planned).toEqual([]);
    const observing = build([removal('Stalled', now + 20)], { observeOnly: true });
    expect([observing.planned, observing.observed]).toEqual([[], 14]);
    expect(build([]).observed).toBe(0);
  });

  it('is bounded, and says how many there are', () => {
    const many = Array.from({ length: 500 }, (_, index) => removal(`T${index}`, now + 1000 - index));
    const { planned, plannedTotal } = build(many);
    expect([planned.length, plannedTotal, planned[0]?.name]).toEqual([12, 500, 'T499']);
  });

  it('OV-5: counts torrents by decision', () => {
    expect(build([removal('A', now + 9), sampleTorrentRow(), sampleTorrentRow()]).decisions).toEqual({
      removal: 1,
      downloading: 2,
    });
  });
});
