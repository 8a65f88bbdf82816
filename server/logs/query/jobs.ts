import type { LogEntry, LogMatch, LogSummary, LogWindow } from '../../contract/index.ts';
import type { LogFilter } from './filter.ts';
import type { SearchQuery } from './search.ts';
import type { WindowPlace } from './window.ts';

/** What is read: a log with its rotated files, or entries handed over because there are no files. */
export type LogPlace = { kind: 'files'; dir: string; name: string } | { kind: 'entries'; entries: LogEntry[] };

/** One piece of work for the search thread. `seconds`: it looks at the clock itself and ends in time where it can. */
export type LogJob =
  /** `context`: entries that do not match the text are shown too. */
  | { kind: 'window'; place: LogPlace; filter: LogFilter; context: boolean; window: WindowPlace; seconds: number }
  | { kind: 'summary'; place: LogPlace; filter: LogFilter; seconds: number }
  /** `files`: absolute paths in the order of the search. */
  | { kind: 'search'; files: string[]; query: SearchQuery; seconds: number };

/** What the thread tells; `window`, `summary`, `searched` and `failed` end a job. */
export type JobNews =
  | { type: 'window'; window: LogWindow }
  | { type: 'summary'; summary: LogSummary }
  | { type: 'file'; name: string }
  | { type: 'match'; match: LogMatch }
  /** One more line after the last match. */
  | { type: 'contextAfter'; text: string }
  | { type: 'searched'; truncated: boolean }
  | { type: 'failed'; error: string };
