import type { LogLevel } from '../../contract/index.ts';
import { isLevel } from '../levels.ts';
import { parseHead, plainLine } from '../parse.ts';

/** What the prefix of an entry says. */
export interface Head {
  /** Unix milliseconds, whole seconds. */
  at: number;
  level: LogLevel;
  source: string;
  /** Bytes from the line's start to the message; null = the line holds colour codes and has to be decoded first. */
  textOffset: number | null;
}

const OPEN = 0x5b;
const CLOSE = 0x5d;
const COLON = 0x3a;
const BLANK = 0x20;
const ZERO = 0x30;
const ESCAPE = 0x1b;
/** Places in `[2025-11-27 10:30:15] INFO    : qBitrr.Main : text`. */
const SECONDS_AT = 18;
const CLOSE_AT = 20;
const NAMES_AT = 22;
/** Longest prefix taken apart by position; longer ones take the slow way. */
const PREFIX = 160;
/** A coloured or console prefix with a long logger name. */
const LONG_PREFIX = 1024;
const MINUTE = /^\[(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):\d\d\] /;
const NAMES = /^([A-Z]+) *: (\S.*?) *: $/;
const MOST_NAMES = 2000;

interface Names {
  bytes: Buffer;
  level: LogLevel;
  source: string;
}

/**
 * Reads prefixes straight from bytes, since a log may have a million of them. What repeats from line to line is taken
 * apart once: the minute, and level with logger. Everything unusual (colour codes, the console form) goes by `parseHead`.
 */
export class HeadReader {
  #minute = Buffer.alloc(0);
  #minuteAt = 0;
  readonly #names = new Map<number, Names>();

  /** The head of the line that starts at `start`, or null when it belongs to the entry before. */
  read(block: Buffer, start: number, end: number): Head | null {
    const first = block[start];
    if (first !== OPEN && first !== ESCAPE) return null;
    const plain = first === OPEN && block[start + CLOSE_AT] === CLOSE ? this.#plain(block, start, end) : null;
    return plain ?? slow(block.toString('utf8', start, Math.min(end, start + LONG_PREFIX)));
  }

  #plain(block: Buffer, start: number, end: number): Head | null {
    const at = this.#timeOf(block, start);
    if (at === null) return null;
    const last = Math.min(end, start + PREFIX) - 1;
    let hash = 0;
    let colons = 0;
    for (let index = start + NAMES_AT; index < last; index += 1) {
      const byte = block[index] ?? 0;
      hash = (Math.imul(hash, 31) + byte) | 0;
      if (byte === COLON && block[index + 1] === BLANK) colons += 1;
      if (colons < 2) continue;
      const names = this.#namesOf(hash, block, start + NAMES_AT, index + 2);
      return names && { at, level: names.level, source: names.source, textOffset: index + 2 - start };
    }
    return null;
  }

  #timeOf(block: Buffer, start: number): number | null {
    if (this.#minute.length === 0 || !equals(this.#minute, block, start)) {
      const match = MINUTE.exec(block.toString('latin1', start, start + NAMES_AT));
      if (match === null) return null;
      const [, year = 0, month = 1, day, hour, minute] = match.map(Number);
      this.#minute = Buffer.from(block.subarray(start, start + SECONDS_AT));
      this.#minuteAt = new Date(year, month - 1, day, hour, minute).getTime();
    }
    const tens = (block[start + SECONDS_AT] ?? 0) - ZERO;
    const ones = (block[start + SECONDS_AT + 1] ?? 0) - ZERO;
    return this.#minuteAt + (tens * 10 + ones) * 1000;
  }

  #namesOf(hash: number, block: Buffer, start: number, end: number): Names | null {
    const known = this.#names.get(hash);
    if (known !== undefined && known.bytes.length === end - start && equals(known.bytes, block, start)) return known;
    const match = NAMES.exec(block.toString('utf8', start, end));
    const level = match?.[1] ?? '';
    if (!isLevel(level)) return null;
    const source = (match?.[2] ?? '').replace(/^qBitrr\./, '');
    const names = { bytes: Buffer.from(block.subarray(start, end)), level, source };
    if (this.#names.size > MOST_NAMES) this.#names.clear();
    this.#names.set(hash, names);
    return names;
  }
}

function equals(known: Buffer, block: Buffer, start: number): boolean {
  for (let index = 0; index < known.length; index += 1) if (known[index] !== block[start + index]) return false;
  return true;
}

function slow(line: string): Head | null {
  const found = parseHead(plainLine(line.split('\n', 1)[0] ?? ''));
  return found === null ? null : { ...found.head, textOffset: null };
}
