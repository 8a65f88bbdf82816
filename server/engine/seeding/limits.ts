import type { SeedingRules, TrackerRule } from '../../contract/index.ts';

/** The numbers a limit test compares. */
export interface SeedingFacts {
  readonly ratio: number;
  /** Seconds as qBittorrent counts them. */
  readonly seedingTime: number;
  /** Own limits of the torrent as qBittorrent has them; not positive = none. The time in minutes. */
  readonly ratioLimit: number;
  readonly seedingTimeLimit: number;
  /** Seconds it has been seen in `stalledUP` without a break (R20). */
  readonly idleSeeding: number;
}

/** Limits in force for one torrent; null = none. */
export interface SeedingLimits {
  readonly ratio: number | null;
  /** Seconds. */
  readonly time: number | null;
}

/**
 * R10-R13: the tracker's value where positive, else the category's; of that and the torrent's own limit the larger one.
 * The own time limit comes in minutes (FIX Q23).
 */
export function limitsInForce(
  rules: SeedingRules,
  winner: TrackerRule | null,
  own: Pick<SeedingFacts, 'ratioLimit' | 'seedingTimeLimit'>,
): SeedingLimits {
  return {
    ratio: larger(winner?.maxRatio ?? rules.maxRatio, positive(own.ratioLimit)),
    time: larger(winner?.maxSeedingSeconds ?? rules.maxSeedingSeconds, positive(own.seedingTimeLimit * 60)),
  };
}

/** 6.4: has the torrent seeded enough for the removal mode? */
export function isLimitReached(mode: SeedingRules['removeMode'], limits: SeedingLimits, facts: SeedingFacts): boolean {
  const ratioMet = limits.ratio !== null && facts.ratio >= limits.ratio;
  const timeMet = limits.time !== null && (facts.seedingTime >= limits.time || facts.idleSeeding >= limits.time);
  switch (mode) {
    case -1:
      return false;
    case 1:
      return ratioMet;
    case 2:
      return timeMet;
    case 3:
      return ratioMet || timeMet;
    case 4:
      return ratioMet && timeMet;
  }
}

/** Seconds of seeding until the mode is fulfilled by time alone, null when time does not decide. */
export function secondsToLimit(
  mode: SeedingRules['removeMode'],
  limits: SeedingLimits,
  facts: SeedingFacts,
): number | null {
  if (limits.time === null || mode === -1 || mode === 1) return null;
  if (mode === 4 && (limits.ratio === null || facts.ratio < limits.ratio)) return null;
  return Math.max(0, limits.time - Math.max(facts.seedingTime, facts.idleSeeding));
}

function positive(value: number): number | null {
  return value > 0 ? value : null;
}

function larger(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
