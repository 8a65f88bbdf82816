import type { LogLevel } from '../contract/index.ts';

/** Weights of supervisor.md 6.1: a record passes when its weight is at least the threshold's. */
const WEIGHT: Record<LogLevel, number> = {
  TRACE: 5,
  VERBOSE: 7,
  DEBUG: 10,
  INFO: 20,
  NOTICE: 23,
  HNOTICE: 24,
  SUCCESS: 25,
  WARNING: 30,
  ERROR: 40,
  CRITICAL: 50,
};

/** Does a record of this level show at this threshold? (supervisor.md 6.1) */
export function passes(level: LogLevel, threshold: LogLevel): boolean {
  return WEIGHT[level] >= WEIGHT[threshold];
}

/** Is this one of the ten names, in capitals? */
export const isLevel = (text: string): text is LogLevel => Object.hasOwn(WEIGHT, text);

/** Level named by `text` in any case, or null when there is no such level (S7). */
export function parseLevel(text: string): LogLevel | null {
  const name = text.trim().toUpperCase();
  return isLevel(name) ? name : null;
}

/** ERROR and worse: what the histogram marks and `e` jumps to (ui.md LG-5). */
export const isError = (level: LogLevel): boolean => WEIGHT[level] >= WEIGHT.ERROR;
