import type { FileHandle } from 'node:fs/promises';

const BLOCK = 256 * 1024;
const NEWLINE = 0x0a;

/** Bytes [start, end) of an open file; shorter when the file ends before. */
export async function readRange(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, end - start));
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** Offset at which the last `count` lines before `end` start; reads backwards, so the cost is that of those lines. */
export async function startOfLastLines(file: FileHandle, end: number, count: number): Promise<number> {
  if (count <= 0) return end;
  let left = count;
  // A newline that ends the last line does not begin another one.
  let searchEnd = end > 0 && (await readRange(file, end - 1, end))[0] === NEWLINE ? end - 1 : end;
  while (searchEnd > 0) {
    const start = Math.max(0, searchEnd - BLOCK);
    const block = await readRange(file, start, searchEnd);
    for (let at = block.lastIndexOf(NEWLINE); at >= 0; at = at === 0 ? -1 : block.lastIndexOf(NEWLINE, at - 1)) {
      left -= 1;
      if (left === 0) return start + at + 1;
    }
    searchEnd = start;
  }
  return 0;
}

/** Byte range of the 1-based lines first..last (both included), clipped to the file; reads forwards. */
export async function rangeOfLines(
  file: FileHandle,
  size: number,
  first: number,
  last: number,
): Promise<{ start: number; end: number }> {
  let line = 1;
  let start = first <= 1 ? 0 : size;
  for (let offset = 0; offset < size; offset += BLOCK) {
    const block = await readRange(file, offset, Math.min(size, offset + BLOCK));
    for (let at = block.indexOf(NEWLINE); at >= 0; at = block.indexOf(NEWLINE, at + 1)) {
      line += 1;
      const next = offset + at + 1;
      if (line === first) start = next;
      if (line > last) return { start, end: next };
    }
  }
  return { start, end: size };
}

/** Bytes at the start of `data` that end on a UTF-8 boundary: a sequence cut off at the end is left out. */
export function completeUtf8(data: Buffer): number {
  for (let back = 1; back <= Math.min(3, data.length); back += 1) {
    const byte = data[data.length - back] ?? 0;
    if (byte < 0x80) return data.length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? data.length - back : data.length;
    }
  }
  return data.length;
}

/** Text of `data`; bytes that are no UTF-8 are dropped (api.md 2.5). */
export function decodeLossy(data: Buffer): string {
  const text = data.toString('utf8');
  return text.includes('\uFFFD') ? text.replaceAll('\uFFFD', '') : text;
}
