import type { LogLevel } from '../contract/index.ts';

/** One record on its way to the sinks; `at` is unix milliseconds. */
export interface LogRecord {
  source: string;
  level: LogLevel;
  message: string;
  at: number;
}

/** Writes records of one source. Follow-up lines of a message are joined with \n. */
export interface Logger {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  notice(message: string): void;
  success(message: string): void;
  warning(message: string): void;
  error(message: string): void;
  critical(message: string): void;
}

export const ALL_FILE = 'All.log';
/** Source of everything without an owner (supervisor.md 6.3). */
export const MAIN_SOURCE = 'Main';
