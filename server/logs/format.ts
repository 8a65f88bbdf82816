import type { LogLevel } from '../contract/index.ts';
import type { LogRecord } from './types.ts';

const LOGGER_WIDTH = 24;
const ESCAPE = '\u001B[';
const RESET = `${ESCAPE}0m`;

const MESSAGE_COLOUR: Record<LogLevel, string> = {
  TRACE: '1;30',
  VERBOSE: '1;34',
  DEBUG: '1;35',
  INFO: '37',
  NOTICE: '36',
  HNOTICE: '1;36',
  SUCCESS: '1;32',
  WARNING: '1;33',
  ERROR: '31',
  CRITICAL: '1;31',
};

const two = (value: number): string => String(value).padStart(2, '0');

/** `2025-11-27 10:30:15` in the host's zone; `at` in unix milliseconds. */
export function localTime(at: number): string {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

const levelField = (level: LogLevel): string => `${level.padEnd(8)}:`;
const loggerField = (source: string): string => `${`qBitrr.${source}`.padEnd(LOGGER_WIDTH)}:`;

/** A file entry with its newline (supervisor.md 6.4 [P]); follow-up lines carry no prefix. */
export function fileLine(record: LogRecord): string {
  return `[${localTime(record.at)}] ${levelField(record.level)} ${loggerField(record.source)} ${record.message}\n`;
}

const where = (label: string, value: number): string => `[${label}:${String(value).padStart(8)}]`;

/** A console entry with its newline: as the file, plus process and thread (supervisor.md 6.4). */
export function consoleLine(record: LogRecord, options: { pid: number; colour: boolean }): string {
  const paint = (text: string, codes: string): string => (options.colour ? `${ESCAPE}${codes}m${text}${RESET}` : text);
  return [
    paint(`[${localTime(record.at)}]`, '32'),
    paint(where('pid', options.pid), '35') + paint(where('tid', 0), '36'),
    paint(levelField(record.level), '1;31'),
    paint(loggerField(record.source), '1;34'),
    `${paint(record.message, MESSAGE_COLOUR[record.level])}\n`,
  ].join(' ');
}
