import type { LogLine, LogWindow } from '../../contract/index.ts';
import type { Deadline } from './deadline.ts';
import type { EntryLog, FoundEntry } from './entry.ts';
import type { LogFilter, Marker, Matcher } from './filter.ts';

/** Which part of the log: at most one cursor, none = the newest entries. */
export interface WindowPlace {
  /** Entries older than this one. */
  before: string | null;
  /** This entry and newer ones: asked again, the last entry shows what was added to it. */
  after: string | null;
  /** This entry in the middle. */
  around: string | null;
  /** 1 or more. */
  limit: number;
}

/** What a window is read from. */
export interface WindowTools {
  log: EntryLog;
  filter: LogFilter;
  matcher: Matcher;
  mark: Marker;
  deadline: Deadline;
}

/** Local clocks step back in autumn: only entries this far outside the time range end the search. */
const CLOCK_STEP_MS = 2 * 3_600_000;

interface Part {
  /** In the order of the search. */
  entries: LogLine[];
  /** Where the search goes on; null = it reached the end of the log. */
  next: string | null;
  truncated: boolean;
}

const nothing: Part = { entries: [], next: null, truncated: false };

/** Entries that pass the filter around a place (ui.md LG-3). Memory is that of the window. */
export function readWindow(tools: WindowTools, { before, after, around, limit }: WindowPlace): LogWindow {
  const { log } = tools;
  const forwards = after ?? around;
  if (forwards !== null && !log.has(forwards)) {
    return { ...readWindow(tools, { before: null, after: null, around: null, limit }), restarted: true };
  }
  const ahead = around === null ? limit : Math.ceil(limit / 2);
  const newer = forwards === null ? nothing : readForward(tools, forwards, ahead);
  const older =
    after !== null ? nothing : readBackward(tools, around ?? before, around === null ? limit : limit - ahead);
  const entries = [...older.entries.toReversed(), ...newer.entries];
  return {
    entries,
    older: after ?? olderCursor(older, entries[0]?.cursor ?? null),
    newer: before ?? newer.next,
    restarted: false,
    truncated: newer.truncated || older.truncated,
  };
}

/** A search that the deadline ended goes on before what it looked at last, a full one before its oldest entry. */
function olderCursor({ next, truncated }: Part, oldest: string | null): string | null {
  return next === null || truncated ? next : (oldest ?? next);
}

function readForward(tools: WindowTools, from: string, limit: number): Part {
  const { until } = tools.filter;
  const isPast = (entry: FoundEntry): boolean => until !== null && entry.at > until + CLOCK_STEP_MS;
  return collect(tools, tools.log.forward(from), limit, isPast);
}

function readBackward(tools: WindowTools, before: string | null, limit: number): Part {
  const { since, until } = tools.filter;
  const isPast = (entry: FoundEntry): boolean => since !== null && entry.at < since - CLOCK_STEP_MS;
  return collect(tools, tools.log.backward(before, until), limit, isPast);
}

function collect(
  { matcher, mark, deadline }: WindowTools,
  walk: Iterable<FoundEntry>,
  limit: number,
  isPast: (entry: FoundEntry) => boolean,
): Part {
  const entries: LogLine[] = [];
  for (const entry of walk) {
    if (isPast(entry)) break;
    if (entries.length >= limit) return { entries, next: entry.cursor, truncated: false };
    if (matcher.inTime(entry.at) && matcher.hasLevel(entry.level) && matcher.hasContent(entry)) {
      entries.push(lineOf(entry, mark));
    }
    if (deadline.passed()) return { entries, next: entry.cursor, truncated: true };
  }
  return { entries, next: null, truncated: false };
}

function lineOf(entry: FoundEntry, mark: Marker): LogLine {
  const { cursor, level, source } = entry;
  const message = entry.message();
  return { cursor, timestamp: new Date(entry.at).toISOString(), level, source, message, marks: mark(message) };
}
