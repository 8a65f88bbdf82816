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

/** File and stall rules of one Arr section. Minutes and seconds as named. */
export const torrentRules = z.object({
  caseSensitiveMatches: z.boolean(),
  folderExclusionRegex: z.array(z.string()),
  fileNameExclusionRegex: z.array(z.string()),
  fileExtensionAllowlist: z.array(z.string()),
  ignoreTorrentsYoungerThanSeconds: z.number(),
  /** -1 = never remove as stalled, 0 = tag only (torrents.md Q20). */
  stalledDelayMinutes: z.number(),
  reSearchStalled: z.boolean(),
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
  /** How long a finished torrent settles before its import scan (torrents.md D16: 60). */
  importSettleSeconds: z.number(),
  logLevel: z.string(),
  qbits: z.array(qbitInstance),
  arrs: z.array(arrInstance),
});
export type EngineSettings = z.infer<typeof engineSettings>;
