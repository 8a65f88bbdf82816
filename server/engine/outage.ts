import type { DecisionCode, TorrentState } from '../contract/index.ts';

/** One torrent as outage sense sees it. Times are unix milliseconds. */
export interface OutageRow {
  readonly instance: string;
  readonly state: TorrentState;
  readonly decision: DecisionCode;
  /** When this decision was first reached. */
  readonly since: number;
  readonly lastActivityAt: number | null;
  readonly savePath: string;
  /** Host of the first tracker, empty when there is none. */
  readonly tracker: string;
}

/** A reason not to remove anything here now. */
export interface Outage {
  /** Stable while it lasts, so that an owner can release it. */
  readonly id: string;
  readonly reason: string;
  /** Unix milliseconds at which it began. */
  readonly since: number;
}

const minute = 60_000;
/** Torrents that must be concerned: one or two may well go bad by themselves. */
const massCount = 3;
/** Share of the torrents looked at from which it is no coincidence. */
const massShare = 0.5;
/** How close together they must have gone bad. */
const window = 2 * minute;
/** A single tracker that stays silent this long is taken at its word; a whole client never is. */
const trackerPatience = 24 * 60 * minute;

const broken = new Set<TorrentState>(['error', 'missingFiles']);
const running = new Set<TorrentState>(['downloading', 'stalledDL', 'metaDL', 'forcedMetaDL']);
const quiet = new Set<DecisionCode>(['stalled', 'metadata_stuck', 'unavailable', 'too_slow', 'seed_protected']);

/**
 * Outage sense (design.md 5): many torrents of one qBittorrent, disk or tracker going bad in the same minute are not many dead torrents
 * but one thing they share. Returns the first such outage that concerns the given torrent's instance, or null.
 */
export function senseOutage(rows: readonly OutageRow[], now: number): Outage | null {
  return brokenDisk(rows) ?? silence(rows, 'client', '', now) ?? silentTracker(rows, now);
}

/** Files missing or unreadable for all torrents of a folder, or for most of a client: a disk or mount is gone. */
function brokenDisk(rows: readonly OutageRow[]): Outage | null {
  const bad = rows.filter(({ state }) => broken.has(state));
  if (bad.length < massCount) return null;
  const since = Math.min(...bad.map((row) => row.since));
  if (bad.length > rows.length * massShare) {
    const reason = `${bad.length} of ${rows.length} torrents lost their files at once: a disk or mount looks gone, nothing is removed`;
    return { id: 'disk', reason, since };
  }
  for (const folder of new Set(bad.map(({ savePath }) => savePath))) {
    const here = rows.filter(({ savePath }) => savePath === folder);
    if (here.length < massCount || here.some(({ state }) => !broken.has(state))) continue;
    const reason = `all ${here.length} torrents in ${folder} lost their files: the folder looks gone, nothing is removed`;
    return { id: `disk/${folder}`, reason, since };
  }
  return null;
}

function silentTracker(rows: readonly OutageRow[], now: number): Outage | null {
  for (const tracker of new Set(rows.map((row) => row.tracker))) {
    if (tracker === '') continue;
    const own = rows.filter((row) => row.tracker === tracker);
    const outage = silence(own, 'tracker', tracker, now);
    if (outage && now - outage.since < trackerPatience) return outage;
  }
  return null;
}

/** All running downloads went quiet together, and nothing of the group, seeding included, has moved since. */
function silence(rows: readonly OutageRow[], kind: 'client' | 'tracker', name: string, now: number): Outage | null {
  const downloads = rows.filter(({ state }) => running.has(state));
  const bad = downloads.filter(({ decision }) => quiet.has(decision));
  if (bad.length < massCount || bad.length < downloads.length) return null;
  const together = densest(bad.map(({ since }) => since));
  if (together.count < massCount || together.count <= bad.length * massShare) return null;
  const after = together.until + minute;
  if (rows.some(({ lastActivityAt }) => lastActivityAt !== null && lastActivityAt > after && lastActivityAt <= now))
    return null;
  const whose = kind === 'client' ? 'All' : `All of ${name}'s`;
  const reason = `${whose} ${bad.length} downloads went quiet in the same minutes: the network or the tracker looks gone, nothing is removed`;
  return { id: kind === 'client' ? 'silence' : `silence/${name}`, reason, since: together.from };
}

/** The most times that fall into one window. */
function densest(times: readonly number[]): { count: number; from: number; until: number } {
  const sorted = times.toSorted((a, b) => a - b);
  let best = { count: 0, from: 0, until: 0 };
  let start = 0;
  for (const [end, until] of sorted.entries()) {
    while (until - (sorted[start] ?? until) > window) start += 1;
    const count = end - start + 1;
    if (count > best.count) best = { count, from: sorted[start] ?? until, until };
  }
  return best;
}
