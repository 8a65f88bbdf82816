import type { LogLevel } from '../../contract/index.ts';
import type { FoundEntry } from './entry.ts';

/** Filters of the log page; they combine (ui.md LG-3). null and empty lists mean: all. */
export interface LogFilter {
  levels: readonly LogLevel[];
  /** Exact, ignoring case. */
  source: string | null;
  text: string | null;
  /** What an entry must not contain. */
  exclude: string | null;
  /** `text` and `exclude` are regular expressions. */
  regex: boolean;
  caseSensitive: boolean;
  /** Unix milliseconds, both included. */
  since: number | null;
  until: number | null;
}

/** Where a message matches the text of a filter. */
export type Marker = (message: string) => [from: number, to: number][];

/** A filter ready to be asked; its parts are asked apart, because counts leave out one or the other. */
export interface Matcher {
  hasLevel(level: LogLevel): boolean;
  inTime(at: number): boolean;
  /** Source, text and exclusion. */
  hasContent(entry: FoundEntry): boolean;
}

/** @throws SyntaxError for an invalid regular expression. */
export function matcherOf(filter: LogFilter): Matcher {
  const levels = new Set(filter.levels);
  const source = filter.source?.toLowerCase() ?? null;
  const wanted = filter.text === null ? null : textTest(filter.text, filter);
  const unwanted = filter.exclude === null ? null : textTest(filter.exclude, filter);
  return {
    hasLevel: (level) => levels.size === 0 || levels.has(level),
    inTime: (at) => at >= (filter.since ?? -Infinity) && at <= (filter.until ?? Infinity),
    hasContent: (entry) => {
      if (source !== null && entry.source.toLowerCase() !== source) return false;
      if (wanted === null && unwanted === null) return true;
      const message = entry.message();
      return (wanted === null || wanted(message)) && (unwanted === null || !unwanted(message));
    },
  };
}

const MOST_MARKS = 50;

/** @throws SyntaxError for an invalid pattern. */
export function markerOf({ text, regex, caseSensitive }: Pick<LogFilter, 'text' | 'regex' | 'caseSensitive'>): Marker {
  if (text === null) return () => [];
  const flags = caseSensitive ? 'gm' : 'gim';
  const pattern = new RegExp(regex ? text : text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), flags);
  return (message) => {
    const marks: [number, number][] = [];
    for (const match of message.matchAll(pattern)) {
      if (match[0] !== '') marks.push([match.index, match.index + match[0].length]);
      if (marks.length >= MOST_MARKS) break;
    }
    return marks;
  };
}

/** Test for a text or pattern. @throws SyntaxError for an invalid pattern. */
export function textTest(
  text: string,
  { regex, caseSensitive }: Pick<LogFilter, 'regex' | 'caseSensitive'>,
): (message: string) => boolean {
  if (regex) {
    const pattern = new RegExp(text, caseSensitive ? 'm' : 'im');
    return (message) => pattern.test(message);
  }
  if (caseSensitive) return (message) => message.includes(text);
  const lower = text.toLowerCase();
  return (message) => message.toLowerCase().includes(lower);
}

/** Longest pattern taken (api.md 2.5), in characters. */
export const LONGEST_PATTERN = 256;

/** Why a pattern cannot be used, in the words of api.md 2.5; null when it can. */
export function patternProblem(pattern: string): string | null {
  if (pattern.length > LONGEST_PATTERN) return 'regex pattern too long';
  try {
    // Compiling runs nothing yet, so it needs no deadline.
    void new RegExp(pattern);
    return null;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return `invalid regex: ${reason.replace(/^Invalid regular expression: (?:\/.*\/: )?/s, '')}`;
  }
}
