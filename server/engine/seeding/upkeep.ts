import type { SeedingRules } from '../../contract/index.ts';
import type { AnnounceEntry } from './obligations.ts';
import type { TrackerMatch, TrackerTable } from './trackers.ts';

/** What upkeep compares with what is wanted. Rates in bytes per second, 0 = unlimited. */
export interface UpkeepFacts {
  readonly trackers: readonly string[];
  readonly tags: readonly string[];
  readonly dlLimit: number;
  readonly upLimit: number;
  readonly superSeeding: boolean;
}

/** Changes that bring one torrent in line with the tracker entries; empty lists and nulls change nothing (6.6). */
export interface Upkeep {
  readonly addTrackers: readonly string[];
  readonly removeTrackers: readonly string[];
  readonly dlLimit: number | null;
  readonly upLimit: number | null;
  readonly superSeed: boolean;
  readonly addTags: readonly string[];
  readonly removeTags: readonly string[];
}

/**
 * Tracker synchronisation of one torrent (torrents.md 6.6, 8.2), only what differs (FIX Q22, Q37). `announced` is only
 * looked at where dead trackers are removed; null = not asked.
 */
export function planUpkeep(
  table: TrackerTable,
  match: TrackerMatch,
  rules: SeedingRules,
  facts: UpkeepFacts,
  announced: readonly AnnounceEntry[] | null,
): Upkeep {
  const { winner } = match;
  const dead = rules.removeDeadTrackers ? deadTrackers(rules.deadTrackerMessages, announced ?? []) : [];
  return {
    addTrackers: match.missing,
    removeTrackers: [...new Set([...match.unwanted, ...dead.filter((url) => facts.trackers.includes(url))])],
    dlLimit: difference(winner === null ? 'general' : winner.downloadLimit, rules.downloadLimit, facts.dlLimit),
    upLimit: difference(winner === null ? 'general' : winner.uploadLimit, rules.uploadLimit, facts.upLimit),
    superSeed: winner?.superSeed === true && !facts.superSeeding,
    addTags: match.tags.filter((label) => !facts.tags.includes(label)),
    removeTags: facts.tags.filter((label) => table.tagPool.has(label) && !match.tags.includes(label)),
  };
}

/** True when there is nothing to do. */
export function isIdle(upkeep: Upkeep): boolean {
  const { addTrackers, removeTrackers, dlLimit, upLimit, superSeed, addTags, removeTags } = upkeep;
  const lists = [addTrackers, removeTrackers, addTags, removeTags];
  return lists.every((list) => list.length === 0) && dlLimit === null && upLimit === null && !superSeed;
}

/** R32: announce addresses whose message contains one of the configured fragments, in any case. */
function deadTrackers(fragments: readonly string[], announced: readonly AnnounceEntry[]): string[] {
  const wanted = fragments.map((fragment) => fragment.trim().toLowerCase()).filter((fragment) => fragment !== '');
  return announced
    .filter(({ message }) => wanted.some((fragment) => message.toLowerCase().includes(fragment)))
    .map(({ url }) => url);
}

/** R34: the tracker's limit where it has one, else the general one; null = leave alone, or already so. */
function difference(own: number | null | 'general', general: number | null, now: number): number | null {
  const wanted = own === 'general' ? general : own;
  return wanted === null || wanted === now ? null : wanted;
}
