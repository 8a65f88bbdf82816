import { createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, utimes } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { decodeLossy, readRange } from './file-ranges.ts';

/** Bytes taken at once; the redactor needs a few milliseconds for them. */
const CHUNK = 512 * 1024;
const NEWLINE = 0x0a;

/** A log file without secrets: the file itself, or a copy that `dispose` deletes. */
export interface MaskedFile {
  path: string;
  dispose(): Promise<void>;
}

/**
 * Makes a log file fit to be handed out (ui.md LG-11). What this program writes is masked already; older files and secrets
 * that became known later are not: only then a copy is made.
 * @throws I/O errors.
 */
export async function maskFile(file: string, redact: (text: string) => string): Promise<MaskedFile> {
  const handle = await open(file, 'r');
  try {
    if (await isClean(handle, redact)) return { path: file, dispose: () => Promise.resolve() };
    const folder = await mkdtemp(path.join(tmpdir(), 'qbitrr-log-'));
    const copy = path.join(folder, path.basename(file));
    const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true });
    try {
      await pipeline(
        async function* () {
          for await (const text of chunksOf(handle)) yield redact(text);
        },
        createWriteStream(copy, { mode: 0o600 }),
      );
      // Conditional and range requests compare times: the copy of tomorrow must look like the one of today.
      const { atime, mtime } = await handle.stat();
      await utimes(copy, atime, mtime);
    } catch (error) {
      await dispose();
      throw error;
    }
    return { path: copy, dispose };
  } finally {
    await handle.close();
  }
}

async function isClean(handle: FileHandle, redact: (text: string) => string): Promise<boolean> {
  for await (const text of chunksOf(handle)) if (redact(text) !== text) return false;
  return true;
}

/** The file in pieces of whole lines. */
async function* chunksOf(handle: FileHandle): AsyncGenerator<string> {
  const { size } = await handle.stat();
  let start = 0;
  while (start < size) {
    const block = await readRange(handle, start, Math.min(size, start + CHUNK));
    if (block.length === 0) return;
    const cut = start + block.length < size ? block.lastIndexOf(NEWLINE) + 1 : block.length;
    // A line longer than a chunk is taken in parts.
    const whole = cut === 0 ? block : block.subarray(0, cut);
    yield decodeLossy(whole);
    start += whole.length;
  }
}
