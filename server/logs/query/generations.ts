import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { EntryLog, FoundEntry } from './entry.ts';
import { FileEntries } from './file-entries.ts';
import { HeadReader } from './head.ts';
import { LogFile } from './log-file.ts';

/** Clocks go back an hour each autumn, and entries with them: a search for a time keeps this distance. */
const CLOCK_STEP_MS = 2 * 3_600_000;

/** Files of one log, oldest first: `X.log.old` of the reference, `X.log.5` to `.1`, `X.log`. */
export function generationsOf(dir: string, name: string): string[] {
  const old = readdirSync(dir)
    .filter((file) => file.startsWith(`${name}.`) && /^\.(?:\d{1,3}|old)$/.test(file.slice(name.length)))
    .toSorted((a, b) => ageOf(b) - ageOf(a));
  return [...old, ...(existsSync(path.join(dir, name)) ? [name] : [])].map((file) => path.join(dir, file));
}

function ageOf(file: string): number {
  const ending = file.slice(file.lastIndexOf('.') + 1);
  return ending === 'old' ? Number.MAX_SAFE_INTEGER : Number(ending);
}

/** All generations of one log as one sequence of entries. */
export class FileLog implements EntryLog {
  /** Oldest first. */
  readonly files: readonly FileEntries[];

  private constructor(files: readonly FileEntries[]) {
    this.files = files;
  }

  /** Opens what is there now; files that vanish meanwhile are left out. @throws when the folder cannot be read. */
  static open(dir: string, name: string): FileLog {
    const heads = new HeadReader();
    const keys = new Set<string>();
    const files: FileEntries[] = [];
    for (const file of generationsOf(dir, name)) {
      const opened = openOrNull(file);
      if (opened === null) continue;
      // A rotation between two openings shows one file under two names.
      if (keys.has(opened.key)) opened.close();
      else files.push(new FileEntries(opened, heads));
      keys.add(opened.key);
    }
    return new FileLog(files);
  }

  has(cursor: string): boolean {
    return this.#placeOf(cursor) !== null;
  }

  *forward(from: string | null): Generator<FoundEntry> {
    const place = from === null ? { index: 0, offset: 0 } : this.#placeOf(from);
    if (place === null) return;
    for (let index = place.index; index < this.files.length; index += 1) {
      yield* this.files[index]!.forward(index === place.index ? place.offset : 0);
    }
  }

  *backward(before: string | null, until: number | null): Generator<FoundEntry> {
    const last = this.files.length - 1;
    const place = before === null ? { index: last, offset: null } : this.#placeOf(before);
    if (place === null) return;
    for (let index = place.index; index >= 0; index -= 1) {
      const entries = this.files[index]!;
      const end = (index === place.index ? place.offset : null) ?? entries.file.size;
      yield* entries.backward(until === null ? end : Math.min(end, entries.endOf(until + CLOCK_STEP_MS)));
    }
  }

  close(): void {
    for (const { file } of this.files) file.close();
  }

  #placeOf(cursor: string): { index: number; offset: number } | null {
    const [key, offset] = cursor.split('~');
    const index = this.files.findIndex(({ file }) => file.key === key);
    if (index < 0) return null;
    const { file } = this.files[index]!;
    return { index, offset: Math.min(file.lineStartAfter(Number(offset)), file.size) };
  }
}

function openOrNull(file: string): LogFile | null {
  try {
    return new LogFile(file);
  } catch {
    return null;
  }
}
