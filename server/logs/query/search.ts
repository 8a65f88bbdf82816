import type { LogMatch } from '../../contract/index.ts';
import { decodeLossy } from '../file-ranges.ts';
import { plainLine } from '../parse.ts';
import type { Deadline } from './deadline.ts';
import { LogFile } from './log-file.ts';

/** GET /logs/{name}/search, with defaults filled in (api.md 2.5). */
export interface SearchQuery {
  text: string;
  regex: boolean;
  caseSensitive: boolean;
  /** 1..1000. */
  maxMatches: number;
  /** Lines before and after, 0..10. */
  context: number;
}

/** A search reads no more than this many bytes (api.md 2.5). */
const MOST_BYTES = 80 * 1024 * 1024;
/** A line longer than this is searched and shown up to here. */
const LONGEST_LINE = 64 * 1024;

/** Told as the search goes on, so that what was found survives a pattern that never ends. */
export interface SearchReport {
  file(name: string): void;
  /** A matching line; its `context_after` follows line by line. */
  match(match: LogMatch): void;
  contextAfter(text: string): void;
}

/** Searches in the given order; true = stopped before the end: enough matches, 80 MiB read or the deadline. */
export function searchFiles(
  files: readonly string[],
  query: SearchQuery,
  matches: (line: string) => boolean,
  report: SearchReport,
  deadline: Deadline,
): boolean {
  let left = query.maxMatches;
  let bytes = MOST_BYTES;
  for (const path of files) {
    const file = openOrNull(path);
    if (file === null) continue;
    report.file(file.name);
    const collector = new Collector(file.name, query.context, left, report);
    try {
      for (const { start, end } of file.forward(0)) {
        bytes -= end - start;
        if (bytes < 0 || deadline.passed()) return true;
        const text = lineText(file, start, end);
        collector.take(text, matches(text));
        if (collector.full) return true;
      }
    } finally {
      file.close();
    }
    left = collector.left;
    if (left === 0) return true;
  }
  return false;
}

/** Gives each matching line of one file its context. The lines after a match end with the next matching one. */
class Collector {
  readonly #file: string;
  readonly #context: number;
  readonly #report: SearchReport;
  readonly #before: string[] = [];
  /** Matches that may still be told. */
  left: number;
  /** Lines the last match still has to get. */
  #owed = 0;
  #line = 0;

  constructor(file: string, context: number, left: number, report: SearchReport) {
    this.#file = file;
    this.#context = context;
    this.left = left;
    this.#report = report;
  }

  /** Nothing more is to come. */
  get full(): boolean {
    return this.left === 0 && this.#owed === 0;
  }

  take(text: string, hit: boolean): void {
    this.#line += 1;
    if (this.#owed > 0) {
      this.#report.contextAfter(text);
      this.#owed = hit ? 0 : this.#owed - 1;
    }
    if (hit && this.left > 0) {
      const place = { file: this.#file, line: this.#line, text };
      this.#report.match({ ...place, context_before: [...this.#before], context_after: [] });
      this.left -= 1;
      this.#owed = this.#context;
    }
    this.#before.push(text);
    if (this.#before.length > this.#context) this.#before.shift();
  }
}

function lineText(file: LogFile, start: number, end: number): string {
  const bytes = file.read(start, Math.min(end, start + LONGEST_LINE));
  return plainLine(decodeLossy(bytes).replace(/\n$/, ''));
}

function openOrNull(path: string): LogFile | null {
  try {
    return new LogFile(path);
  } catch {
    // Rotated away since it was listed.
    return null;
  }
}
