import { consoleLine } from './format.ts';
import type { LogRecord } from './types.ts';

/** The part of a terminal or pipe the sink needs; `process.stderr` is one. */
export interface ConsoleStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Colour on a terminal, off with NO_COLOR, forced by FORCE_COLOR (supervisor.md 6.4). */
export function wantsColour(stream: ConsoleStream, env: NodeJS.ProcessEnv): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0';
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  return stream.isTTY === true;
}

export type ConsoleSink = (record: LogRecord) => void;

/** Writes records to a stream, normally stderr. */
export function createConsoleSink(stream: ConsoleStream, env: NodeJS.ProcessEnv): ConsoleSink {
  const colour = wantsColour(stream, env);
  return (record) => {
    stream.write(consoleLine(record, { pid: process.pid, colour }));
  };
}
