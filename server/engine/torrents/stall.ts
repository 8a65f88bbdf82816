import { stateClass, tag } from './facts.ts';
import { isChecked } from './rule.ts';
import type { RuleContext } from './rule.ts';

/** Stall evaluation of one torrent (torrents.md 5.1). Times are unix seconds. */
export interface StallView {
  /** Stuck, or downloading from an incomplete swarm with its files already checked. */
  readonly candidate: boolean;
  /** Start of the time without progress. */
  readonly quietSince: number;
  /** Earliest time of a removal, null = never. */
  readonly expiresAt: number | null;
  readonly expired: boolean;
  readonly young: boolean;
  /** `stalledHold`: it is not treated as stalled or slow this pass. */
  readonly hold: boolean;
}

/** Stall evaluation runs in these four states only (torrents.md 0.3). */
export function isStallState({ facts }: RuleContext): boolean {
  return facts.state === 'downloading' || stateClass.isStuck(facts.state);
}

/** `young` of torrents.md 0.1. */
export function isYoung({ facts, rules, now }: RuleContext): boolean {
  return now < facts.addedOn + rules.ignoreYoungerSeconds;
}

/** 5.1 with T10 and T11: the delay and `Ity` must both have passed without progress (FIX Q20). */
export function viewStall(context: RuleContext): StallView {
  const { facts, memory, rules, now } = context;
  const since = quietSince(context);
  const young = isYoung(context);
  const candidate = isStallState(context) && isCandidate(context);
  const delay = rules.stalledDelayMinutes;
  const quietest = Math.max(facts.addedOn, stateClass.isMetadata(facts.state) ? 0 : since, memory.activeSince);
  const expiresAt = delay > 0 ? Math.max(since + delay * 60, quietest + rules.ignoreYoungerSeconds + 1) : null;
  const expired = candidate && !young && expiresAt !== null && now >= expiresAt;
  const hold = isStallState(context) && delay !== -1 && (young || (candidate && !expired));
  return { candidate, quietSince: since, expiresAt, expired, young, hold };
}

function isCandidate(context: RuleContext): boolean {
  const { facts } = context;
  if (facts.tags.includes(tag.freeSpacePaused)) return false;
  const poorSwarm = facts.state === 'downloading' && isPoor(facts.availability) && isChecked(context);
  return stateClass.isStuck(facts.state) || poorSwarm;
}

/**
 * The last byte (for metadata the addition), but never before the torrent could make progress at all: neither downtime nor queued,
 * stopped or checking time counts.
 */
function quietSince({ facts, memory }: RuleContext): number {
  const reference = stateClass.isMetadata(facts.state) ? facts.addedOn : facts.lastActivity;
  return Math.max(reference, memory.activeSince);
}

/** Less than one complete copy in the swarm; a negative number means qBittorrent does not know. */
export function isPoor(availability: number): boolean {
  return availability >= 0 && availability < 1;
}
