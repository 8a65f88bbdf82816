import type { LogLevel, LogLine } from '../../server/contract/index.ts';

/** Entries kept in the page; more are asked for as the reader scrolls, and the far end is let go (ui.md LG-2). */
export const mostEntries = 5000;
/** Entries per question. */
export const windowSize = 500;

export interface LogFilter {
  /** Empty = all levels. */
  levels: readonly LogLevel[];
  /** '' = all sources. */
  source: string;
  /** '' = no text filter. */
  text: string;
  /** '' = nothing is left out. */
  exclude: string;
  /** `text` and `exclude` are regular expressions. */
  regex: boolean;
  matchCase: boolean;
  /** Minutes back from now, null = not bounded so. */
  last: number | null;
  /** Unix milliseconds, null = open; only without `last`. */
  since: number | null;
  until: number | null;
  /** Show what does not match the text too, with the matches marked. */
  context: boolean;
}

export const noFilter: LogFilter = {
  levels: [],
  source: '',
  text: '',
  exclude: '',
  regex: false,
  matchCase: false,
  last: null,
  since: null,
  until: null,
  context: false,
};

/** Does it leave anything out, other than other sources? */
export const isFiltered = ({ levels, text, exclude, last, since, until }: LogFilter): boolean =>
  levels.length > 0 || text !== '' || exclude !== '' || last !== null || since !== null || until !== null;

/** Query of GET /logs/query and its summary; `now` in unix milliseconds. */
export function filterQuery(filter: LogFilter, now: number): Record<string, string | number | null> {
  const { levels, source, text, exclude, regex, matchCase, last, since, until } = filter;
  return {
    levels: levels.join(','),
    source,
    text,
    exclude,
    regex: regex ? 1 : null,
    case: matchCase ? 1 : null,
    since: last === null ? since : now - last * 60_000,
    until: last === null ? until : null,
  };
}

/**
 * Both lists in order, each entry once: what comes in takes the place of the same entry, which may have grown. `incoming`
 * begins inside `known` or right behind it.
 */
export function joinNewer(known: readonly LogLine[], incoming: readonly LogLine[]): LogLine[] {
  const [first] = incoming;
  if (first === undefined) return [...known];
  const from = known.findLastIndex(({ cursor }) => cursor === first.cursor);
  return [...(from < 0 ? known : known.slice(0, from)), ...incoming];
}

/** First line and the rest of an entry (ui.md LG-4). */
export function foldLines(message: string): { first: string; rest: string } {
  const end = message.indexOf('\n');
  return end < 0 ? { first: message, rest: '' } : { first: message.slice(0, end), rest: message.slice(end + 1) };
}

/** The marks of a part of a message, moved to its start and cut to it. */
export function marksWithin(marks: LogLine['marks'], from: number, length: number): LogLine['marks'] {
  return marks.flatMap(([start, end]): LogLine['marks'] => {
    const [left, right] = [Math.max(start - from, 0), Math.min(end - from, length)];
    return left < right ? [[left, right]] : [];
  });
}
