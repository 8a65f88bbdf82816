import { setTimeout as wait } from 'node:timers/promises';
import type { LogEntry, LogLine, LogMatch, LogSearchBody, LogSummary, LogWindow } from '../contract/index.ts';
import type { FileSink } from './file-sink.ts';
import type { FileRead, LogFiles } from './files.ts';
import { maskFile } from './masked.ts';
import type { MaskedFile } from './masked.ts';
import type { LogFilter, LogPlace, LogQueries, SearchQuery, WindowPlace } from './query/index.ts';
import { ALL_FILE } from './types.ts';

/** Everything that is read back from the log; nothing leaves it with a secret in it (supervisor.md 6.5, ui.md LG-11). */
export interface StoredLog {
  files(): string[];
  /** Absolute path of a listed log file, or null when the name breaks the rule of api.md 2.5. */
  filePath(name: string): string | null;
  tail(name: string, options: { lines: number; offset: number }): Promise<FileRead>;
  delta(name: string, options: { sinceBytes: number; inode: number; lines: number }): Promise<FileRead>;
  around(name: string, options: { line: number; lines: number }): Promise<FileRead>;
  /** The whole file without secrets; null as for `filePath`. @throws I/O errors. */
  masked(name: string): Promise<MaskedFile | null>;
  /**
   * Whole logs with their rotated files; the ring where no files are written. `context`: the text of the filter only marks,
   * it leaves nothing out. @throws when the folder cannot be read.
   */
  window(filter: LogFilter, place: WindowPlace, context: boolean): Promise<LogWindow>;
  summary(filter: LogFilter): Promise<LogSummary>;
  /** Search in a file and, if wanted, its rotated siblings, newest first (api.md 2.5); null when there is no such file. */
  search(name: string, query: SearchQuery, siblings: boolean): Promise<LogSearchBody | null>;
}

interface ReaderTools {
  dir: string | null;
  files: LogFiles;
  sink: FileSink | null;
  queries: LogQueries;
  /** `Settings.Logging`. */
  filesEnabled: () => boolean;
  ring: () => LogEntry[];
  /** Unix milliseconds of an entry written lately; null when only its second is known. */
  exactTime: (cursor: string) => number | null;
  redact: (text: string) => string;
}

const FLUSH_PATIENCE_MS = 200;

/** Joins the readers of files, threads and ring. */
export function createStoredLog(tools: ReaderTools): StoredLog {
  const { dir, files, sink, queries, filesEnabled, ring, exactTime, redact } = tools;

  /** A source's own file reaches further back than All.log, where all sources share the room. */
  const placeOf = (source: string | null): LogPlace => {
    const own = source === null ? ALL_FILE : (sink?.nameOf(source) ?? ALL_FILE);
    const name = [own, ALL_FILE].find((candidate) => files.pathOf(candidate) !== null);
    const useFiles = dir !== null && filesEnabled() && sink?.degraded === false && name !== undefined;
    return useFiles ? { kind: 'files', dir, name } : { kind: 'entries', entries: ring() };
  };
  /** What was written just now is on disk then; a storm of entries must not hold a reader up. */
  const settled = async (): Promise<void> => {
    await Promise.race([sink?.flush(), wait(FLUSH_PATIENCE_MS, undefined, { ref: false })]);
  };
  const timed = (entry: LogLine): LogLine => {
    const at = exactTime(entry.cursor);
    return at === null ? entry : { ...entry, timestamp: new Date(at).toISOString() };
  };
  const clean = (read: FileRead): FileRead =>
    read.ok ? { ok: true, chunk: { ...read.chunk, content: redact(read.chunk.content) } } : read;

  return {
    files: () => files.list(),
    filePath: (name) => files.pathOf(name),
    tail: async (name, options) => clean(await files.tail(name, options)),
    delta: async (name, options) => clean(await files.delta(name, options)),
    around: async (name, options) => clean(await files.around(name, options)),
    async masked(name) {
      const file = files.pathOf(name);
      return file === null ? null : maskFile(file, redact);
    },
    async window(filter, place, context) {
      await settled();
      const found = await queries.window(placeOf(filter.source), filter, place, context);
      return { ...found, entries: found.entries.map((entry) => cleanLine(timed(entry), redact)) };
    },
    async summary(filter) {
      await settled();
      return queries.summary(placeOf(filter.source), filter);
    },
    async search(name, query, siblings) {
      await settled();
      const searched = files.siblings(name, siblings);
      if (searched.length === 0) return null;
      const body = await queries.search(searched, query);
      return { ...body, matches: body.matches.map((match) => cleanMatch(match, redact)) };
    },
  };
}

/** Marks are places in the text: they fall with it. */
function cleanLine(entry: LogLine, redact: (text: string) => string): LogLine {
  const message = redact(entry.message);
  return message === entry.message ? entry : { ...entry, message, marks: [] };
}

function cleanMatch(match: LogMatch, redact: (text: string) => string): LogMatch {
  const { text, context_before: before, context_after: after } = match;
  return { ...match, text: redact(text), context_before: before.map(redact), context_after: after.map(redact) };
}
