import type { LogLevel } from '../../contract/index.ts';
import { decodeLossy } from '../file-ranges.ts';
import { parseHead, plainLine } from '../parse.ts';
import type { FoundEntry } from './entry.ts';
import { HeadReader, type Head } from './head.ts';
import type { LogFile } from './log-file.ts';

/** Longest message handed out, in bytes; a file without any prefix would be one entry as a whole. */
const MOST_BYTES = 64 * 1024;
/** Below this many bytes a search for a time goes on line by line. */
const CLOSE_ENOUGH = 64 * 1024;

/** The entries of one file. Lines without a prefix belong to the entry before; those before the first are an INFO entry. */
export class FileEntries {
  readonly file: LogFile;
  readonly #heads: HeadReader;

  constructor(file: LogFile, heads: HeadReader) {
    this.file = file;
    this.#heads = heads;
  }

  *forward(from: number): Generator<FileEntry> {
    let open: { start: number; head: Head | null } | null = null;
    let end = from;
    for (const line of this.file.forward(from)) {
      const head = this.#heads.read(line.block, line.at, line.at + line.end - line.start);
      if (head !== null || open === null) {
        if (open !== null) yield this.#entry(open.start, line.start, open.head, head?.at ?? null);
        open = { start: line.start, head };
      }
      end = line.end;
    }
    if (open !== null) yield this.#entry(open.start, end, open.head, null);
  }

  *backward(before: number): Generator<FileEntry> {
    let end = before;
    let followedBy: number | null = null;
    for (const line of this.file.backward(before)) {
      const head = this.#heads.read(line.block, line.at, line.at + line.end - line.start);
      if (head === null && line.start > 0) continue;
      yield this.#entry(line.start, end, head, followedBy);
      followedBy = head?.at ?? followedBy;
      end = line.start;
    }
  }

  /** An offset after which every entry is later than `at` (unix milliseconds); the search halves the file. */
  endOf(at: number): number {
    let low = 0;
    let high = this.file.size;
    while (high - low > CLOSE_ENOUGH) {
      const middle = Math.floor((low + high) / 2);
      const found = this.#firstHead(this.file.lineStartAfter(middle), high);
      if (found === null || found > at) high = middle;
      else low = middle;
    }
    return this.file.lineStartAfter(high);
  }

  #firstHead(from: number, to: number): number | null {
    for (const line of this.file.forward(from)) {
      if (line.start >= to) return null;
      const head = this.#heads.read(line.block, line.at, line.at + line.end - line.start);
      if (head !== null) return head.at;
    }
    return null;
  }

  #entry(start: number, end: number, head: Head | null, neighbourAt: number | null): FileEntry {
    return new FileEntry(this.file, start, end, head, neighbourAt);
  }
}

/** One entry as a byte range of its file. */
export class FileEntry implements FoundEntry {
  readonly start: number;
  readonly at: number;
  readonly level: LogLevel;
  readonly source: string;
  readonly #file: LogFile;
  readonly #end: number;
  /** Bytes of the plain prefix; null when there is a coloured one, or none at all. */
  readonly #textOffset: number | null;

  constructor(file: LogFile, start: number, end: number, head: Head | null, neighbourAt: number | null) {
    this.#file = file;
    this.start = start;
    this.#end = end;
    this.at = head?.at ?? neighbourAt ?? file.modifiedAt;
    this.level = head?.level ?? 'INFO';
    this.source = head?.source ?? file.name.replace(/\.log.*$/, '');
    this.#textOffset = head?.textOffset ?? null;
  }

  get cursor(): string {
    return `${this.#file.key}~${this.start}`;
  }

  message(): string {
    const from = this.start + (this.#textOffset ?? 0);
    const kept = Math.min(this.#end, from + MOST_BYTES);
    const lines = decodeLossy(this.#file.read(from, kept)).split('\n').map(plainLine);
    if (this.#textOffset === null) lines[0] = parseHead(lines[0] ?? '')?.first ?? lines[0] ?? '';
    const message = lines.join('\n').trimEnd();
    return kept < this.#end ? `${message}\n... ${this.#end - kept} more bytes` : message;
  }
}
