import type { LogEntry, LogLevel, LogQuery } from '../contract/index.ts';

/** The newest `capacity` entries, numbered from 0 without gaps. */
export class Ring {
  readonly #capacity: number;
  #entries: LogEntry[] = [];
  #next = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  push(entry: Omit<LogEntry, 'seq'>): LogEntry {
    const stored = { ...entry, seq: this.#next };
    this.#entries[this.#next % this.#capacity] = stored;
    this.#next += 1;
    return stored;
  }

  /** Newest `limit` entries that pass all filters, oldest first. */
  query(query: LogQuery): LogEntry[] {
    const source = query.source?.toLowerCase() ?? null;
    const text = query.text?.toLowerCase() ?? null;
    const levels = new Set(query.levels);
    const found: LogEntry[] = [];
    for (const entry of this.#newestFirst()) {
      if (found.length >= query.limit) break;
      if (query.before !== null && entry.seq >= query.before) continue;
      if (levels.size > 0 && !levels.has(entry.level)) continue;
      if (source !== null && entry.source.toLowerCase() !== source) continue;
      if (text !== null && !entry.message.toLowerCase().includes(text)) continue;
      found.push(entry);
    }
    return found.toReversed();
  }

  /** Everything held, oldest first. */
  all(): LogEntry[] {
    return [...this.#newestFirst()].toReversed();
  }

  counts(source: string | null): Partial<Record<LogLevel, number>> {
    const wanted = source?.toLowerCase() ?? null;
    const counts: Partial<Record<LogLevel, number>> = {};
    for (const entry of this.#entries) {
      if (wanted !== null && entry.source.toLowerCase() !== wanted) continue;
      counts[entry.level] = (counts[entry.level] ?? 0) + 1;
    }
    return counts;
  }

  sources(): string[] {
    return [...new Set(this.#entries.map((entry) => entry.source))].toSorted();
  }

  /** Rewrites every stored message (a secret became known after it was logged). */
  rewrite(change: (message: string) => string): void {
    this.#entries = this.#entries.map((entry) => ({ ...entry, message: change(entry.message) }));
  }

  *#newestFirst(): Generator<LogEntry> {
    const oldest = Math.max(0, this.#next - this.#capacity);
    for (let seq = this.#next - 1; seq >= oldest; seq -= 1) {
      const entry = this.#entries[seq % this.#capacity];
      if (entry !== undefined) yield entry;
    }
  }
}
