import { z } from 'zod';
import { logLevel } from './common.ts';

/** One entry of the ring (api.md 3.5). `message` has no colour codes; follow-up lines are joined with \n. */
export const logEntry = z.object({
  /** UTC ISO 8601 with Z. */
  timestamp: z.string(),
  level: logLevel,
  /** Instance name for loops, else the component (`Main`, `WebUI`, `core`). */
  source: z.string(),
  message: z.string(),
  /** Increases by one per entry since start; lets a client resume without duplicates. */
  seq: z.int().nonnegative(),
});
export type LogEntry = z.infer<typeof logEntry>;

export const logsBody = z.object({ logs: z.array(logEntry), files: z.array(z.string()) });
export type LogsBody = z.infer<typeof logsBody>;

/** JSON form of GET /logs/{name} and of the stream's events (api.md 2.5). */
export const logChunk = z.object({
  content: z.string(),
  next_bytes: z.int().nonnegative(),
  size: z.int().nonnegative(),
  inode: z.number().nonnegative(),
  rotated: z.boolean(),
  truncated: z.boolean(),
});
export type LogChunk = z.infer<typeof logChunk>;
