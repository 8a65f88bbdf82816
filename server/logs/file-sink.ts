import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../contract/index.ts';
import { fileLine } from './format.ts';
import { RotatingFile } from './rotating-file.ts';
import type { RotationLimits } from './rotating-file.ts';
import { ALL_FILE, MAIN_SOURCE } from './types.ts';
import type { LogRecord } from './types.ts';

export interface FileSinkOptions extends RotationLimits {
  dir: string;
  clock: Clock;
  /** First line of each file after a start. */
  banner: string;
  /** Bytes all files of the folder may take; oldest generations go first. */
  maxFolderBytes: number;
  /** Pause between attempts while the folder cannot be written. */
  retryMs: number;
  /** Where a record was written and its time in unix milliseconds: a file holds whole seconds only. */
  onPlaced(cursor: string, at: number): void;
  /** Told once per outage, and once with the number of lost lines when it is over (supervisor.md 6.7, S66). */
  onTrouble(error: string): void;
  onRecovered(lostLines: number): void;
}

interface Line {
  text: string;
  at: number;
}

/** Beyond this a stalled disk costs lines, not memory. */
const MAX_PENDING_CHARACTERS = 16 * 1024 * 1024;
const RESERVED = [MAIN_SOURCE, 'WebUI'];

/** Asynchronous writer of All.log and one file per source (supervisor.md 6.3 [P]). Never blocks, never throws. */
export class FileSink {
  readonly #options: FileSinkOptions;
  readonly #files = new Map<string, RotatingFile>();
  readonly #names = new Map<string, string>();
  #pending = new Map<string, Line[]>();
  #pendingCharacters = 0;
  #draining: Promise<void> | null = null;
  #lost = 0;
  #retryAt: number | null = null;

  constructor(options: FileSinkOptions) {
    this.#options = options;
    for (const source of RESERVED) this.#fileNameFor(source);
  }

  /** True while the folder cannot be written (supervisor.md 6.7). */
  get degraded(): boolean {
    return this.#retryAt !== null;
  }

  /** File name that a source has, or would have. */
  nameOf(source: string): string {
    return this.#names.get(source) ?? `${safeName(source)}.log`;
  }

  write(record: LogRecord): void {
    const waiting = this.#retryAt !== null && this.#options.clock.monotonic() < this.#retryAt;
    const line = fileLine(record);
    if (waiting || this.#pendingCharacters + line.length > MAX_PENDING_CHARACTERS) {
      this.#lost += 1;
      return;
    }
    this.#queue(ALL_FILE, { text: line, at: record.at });
    this.#queue(this.#fileNameFor(record.source), { text: line, at: record.at });
    this.#draining ??= this.#drain();
  }

  /** Resolves when everything queued so far is on disk or counted as lost. */
  async flush(): Promise<void> {
    while (this.#draining !== null) await this.#draining;
  }

  /** Flushes and closes every file; a later write opens them again. */
  async close(): Promise<void> {
    await this.flush();
    for (const file of this.#files.values()) await file.close().catch(() => undefined);
    this.#files.clear();
  }

  #queue(name: string, line: Line): void {
    const lines = this.#pending.get(name);
    if (lines === undefined) this.#pending.set(name, [line]);
    else lines.push(line);
    this.#pendingCharacters += line.text.length;
  }

  async #drain(): Promise<void> {
    // Let the burst that started this drain finish, so that it becomes one write.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#pending.size > 0) {
      const batch = this.#pending;
      this.#pending = new Map();
      this.#pendingCharacters = 0;
      await this.#writeBatch(batch);
    }
    this.#draining = null;
  }

  async #writeBatch(batch: ReadonlyMap<string, readonly Line[]>): Promise<void> {
    let written = 0;
    try {
      let rotated = false;
      for (const [name, lines] of batch) {
        rotated = (await this.#append(name, lines)) || rotated;
        if (name === ALL_FILE) written = lines.length;
      }
      if (rotated) await this.#enforceFolderCap();
    } catch (error) {
      this.#fail(error, (batch.get(ALL_FILE)?.length ?? 0) - written);
      return;
    }
    if (this.#retryAt !== null || this.#lost > 0) this.#recover();
  }

  async #append(name: string, lines: readonly Line[]): Promise<boolean> {
    const known = this.#files.get(name);
    const file = known ?? new RotatingFile(path.join(this.#options.dir, name), this.#options);
    const written = known === undefined ? [this.#bannerLine(name), ...lines] : lines;
    if (known === undefined) await mkdir(this.#options.dir, { recursive: true });
    const { rotated, cursors } = await file.append(written.map(({ text }) => text));
    this.#files.set(name, file);
    for (const [index, cursor] of cursors.entries()) this.#options.onPlaced(cursor, written[index]?.at ?? 0);
    return rotated;
  }

  #bannerLine(name: string): Line {
    const source = name === ALL_FILE ? MAIN_SOURCE : path.basename(name, '.log');
    const at = this.#options.clock.now();
    return { text: fileLine({ source, level: 'INFO', message: this.#options.banner, at }), at };
  }

  #fail(error: unknown, lostLines: number): void {
    const first = this.#retryAt === null;
    this.#lost += lostLines;
    this.#retryAt = this.#options.clock.monotonic() + this.#options.retryMs;
    if (first) this.#options.onTrouble(error instanceof Error ? error.message : String(error));
  }

  #recover(): void {
    const lost = this.#lost;
    this.#lost = 0;
    this.#retryAt = null;
    this.#options.onRecovered(lost);
  }

  async #enforceFolderCap(): Promise<void> {
    const { dir, maxFolderBytes } = this.#options;
    const files: { name: string; size: number; modified: number }[] = [];
    for (const name of await readdir(dir)) {
      // A file may vanish between listing and asking; then it takes no room.
      const info = await stat(path.join(dir, name)).catch(() => null);
      if (info !== null) files.push({ name, size: info.size, modified: info.mtimeMs });
    }
    let total = files.reduce((sum, file) => sum + file.size, 0);
    const old = files.filter((file) => /\.log\.(?:\d+|old)$/.test(file.name));
    for (const file of old.toSorted((a, b) => a.modified - b.modified)) {
      if (total <= maxFolderBytes) return;
      await rm(path.join(dir, file.name), { force: true });
      total -= file.size;
    }
  }

  /** Safe, unique file name of a source; clashes (ignoring case) get `-2`, `-3` ... (S19). */
  #fileNameFor(source: string): string {
    const known = this.#names.get(source);
    if (known !== undefined) return known;
    const taken = new Set(['all.log', ...[...this.#names.values()].map((name) => name.toLowerCase())]);
    const base = safeName(source);
    let name = `${base}.log`;
    for (let index = 2; taken.has(name.toLowerCase()); index += 1) name = `${base}-${index}.log`;
    this.#names.set(source, name);
    return name;
  }
}

const safeName = (source: string): string =>
  source.replace(/^qBitrr\./, '').replace(/[^A-Za-z0-9._-]/g, '_') || MAIN_SOURCE;
