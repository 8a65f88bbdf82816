import { z } from 'zod';
import { arrType } from './common.ts';

/** State of one remote server (supervisor.md 5.3). */
export const remoteState = z.enum(['unknown', 'up', 'down', 'authFailed', 'unsupported']);
export type RemoteState = z.infer<typeof remoteState>;

export const qbitStatus = z.object({
  alive: z.boolean(),
  host: z.string().nullable(),
  port: z.int().nullable(),
  version: z.string().nullable(),
  state: remoteState,
  lastError: z.string().nullable(),
  /** Unix milliseconds of the last change of `state`. */
  since: z.int().nullable(),
});

/** A setting or section the owner has to look at. */
export const configIssue = z.object({ path: z.string(), message: z.string() });
export type ConfigIssue = z.infer<typeof configIssue>;

/** What the free-space guard measures and plans (ui.md OV-3). Bytes. */
export const diskReport = z.object({
  folder: z.string(),
  /** Null when it cannot be measured; `problem` says why. */
  total: z.number().nullable(),
  free: z.number().nullable(),
  keep: z.number(),
  /** What running downloads that fit will still take. */
  reserved: z.number(),
  held: z.int(),
  /** What the held downloads need together. */
  waiting: z.number(),
  problem: z.string().nullable(),
});
export type DiskReport = z.infer<typeof diskReport>;

/** Something that needs the owner (ui.md NT-3). */
export const attentionItem = z.object({
  id: z.string(),
  kind: z.enum([
    'worker-failed',
    'remote-down',
    'config-issue',
    'removal-budget',
    'outage',
    'disk',
    'returned',
    'notice',
  ]),
  severity: z.enum(['attention', 'danger']),
  message: z.string(),
  subject: z.string(),
  since: z.int(),
  /** What the owner may do about it here: let removals go on. */
  release: z.enum(['budget', 'outage']).nullable(),
});
export type AttentionItem = z.infer<typeof attentionItem>;

/** Body of GET /status: the reference's members and ours (api.md 2.2, supervisor.md 8). */
export const statusBody = z.object({
  qbit: qbitStatus,
  qbitInstances: z.record(z.string(), qbitStatus),
  arrs: z.array(
    z.object({
      category: z.string(),
      name: z.string(),
      type: arrType,
      alive: z.boolean(),
      reachable: z.boolean().nullable(),
      state: remoteState,
      version: z.string().nullable(),
      lastError: z.string().nullable(),
    }),
  ),
  ready: z.boolean(),
  webui: z.object({ LiveArr: z.boolean(), Theme: z.string(), ViewDensity: z.string() }),
  /** Sandbox = the embedded make-believe stack is what we talk to. */
  mode: z.enum(['normal', 'search-only', 'processing-only', 'qbit-disabled', 'unconfigured', 'sandbox']),
  observeOnly: z.boolean(),
  /** Seconds. */
  uptime: z.int(),
  /** Last path segment only. */
  dataPath: z.string(),
  version: z.string(),
  configIssues: z.array(configIssue),
  attention: z.array(attentionItem),
  transfer: z.object({ dlspeed: z.number(), upspeed: z.number(), torrents: z.int() }),
  /** Null while the guard is off. */
  disk: diskReport.nullable(),
});
export type StatusBody = z.infer<typeof statusBody>;
