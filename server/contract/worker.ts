import { z } from 'zod';
import { factValues, logLevel } from './common.ts';
import { doing, unitKind } from './process.ts';
import { engineSettings } from './settings.ts';
import { previewPart } from './preview.ts';
import { diskReport, remoteState } from './status.ts';
import { actionKind, decisionCode, gateCheck, ruleTrace, torrentCommand, torrentRow } from './torrent.ts';

/**
 * Messages between the supervisor and a manager process (supervisor.md 2.1).
 * The host writes everything durable; a manager only asks for it.
 */
export const WORKER_PROTOCOL = 1;

/** A loop inside a manager: `Radarr-A/torrent`, or for core `failed/torrent`. */
export const unitRef = z.object({ category: z.string(), kind: unitKind });
export type UnitRef = z.infer<typeof unitRef>;

/** Steps of a destructive or external action, in the order they are taken (torrents.md A6, A7). */
export const intentStep = z.enum([
  'client-delete',
  'queue-delete',
  'search',
  'scan',
  'tag',
  'recheck',
  'restore-category',
  'file-priority',
  'start',
  'stop',
  'untag',
  'trackers',
  'clean',
]);
export type IntentStep = z.infer<typeof intentStep>;

/**
 * An action announced before it happens and stored by the host, so that a killed manager finishes it exactly once.
 */
export const intent = z.object({
  id: z.string(),
  manager: z.string(),
  instance: z.string(),
  hash: z.string(),
  name: z.string(),
  action: actionKind,
  decision: decisionCode,
  values: factValues,
  trail: z.array(ruleTrace),
  steps: z.array(intentStep),
  done: z.array(intentStep),
  /** An owner asked for it by name, so that neither an outage, the budget, hit-and-run nor a grace period holds it back. */
  asked: z.boolean().default(false),
  /** What hit-and-run still demands, in words; null when it demands nothing (torrents.md 6.5). */
  duty: z.string().nullable().default(null),
  /** What the steps need again after a restart (scan path, queue ids, media ids, category ...). */
  data: z.record(z.string(), z.unknown()),
  /** Unix milliseconds. */
  at: z.int(),
});
export type Intent = z.infer<typeof intent>;

/** What a manager must remember over restarts, keyed by instance and hash (torrents.md Q7, Q25, Q33). */
export const memoryKey = z.enum([
  'checked',
  'category',
  'recheckedAt',
  'errorCheckAt',
  'missingSince',
  'sent',
  'activeSince',
  'unplayable',
  'cleaned',
  'released',
  /** Labels that stand in for tags in tagless mode, as a JSON list (torrents.md 3.5). */
  'flags',
]);
export type MemoryKey = z.infer<typeof memoryKey>;
export const memoryEntry = z.object({
  instance: z.string(),
  hash: z.string(),
  key: memoryKey,
  /** null deletes the entry. */
  value: z.string().nullable(),
});
export type MemoryEntry = z.infer<typeof memoryEntry>;

export const toWorker = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('init'),
    protocol: z.literal(WORKER_PROTOCOL),
    /** Arr section name or `core`. */
    manager: z.string(),
    /** The data folder; empty when it is not to be looked at. */
    dataDir: z.string(),
    units: z.array(unitRef),
    settings: engineSettings,
    memory: z.array(memoryEntry),
    intents: z.array(intent),
    /** Since when each qBittorrent has been up without a break, unix milliseconds; absent = not known to be up. */
    upSince: z.record(z.string(), z.int()),
  }),
  z.object({ type: z.literal('settings'), settings: engineSettings }),
  z.object({ type: z.literal('startUnit'), unit: unitRef }),
  z.object({ type: z.literal('stopUnit'), unit: unitRef }),
  z.object({ type: z.literal('shutdown') }),
  z.object({ type: z.literal('ping'), id: z.int() }),
  /** Answer to `intent`: go on, or why not (budget, observe-only). */
  z.object({
    type: z.literal('intentAnswer'),
    id: z.string(),
    granted: z.boolean(),
    /** The check that objected; null when granted. */
    check: gateCheck.nullable(),
    reason: z.string(),
    /** Unix milliseconds at which it may be asked again; null = when something changes. */
    until: z.int().nullable(),
  }),
  /** Ask the torrent's manager for something on the owner's behalf; answered by `commandResult`. */
  z.object({
    type: z.literal('command'),
    id: z.string(),
    command: torrentCommand,
    instance: z.string(),
    hash: z.string(),
  }),
  /** Judge the live snapshot by these settings without acting; answered by `previewResult`. */
  z.object({ type: z.literal('preview'), id: z.string(), settings: engineSettings }),
  /** What another manager remembers about torrents this one may own (tagless flags, releases of holds). */
  z.object({ type: z.literal('shared'), entries: z.array(memoryEntry) }),
  /** Bytes free above the mark of the free-space guard; null = off or not known. */
  z.object({ type: z.literal('freeSpace'), aboveMark: z.number().nullable() }),
  /** Run a pass now: a remote recovered or somebody asked. */
  z.object({ type: z.literal('wake') }),
]);
export type ToWorker = z.infer<typeof toWorker>;

