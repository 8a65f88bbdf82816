import type { LogLevel, LogSummary } from '../../contract/index.ts';
import { isError } from '../levels.ts';
import type { Deadline } from './deadline.ts';
import type { FoundEntry } from './entry.ts';
import type { FileEntry } from './file-entries.ts';
import type { LogFilter, Matcher } from './filter.ts';
import type { FileLog } from './generations.ts';
import { Histogram } from './histogram.ts';

const MOST_SOURCES = 500;
const MOST_KEPT = 64;

/** What was counted so far of one file. */
class Tally {
  readonly counts: Partial<Record<LogLevel, number>> = {};
  readonly sources = new Set<string>();
  readonly histogram = new Histogram();
  total = 0;
  #lastSource = '';

  add(entry: FoundEntry, matcher: Matcher): void {
    if (entry.source !== this.#lastSource && this.sources.size < MOST_SOURCES) this.sources.add(entry.source);
    this.#lastSource = entry.source;
    const hasLevel = matcher.hasLevel(entry.level);
    const inTime = matcher.inTime(entry.at);
    if ((!hasLevel && !inTime) || !matcher.hasContent(entry)) return;
    if (hasLevel) this.histogram.add(entry.at, isError(entry.level));
    if (!inTime) return;
    this.counts[entry.level] = (this.counts[entry.level] ?? 0) + 1;
    if (hasLevel) this.total += 1;
  }

  addAll(other: Tally): void {
    for (const [level, count] of entriesOf(other.counts)) this.counts[level] = (this.counts[level] ?? 0) + count;
    for (const source of other.sources) if (this.sources.size < MOST_SOURCES) this.sources.add(source);
    this.histogram.addAll(other.histogram);
    this.total += other.total;
  }

  result(truncated: boolean): LogSummary {
    return {
      total: this.total,
      counts: this.counts,
      histogram: this.histogram.result(),
      sources: [...this.sources].toSorted(),
      truncated,
    };
  }
}

/** A file counted up to its last entry, which may still grow. */
interface Counted {
  tally: Tally;
  /** Start of the first entry that is not in it. */
  upTo: number;
}

/** Counts what a filter leaves. A file counted before is only read from there on, so that a growing log costs its growth. */
export class Summaries {
  readonly #kept = new Map<string, Counted>();

  summarise(log: FileLog, filter: LogFilter, matcher: Matcher, deadline: Deadline): LogSummary {
    const whole = new Tally();
    let truncated = false;
    // Newest first, so that a deadline costs the oldest.
    for (const entries of log.files.toReversed()) {
      const key = `${entries.file.key} ${JSON.stringify(filter)}`;
      const counted = this.#take(key, entries.file.size);
      let last: FileEntry | null = null;
      for (const entry of entries.forward(counted.upTo)) {
        if (last !== null) counted.tally.add(last, matcher);
        last = entry;
        counted.upTo = entry.start;
        truncated = deadline.passed();
        if (truncated) break;
      }
      this.#keep(key, counted);
      whole.addAll(counted.tally);
      if (last !== null && !truncated) whole.add(last, matcher);
      if (truncated) break;
    }
    return whole.result(truncated);
  }

  #take(key: string, size: number): Counted {
    const known = this.#kept.get(key);
    this.#kept.delete(key);
    return known !== undefined && known.upTo <= size ? known : { tally: new Tally(), upTo: 0 };
  }

  #keep(key: string, counted: Counted): void {
    this.#kept.set(key, counted);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) return;
      this.#kept.delete(oldest);
    }
  }
}

/** Counts entries held in memory. */
export function summariseEntries(entries: Iterable<FoundEntry>, matcher: Matcher, deadline: Deadline): LogSummary {
  const tally = new Tally();
  for (const entry of entries) {
    if (deadline.passed()) return tally.result(true);
    tally.add(entry, matcher);
  }
  return tally.result(false);
}

function* entriesOf(counts: Partial<Record<LogLevel, number>>): Generator<[LogLevel, number]> {
  let level: LogLevel;
  for (level in counts) yield [level, counts[level] ?? 0];
}
