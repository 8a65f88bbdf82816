import { z } from 'zod';
import { factValues } from './common.ts';

/**
 * qBittorrent states, both spellings of paused/stopped mapped onto one (torrents.md 0.3, FIX Q2).
 * Anything the server may invent later arrives as `unknown`.
 */
export const torrentState = z.enum([
  'error',
  'missingFiles',
  'uploading',
  'stoppedUP',
  'queuedUP',
  'stalledUP',
  'checkingUP',
  'forcedUP',
  'allocating',
  'downloading',
  'metaDL',
  'forcedMetaDL',
  'stoppedDL',
  'queuedDL',
  'forcedDL',
  'stalledDL',
  'checkingDL',
  'checkingResumeData',
  'moving',
  'unknown',
]);
export type TorrentState = z.infer<typeof torrentState>;

/** Decision codes of ui.md 6.2; the sentence for each is made by `describeDecision` in reasons.ts. */
export const decisionCode = z.enum([
  'cf_unmet',
  'seed_goal',
  'seed_protected',
  'failed_category',
  'recheck_category',
  'missing_files',
  'ignored',
  'grace',
  'stalled',
  'metadata_stuck',
  'unavailable',
  'too_slow',
  'inspect',
  'files_excluded',
  'held_space',
  'importing',
  'imported',
  'import_blocked',
  'downloading',
  'seeding',
  'errored',
  'stopped',
  'queued',
  'busy',
  'none',
]);
export type DecisionCode = z.infer<typeof decisionCode>;

/** What a verdict makes us do. `none` changes nothing. */
export const actionKind = z.enum([
  'none',
  'start',
  'stop',
  'recheck',
  'recheck-restore',
  'inspect-files',
  'skip-files',
  'import',
  'tag-stalled',
  'remove',
  'remove-keep-files',
]);
export type ActionKind = z.infer<typeof actionKind>;

/** One line of a decision trail: the rule, what it said and the values it compared (ui.md TR-3). */
export const ruleTrace = z.object({
  rule: z.string(),
  /** Row of spec torrents.md, e.g. `D08`. */
  row: z.string(),
  outcome: z.enum(['pass', 'skip', 'match', 'blocked', 'notRun']),
  values: factValues,
  /** Configuration path that holds the limit, e.g. `Radarr-A.Torrent.StalledDelay`. */
  setting: z.string().nullable(),
});
export type RuleTrace = z.infer<typeof ruleTrace>;

export const plannedAction = z.object({
  action: actionKind,
  /** Unix milliseconds, null when it waits for a condition instead of a time. */
  at: z.int().nullable(),
});
export type PlannedAction = z.infer<typeof plannedAction>;

/** One torrent as the panel and the API show it. Times are unix milliseconds, sizes bytes, rates bytes/s. */
export const torrentRow = z.object({
  /** qBittorrent section name. */
  instance: z.string(),
  hash: z.string(),
  name: z.string(),
  category: z.string(),
  /** Owning manager: Arr section name or `core`. */
  manager: z.string(),
  state: torrentState,
  progress: z.number(),
  size: z.number(),
  amountLeft: z.number(),
  /** Seconds; null when qBittorrent does not know (8640000). */
  eta: z.number().nullable(),
  dlspeed: z.number(),
  upspeed: z.number(),
  ratio: z.number(),
  seeds: z.int(),
  leechs: z.int(),
  availability: z.number(),
  tags: z.array(z.string()),
  addedAt: z.int(),
  completedAt: z.int().nullable(),
  lastActivityAt: z.int().nullable(),
  /** Seconds. */
  seedingTime: z.number(),
  decision: decisionCode,
  values: factValues,
  /** The decision in one English sentence, for scripts and logs. */
  reason: z.string(),
  action: actionKind,
  /** When this decision was first reached. */
  since: z.int(),
  next: plannedAction.nullable(),
  /** True while observe-only kept us from acting on this decision. */
  observed: z.boolean(),
  /** Set once the torrent is gone from the client. */
  removedAt: z.int().nullable(),
});
export type TorrentRow = z.infer<typeof torrentRow>;

export const torrentsBody = z.object({
  torrents: z.array(torrentRow),
  total: z.int(),
  /** True when not every matching torrent is in the list. */
  truncated: z.boolean(),
});
export type TorrentsBody = z.infer<typeof torrentsBody>;
