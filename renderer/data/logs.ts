import type { LogEntry, LogLevel } from '../../server/contract/index.ts';

export const mostEntries = 20_000;

export interface LogFilter {
  /** Empty = all levels. */
  levels: readonly LogLevel[];
  /** '' = all sources. */
  source: string;
  /** '' = no text filter; part of a line, ignoring case. */
  text: string;
}

/** Does an entry pass? Same rules as the server (api.md 3.5). */
export function passes(entry: LogEntry, filter: LogFilter): boolean {
  if (filter.levels.length > 0 && !filter.levels.includes(entry.level)) return false;
  if (filter.source !== '' && entry.source.toLowerCase() !== filter.source.toLowerCase()) return false;
  return filter.text === '' || entry.message.toLowerCase().includes(filter.text.toLowerCase());
}

/**
 * Both lists in order of `seq`, each entry once, at most 20 000. Too many: the newest stay.
 * Numbers restart with the server: entries that are newer in time with smaller numbers replace what was known.
 */
export function mergeLogs(known: readonly LogEntry[], incoming: readonly LogEntry[]): LogEntry[] {
  const newest = known.at(-1);
  const last = incoming.at(-1);
  if (last === undefined) return [...known];
  if (newest === undefined || restarted(newest, last)) return incoming.slice(-mostEntries);
  const first = incoming[0];
  if (first !== undefined && first.seq > newest.seq) return [...known, ...incoming].slice(-mostEntries);
  const bySeq = new Map(known.map((entry) => [entry.seq, entry]));
  for (const entry of incoming) bySeq.set(entry.seq, entry);
  return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq).slice(-mostEntries);
}

function restarted(newest: LogEntry, last: LogEntry): boolean {
  return last.seq < newest.seq && Date.parse(last.timestamp) > Date.parse(newest.timestamp);
}

/** First line and the rest of an entry (ui.md LG-4). */
export function foldLines(message: string): { first: string; rest: string[] } {
  const [first = '', ...rest] = message.split('\n');
  return { first, rest };
}
