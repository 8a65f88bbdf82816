import { z } from 'zod';
import { arrType } from './common.ts';

/** One qBittorrent section, resolved. */
export const qbitInstance = z.object({
  name: z.string(),
  /** http(s) base without trailing slash, e.g. `http://localhost:8080`. */
  url: z.string(),
  host: z.string(),
  port: z.int(),
  userName: z.string(),
  password: z.string(),
  apiKey: z.string(),
  skipTlsVerify: z.boolean(),
  matchSubcategories: z.boolean(),
});
export type QbitInstance = z.infer<typeof qbitInstance>;

/** Bytes per second; 0 = unlimited, null = left alone (torrents.md FIX Q22: converted once, here). */
const rateLimit = z.number().nullable();

/** What a tracker or category asks of a torrent before it may go (torrents.md 6.5). */
export const hitAndRunRule = z.object({
  mode: z.enum(['disabled', 'and', 'or']),
  /** 0 = not asked for. */
  minSeedRatio: z.number(),
  /** Seconds; 0 = not asked for. */
  minSeedingSeconds: z.number(),
  /** 0..1 of the download below which nothing is asked. */
  minimumDownload: z.number(),
  /** Ratio asked of an incomplete download. */
  partialSeedRatio: z.number(),
  /** Seconds of seeding that do not count yet, because tracker statistics come late. */
  bufferSeconds: z.number(),
});
export type HitAndRunRule = z.infer<typeof hitAndRunRule>;

/** One entry of a tracker list (torrents.md 6.1). */
export const trackerRule = z.object({
  /** Trimmed, without trailing slash; entries with the same one replace each other. */
  uri: z.string(),
  /** Lower case, without port. */
  host: z.string(),
  /** The matched entry with the highest one sets the limits. */
  priority: z.number(),
  sortTorrents: z.boolean(),
  /** Seconds; null = the general value. */
  maximumEtaSeconds: z.number().nullable(),
  downloadLimit: rateLimit.or(z.literal('general')),
  uploadLimit: rateLimit.or(z.literal('general')),
  /** null = the general value. */
  maxRatio: z.number().nullable(),
  maxSeedingSeconds: z.number().nullable(),
  addIfMissing: z.boolean(),
  removeIfExists: z.boolean(),
  superSeed: z.boolean(),
  addTags: z.array(z.string()),
  hitAndRun: hitAndRunRule,
});
export type TrackerRule = z.infer<typeof trackerRule>;

