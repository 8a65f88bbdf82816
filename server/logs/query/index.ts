import type { LogSearchBody, LogSummary, LogWindow } from '../../contract/index.ts';
import type { LogFilter } from './filter.ts';
import type { LogJob, LogPlace } from './jobs.ts';
import { Lane } from './lane.ts';
import type { SearchQuery } from './search.ts';
import type { WindowPlace } from './window.ts';

export { LONGEST_PATTERN, patternProblem, type LogFilter } from './filter.ts';
export type { LogPlace } from './jobs.ts';
export type { SearchQuery } from './search.ts';
export type { WindowPlace } from './window.ts';

/** Longest search (api.md 2.5), in seconds. */
const DEADLINE = 8;
const IDLE_MS = 20_000;
const PATTERN_THREADS = 2;

const hasPattern = ({ regex, text, exclude }: LogFilter): boolean => regex && (text !== null || exclude !== null);

/**
 * Reading of whole logs, in threads so that no request ever waits for a search. Regular expressions have threads of their
 * own: one that never ends holds up no plain reading.
 */
export class LogQueries {
  readonly #plain: Lane;
  readonly #patterns: Lane;
  readonly #seconds: number;

  /** `workerFile`: the built thread; `seconds`: deadline of every query. */
  constructor(workerFile: string, seconds = DEADLINE) {
    this.#seconds = seconds;
    this.#plain = new Lane({ workerFile, width: 1, idleMs: IDLE_MS });
    this.#patterns = new Lane({ workerFile, width: PATTERN_THREADS, idleMs: IDLE_MS });
  }

  /** `context`: the text only marks, it leaves nothing out. @throws Error when the folder cannot be read. */
  async window(place: LogPlace, filter: LogFilter, window: WindowPlace, context = false): Promise<LogWindow> {
    let found: LogWindow = { entries: [], older: null, newer: null, restarted: false, truncated: true };
    const job: LogJob = { kind: 'window', place, filter, context, window, seconds: this.#seconds };
    await this.#laneOf(hasPattern(filter)).run(job, (news) => {
      if (news.type === 'window') found = news.window;
    });
    return found;
  }

  /** @throws Error when the folder cannot be read. */
  async summary(place: LogPlace, filter: LogFilter): Promise<LogSummary> {
    let found: LogSummary = {
      total: 0,
      counts: {},
      histogram: { stepSeconds: 60, bars: [] },
      sources: [],
      truncated: true,
    };
    const job: LogJob = { kind: 'summary', place, filter, seconds: this.#seconds };
    await this.#laneOf(hasPattern(filter)).run(job, (news) => {
      if (news.type === 'summary') found = news.summary;
    });
    return found;
  }

  /** Searches files in the given order; what was found before the deadline counts (api.md 2.5, S70). */
  async search(files: string[], query: SearchQuery): Promise<LogSearchBody> {
    const body: LogSearchBody = { query: query.text, truncated: true, files_searched: [], matches: [] };
    const job: LogJob = { kind: 'search', files, query, seconds: this.#seconds };
    await this.#laneOf(query.regex).run(job, (news) => {
      if (news.type === 'file') body.files_searched.push(news.name);
      else if (news.type === 'match') body.matches.push(news.match);
      else if (news.type === 'contextAfter') body.matches.at(-1)?.context_after.push(news.text);
      else if (news.type === 'searched') body.truncated = news.truncated;
    });
    return body;
  }

  async close(): Promise<void> {
    await Promise.all([this.#plain.close(), this.#patterns.close()]);
  }

  #laneOf(regex: boolean): Lane {
    return regex ? this.#patterns : this.#plain;
  }
}
