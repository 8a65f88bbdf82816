import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import type { Clock, LogEntry, LogLevel, LogQuery } from '../contract/index.ts';
import type { ConsoleSink } from './console-sink.ts';
import { ExactTimes } from './exact-times.ts';
import { FileSink } from './file-sink.ts';
import { createLogFiles } from './files.ts';
import { LevelControl } from './level-control.ts';
import type { LevelState } from './level-control.ts';
import { passes } from './levels.ts';
import { parseLog } from './parse.ts';
import { LogQueries } from './query/index.ts';
import { createStoredLog } from './reader.ts';
import type { StoredLog } from './reader.ts';
import { createRedactor } from './redact.ts';
import { Ring } from './ring.ts';
import { ALL_FILE, MAIN_SOURCE } from './types.ts';
import type { Logger, LogRecord } from './types.ts';

export interface LogHubOptions {
  /** Log folder (created on first write); null = no files, nothing listed. */
  dir: string | null;
  clock: Clock;
  level: LogLevel;
  /** `Settings.Logging`: false = no files, console and ring only. */
  files?: boolean;
  console?: ConsoleSink | null;
  /** First line of each file after a start. */
  banner?: string;
  /** Secret values known already; more come with `setSecrets`. */
  secrets?: string[];
  /** The built search thread (default: beside the program), and its deadline in seconds (default: 8). */
  queries?: { thread?: string; seconds?: number };
  limits?: Partial<LogLimits>;
}

export interface LogLimits {
  maxFileBytes: number;
  generations: number;
  maxFolderBytes: number;
  ringEntries: number;
  retryMs: number;
}

const MEBIBYTE = 1024 * 1024;
/** supervisor.md 6.3 and 6.7, api.md 3.5. */
const LIMITS: LogLimits = {
  maxFileBytes: 10 * MEBIBYTE,
  generations: 5,
  maxFolderBytes: 500 * MEBIBYTE,
  ringEntries: 10_000,
  retryMs: 60_000,
};
const SEED_BYTES = 4 * MEBIBYTE;

/** The one place every log record goes through: threshold, redaction, then ring, listeners, console and files. */
export interface LogHub extends StoredLog {
  write(record: LogRecord): void;
  logger(source: string): Logger;
  redact(text: string): string;
  /** Secret values of the config now in force; earlier ones stay covered, also in entries already in the ring. */
  setSecrets(values: Iterable<string>): void;
  /** `Settings.Logging` changed. */
  setFilesEnabled(enabled: boolean): void;
  level(): LogLevel;
  /** What the configuration says; a level set for a while stays until this one changes. */
  useLevel(level: LogLevel, fromEnvironment: boolean): void;
  /** Resolves when everything written so far is on disk. */
  flush(): Promise<void>;
  close(): Promise<void>;

  // LogReader of server/api/services.ts
  query(query: LogQuery): LogEntry[];
  counts(source: string | null): Partial<Record<LogLevel, number>>;
  sources(): string[];
  onEntry(listener: (entry: LogEntry) => void): () => void;
  setLevel(level: LogLevel, forSeconds: number | null): LevelState;
}

/** Starts the hub; the ring is filled from the tail of All.log when there is one (api.md 3.5). */
export function createLogHub(options: LogHubOptions): LogHub {
  const { dir, clock } = options;
  const limits = { ...LIMITS, ...options.limits };
  const consoleSink = options.console ?? null;
  const redactor = createRedactor(options.secrets);
  const redact = (text: string): string => redactor.redact(text);
  const ring = new Ring(limits.ringEntries);
  const times = new ExactTimes(2 * limits.ringEntries);
  const listeners = new Set<(entry: LogEntry) => void>();
  const levels = new LevelControl(options.level, clock);
  const queries = new LogQueries(
    options.queries?.thread ?? path.join(import.meta.dirname, 'log-worker.js'),
    options.queries?.seconds,
  );
  let filesEnabled = options.files ?? true;

  const emit = (record: LogRecord, toFiles: boolean): void => {
    const clean = { ...record, message: redact(record.message) };
    const { at, ...parts } = clean;
    const entry = ring.push({ ...parts, timestamp: new Date(at).toISOString() });
    consoleSink?.(clean);
    if (toFiles && filesEnabled) sink?.write(clean);
    for (const listener of listeners) listener(entry);
  };
  const own = (level: LogLevel, message: string, toFiles: boolean): void =>
    emit({ source: MAIN_SOURCE, level, message, at: clock.now() }, toFiles);

  const sink =
    dir === null
      ? null
      : new FileSink({
          ...limits,
          dir,
          clock,
          banner: options.banner ?? 'Log opened',
          onPlaced: (cursor, at) => times.note(cursor, at),
          onTrouble: (error) =>
            own('ERROR', `The log folder ${dir} cannot be written (${error}); trying again every minute`, false),
          onRecovered: (lost) => own('NOTICE', `The log folder can be written again; ${lost} lines were lost`, true),
        });

  if (dir !== null) {
    for (const { at, ...parts } of readTailOfAll(path.join(dir, ALL_FILE), clock.now()).slice(-limits.ringEntries)) {
      ring.push({ ...parts, message: redact(parts.message), timestamp: new Date(at).toISOString() });
    }
  }

  const write = (record: LogRecord): void => {
    if (passes(record.level, levels.effective())) emit(record, true);
  };
  const stored = createStoredLog({
    dir,
    files: createLogFiles(dir),
    sink,
    queries,
    filesEnabled: () => filesEnabled,
    ring: () => ring.all(),
    exactTime: (cursor) => times.of(cursor),
    redact,
  });

  return {
    ...stored,
    write,
    logger: (source) => createLogger(source, clock, write),
    redact,
    setSecrets(values) {
      redactor.setSecrets(values);
      ring.rewrite(redact);
    },
    setFilesEnabled(enabled) {
      filesEnabled = enabled;
    },
    level: () => levels.effective(),
    useLevel: (level, fromEnvironment) => levels.configure(level, fromEnvironment),
    flush: async () => sink?.flush(),
    close: async () => {
      levels.stop();
      await queries.close();
      await sink?.close();
    },
    query: (query) => ring.query(query),
    counts: (source) => ring.counts(source),
    sources: () => ring.sources(),
    onEntry(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setLevel: (level, forSeconds) => levels.set(level, forSeconds),
  };
}

function createLogger(source: string, clock: Clock, write: (record: LogRecord) => void): Logger {
  const at = (level: LogLevel) => (message: string) => write({ source, level, message, at: clock.now() });
  return {
    trace: at('TRACE'),
    debug: at('DEBUG'),
    info: at('INFO'),
    notice: at('NOTICE'),
    success: at('SUCCESS'),
    warning: at('WARNING'),
    error: at('ERROR'),
    critical: at('CRITICAL'),
  };
}

/** Entries at the end of an older All.log; a missing or unreadable file has none, logging must start all the same. */
function readTailOfAll(file: string, now: number): LogRecord[] {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return [];
  }
  try {
    const { size } = fstatSync(descriptor);
    const length = Math.min(size, SEED_BYTES);
    const buffer = Buffer.alloc(length);
    const read = readSync(descriptor, buffer, 0, length, size - length);
    const text = buffer.toString('utf8', 0, read);
    // A cut first line is no entry of its own.
    return parseLog(size > length ? text.slice(text.indexOf('\n') + 1) : text, path.basename(file, '.log'), now);
  } catch {
    return [];
  } finally {
    closeSync(descriptor);
  }
}
