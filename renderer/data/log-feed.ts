import type { LogHistogram, LogLevel, LogLine, LogSummary, LogWindow } from '../../server/contract/index.ts';
import { ApiError } from './api-error.ts';
import { isFiltered, joinNewer, mostEntries, noFilter, windowSize, type LogFilter } from './logs.ts';

/** Which part is asked for; one cursor at most, none = the newest entries. */
export interface Place {
  before?: string;
  /** This entry and newer ones. */
  after?: string;
  around?: string;
  limit?: number;
}

/** The questions the feed asks the server. */
export interface LogServer {
  window: (filter: LogFilter, place: Place) => Promise<LogWindow>;
  summary: (filter: LogFilter) => Promise<LogSummary>;
  /** Names of the log files, and of the sources seen lately. */
  files: () => Promise<{ files: readonly string[]; sources: readonly string[] }>;
}

export interface LogView {
  filter: LogFilter;
  /** In order of time. */
  entries: readonly LogLine[];
  /** Entries per level under all filters but the one for levels. */
  counts: Partial<Record<LogLevel, number>>;
  /** Entries that match, and of how many; null before it is known. */
  matching: number | null;
  everything: number | null;
  histogram: LogHistogram | null;
  sources: readonly string[];
  files: readonly string[];
  loading: 'first' | 'older' | 'newer' | null;
  error: unknown;
  /** What is wrong with a pattern, and in which field. */
  problem: { field: 'text' | 'exclude'; message: string } | null;
  hasOlder: boolean;
  /** False while the newest entry of the log is the last of the list. */
  hasNewer: boolean;
  /** Entries that were added to the end since the filter was set. */
  arrived: number;
  /** The server ran out of time: what is shown is not all. */
  truncated: boolean;
  /** Rises whenever the list starts anew at the end of the log. */
  generation: number;
}

const emptyView: LogView = {
  filter: noFilter,
  entries: [],
  counts: {},
  matching: null,
  everything: null,
  histogram: null,
  sources: [],
  files: [],
  loading: 'first',
  error: null,
  problem: null,
  hasOlder: true,
  hasNewer: false,
  arrived: 0,
  truncated: false,
  generation: 0,
};

/** Live entries are fetched together this long after the first, and counted again after the other. */
const catchUpAfter = 200;
const countAfter = 3000;

/** The log list of the panel: windows of the whole log under a filter, kept at its live end unless the reader left it. */
export class LogFeed {
  readonly #server: LogServer;
  readonly #listeners = new Set<() => void>();
  #view = emptyView;
  /** Answers to older questions are dropped. */
  #asked = 0;
  readonly #pending = new Set<'list' | 'counts'>();
  #held = false;

  constructor(server: LogServer) {
    this.#server = server;
  }

