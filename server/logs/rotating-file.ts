import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileHandle } from 'node:fs/promises';

export interface RotationLimits {
  /** A file that would grow past this many bytes is rotated first. */
  maxFileBytes: number;
  /** Old generations kept: `X.log.1` (newest) to `X.log.<n>`. */
  generations: number;
}

/** An append-only file that rotates by size (supervisor.md 6.3 [P]); one writer at a time. */
export class RotatingFile {
  readonly #path: string;
  readonly #limits: RotationLimits;
  #handle: FileHandle | null = null;
  #size = 0;
  #torn = false;
  /** 0 where the file system has none. */
  #inode = 0n;
  /** First half of a cursor (contract): what the file is called whatever its name. */
  #key = '';

  constructor(file: string, limits: RotationLimits) {
    this.#path = file;
    this.#limits = limits;
  }

  /**
   * Appends whole lines, rotating between them as needed. Returns whether the file was rotated, and the cursor of each line.
   * Rejects with the file system's error; some of the lines may be on disk then.
   */
  async append(lines: readonly string[]): Promise<{ rotated: boolean; cursors: string[] }> {
    let rotated = false;
    const cursors: string[] = [];
    let batch: Buffer[] = [];
    let bytes = 0;
    await this.#leaveIfMoved();
    await this.#ensureOpen();
    for (const line of lines) {
      const data = Buffer.from(line);
      const size = this.#size + bytes;
      if (size > 0 && size + data.length > this.#limits.maxFileBytes) {
        await this.#write(batch);
        batch = [];
        bytes = 0;
        await this.#rotate();
        rotated = true;
      }
      cursors.push(`${this.#key}~${this.#size + bytes + (this.#torn ? 1 : 0)}`);
      batch.push(data);
      bytes += data.length;
    }
    await this.#write(batch);
    return { rotated, cursors };
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close();
  }

  /** Somebody deleted or moved the file, or its folder: what is written to it from now on would be read by nobody. */
  async #leaveIfMoved(): Promise<void> {
    if (this.#handle === null || this.#inode === 0n) return;
    const there = await stat(this.#path, { bigint: true }).catch(() => null);
    if (there?.ino !== this.#inode) await this.close();
  }

  async #ensureOpen(): Promise<FileHandle> {
    if (this.#handle !== null) return this.#handle;
    await mkdir(path.dirname(this.#path), { recursive: true });
    const handle = await open(this.#path, 'a');
    this.#handle = handle;
    const { size, ino } = await handle.stat({ bigint: true });
    this.#inode = ino;
    const inode = BigInt.asUintN(53, ino);
    this.#size = Number(size);
    this.#key = inode === 0n ? path.basename(this.#path) : String(inode);
    return handle;
  }

  async #write(batch: readonly Buffer[]): Promise<void> {
    if (batch.length === 0) return;
    const handle = await this.#ensureOpen();
    // A full disk may have cut the last line; the next entry must not be glued to the stump.
    const data = Buffer.concat(this.#torn ? [Buffer.from('\n'), ...batch] : batch);
    try {
      await handle.appendFile(data);
      this.#torn = false;
      this.#size += data.length;
    } catch (error) {
      this.#torn = true;
      this.#handle = null;
      await handle.close().catch(() => undefined);
      throw error;
    }
  }

  async #rotate(): Promise<void> {
    await this.close();
    const generation = (index: number): string => `${this.#path}.${index}`;
    await rm(generation(this.#limits.generations), { force: true });
    for (let index = this.#limits.generations - 1; index >= 1; index -= 1) {
      await renameIfThere(generation(index), generation(index + 1));
    }
    await renameIfThere(this.#path, generation(1));
    await this.#ensureOpen();
  }
}

async function renameIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
