import type { LogEntry } from '../../contract/index.ts';
import type { EntryLog, FoundEntry } from './entry.ts';

const KEY = 'ring';

/** The entries in memory as a log, where `Settings.Logging` is off or the folder cannot be written. Oldest first. */
export class RingLog implements EntryLog {
  readonly #entries: readonly LogEntry[];

  constructor(entries: readonly LogEntry[]) {
    this.#entries = entries;
  }

  has(cursor: string): boolean {
    const seq = seqOf(cursor);
    const [oldest] = this.#entries;
    return seq !== null && oldest !== undefined && seq >= oldest.seq;
  }

  *forward(from: string | null): Generator<FoundEntry> {
    const first = from === null ? 0 : seqOf(from);
    if (first === null) return;
    for (const entry of this.#entries) if (entry.seq >= first) yield found(entry);
  }

  *backward(before: string | null): Generator<FoundEntry> {
    const last = before === null ? Infinity : seqOf(before);
    if (last === null) return;
    for (const entry of this.#entries.toReversed()) if (entry.seq < last) yield found(entry);
  }

  close(): void {
    // Nothing is held open.
  }
}

function seqOf(cursor: string): number | null {
  const [key, seq] = cursor.split('~');
  return key === KEY ? Number(seq) : null;
}

function found({ seq, timestamp, level, source, message }: LogEntry): FoundEntry {
  return { cursor: `${KEY}~${seq}`, at: Date.parse(timestamp), level, source, message: () => message };
}
