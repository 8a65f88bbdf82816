import { z } from 'zod';

/** The four applications of the Servarr family we manage. */
export const arrType = z.enum(['radarr', 'sonarr', 'lidarr', 'readarr']);
export type ArrType = z.infer<typeof arrType>;

/** All log level names that may appear in a file or a filter, weakest first (supervisor.md 6.1). */
export const logLevel = z.enum([
  'TRACE',
  'VERBOSE',
  'DEBUG',
  'INFO',
  'NOTICE',
  'HNOTICE',
  'SUCCESS',
  'WARNING',
  'ERROR',
  'CRITICAL',
]);
export type LogLevel = z.infer<typeof logLevel>;

/** Every non-2xx JSON answer (api.md 3.7). `details` may be empty, `error` never is. */
export const errorBody = z.looseObject({
  error: z.string().min(1),
  details: z.string(),
});
export type ErrorBody = z.infer<typeof errorBody>;

/** A value that travels with a decision code; wording is made from it at the edge (ui.md I1). */
export const factValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type FactValue = z.infer<typeof factValue>;
export const factValues = z.record(z.string(), factValue);
export type FactValues = z.infer<typeof factValues>;

/** Wall clock in unix milliseconds, and a monotonic clock in milliseconds that never steps. */
export interface Clock {
  now(): number;
  monotonic(): number;
}

/** What a stored text says, undefined when it is no JSON: for what a broken disk may have altered. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
