import type { TorrentState } from '../../contract/index.ts';
import type { AnnounceEntry } from '../seeding/obligations.ts';

/** What qBittorrent says about one torrent now (torrents.md 0.2). Times are unix seconds, sizes bytes, rates bytes/s. */
export interface TorrentFacts {
  readonly hash: string;
  readonly name: string;
  readonly category: string;
  readonly state: TorrentState;
  /** 0..1 of the wanted files. */
  readonly progress: number;
  readonly amountLeft: number;
  /** Seconds; null when qBittorrent cannot tell. */
  readonly eta: number | null;
  /** Unix seconds. */
  readonly addedOn: number;
  /** Unix seconds; 0 or less while unfinished. */
  readonly completionOn: number;
  readonly lastActivity: number;
  /** Distributed copies; -1 when complete. */
  readonly availability: number;
  readonly ratio: number;
  /** Seconds. */
  readonly seedingTime: number;
  /** Own limits; not positive = none. The time in minutes. */
  readonly ratioLimit: number;
  readonly seedingTimeLimit: number;
  /** Limits in force in qBittorrent, own or global; not positive = none. The time in minutes. */
  readonly maxRatio: number;
  readonly maxSeedingTime: number;
  /** 0 = none. */
  readonly dlLimit: number;
  readonly upLimit: number;
  readonly superSeeding: boolean;
  /** Exact labels, trimmed (FIX Q17). */
  readonly tags: readonly string[];
  readonly contentPath: string;
  /** Announce addresses; null when qBittorrent did not tell them (L21). */
  readonly trackers: readonly string[] | null;
}

/** What the Arr's queue says about one download; null where there is no Arr, or it does not answer. */
export interface QueueFacts {
  /** The queue lists it as not imported yet (FIX Q9). */
  readonly pending: boolean;
  /** The configured message that makes it a bad download (5.5), null when there is none. */
  readonly bad: string | null;
  /** What the Arr complains about, null when it does not. */
  readonly complaint: string | null;
  /** Custom format score of the release, null when not known. */
  readonly score: number | null;
  /** The custom format check of 5.4, null when it cannot be made or is off. */
  readonly format: { readonly unmet: boolean; readonly wanted: number } | null;
}

/** A download the queue does not list. */
export const notQueued: QueueFacts = { pending: false, bad: null, complaint: null, score: null, format: null };

/** What we remember about one torrent between passes, keyed by instance and hash (FIX Q25). Times are unix seconds. */
export interface TorrentMemory {
  /** Signature of the file rules already applied, null before (FIX Q33). */
  readonly checked: string | null;
  /** What the file rules found when they ran. */
  readonly excluded: { readonly n: number; readonly m: number } | null;
  /** Since when `missingFiles` has been seen without a break (FIX Q34). */
  readonly missingSince: number | null;
  /** When the recheck category asked for a recheck (FIX Q7). */
  readonly recheckedAt: number | null;
  /** When a recheck was asked for because of an error (FIX Q31). */
  readonly errorCheckAt: number | null;
  /** Category before it was moved to the recheck category. */
  readonly previousCategory: string | null;
  /** When the import was requested (SENT). */
  readonly sentAt: number | null;
  /** Until when a failed attempt (missing path, refused action) is not repeated. */
  readonly retryAt: number | null;
  /** Why the last attempt did not go through. */
  readonly blockedBy: string | null;
  /** Files of a finished download that do not play, null when they do or were not tried (F25). */
  readonly unplayable: number | null;
  /** When its leftovers were looked for after the import (F31), null before. */
  readonly cleanedAt: number | null;
  /** Until when it is left in peace after a start or a recheck (TIC). */
  readonly quietUntil: number | null;
  /** Since when it has been seen in `stalledUP` without a break (R20). */
  readonly idleSeedingSince: number | null;
  /** Announce messages, null while they were not asked for or could not be had. */
  readonly announced: readonly AnnounceEntry[] | null;
  /**
   * Since when the torrent could make progress: later than its last queued, stopped or checking time and than any outage of
   * qBittorrent, of the internet or of this program, none of which counts as stalled time.
   */
  readonly activeSince: number;
}

/** Tag names of torrents.md 0.1 and 3.4. */
export const tag = {
  ignored: 'qBitrr-ignored',
  imported: 'qBitrr-imported',
  allowedStalled: 'qBitrr-allowed_stalled',
  allowedSeeding: 'qBitrr-allowed_seeding',
  freeSpacePaused: 'qBitrr-free_space_paused',
  hitAndRun: 'qBitrr-hnr_active',
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
const uploading = new Set<TorrentState>(['uploading', 'queuedUP', 'stalledUP']);
const complete = new Set<TorrentState>(['uploading', 'stoppedUP', 'queuedUP', 'stalledUP']);
const seedQueue = new Set<TorrentState>(['uploading', 'stoppedUP', 'queuedUP', 'stalledUP', 'checkingUP', 'forcedUP']);
const checking = new Set<TorrentState>(['checkingUP', 'checkingDL', 'checkingResumeData']);
const stopped = new Set<TorrentState>(['stoppedDL', 'stoppedUP']);
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
  isUploading: (state: TorrentState) => uploading.has(state),
  /** COMPLETE, and LIMIT, which is the same once stopped states are one (FIX Q2). */
  isComplete: (state: TorrentState) => complete.has(state),
  isSeedQueue: (state: TorrentState) => seedQueue.has(state),
  isChecking: (state: TorrentState) => checking.has(state),
  isStopped: (state: TorrentState) => stopped.has(state),
  /** States in which no progress is expected, so their time never counts as stalled. */
  isWaiting: (state: TorrentState) => waiting.has(state),
};