  view = (): LogView => this.#view;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Another selection: its newest entries, and what it leaves of the log. */
  async setFilter(filter: LogFilter): Promise<void> {
    const { sources, files, entries, generation } = this.#view;
    this.#set({ ...emptyView, filter, sources, files, entries, generation });
    await Promise.all([this.#showNewest(), this.#summarise(), this.#list()]);
  }

  /** What is new: after a reconnect, or on Refresh. A list that left the end of the log stays where it is. */
  async refresh(): Promise<void> {
    const isEmpty = this.#view.entries.length === 0;
    const catchUp = isEmpty || this.#view.error !== null ? this.#showNewest() : this.#catchUpNow();
    this.#set({ loading: isEmpty ? 'first' : 'newer' });
    await Promise.all([catchUp, this.#summarise(), this.#list()]);
  }

  /** Back to the end of the log. */
  async toEnd(): Promise<void> {
    if (!this.#view.hasNewer) return;
    this.#set({ loading: 'newer' });
    await this.#showNewest();
  }

  /** What lies before the oldest entry; the newest ones are let go when there are too many. */
  async older(): Promise<void> {
    const [oldest] = this.#view.entries;
    if (oldest === undefined || !this.#view.hasOlder || this.#view.loading !== null) return;
    this.#set({ loading: 'older' });
    await this.#ask({ before: oldest.cursor }, (window) => {
      const entries = [...window.entries, ...this.#view.entries];
      const tooMany = entries.length > mostEntries;
      this.#set({
        entries: entries.slice(0, mostEntries),
        hasOlder: window.older !== null,
        hasNewer: this.#view.hasNewer || tooMany,
        truncated: window.truncated,
      });
    });
  }

  /** What lies behind the newest entry of the list, where that is not the end of the log. */
  async newer(): Promise<void> {
    if (!this.#view.hasNewer || this.#view.loading !== null) return;
    this.#set({ loading: 'newer' });
    await this.#append();
  }

  /** Shows an entry with what is around it. */
  async show(cursor: string): Promise<void> {
    if (this.#view.entries.some((entry) => entry.cursor === cursor)) return;
    this.#set({ loading: 'newer' });
    await this.#ask({ around: cursor }, (window) => this.#set(whole(window)));
  }

  /** The next (1) or previous (-1) entry that passes the filter, seen from an entry; null when there is none. */
  async step(filter: LogFilter, from: string | null, direction: 1 | -1): Promise<string | null> {
    const place: Place = direction === 1 ? { limit: 2 } : { limit: 1 };
    if (from !== null) place[direction === 1 ? 'after' : 'before'] = from;
    else if (direction === 1) return null;
    const { entries, restarted } = await this.#server.window({ ...filter, context: false }, place);
    if (restarted) return null;
    const found = direction === 1 ? entries.find(({ cursor }) => cursor !== from) : entries.at(-1);
    return found?.cursor ?? null;
  }

  /** While the reader looks at older entries the list must not lose them to new ones. */
  hold(held: boolean): void {
    this.#held = held;
  }

  /** Something was logged: the list catches up shortly, the counts somewhat later. */
  noticed(): void {
    this.#soon('counts', countAfter, () => void this.#summarise());
    if (this.#view.hasNewer || this.#view.problem !== null) return;
    this.#soon('list', catchUpAfter, () => {
      if (this.#view.loading !== null) this.noticed();
      else if (!this.#view.hasNewer) void this.#append();
    });
  }

  /** Runs once for all that ask for it meanwhile. */
  #soon(what: 'list' | 'counts', afterMs: number, run: () => void): void {
    if (this.#pending.has(what)) return;
    this.#pending.add(what);
    setTimeout(() => {
      this.#pending.delete(what);
      run();
    }, afterMs);
  }

  async #showNewest(): Promise<void> {
    await this.#ask({}, (window) => this.#set({ ...whole(window), generation: this.#view.generation + 1 }));
  }

  async #catchUpNow(): Promise<void> {
    if (this.#view.hasNewer) this.#set({ loading: null });
    else await this.#append();
  }

  async #append(): Promise<void> {
    const newest = this.#view.entries.at(-1);
    const atEnd = !this.#view.hasNewer;
    await this.#ask(newest === undefined ? {} : { after: newest.cursor }, (window) => {
      const { entries, arrived, generation } = this.#view;
      if (newest === undefined || window.restarted) {
        const added = window.entries.length;
        this.#set({ ...whole(window), arrived: arrived + added, generation: generation + 1 });
        return;
      }
      const joined = joinNewer(entries, window.entries);
      const tooMany = joined.length > mostEntries;
      // Held: the end stops growing instead, and the reader comes back to it with one key.
      const keep = tooMany && this.#held && atEnd;
      this.#set({
        entries: keep ? joined.slice(0, mostEntries) : joined.slice(-mostEntries),
        hasNewer: keep || window.newer !== null,
        hasOlder: this.#view.hasOlder || (tooMany && !keep),
        arrived: arrived + joined.length - entries.length,
        truncated: window.truncated,
      });
    });
    // More came at once than a window holds: who follows the log wants its end.
    if (atEnd && !this.#held && this.#view.hasNewer) await this.#showNewest();
  }

  async #ask(place: Place, take: (window: LogWindow) => void): Promise<void> {
    this.#asked += 1;
    const mine = this.#asked;
    const { filter } = this.#view;
    try {
      const window = await this.#server.window(filter, { limit: windowSize, ...place });
      if (mine !== this.#asked) return;
      take(window);
      this.#set({ loading: null, error: null, problem: null });
    } catch (error) {
      if (mine !== this.#asked) return;
      const problem = problemOf(error);
      this.#set({ loading: null, ...(problem === null ? { error } : { problem }) });
    }
  }

  async #summarise(): Promise<void> {
    const { filter } = this.#view;
    try {
      const [found, all] = await Promise.all([
        this.#server.summary(filter),
        isFiltered(filter) ? this.#server.summary({ ...noFilter, source: filter.source }) : null,
      ]);
      if (filter !== this.#view.filter) return;
      this.#set({
        counts: found.counts,
        matching: found.total,
        everything: (all ?? found).total,
        histogram: found.histogram,
        sources: merged(this.#view.sources, found.sources),
      });
    } catch {
      // The list's own question tells what is wrong; without counts the page still works.
    }
  }

  async #list(): Promise<void> {
    try {
      const { files, sources } = await this.#server.files();
      this.#set({ files, sources: merged(this.#view.sources, sources) });
    } catch {
      // As above.
    }
  }

  #set(change: Partial<LogView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const whole = (window: LogWindow): Partial<LogView> => ({
  entries: window.entries,
  hasOlder: window.older !== null,
  hasNewer: window.newer !== null,
  truncated: window.truncated,
});

function merged(known: readonly string[], more: readonly string[]): readonly string[] {
  const all = new Set([...known, ...more]);
  return all.size === known.length ? known : [...all].toSorted();
}

function problemOf(error: unknown): LogView['problem'] {
  if (!(error instanceof ApiError) || error.status !== 400) return null;
  const { body } = error;
  const field = typeof body === 'object' && body !== null && 'field' in body ? body.field : null;
  return field === 'text' || field === 'exclude' ? { field, message: error.message } : null;
}