/** When seeding is enough and how fast it may be; of an Arr or a managed category (torrents.md 6.2, R15). */
export const seedingRules = z.object({
  downloadLimit: rateLimit,
  uploadLimit: rateLimit,
  /** null = no limit. */
  maxRatio: z.number().nullable(),
  maxSeedingSeconds: z.number().nullable(),
  /** `RT`: which limit leads to removal; -1 never, 1 ratio, 2 time, 3 either, 4 both. */
  removeMode: z.union([z.literal(-1), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  removeDeadTrackers: z.boolean(),
  /** Fragments of announce messages that mark a tracker as dead, compared ignoring case. */
  deadTrackerMessages: z.array(z.string()),
});
export type SeedingRules = z.infer<typeof seedingRules>;

/** One entry of `ManagedCategories`, with its overrides already laid over the defaults (torrents.md 8, FIX Q21). */
export const managedCategory = z.object({
  category: z.string(),
  seeding: seedingRules,
  /** What holds where no tracker entry matches (FIX Q8). */
  hitAndRun: hitAndRunRule,
  stalledDelayMinutes: z.number(),
  ignoreTorrentsYoungerThanSeconds: z.number(),
  /** Removal also deletes the data. */
  deleteFiles: z.boolean(),
  /** `CategorySeeding.Categories` entries for categories below this one. */
  below: z.array(z.object({ category: z.string(), seeding: seedingRules })),
});
export type ManagedCategory = z.infer<typeof managedCategory>;

/** What one qBittorrent section says about torrents; kept apart from the connection so that a change restarts nothing. */
export const qbitRules = z.object({
  instance: z.string(),
  trackers: z.array(trackerRule),
  managed: z.array(managedCategory),
});
export type QbitRules = z.infer<typeof qbitRules>;

/** Rules about slow and idle downloads (torrents.md 5.3). */
const patience = {
  /** Seconds; -1 = no limit. */
  maximumEtaSeconds: z.number(),
  /** 0..1: from here on a download is only removed for being idle (FIX Q4). */
  maximumDeletablePercentage: z.number(),
  doNotRemoveSlow: z.boolean(),
};

/** File, stall and seeding rules of one Arr section. Minutes and seconds as named. */
export const torrentRules = z.object({
  caseSensitiveMatches: z.boolean(),
  folderExclusionRegex: z.array(z.string()),
  fileNameExclusionRegex: z.array(z.string()),
  fileExtensionAllowlist: z.array(z.string()),
  ignoreTorrentsYoungerThanSeconds: z.number(),
  /** -1 = never remove as stalled, 0 = tag only (torrents.md Q20). */
  stalledDelayMinutes: z.number(),
  reSearchStalled: z.boolean(),
  ...patience,
  /** Leftovers are deleted once the Arr has imported a download (torrents.md 4.4, FIX Q11). */
  autoDelete: z.boolean(),
  trackers: z.array(trackerRule),
  seeding: seedingRules,
});
export type TorrentRules = z.infer<typeof torrentRules>;

/** One managed Arr section, resolved. */
export const arrInstance = z.object({
  name: z.string(),
  type: arrType,
  uri: z.string(),
  apiKey: z.string(),
  skipTlsVerify: z.boolean(),
  /** Normalised category path (torrents.md Y1). */
  category: z.string(),
  /** null = inherit from the qBittorrent section (Y4). */
  matchSubcategories: z.boolean().nullable(),
  /** As sent to the Arr: `Hardlink` is already `Auto`. */
  importMode: z.enum(['Auto', 'Move', 'Copy']),
  reSearch: z.boolean(),
  /** 0 = off. */
  rssSyncMinutes: z.number(),
  refreshDownloadsMinutes: z.number(),
  /** Queue messages that mean the download is bad; compared whole (torrents.md 5.5). */
  errorCodesToBlocklist: z.array(z.string()),
  customFormat: z.object({
    unmetSearch: z.boolean(),
    forceMinimum: z.boolean(),
    /** Sonarr: `SearchBySeries` is true or smart (C5). */
    bySeries: z.boolean(),
  }),
  torrent: torrentRules,
});
export type ArrInstance = z.infer<typeof arrInstance>;

/** Everything a manager process needs; pushed whole with a rising revision. */
export const engineSettings = z.object({
  revision: z.int(),
  loopSleepSeconds: z.number(),
  noInternetSleepSeconds: z.number(),
  autoPauseResume: z.boolean(),
  failedCategory: z.string(),
  recheckCategory: z.string(),
  /** `Settings.IgnoreTorrentsYoungerThan`, for special categories. */
  ignoreTorrentsYoungerThanSeconds: z.number(),
  completedDownloadFolder: z.string(),
  observeOnly: z.boolean(),
  /** `Settings.PathMappings`: where a path of qBittorrent is found on this computer. */
  pathMappings: z.array(z.object({ remote: z.string(), local: z.string() })),
  maxRemovalsPerHour: z.int(),
  /** Minutes between the announcement of a removal and the removal; 0 = at once. */
  removalGraceMinutes: z.number(),
  /** Flags live in our memory instead of qBittorrent's tags (torrents.md 3.5). */
  tagless: z.boolean(),
  /** Hosts, `host:port` or URLs of which one must answer when qBittorrent says it is disconnected (L7). */
  pingTargets: z.array(z.string()),
  /** Bytes to keep free and the folder to measure; null = the guard is off (torrents.md 7). */
  freeSpace: z
    .object({
      keepBytes: z.number(),
      folder: z.string(),
      /** Taken from the folder of finished downloads, so that its nearest existing parent will do (S1). */
      nearestParent: z.boolean(),
    })
    .nullable(),
  /** ffprobe to use; empty = the one on the PATH or in the data folder, when there is one. */
  ffprobePath: z.string(),
  /** Hidden `[Settings.Torrent]`: rules of the special and managed categories; null = not written, none are removed. */
  specialPatience: z.object(patience).nullable(),
  /** How long a finished torrent settles before its import scan (torrents.md D16: 60). */
  importSettleSeconds: z.number(),
  logLevel: z.string(),
  qbits: z.array(qbitInstance),
  /** One per element of `qbits`. */
  qbitRules: z.array(qbitRules),
  arrs: z.array(arrInstance),
});
export type EngineSettings = z.infer<typeof engineSettings>;
