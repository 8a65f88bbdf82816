import { z } from 'zod';
import { arrType, factValues } from './common.ts';

/** A logical loop with its own row (supervisor.md 0). */
export const unitKind = z.enum(['search', 'torrent', 'category']);
export type UnitKind = z.infer<typeof unitKind>;

/** api.md 3.4: `running` exactly when `alive`. */
export const processStatus = z.enum(['running', 'starting', 'restarting', 'stopped', 'failed']);
export type ProcessStatus = z.infer<typeof processStatus>;

export const lastExit = z.object({
  code: z.int().nullable(),
  signal: z.string().nullable(),
  /** Unix milliseconds. */
  at: z.int(),
  reason: z.enum(['requested', 'crash', 'unresponsive', 'spawn-timeout', 'finished']),
});
export type LastExit = z.infer<typeof lastExit>;

/** What a loop is doing, as a code plus values (`torrents.pass`, `waiting`, `unreachable` ...). */
export const doing = z.object({ code: z.string(), values: factValues });
export type Doing = z.infer<typeof doing>;

/** One row of GET /processes: the full dialect's fields, the seed's fields, and our own details (api.md 2.4, 3.4). */
export const processRow = z.object({
  category: z.string(),
  name: z.string(),
  kind: unitKind,
  pid: z.int().nullable(),
  alive: z.boolean(),
  status: processStatus,
  /** Whole seconds since this loop's last start; 0 when not alive. */
  uptime: z.int().nonnegative(),
  /** Absent on `category` rows. */
  rebuilding: z.boolean().optional(),
  searchSummary: z.string().optional(),
  searchTimestamp: z.string().optional(),
  queueCount: z.int().optional(),
  categoryCount: z.int().optional(),
  freeSpacePaused: z.int().optional(),
  metricType: z.enum(['torrent-policy', 'category']).optional(),
  /** What owns the loop: an Arr of this type, or the shared `core` manager. */
  owner: z.union([arrType, z.literal('core')]),
  /** Address of the Arr (no credentials), null for core. */
  address: z.string().nullable(),
  doing: doing.nullable(),
  /** Unix milliseconds of the next pass or the next start attempt, null when unknown. */
  nextRunAt: z.int().nullable(),
  restarts: z.object({
    used: z.int().nonnegative(),
    allowed: z.int().nonnegative(),
    windowSeconds: z.number(),
    total: z.int().nonnegative(),
  }),
  lastExit: lastExit.nullable(),
  /** Redacted, at most 500 characters. */
  lastError: z.string().nullable(),
  memoryBytes: z.int().nullable(),
  cpuPercent: z.number().nullable(),
  /** Passes (torrent loops) or searches per minute, oldest first, at most 60 values. */
  work: z.array(z.int()),
});
export type ProcessRow = z.infer<typeof processRow>;

export const processesBody = z.object({ processes: z.array(processRow) });
export type ProcessesBody = z.infer<typeof processesBody>;

const verbBase = { status: z.literal('ok'), name: z.string(), category: z.string() };
/** Answer of POST /processes/.../{restart|start|stop}; the list names the loops acted on (api.md 3.4). */
export const restartedBody = z.object({ ...verbBase, restarted: z.array(unitKind) });
export const startedBody = z.object({ ...verbBase, started: z.array(unitKind) });
export const stoppedBody = z.object({ ...verbBase, stopped: z.array(unitKind) });
export const okBody = z.object({ status: z.literal('ok') });