export const toHost = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), protocol: z.literal(WORKER_PROTOCOL) }),
  z.object({
    type: z.literal('unitState'),
    unit: unitRef,
    state: z.enum(['running', 'stopped', 'failed']),
    error: z.string().nullable(),
  }),
  z.object({ type: z.literal('settingsApplied'), revision: z.int() }),
  z.object({ type: z.literal('activity'), unit: unitRef, doing, nextRunAt: z.int().nullable(), passDone: z.boolean() }),
  z.object({
    type: z.literal('counts'),
    unit: unitRef,
    queueCount: z.int().nullable(),
    categoryCount: z.int().nullable(),
    /** Torrents held for disk space; only the policy loop knows. */
    freeSpacePaused: z.int().nullable(),
  }),
  z.object({
    type: z.literal('torrents'),
    changed: z.array(z.object({ row: torrentRow, trail: z.array(ruleTrace) })),
    removed: z.array(z.object({ instance: z.string(), hash: z.string() })),
    /**
     * After a (re)start or an outage, behind the last rows: all hashes per instance. What this manager reported before and
     * is not listed is gone. Null on ordinary reports.
     */
    present: z.record(z.string(), z.array(z.string())).nullable(),
  }),
  z.object({ type: z.literal('remember'), entries: z.array(memoryEntry) }),
  z.object({ type: z.literal('intent'), intent }),
  z.object({ type: z.literal('intentStep'), id: z.string(), step: intentStep }),
  z.object({
    type: z.literal('intentEnd'),
    id: z.string(),
    /** `dropped`: nothing irreversible had happened, it will be judged again. */
    result: z.enum(['ok', 'failed', 'dropped']),
    message: z.string(),
  }),
  z.object({
    type: z.literal('commandResult'),
    id: z.string(),
    ok: z.boolean(),
    /** One sentence: what was done, or why not. */
    message: z.string(),
  }),
  z.object({ type: z.literal('previewResult'), id: z.string(), result: previewPart }),
  z.object({ type: z.literal('disk'), report: diskReport.nullable() }),
  /** Something the owner should see to, or that it is over (`message` null). */
  z.object({
    type: z.literal('notice'),
    id: z.string(),
    subject: z.string(),
    severity: z.enum(['attention', 'danger']),
    message: z.string().nullable(),
  }),
  z.object({
    type: z.literal('remote'),
    target: z.string(),
    kind: z.enum(['qbit', 'arr']),
    state: remoteState,
    version: z.string().nullable(),
    error: z.string().nullable(),
  }),
  z.object({
    type: z.literal('transfer'),
    instance: z.string(),
    dlspeed: z.number(),
    upspeed: z.number(),
    freeSpace: z.number().nullable(),
  }),
  z.object({ type: z.literal('log'), level: logLevel, message: z.string(), at: z.int() }),
  z.object({ type: z.literal('usage'), memoryBytes: z.int(), cpuPercent: z.number() }),
  z.object({ type: z.literal('pong'), id: z.int() }),
  z.object({ type: z.literal('fatal'), error: z.string() }),
]);
export type ToHost = z.infer<typeof toHost>;
