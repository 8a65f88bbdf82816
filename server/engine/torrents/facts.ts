import type { TorrentState } from '../../contract/index.ts';

/** What qBittorrent says about one torrent now (torrents.md 0.2). Times are unix seconds, sizes bytes. */
export interface TorrentFacts {
  readonly hash: string;
  readonly name: string;
  readonly category: string;
  readonly state: TorrentState;
  /** 0..1 of the wanted files. */
  readonly progress: number;
  readonly amountLeft: number;
  /** Unix seconds. */
  readonly addedOn: number;
  /** Unix seconds; 0 or less while unfinished. */
  readonly completionOn: number;
  readonly lastActivity: number;
  /** Distributed copies; -1 when complete. */
  readonly availability: number;
  readonly ratio: number;
  /** Exact labels, trimmed (FIX Q17). */
  readonly tags: readonly string[];
  readonly contentPath: string;
}

/** What we remember about one torrent between passes, keyed by instance and hash (FIX Q25). */
export interface TorrentMemory {
  /** Signature of the file rules already applied, null before (FIX Q33). */
  readonly checked: string | null;
  /** What the file rules found when they ran. */
  readonly excluded: { readonly n: number; readonly m: number } | null;
  /** Unix seconds since when `missingFiles` has been seen without a break (FIX Q34). */
  readonly missingSince: number | null;
  /** Unix seconds of the recheck asked for by the recheck category (FIX Q7). */
  readonly recheckedAt: number | null;
  /** Category before it was moved to the recheck category. */
  readonly previousCategory: string | null;
  /** Unix seconds of the import request (SENT). */
  readonly sentAt: number | null;
  /** Unix seconds until which a failed attempt (missing path, refused action) is not repeated (TIC). */
  readonly retryAt: number | null;
  /** Why the last attempt did not go through. */
  readonly blockedBy: string | null;
  /**
   * Unix seconds since when the torrent could make progress: later than its last queued, stopped or checking time and
   * than any outage of qBittorrent or of this program, none of which counts as stalled time.
   */
  readonly activeSince: number;
}

/** Tag names of torrents.md 0.1. */
export const tag = {
  ignored: 'qBitrr-ignored',
  imported: 'qBitrr-imported',
  allowedStalled: 'qBitrr-allowed_stalled',
  freeSpacePaused: 'qBitrr-free_space_paused',
} as const;

const downloading = new Set<TorrentState>([
  'downloading',
  'metaDL',
  'forcedMetaDL',
  'stoppedDL',
  'queuedDL',
  'forcedDL',
  'stalledDL',
  'checkingDL',
]);
const metadata = new Set<TorrentState>(['metaDL', 'forcedMetaDL']);
const stuck = new Set<TorrentState>(['metaDL', 'forcedMetaDL', 'stalledDL']);
const untouched = new Set<TorrentState>([
  'checkingUP',
  'forcedUP',
  'allocating',
  'queuedDL',
  'forcedDL',
  'checkingDL',
  'checkingResumeData',
  'moving',
]);
const complete = new Set<TorrentState>(['uploading', 'stoppedUP', 'queuedUP', 'stalledUP']);
const checking = new Set<TorrentState>(['checkingUP', 'checkingDL', 'checkingResumeData']);
const waiting = new Set<TorrentState>([
  'stoppedDL',
  'queuedDL',
  'checkingDL',
  'checkingResumeData',
  'moving',
  'allocating',
  'error',
  'missingFiles',
]);

/** State classes of torrents.md 0.3, on normalised states (FIX Q2). */
export const stateClass = {
  isDownloading: (state: TorrentState) => downloading.has(state),
  isMetadata: (state: TorrentState) => metadata.has(state),
  isStuck: (state: TorrentState) => stuck.has(state),
  isUntouched: (state: TorrentState) => untouched.has(state),
  isComplete: (state: TorrentState) => complete.has(state),
  isChecking: (state: TorrentState) => checking.has(state),
  /** States in which no progress is expected, so their time never counts as stalled. */
  isWaiting: (state: TorrentState) => waiting.has(state),
};
