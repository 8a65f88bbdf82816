import { describe, expect, it } from 'vitest';
import { sampleSeeding, sampleTracker } from '../../contract/index.ts';
import type { SeedingRules, TrackerRule } from '../../contract/index.ts';
import type { AnnounceEntry } from './obligations.ts';
import { compileTrackers } from './trackers.ts';
import { isIdle, planUpkeep } from './upkeep.ts';
import type { UpkeepFacts } from './upkeep.ts';

const facts = (change: Partial<UpkeepFacts> = {}): UpkeepFacts => ({
  trackers: ['https://t.org/a'],
  tags: [],
  dlLimit: 0,
  upLimit: 0,
  superSeeding: false,
  ...change,
});

function plan(
  rules: TrackerRule[],
  {
    seeding = {},
    now = facts(),
    announced = null,
  }: { seeding?: Partial<SeedingRules>; now?: UpkeepFacts; announced?: AnnounceEntry[] | null } = {},
) {
  const table = compileTrackers(rules);
  return planUpkeep(table, table.match(now.trackers), sampleSeeding(seeding), now, announced);
}

describe('tracker synchronisation (torrents.md 6.6)', () => {
  it('R34 Q22 Q37: limits are set only where they differ', () => {
    expect(isIdle(plan([sampleTracker('t.org')]))).toBe(true);
    expect(plan([], { seeding: { downloadLimit: 1024 } })).toMatchObject({ dlLimit: 1024, upLimit: null });
    expect(isIdle(plan([], { seeding: { downloadLimit: 1024 }, now: facts({ dlLimit: 1024 }) }))).toBe(true);
    expect(plan([], { seeding: { uploadLimit: 0 }, now: facts({ upLimit: 9 }) }).upLimit).toBe(0);
  });

  it('R34: the tracker’s own limit goes before the general one; null leaves it alone', () => {
    const rule = sampleTracker('t.org', { downloadLimit: 5, uploadLimit: null });
    expect(plan([rule], { seeding: { downloadLimit: 9, uploadLimit: 9 } })).toMatchObject({
      dlLimit: 5,
      upLimit: null,
    });
  });

  it('R35: super seeding is switched on, never off', () => {
    const rule = sampleTracker('t.org', { superSeed: true });
    expect(plan([rule]).superSeed).toBe(true);
    expect(plan([rule], { now: facts({ superSeeding: true }) }).superSeed).toBe(false);
    expect(isIdle(plan([sampleTracker('t.org')], { now: facts({ superSeeding: true }) }))).toBe(true);
  });

  it('R36: wanted tags are added, unwanted ones of our entries removed, foreign ones stay', () => {
    const rules = [sampleTracker('t.org', { addTags: ['A'] }), sampleTracker('z.org', { addTags: ['Z'] })];
    expect(plan(rules, { now: facts({ tags: ['Z', 'mine'] }) })).toMatchObject({ addTags: ['A'], removeTags: ['Z'] });
  });

  it('R32: dead trackers only where it is wanted, only by a listed message, only ones the torrent has', () => {
    const announced = [
      { url: 'https://t.org/a', message: 'Torrent is UNREGISTERED here' },
      { url: 'https://gone.org/a', message: 'unregistered' },
      { url: 'https://b.org/a', message: 'timed out' },
    ];
    const seeding = { removeDeadTrackers: true, deadTrackerMessages: ['Unregistered', ' '] };
    const now = facts({ trackers: ['https://t.org/a', 'https://b.org/a'] });
    expect(plan([], { seeding, now, announced }).removeTrackers).toEqual(['https://t.org/a']);
    expect(plan([], { seeding: { ...seeding, removeDeadTrackers: false }, now, announced }).removeTrackers).toEqual([]);
    expect(plan([], { seeding, now, announced: null }).removeTrackers).toEqual([]);
  });
});
