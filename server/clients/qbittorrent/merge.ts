import { TrackerLists } from './tracker-lists.ts';
import type { Category, ServerFacts, SyncDelta, TorrentFacts, TorrentPatch } from './types.ts';

/** Everything one qBittorrent said so far. Facts objects in it are replaced when they change, never altered. */
export interface Maindata {
  torrents: Map<string, TorrentFacts>;
  /** By name. */
  categories: Map<string, Category>;
  tags: Set<string>;
  server: ServerFacts;
  trackers: TrackerLists;
}

/** What one delta did to the torrents. */
export interface MaindataChange {
  /** New ones and ones with at least one different fact, besides clocks that only ran on. */
  changed: Set<string>;
  removed: Set<string>;
}

/** Facts that run on by themselves: every seeding torrent has new ones at every poll, and nothing has happened to it. */
const clocks = new Set(['seedingTime', 'timeActive']);
/** The last activity is told as an age, so it comes out a second earlier or later each time. Milliseconds. */
const activityJitter = 2_500;

const unknownServer: ServerFacts = { dlspeed: 0, upspeed: 0, freeSpace: null, connection: 'unknown', queueing: false };

// Fields that some version leaves out (arr-api.md 8.4) or that arrive as null.
const absentFacts: Omit<TorrentFacts, 'hash'> = {
  name: '',
  category: '',
  state: 'unknown',
  tags: [],
  progress: 0,
  size: 0,
  totalSize: 0,
  amountLeft: 0,
  downloaded: 0,
  uploaded: 0,
  eta: null,
  dlspeed: 0,
  upspeed: 0,
  seeds: 0,
  leechs: 0,
  swarmSeeds: 0,
  swarmLeechs: 0,
  availability: -1,
  ratio: 0,
  ratioLimit: -2,
  maxRatio: -1,
  maxSeedingTime: -1,
  seedingTime: 0,
  timeActive: 0,
  seedingTimeLimit: -2,
  dlLimit: 0,
  upLimit: 0,
  superSeeding: false,
  addedAt: 0,
  completedAt: null,
  lastActivityAt: null,
  contentPath: '',
  savePath: '',
  priority: 0,
  isPrivate: null,
  trackersCount: 0,
  trackers: [],
};

/** A snapshot before the first delta. */
export function emptyMaindata(): Maindata {
  return {
    torrents: new Map(),
    categories: new Map(),
    tags: new Set(),
    server: unknownServer,
    trackers: new TrackerLists(),
  };
}

/**
 * Brings a snapshot up to date in place and tells which torrents differ (arr-api.md 8.8).
 * The work is proportional to the delta, not to the snapshot; a full delta is compared, so that
 * torrents it did not change are not reported.
 */
export function mergeMaindata(snapshot: Maindata, delta: SyncDelta): MaindataChange {
  const changed = new Set<string>();
  const removed = new Set<string>();
  const gone = delta.full ? [...snapshot.torrents.keys()].filter((hash) => !delta.torrents.has(hash)) : delta.removed;
  for (const hash of gone) if (snapshot.torrents.delete(hash)) removed.add(hash);
  for (const [hash, patch] of delta.torrents) {
    const known = snapshot.torrents.get(hash);
    if (known === undefined) {
      if (!isWhole(patch)) continue;
      snapshot.torrents.set(hash, {
        ...absentFacts,
        ...patch,
        hash,
        trackers: delta.full ? [] : snapshot.trackers.of(hash),
      });
      removed.delete(hash);
      changed.add(hash);
    } else {
      const difference = compare(known, patch);
      if (difference === 'none') continue;
      snapshot.torrents.set(hash, { ...known, ...patch });
      if (difference === 'facts') changed.add(hash);
    }
  }
  for (const hash of snapshot.trackers.merge(snapshot.torrents, delta)) changed.add(hash);
  mergeLabels(snapshot, delta);
  snapshot.server = { ...(delta.full ? unknownServer : snapshot.server), ...delta.server };
  return { changed, removed };
}

function mergeLabels(snapshot: Maindata, delta: SyncDelta): void {
  if (delta.full) {
    snapshot.categories.clear();
    snapshot.tags.clear();
  }
  for (const name of delta.removedCategories) snapshot.categories.delete(name);
  for (const category of delta.categories) snapshot.categories.set(category.name, category);
  for (const tag of delta.removedTags) snapshot.tags.delete(tag);
  for (const tag of delta.tags) snapshot.tags.add(tag);
}

/** What every version tells of a new torrent and verdicts rest on (arr-api.md 8.4). */
const vital = [
  'name',
  'state',
  'category',
  'tags',
  'progress',
  'amountLeft',
  'ratio',
  'addedAt',
  'completedAt',
  'lastActivityAt',
  'seedingTime',
  'savePath',
  'trackersCount',
] as const satisfies readonly (keyof TorrentPatch)[];

// Facts that were not told would read as defaults and could be judged; the next full delta brings it.
function isWhole(patch: TorrentPatch): boolean {
  return vital.every((field) => patch[field] !== undefined);
}

function compare(known: TorrentFacts, patch: TorrentPatch): 'none' | 'clocks' | 'facts' {
  const { tags, ...plain } = patch;
  if (tags !== undefined && tags.join(',') !== known.tags.join(',')) return 'facts';
  const before: Record<string, unknown> = { ...known };
  let ran = false;
  for (const [field, value] of Object.entries(plain)) {
    if (before[field] === value) continue;
    if (!clocks.has(field) && !(field === 'lastActivityAt' && isJitter(known.lastActivityAt, value))) return 'facts';
    ran = true;
  }
  return ran ? 'clocks' : 'none';
}

function isJitter(before: number | null, now: unknown): boolean {
  return before !== null && typeof now === 'number' && Math.abs(now - before) <= activityJitter;
}
