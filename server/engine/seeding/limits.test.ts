import { describe, expect, it } from 'vitest';
import { sampleSeeding, sampleTracker } from '../../contract/index.ts';
import { isLimitReached, limitsInForce, secondsToLimit } from './limits.ts';
import type { SeedingFacts } from './limits.ts';

const facts = (change: Partial<SeedingFacts> = {}): SeedingFacts => ({
  ratio: 0,
  seedingTime: 0,
  ratioLimit: -2,
  seedingTimeLimit: -2,
  idleSeeding: 0,
  ...change,
});
const day = 86_400;

describe('limits in force (torrents.md 6.2)', () => {
  const general = sampleSeeding({ maxRatio: 2, maxSeedingSeconds: day });

  it('R10 R11 R15: the tracker’s value goes before the general one', () => {
    const winner = sampleTracker('t.org', { maxRatio: 1 });
    expect(limitsInForce(general, winner, facts())).toEqual({ ratio: 1, time: day });
    expect(limitsInForce(general, null, facts())).toEqual({ ratio: 2, time: day });
  });

  it('R12 R13 Q23: the larger of it and the torrent’s own, whose time is in minutes', () => {
    expect(limitsInForce(general, null, facts({ ratioLimit: 5, seedingTimeLimit: 10 }))).toEqual({
      ratio: 5,
      time: day,
    });
    expect(limitsInForce(general, null, facts({ seedingTimeLimit: 2 * 24 * 60 })).time).toBe(2 * day);
    expect(limitsInForce(sampleSeeding(), null, facts({ ratioLimit: 1 }))).toEqual({ ratio: 1, time: null });
    expect(limitsInForce(sampleSeeding(), null, facts())).toEqual({ ratio: null, time: null });
  });
});

describe('limit test (torrents.md 6.4)', () => {
  const limits = { ratio: 2, time: day };
  it.each([
    [-1, 9, 9 * day, false],
    [1, 2, 0, true],
    [1, 1.99, 9 * day, false],
    [2, 9, day - 1, false],
    [2, 0, day, true],
    [3, 2, 0, true],
    [3, 0, day, true],
    [3, 1, 1, false],
    [4, 2, day - 1, false],
    [4, 2, day, true],
  ] as const)('R14 R23: mode %s with ratio %s after %s s: %s', (mode, ratio, seedingTime, reached) => {
    expect(isLimitReached(mode, limits, facts({ ratio, seedingTime }))).toBe(reached);
  });

  it('R13: without limits no mode is ever fulfilled', () => {
    for (const mode of [-1, 1, 2, 3, 4] as const) {
      expect(isLimitReached(mode, { ratio: null, time: null }, facts({ ratio: 99, seedingTime: 99 * day }))).toBe(
        false,
      );
    }
  });

  it('R20: time spent seeding without peers counts as well', () => {
    expect(isLimitReached(2, limits, facts({ idleSeeding: day }))).toBe(true);
  });

  it('says when time alone fulfils it, and nothing where the ratio decides', () => {
    expect(secondsToLimit(2, limits, facts({ seedingTime: day - 60 }))).toBe(60);
    expect(secondsToLimit(1, limits, facts())).toBeNull();
    expect(secondsToLimit(4, limits, facts({ ratio: 1 }))).toBeNull();
    expect(secondsToLimit(4, limits, facts({ ratio: 2, seedingTime: day }))).toBe(0);
  });
});
