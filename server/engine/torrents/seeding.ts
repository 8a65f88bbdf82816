import type { FactValues } from '../../contract/index.ts';
import { isLimitReached, limitsInForce, secondsToLimit } from '../seeding/limits.ts';
import type { SeedingFacts, SeedingLimits } from '../seeding/limits.ts';
import { mayOwe, obligations } from '../seeding/obligations.ts';
import type { Obligation } from '../seeding/obligations.ts';
import type { TrackerMatch } from '../seeding/trackers.ts';
import { stateClass, tag } from './facts.ts';
import type { RuleContext } from './rule.ts';

/** Leave-alone evaluation of one torrent (torrents.md 6.3). */
export interface SeedingView {
  /** Null: qBittorrent did not tell the trackers (R22). */
  readonly match: TrackerMatch | null;
  readonly leaveAlone: boolean;
  readonly limitReached: boolean;
  /** Longest acceptable time left in seconds, -1 = no limit (T23). */
  readonly maxEta: number;
  readonly limits: SeedingLimits;
  readonly facts: SeedingFacts;
  /** R21, R22: its tags are not ours to change. */
  readonly isExempt: boolean;
}

/** R20-R26. Pure; a torrent whose trackers are not known is always left alone. */
export function viewSeeding({ facts, memory, rules, now }: RuleContext): SeedingView {
  const match = facts.trackers === null ? null : rules.trackers.match(facts.trackers);
  const winner = match === null ? null : match.winner;
  const seedingFacts: SeedingFacts = {
    ratio: facts.ratio,
    seedingTime: facts.seedingTime,
    ratioLimit: facts.ratioLimit,
    seedingTimeLimit: facts.seedingTimeLimit,
    idleSeeding: facts.state === 'stalledUP' ? idleFor(memory, now) : 0,
  };
  const limits = limitsInForce(rules.seeding, winner, seedingFacts);
  const isLeftByClient = facts.superSeeding || facts.state === 'forcedUP';
  const isExempt = isLeftByClient || match === null;
  const limitReached =
    !isExempt && stateClass.isComplete(facts.state) && isLimitReached(rules.seeding.removeMode, limits, seedingFacts);
  return {
    match,
    limits,
    facts: seedingFacts,
    leaveAlone: !limitReached || winner?.superSeed === true || facts.tags.includes(tag.freeSpacePaused),
    limitReached,
    maxEta: isLeftByClient ? -1 : (winner?.maximumEtaSeconds ?? rules.maximumEtaSeconds),
    isExempt,
  };
}

function idleFor({ idleSeedingSince, activeSince }: RuleContext['memory'], now: number): number {
  return idleSeedingSince === null ? 0 : Math.max(0, now - Math.max(idleSeedingSince, activeSince));
}

/** What hit-and-run says to a removal; `unread` = it would be forbidden, but the trackers' word was not heard yet (H2). */
export type Duty =
  | { readonly kind: 'none' }
  | { readonly kind: 'unread' | 'owed'; readonly owed: readonly Obligation[] }
  | { readonly kind: 'unknown' };

/** H1-H10 for one torrent. */
export function dutyOf({ facts, memory, rules }: RuleContext): Duty {
  const { trackers: table, hitAndRun } = rules;
  if (facts.trackers === null) {
    return table.hasHitAndRun || hitAndRun.mode !== 'disabled' ? { kind: 'unknown' } : { kind: 'none' };
  }
  const match = table.match(facts.trackers);
  if (!mayOwe(table, match, hitAndRun)) return { kind: 'none' };
  const category = { name: rules.category, rule: hitAndRun };
  const owed = obligations(table, match, category, facts, memory.announced);
  if (owed.length === 0) return { kind: 'none' };
  return { kind: memory.announced === null ? 'unread' : 'owed', owed };
}

/** The values a sentence about seeding is made from. Times in seconds; null = no limit. */
export function seedingValues({ limits, facts }: SeedingView): FactValues {
  return {
    ratio: round(facts.ratio),
    goal: limits.ratio,
    time: Math.max(facts.seedingTime, facts.idleSeeding),
    limit: limits.time,
  };
}

/** Seconds until seeding time alone makes the torrent removable, null when that is not what decides. */
export function secondsToGoal(context: RuleContext, view: SeedingView): number | null {
  if (!stateClass.isUploading(context.facts.state) || view.isExempt) return null;
  return secondsToLimit(context.rules.seeding.removeMode, view.limits, view.facts);
}

function round(ratio: number): number {
  return Math.round(ratio * 1000) / 1000;
}
