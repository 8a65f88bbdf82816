import type { TrackerRule } from '../../contract/index.ts';

/** How a torrent's announce addresses meet the configured tracker entries (torrents.md 6.1). */
export interface TrackerMatch {
  /** Entries in force for the torrent, in merged order; never ones that only remove. */
  readonly matched: readonly TrackerRule[];
  /** The matched entry with the highest priority, the first one on a tie; it sets the limits (R8). */
  readonly winner: TrackerRule | null;
  /** Announce addresses a `RemoveIfExists` entry takes out (R6). */
  readonly unwanted: readonly string[];
  /** Addresses of `AddTrackerIfMissing` entries whose host the torrent does not have (R7). */
  readonly missing: readonly string[];
  /** Union of `AddTags` of the matched entries (R36). */
  readonly tags: readonly string[];
}

/** The tracker entries of one loop on one qBittorrent, ready for matching. */
export interface TrackerTable {
  /** Equal lists give the same answer object; the list's identity is the cache key. */
  match(urls: readonly string[]): TrackerMatch;
  /** The entries that speak for an announce address: equal address, else the longest host (R5, FIX Q24). */
  rulesOf(url: string): readonly TrackerRule[];
  /** All `AddTags` of all entries: tags of this pool that are not wanted go away (R2, R36). */
  readonly tagPool: ReadonlySet<string>;
  readonly hasHitAndRun: boolean;
}

/** Host of an announce address, lower case; scheme optional; null for DHT, PeX, LSD and other pseudo entries (R4). */
export function hostOf(uri: string): string | null {
  const text = uri.trim();
  if (text === '' || text.startsWith('**')) return null;
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#@]*@)?(\[[^\]]+\]|[^:/?#]+)/i.exec(text)?.[1];
  return host === undefined || host === '' ? null : host.toLowerCase();
}

/** R1: blanks and trailing slashes do not make another tracker (FIX Q24). */
export function normaliseUri(uri: string): string {
  return uri.trim().replace(/\/+$/, '');
}

/**
 * Joins tracker lists (R1): a later entry replaces the earlier one with the same address completely, in the earlier one's
 * place; entries without host vanish.
 */
export function mergeTrackers(...lists: readonly (readonly TrackerRule[])[]): TrackerRule[] {
  const merged = new Map<string, TrackerRule>();
  for (const rule of lists.flat()) if (rule.host !== '') merged.set(rule.uri, rule);
  return [...merged.values()];
}

/** R5: the host itself or a sub-domain of it. */
function covers(host: string, announced: string): boolean {
  return announced === host || announced.endsWith(`.${host}`);
}

/** Compiles the entries of one loop. `pool` are all entries whose tags are ours to take away again (R2). */
export function compileTrackers(rules: readonly TrackerRule[], pool: readonly TrackerRule[] = rules): TrackerTable {
  const removing = rules.filter((rule) => rule.removeIfExists);
  const active = rules.filter((rule) => !rule.removeIfExists);
  const adding = active.filter((rule) => rule.addIfMissing);
  const known = new WeakMap<readonly string[], TrackerMatch>();

  const candidates = (url: string): readonly TrackerRule[] => {
    const announced = hostOf(url);
    if (announced === null) return [];
    const fitting = active.filter((rule) => covers(rule.host, announced));
    const longest = Math.max(0, ...fitting.map((rule) => rule.host.length));
    const nearest = fitting.filter((rule) => rule.host.length === longest);
    const exact = nearest.filter((rule) => rule.uri === normaliseUri(url));
    return exact.length > 0 ? exact : nearest;
  };

  const find = (urls: readonly string[]): TrackerMatch => {
    const hit = new Set(urls.flatMap(candidates));
    const matched = active.filter((rule) => hit.has(rule));
    const hosts = urls.map(hostOf);
    return {
      matched,
      winner: highest(matched),
      unwanted: urls.filter((url) => removing.some((rule) => rule.host === hostOf(url))),
      missing: adding.filter((rule) => !hosts.includes(rule.host)).map((rule) => rule.uri),
      tags: [...new Set(matched.flatMap((rule) => rule.addTags))],
    };
  };

  return {
    match: (urls) => {
      const before = known.get(urls);
      if (before) return before;
      const match = find(urls);
      known.set(urls, match);
      return match;
    },
    rulesOf: candidates,
    tagPool: new Set(pool.flatMap((rule) => rule.addTags)),
    hasHitAndRun: active.some((rule) => rule.hitAndRun.mode !== 'disabled'),
  };
}

function highest(rules: readonly TrackerRule[]): TrackerRule | null {
  return rules.reduce<TrackerRule | null>(
    (best, rule) => (best === null || rule.priority > best.priority ? rule : best),
    null,
  );
}
