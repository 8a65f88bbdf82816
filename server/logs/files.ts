import { lstatSync, readdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { LogChunk } from '../contract/index.ts';
import { completeUtf8, decodeLossy, rangeOfLines, readRange, startOfLastLines } from './file-ranges.ts';

const DEFAULT_LINES = 2000;
const MAX_LINES = 50_000;
const MAX_DELTA_BYTES = 2 * 1024 * 1024;
/** One answer never holds more text than this, newest part kept (supervisor.md 6.6 [P]). */
const MAX_TEXT_BYTES = 50 * 1024 * 1024;
/** No file system allows longer names; asking one for them is an error of its own. */
const SAFE_NAME = /^[A-Za-z0-9._-]{1,255}$/;

/** `ok: false` = the name breaks the rule, the file is missing or cannot be read: 404 for the API. */
export type FileRead = { ok: true; chunk: LogChunk } | { ok: false };

export interface LogFiles {
  /** Readable names matching `*.log*`, sorted. */
  list(): string[];
  /** Absolute path of a regular file of the folder, or null when the name breaks the rule of api.md 2.5. */
  pathOf(name: string): string | null;
  /**
   * The named file, then those whose names start with it, newest first (api.md 2.5); without `siblings` the file alone.
   * Empty when the name breaks the rule or there is none.
   */
  siblings(name: string, siblings: boolean): string[];
  /** Last `lines` lines after skipping `offset` lines from the end. 0 = 2000, negative = none, at most 50,000. */
  tail(name: string, options: { lines: number; offset: number }): Promise<FileRead>;
  /** What was appended after byte `sinceBytes`, or a fresh tail when the file was rotated. */
  delta(name: string, options: { sinceBytes: number; inode: number; lines: number }): Promise<FileRead>;
  /** Lines around the 1-based `line` (api.md 2.5, window). */
  around(name: string, options: { line: number; lines: number }): Promise<FileRead>;
}

/** Reader of the log folder (api.md 2.5); null = no folder, nothing is listed or found. */
export function createLogFiles(dir: string | null): LogFiles {
  const pathOf = (name: string): string | null => {
    if (dir === null || !SAFE_NAME.test(name)) return null;
    const file = path.join(dir, name);
    const info = lstatSync(file, { throwIfNoEntry: false });
    return info?.isFile() === true ? file : null;
  };
  const reading = async (name: string, read: (file: OpenLog) => Promise<LogChunk>): Promise<FileRead> => {
    const file = pathOf(name);
    if (file === null) return { ok: false };
    let handle: FileHandle | null = null;
    try {
      handle = await open(file, 'r');
      return { ok: true, chunk: await read(await identify(handle)) };
    } catch {
      // Gone or unreadable between look-up and read: the same answer as a missing file.
      return { ok: false };
    } finally {
      await handle?.close();
    }
  };
  return {
    pathOf,
    list: () => (dir === null ? [] : listNames(dir).filter((name) => pathOf(name) !== null)),
    siblings: (name, siblings) => {
      if (dir === null || !SAFE_NAME.test(name)) return [];
      const others = siblings ? listNames(dir).filter((other) => other !== name && other.startsWith(name)) : [];
      const found = others.flatMap((other) => pathOf(other) ?? []);
      return [...[pathOf(name)].filter((file) => file !== null), ...newestFirst(found)];
    },
    tail: (name, { lines, offset }) => reading(name, (file) => readTail(file, lines, offset, false)),
    delta: (name, options) => reading(name, (file) => readDelta(file, options)),
    around: (name, { line, lines }) => reading(name, (file) => readWindow(file, line, lineCount(lines))),
  };
}

interface OpenLog {
  handle: FileHandle;
  size: number;
  /** File identity within 2^53; 0 when the file system has none. */
  inode: number;
}

async function identify(handle: FileHandle): Promise<OpenLog> {
  const info = await handle.stat({ bigint: true });
  return { handle, size: Number(info.size), inode: Number(BigInt.asUintN(53, info.ino)) };
}

function listNames(dir: string): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => name.includes('.log'))
      .toSorted();
  } catch {
    return [];
  }
}

function newestFirst(files: readonly string[]): string[] {
  const modified = new Map(
    files.map((file) => [file, statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity]),
  );
  return files.toSorted((a, b) => (modified.get(b) ?? 0) - (modified.get(a) ?? 0));
}

const lineCount = (lines: number): number => (lines === 0 ? DEFAULT_LINES : Math.min(Math.max(0, lines), MAX_LINES));

async function readTail(file: OpenLog, lines: number, offset: number, rotated: boolean): Promise<LogChunk> {
  const end = await startOfLastLines(file.handle, file.size, Math.max(0, offset));
  const start = await startOfLastLines(file.handle, end, lineCount(lines));
  const atEnd = end === file.size;
  const { text, held } = await readText(file, start, end);
  return chunk(file, { content: joined(text), rotated, truncated: false, held: atEnd ? held : 0 });
}

async function readDelta(
  file: OpenLog,
  options: { sinceBytes: number; inode: number; lines: number },
): Promise<LogChunk> {
  const otherFile = options.inode > 0 && file.inode > 0 && options.inode !== file.inode;
  if (otherFile || options.sinceBytes > file.size) return readTail(file, options.lines, 0, true);
  const truncated = file.size - options.sinceBytes > MAX_DELTA_BYTES;
  const start = truncated ? file.size - MAX_DELTA_BYTES : options.sinceBytes;
  const { text, held } = await readText(file, start, file.size);
  const content = truncated ? text.slice(text.indexOf('\n') + 1) : text;
  return chunk(file, { content, rotated: false, truncated, held });
}

async function readWindow(file: OpenLog, line: number, lines: number): Promise<LogChunk> {
  const { start, end } = await rangeOfLines(
    file.handle,
    file.size,
    Math.max(1, line - Math.floor(lines / 2)),
    line + Math.ceil(lines / 2),
  );
  const { text } = await readText(file, start, end);
  const content = joined(text);
  const returned = text === '' ? 0 : content.split('\n').length;
  return chunk(file, { content, rotated: false, truncated: returned >= lines, held: 0 });
}

/** Text of a range, and how many bytes at its end were held back because they cut a UTF-8 sequence. */
async function readText(file: OpenLog, start: number, end: number): Promise<{ text: string; held: number }> {
  const data = await readRange(file.handle, Math.max(start, end - MAX_TEXT_BYTES), end);
  const complete = completeUtf8(data);
  return { text: decodeLossy(data.subarray(0, complete)), held: data.length - complete };
}

const joined = (text: string): string => text.replace(/\r?\n$/, '').replaceAll('\r\n', '\n');

function chunk(
  file: OpenLog,
  parts: { content: string; rotated: boolean; truncated: boolean; held: number },
): LogChunk {
  return {
    content: parts.content,
    next_bytes: file.size - parts.held,
    size: file.size,
    inode: file.inode,
    rotated: parts.rotated,
    truncated: parts.truncated,
  };
}
