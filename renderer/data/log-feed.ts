import type { LogEntry, LogLevel } from '../../server/contract/index.ts';
import { mergeLogs, mostEntries, passes, type LogFilter } from './logs.ts';

export interface LogPage {
  logs: LogEntry[];
  files: string[];
  /** Entries per level in the server's ring, when it says so. */
  counts?: Partial<Record<LogLevel, number>> | undefined;
  sources?: string[] | undefined;
}

export interface LogView {
  filter: LogFilter;
  /** In order of time; each passes the filter. */
  entries: readonly LogEntry[];
  counts: Partial<Record<LogLevel, number>>;
  sources: readonly string[];
  files: readonly string[];
  loading: 'first' | 'older' | 'newer' | null;
  error: unknown;
  /** False when the oldest entry the server keeps is here, or when 20 000 are here. */
  hasOlder: boolean;
  /** Live entries since the page opened that passed the filter. */
  arrived: number;
}

export type FetchPage = (filter: LogFilter, before: number | null, limit: number) => Promise<LogPage>;

export const pageSize = 1000;

export const noFilter: LogFilter = { levels: [], source: '', text: '' };

const emptyView: LogView = {
  filter: noFilter,
  entries: [],
  counts: {},
  sources: [],
  files: [],
  loading: 'first',
  error: null,
  hasOlder: true,
  arrived: 0,
};

/** The log list of the panel: pages from the server joined with live entries, each once. */
export class LogFeed {
  readonly #fetch: FetchPage;
  readonly #listeners = new Set<() => void>();
  #view = emptyView;
  #pending: LogEntry[] = [];
  #waiting = false;
  #asked = 0;

  constructor(fetch: FetchPage) {
    this.#fetch = fetch;
  }

  view = (): LogView => this.#view;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Shows what is known of the new selection at once, then asks the server for the rest of it. */
  async setFilter(filter: LogFilter): Promise<void> {
    const narrower = this.#view.entries.filter((entry) => passes(entry, filter));
    this.#set({ filter, entries: narrower, hasOlder: true, error: null, loading: 'first', arrived: 0 });
    await this.#load(null);
  }

  /** The newest page again: after a reconnect, or on Refresh. */
  async refresh(): Promise<void> {
    this.#set({ loading: this.#view.entries.length === 0 ? 'first' : 'newer' });
    await this.#load(null);
  }

  /** The page before the oldest entry. */
  async older(): Promise<void> {
    const oldest = this.#view.entries[0];
    if (oldest === undefined || !this.#view.hasOlder || this.#view.loading !== null) return;
    this.#set({ loading: 'older' });
    await this.#load(oldest.seq);
  }

  /** A live entry; shown together with its neighbours at most ten times a second. */
  append(entry: LogEntry): void {
    this.#pending.push(entry);
    if (this.#waiting) return;
    this.#waiting = true;
    setTimeout(() => this.#show(), 100);
  }

  #show(): void {
    this.#waiting = false;
    const all = this.#pending;
    this.#pending = [];
    const counts = { ...this.#view.counts };
    const { filter } = this.#view;
    for (const entry of all) {
      if (filter.source === '' || passes(entry, { ...noFilter, source: filter.source })) {
        counts[entry.level] = (counts[entry.level] ?? 0) + 1;
      }
    }
    const wanted = all.filter((entry) => passes(entry, filter));
    const sources = [...new Set([...this.#view.sources, ...all.map((entry) => entry.source)])];
    this.#set({
      counts,
      sources: sources.length === this.#view.sources.length ? this.#view.sources : sources,
      entries: wanted.length === 0 ? this.#view.entries : mergeLogs(this.#view.entries, wanted),
      arrived: this.#view.arrived + wanted.length,
    });
  }

  async #load(before: number | null): Promise<void> {
    this.#asked += 1;
    const mine = this.#asked;
    try {
      const page = await this.#fetch(this.#view.filter, before, pageSize);
      if (mine === this.#asked) this.#take(page, before);
    } catch (error) {
      if (mine === this.#asked) this.#set({ loading: null, error });
    }
  }

  #take(page: LogPage, before: number | null): void {
    const full = page.logs.length >= pageSize;
    const newest = this.#view.entries.at(-1);
    const first = page.logs[0];
    const gap = before === null && full && newest !== undefined && first !== undefined && first.seq > newest.seq;
    const entries = mergeLogs(gap ? [] : this.#view.entries, page.logs);
    const reachedEnd = before === null ? !full : page.logs.length === 0 || !full;
    this.#set({
      entries,
      files: page.files,
      counts: page.counts ?? this.#view.counts,
      sources: page.sources ?? this.#view.sources,
      hasOlder: !reachedEnd && entries.length < mostEntries,
      loading: null,
      error: null,
    });
  }

  #set(change: Partial<LogView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}
