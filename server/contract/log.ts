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

/** Where an entry lies: file and byte offset. A cursor stays good when its file is rotated. */
export const logCursor = z.string().regex(/^[A-Za-z0-9._-]+~\d{1,15}$/);

/** One entry of GET /logs/query. Milliseconds of `timestamp` are known for recent entries only. */
export const logLine = logEntry.omit({ seq: true }).extend({
  cursor: logCursor,
  /** Where `message` matches the text filter: UTF-16 offsets, from and to; the first 50. */
  marks: z.array(z.tuple([z.int(), z.int()])),
});
export type LogLine = z.infer<typeof logLine>;

/** A window of the log, oldest first. `older` and `newer` ask for what lies beyond it; null = nothing does. */
export const logWindow = z.object({
  entries: z.array(logLine),
  older: logCursor.nullable(),
  newer: logCursor.nullable(),
  /** The cursor is of a file that is gone: these are the newest entries instead. */
  restarted: z.boolean(),
  /** The deadline ended the search before the window was full: `older` or `newer` goes on from there. */
  truncated: z.boolean(),
});
export type LogWindow = z.infer<typeof logWindow>;

/** Lines over time; empty stretches are left out. */
export const logHistogram = z.object({
  /** Width of a bar. */
  stepSeconds: z.int().positive(),
  /** `at`: unix milliseconds of the bar's start, rising. */
  bars: z.array(z.object({ at: z.int(), lines: z.int(), errors: z.int() })),
});
export type LogHistogram = z.infer<typeof logHistogram>;

/** What a filter leaves of the whole log, rotated files included (ui.md LG-3, LG-5). */
export const logSummary = z.object({
  /** Entries that pass all filters. */
  total: z.int(),
  /** Entries per level that pass all filters but the one for levels. */
  counts: z.partialRecord(logLevel, z.int()),
  /** Everything that passes but for the time range, which is set on it. */
  histogram: logHistogram,
  sources: z.array(z.string()),
  truncated: z.boolean(),
});
export type LogSummary = z.infer<typeof logSummary>;

/** Answer of GET /logs/{name}/search (api.md 2.5). */
export const logSearchBody = z.object({
  query: z.string(),
  truncated: z.boolean(),
  files_searched: z.array(z.string()),
  matches: z.array(
    z.object({
      file: z.string(),
      /** Counts from 1. */
      line: z.int().positive(),
      text: z.string(),
      context_before: z.array(z.string()),
      context_after: z.array(z.string()),
    }),
  ),
});
export type LogSearchBody = z.infer<typeof logSearchBody>;
export type LogMatch = LogSearchBody['matches'][number];
