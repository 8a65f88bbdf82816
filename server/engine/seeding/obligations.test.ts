import { describe, expect, it } from 'vitest';
import { sampleHitAndRun, sampleTracker } from '../../contract/index.ts';
import type { HitAndRunRule } from '../../contract/index.ts';
import { mayOwe, obligations, saysUnregistered } from './obligations.ts';
import type { AnnounceEntry, ObligationFacts } from './obligations.ts';
import { compileTrackers } from './trackers.ts';

const day = 86_400;
const both: HitAndRunRule = { ...sampleHitAndRun, mode: 'and', minSeedRatio: 1, minSeedingSeconds: 4 * day };
const done = (change: Partial<ObligationFacts> = {}): ObligationFacts => ({
  progress: 1,
  ratio: 0,
  seedingTime: 0,
  ...change,
});
const none = { name: 'radarr', rule: sampleHitAndRun };

function owedBy(rule: HitAndRunRule, facts: ObligationFacts, announced: AnnounceEntry[] | null = []) {
  const table = compileTrackers([sampleTracker('t.org', { hitAndRun: rule })]);
  return obligations(table, table.match(['https://t.org/a']), none, facts, announced);
}

describe('hit-and-run obligations (torrents.md 6.5)', () => {
  it('H1 H4: without a rule nothing is owed, and no message needs to be read', () => {
    expect(owedBy(sampleHitAndRun, done())).toEqual([]);
    const table = compileTrackers([sampleTracker('t.org')]);
    expect(mayOwe(table, table.match(['https://t.org/a']), sampleHitAndRun)).toBe(false);
  });

  it('H5: below the minimum download nothing is owed', () => {
    expect(owedBy(both, done({ progress: 0.09 }))).toEqual([]);
    expect(owedBy(both, done({ progress: 0.1 }))).not.toEqual([]);
  });

  it('H6: a partial download owes its partial ratio', () => {
    expect(owedBy(both, done({ progress: 0.5, ratio: 0.9 }))).toEqual([
      { by: 't.org', ratio: 1, seconds: null, mode: 'partial' },
    ]);
    expect(owedBy(both, done({ progress: 0.5, ratio: 1 }))).toEqual([]);
  });

  it.each([
    ['H7', both, 1, 4 * day, true],
    ['H7', both, 1, 4 * day - 1, false],
    ['H7', both, 0.99, 9 * day, false],
    ['H7', { ...both, bufferSeconds: 3600 }, 1, 4 * day + 3599, false],
    ['H7', { ...both, bufferSeconds: 3600 }, 1, 4 * day + 3600, true],
    ['H8', { ...both, mode: 'or' }, 1, 0, true],
    ['H8', { ...both, mode: 'or' }, 0, 4 * day, true],
    ['H8', { ...both, mode: 'or' }, 0.9, 3 * day, false],
    ['H9', { ...both, minSeedingSeconds: 0 }, 1, 0, true],
    ['H9', { ...both, minSeedingSeconds: 0 }, 0.9, 99 * day, false],
    ['H9', { ...both, minSeedRatio: 0 }, 0, 4 * day, true],
    ['H9', { ...both, minSeedRatio: 0 }, 99, 0, false],
    ['H10', { ...both, minSeedRatio: 0, minSeedingSeconds: 0 }, 0, 0, true],
  ] as const)('%s: %o with ratio %s after %s s: free %s', (_, rule, ratio, seedingTime, free) => {
    expect(owedBy(rule, done({ ratio, seedingTime })).length === 0).toBe(free);
  });

  it('H2 Q8: a tracker that no longer knows the torrent demands nothing, found by the same host matching', () => {
    const table = compileTrackers([sampleTracker('other.org', { hitAndRun: both })]);
    const match = table.match(['https://t.other.org/a']);
    const says = (message: string) =>
      obligations(table, match, none, done(), [{ url: 'https://t.other.org/a', message }]);
    expect(says('Torrent NOT registered with this tracker')).toEqual([]);
    expect(says('timed out')).not.toEqual([]);
    expect(saysUnregistered('Unregistered torrent')).toBe(true);
  });

  it('H3: unless the tracker’s word was heard, it is owed', () => {
    expect(owedBy(both, done(), null)).not.toEqual([]);
  });

  it('Q8: every matched entry counts, whatever its priority; the category’s rule where none matches', () => {
    const table = compileTrackers([
      sampleTracker('a.org', { priority: 9 }),
      sampleTracker('b.org', { priority: 1, hitAndRun: both }),
    ]);
    const match = table.match(['https://a.org/a', 'https://b.org/a']);
    expect(obligations(table, match, none, done(), []).map(({ by }) => by)).toEqual(['b.org']);
    const nobody = table.match(['https://c.org/a']);
    expect(obligations(table, nobody, { name: 'seed', rule: both }, done(), []).map(({ by }) => by)).toEqual(['seed']);
  });
});
