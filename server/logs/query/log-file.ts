import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';

const BLOCK = 256 * 1024;
const NEWLINE = 0x0a;

/** A line as a byte range, with a block that holds at least the first kibibyte of it. */
export interface LineRange {
  start: number;
  /** Past the newline. */
  end: number;
  block: Buffer;
  /** Where the line starts in `block`. */
  at: number;
}

/** Reads one log file by lines, forwards and backwards, in blocks: what is held does not grow with the file. */
export class LogFile {
  readonly name: string;
  /** Stays the same when the file is renamed by a rotation; the name where the file system has no identities. */
  readonly key: string;
  readonly size: number;
  /** Unix milliseconds. */
  readonly modifiedAt: number;
  readonly #descriptor: number;
  /** The block read last: what an entry holds mostly lies in it. */
  #block: { start: number; bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };

  /** @throws I/O errors. */
  constructor(file: string) {
    this.name = path.basename(file);
    this.#descriptor = openSync(file, 'r');
    const { size, ino, mtimeMs } = fstatSync(this.#descriptor, { bigint: true });
    const inode = BigInt.asUintN(53, ino);
    this.size = Number(size);
    this.modifiedAt = Number(mtimeMs);
    this.key = inode === 0n ? this.name : String(inode);
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** Bytes [start, end); shorter when the file was cut meanwhile. */
  read(start: number, end: number): Buffer {
    const from = start - this.#block.start;
    if (from >= 0 && end - this.#block.start <= this.#block.bytes.length) {
      return this.#block.bytes.subarray(from, end - this.#block.start);
    }
    return this.#load(start, end);
  }

  #load(start: number, end: number): Buffer {
    const length = Math.max(0, Math.min(end, this.size) - start);
    const buffer = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const read = readSync(this.#descriptor, buffer, filled, length - filled, start + filled);
      if (read === 0) break;
      filled += read;
    }
    return buffer.subarray(0, filled);
  }

  /** Lines from the one that starts at `from` on. */
  *forward(from: number): Generator<LineRange> {
    let start = from;
    while (start < this.size) {
      const block = this.#nextBlock(start, start + BLOCK);
      if (block.length === 0) return;
      let at = 0;
      for (let next = block.indexOf(NEWLINE); next >= 0; next = block.indexOf(NEWLINE, at)) {
        yield { start: start + at, end: start + next + 1, block, at };
        at = next + 1;
      }
      if (at === 0) {
        const end = this.#newlineAfter(start + block.length);
        yield { start, end, block, at: 0 };
        start = end;
      } else start += at;
    }
  }

  /** Lines before the offset `to`, which is a line's start or the file's end, from the last to the first. */
  *backward(to: number): Generator<LineRange> {
    let end = to;
    while (end > 0) {
      const from = Math.max(0, end - BLOCK);
      const block = this.#nextBlock(from, end);
      if (block.length === 0) return;
      let lineEnd = block.length;
      // The newline at the very end closes the last line, it begins none.
      let searchEnd = lineEnd - 1;
      for (let at = lastNewline(block, searchEnd); at >= 0; at = lastNewline(block, searchEnd)) {
        yield { start: from + at + 1, end: from + lineEnd, block, at: at + 1 };
        lineEnd = at + 1;
        searchEnd = at;
      }
      if (from === 0) {
        yield { start: 0, end: lineEnd, block, at: 0 };
        return;
      }
      if (lineEnd < block.length) end = from + lineEnd;
      else {
        const start = this.#lineStartBefore(from);
        yield { start, end, block: this.read(start, start + 1024), at: 0 };
        end = start;
      }
    }
  }

  /** Start of the first line at or after `offset`; the file's end when there is none. */
  lineStartAfter(offset: number): number {
    return offset <= 0 ? 0 : this.#newlineAfter(offset - 1);
  }

  #nextBlock(start: number, end: number): Buffer {
    const bytes = this.#load(start, end);
    this.#block = { start, bytes };
    return bytes;
  }

  #newlineAfter(offset: number): number {
    for (let from = offset; from < this.size; from += BLOCK) {
      const at = this.read(from, from + BLOCK).indexOf(NEWLINE);
      if (at >= 0) return from + at + 1;
    }
    return this.size;
  }

  #lineStartBefore(offset: number): number {
    for (let end = offset; end > 0; end -= BLOCK) {
      const from = Math.max(0, end - BLOCK);
      const at = this.read(from, end).lastIndexOf(NEWLINE);
      if (at >= 0) return from + at + 1;
    }
    return 0;
  }
}

const lastNewline = (block: Buffer, before: number): number =>
  before <= 0 ? -1 : block.lastIndexOf(NEWLINE, before - 1);
