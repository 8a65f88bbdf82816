import type { HitAndRunRule, TrackerRule } from '../../contract/index.ts';
import type { TrackerMatch, TrackerTable } from './trackers.ts';

/** One announce entry with what the tracker last said. */
export interface AnnounceEntry {
  readonly url: string;
  readonly message: string;
}

/** The numbers an obligation compares. */
export interface ObligationFacts {
  /** 0..1. */
  readonly progress: number;
  readonly ratio: number;
  /** Seconds. */
  readonly seedingTime: number;
}

/** What hit-and-run rules still demand of a torrent (design.md 7). */
export interface Obligation {
  /** Host of the tracker that demands it, or the category. */
  readonly by: string;
  /** Ratio that is demanded, null when only time counts. */
  readonly ratio: number | null;
  /** Seconds of seeding that are demanded, null when only the ratio counts. */
  readonly seconds: number | null;
  readonly mode: 'and' | 'or' | 'partial';
}

/** H2: messages by which a tracker says that it does not know the torrent, so nothing can be owed there. */
const unregistered = [
  'unregistered torrent',
  'torrent not registered',
  'info hash is not authorized',
  'torrent is not authorized',
  'torrent not found',
] as const;

/** Does this message say that the tracker no longer knows the torrent? (H2) */
export function saysUnregistered(message: string): boolean {
  const text = message.toLowerCase();
  return unregistered.some((phrase) => text.includes(phrase));
}

/** Are there rules that could demand anything of this torrent? Without, no announce message has to be read. */
export function mayOwe(table: TrackerTable, match: TrackerMatch, category: HitAndRunRule): boolean {
  if (match.matched.length === 0) return category.mode !== 'disabled';
  return table.hasHitAndRun && match.matched.some((rule) => rule.hitAndRun.mode !== 'disabled');
}

/**
 * H1-H10: the obligations that forbid a removal; empty = the torrent may go. Every matched entry with hit-and-run counts
 * (FIX Q8), where no entry matches the category's rule does. `announced` null = the tracker's word could not be had (H3): then
 * no entry counts as unregistered.
 */
export function obligations(
  table: TrackerTable,
  match: TrackerMatch,
  category: { readonly name: string; readonly rule: HitAndRunRule },
  facts: ObligationFacts,
  announced: readonly AnnounceEntry[] | null,
): Obligation[] {
  if (match.matched.length === 0) return demanded(category.rule, category.name, facts);
  return match.matched
    .filter((rule) => !isUnregisteredAt(rule, table, announced ?? []))
    .flatMap((rule) => demanded(rule.hitAndRun, rule.host, facts));
}

function isUnregisteredAt(rule: TrackerRule, table: TrackerTable, announced: readonly AnnounceEntry[]): boolean {
  return announced.some(({ url, message }) => saysUnregistered(message) && table.rulesOf(url).includes(rule));
}

function demanded(rule: HitAndRunRule, by: string, facts: ObligationFacts): Obligation[] {
  const { mode, minSeedRatio, minSeedingSeconds } = rule;
  if (mode === 'disabled' || facts.progress < rule.minimumDownload) return [];
  if (facts.progress < 1) {
    if (facts.ratio >= rule.partialSeedRatio) return [];
    return [{ by, ratio: rule.partialSeedRatio, seconds: null, mode: 'partial' }];
  }
  const wantsRatio = minSeedRatio > 0;
  const wantsTime = minSeedingSeconds > 0;
  const ratioMet = facts.ratio >= minSeedRatio;
  const timeMet = facts.seedingTime - rule.bufferSeconds >= minSeedingSeconds;
  const met =
    wantsRatio && wantsTime
      ? mode === 'and'
        ? ratioMet && timeMet
        : ratioMet || timeMet
      : (!wantsRatio || ratioMet) && (!wantsTime || timeMet);
  if (met) return [];
  const seconds = wantsTime ? minSeedingSeconds + rule.bufferSeconds : null;
  return [{ by, ratio: wantsRatio ? minSeedRatio : null, seconds, mode }];
}
