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
  'hold',
  'resume',
  'recheck',
  'recheck-restore',
  'inspect-files',
  'skip-files',
  'import',
  'tag-stalled',
  'remove',
  'remove-keep-files',
  'clean-files',
  'edit-trackers',
  'ignore',
  'unignore',
  'allow-stalled',
]);
export type ActionKind = z.infer<typeof actionKind>;

/** What an owner may ask of one torrent (ui.md TR-5). */
export const torrentCommand = z.enum(['keep', 'unkeep', 'recheck', 'import', 'fail', 'allow-stalled', 'release']);
export type TorrentCommand = z.infer<typeof torrentCommand>;

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
  /** What will have been decided then. */
  decision: decisionCode,
  /** Unix milliseconds, null when it waits for a condition instead of a time. */
  at: z.int().nullable(),
});
export type PlannedAction = z.infer<typeof plannedAction>;

/** Which check of the safety gate holds an action back, in the order they are made (design.md 5). */
export const gateCheck = z.enum(['observe-only', 'ledger', 'outage', 'budget', 'hit-and-run', 'grace']);
export type GateCheck = z.infer<typeof gateCheck>;

/** An action that is wanted but held back by the safety gate. */
export const gateHold = z.object({
  check: gateCheck,
  /** One English sentence. */
  reason: z.string(),
  /** Unix milliseconds at which it is asked again or happens, null when that is not known. */
  until: z.int().nullable(),
});
export type GateHold = z.infer<typeof gateHold>;

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
  /** Of the wanted files. */
  size: z.number(),
  totalSize: z.number(),
  amountLeft: z.number(),
  downloaded: z.number(),
  uploaded: z.number(),
  /** Seconds; null when qBittorrent does not know (8640000). */
  eta: z.number().nullable(),
  dlspeed: z.number(),
  upspeed: z.number(),
  ratio: z.number(),
  /** Own limit; -2 = global, -1 = none. */
  ratioLimit: z.number(),
  /** Own limit in minutes; -2 = global, -1 = none. */
  seedingTimeLimit: z.number(),
  /** 0 = none. */
  dlLimit: z.number(),
  upLimit: z.number(),
  /** Connected. */
  seeds: z.int(),
  leechs: z.int(),
  /** In the swarm. */
  swarmSeeds: z.int(),
  swarmLeechs: z.int(),
  availability: z.number(),
  /** Place in the queue from 1; 0 when not queued. */
  priority: z.int(),
  tags: z.array(z.string()),
  /** Host of the first tracker, empty when there is none. */
  tracker: z.string(),
  /** Custom format score the Arr gave the release, null when not known. */
  score: z.number().nullable(),
  /** Folder on the qBittorrent machine. */
  savePath: z.string(),
  addedAt: z.int(),
  completedAt: z.int().nullable(),
  lastActivityAt: z.int().nullable(),
  /** Seconds. */
  seedingTime: z.number(),
  /** Seconds. */
  timeActive: z.number(),
  decision: decisionCode,
  values: factValues,
  /** The decision in one English sentence, for scripts and logs. */
  reason: z.string(),
  action: actionKind,
  /** When this decision was first reached. */
  since: z.int(),
  next: plannedAction.nullable(),
  /** Set while the safety gate holds back what this decision wants. */
  gate: gateHold.nullable(),
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
  /** Torrents per group of decisions under the other filters; `all` leaves removed ones out. */
  counts: z.record(z.string(), z.int()),
  /** Of all matching torrents. */
  totals: z.object({ count: z.int(), seeding: z.int(), size: z.number() }),
});
export type TorrentsBody = z.infer<typeof torrentsBody>;

/** Body of POST /torrents/actions. */
export const torrentCommandBody = z.strictObject({
  command: torrentCommand,
  torrents: z
    .array(z.strictObject({ instance: z.string(), hash: z.string() }))
    .min(1)
    .max(500),
});
export const torrentCommandResult = z.object({ ok: z.boolean(), message: z.string() });
export const torrentCommandsBody = z.object({
  results: z.array(torrentCommandResult.extend({ instance: z.string(), hash: z.string() })),
});
export type TorrentCommandsBody = z.infer<typeof torrentCommandsBody>;

/** Body of POST /removals/release. */
export const releaseBody = z.strictObject({ what: z.enum(['budget', 'outage']) });
/** False when nothing was held back. */
export const releaseResult = z.object({ released: z.boolean() });
