import type { ActivityBody, LedgerEvent } from '../../server/contract/index.ts';
import { matchesActivity, noActivityFilter, type ActivityFilter } from './activity.ts';

export interface ActivityView {
  filter: ActivityFilter;
  /** Newest first. */
  events: readonly LedgerEvent[];
  /** Newer ones that wait until the reader is back at the top. */
  waiting: readonly LedgerEvent[];
  /** Matching events on the server; it counts no further than 10,000. */
  total: number;
  hasOlder: boolean;
  loading: 'first' | 'older' | null;
  error: Error | null;
}

interface FeedOptions {
  /** One page, newest first, all older than `before`. */
  page: (filter: ActivityFilter, before: number | null, limit: number) => Promise<ActivityBody>;
  now: () => number;
}

export const activityPage = 200;
/** Events that arrive within this time are shown together. */
const gatherMs = 150;

const empty = (filter: ActivityFilter): ActivityView => ({
  filter,
  events: [],
  waiting: [],
  total: 0,
  hasOlder: false,
  loading: null,
  error: null,
});

/** The activity list: older pages by cursor, new events on top, nothing that is being read moves (ui.md 6.3). */
export class ActivityFeed {
  readonly #options: FeedOptions;
  readonly #listeners = new Set<() => void>();
  #view: ActivityView = empty(noActivityFilter);
  #round = 0;
  #isAway = false;
  #arrived: LedgerEvent[] = [];

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  view = (): ActivityView => this.#view;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Shows a filter; the same one is only brought up to date. */
  open(filter: ActivityFilter): void {
    const same = JSON.stringify(filter) === JSON.stringify(this.#view.filter);
    if (same && this.#view.events.length > 0) {
      void this.refresh();
      return;
    }
    this.#isAway = false;
    this.#arrived = [];
    this.#view = empty(filter);
    void this.#load();
  }

  /** Is the reader away from the top? Then new events wait. */
  away(isAway: boolean): void {
    this.#isAway = isAway;
    if (!isAway && this.#view.waiting.length > 0) this.showWaiting();
  }

  showWaiting(): void {
    const { events, waiting } = this.#view;
    this.#set({ events: [...waiting, ...events], waiting: [] });
  }

  /** Takes an event of the stream. */
  take(event: LedgerEvent): void {
    if (!matchesActivity(event, this.#view.filter, this.#options.now())) return;
    this.#arrived.push({ ...event, trail: [] });
    if (this.#arrived.length > 1) return;
    setTimeout(() => this.#add(this.#arrived.splice(0).toReversed()), gatherMs);
  }

  /** The next page of older events. */
  async older(): Promise<void> {
    const { loading, hasOlder, filter, events } = this.#view;
    const last = events.at(-1);
    if (loading !== null || !hasOlder || last === undefined) return;
    const round = this.#round;
    this.#set({ loading: 'older' });
    try {
      const body = await this.#options.page(filter, last.id, activityPage);
      if (round !== this.#round) return;
      this.#set({
        events: [...this.#view.events, ...body.events],
        hasOlder: body.events.length === activityPage,
        loading: null,
        error: null,
      });
    } catch (error) {
      if (round === this.#round) this.#set({ loading: null, error: asError(error) });
    }
  }

  /** After an interruption: as `refresh`, if there is anything a reader may be looking at. */
  async catchUp(): Promise<void> {
    const { events, error, loading } = this.#view;
    if (loading === null && (events.length > 0 || error !== null)) await this.refresh();
  }

  /** Fetches what is newer than the list; after a long absence the list starts anew. */
  async refresh(): Promise<void> {
    const { events, filter } = this.#view;
    if (events.length === 0) {
      await this.#load();
      return;
    }
    const round = this.#round;
    try {
      const body = await this.#options.page(filter, null, activityPage);
      if (round !== this.#round) return;
      const newest = this.#newest();
      const joins = body.events.some((event) => event.id <= newest);
      if (joins) {
        this.#add(body.events);
        this.#set({ total: body.total, error: null });
      } else this.#show(body);
    } catch (error) {
      if (round === this.#round) this.#set({ error: asError(error) });
    }
  }

  #newest(): number {
    return this.#view.waiting[0]?.id ?? this.#view.events[0]?.id ?? 0;
  }

  #add(found: readonly LedgerEvent[]): void {
    const newest = this.#newest();
    const fresh = found.filter((event) => event.id > newest);
    if (fresh.length === 0) return;
    const total = this.#view.total + fresh.length;
    if (this.#isAway) this.#set({ waiting: [...fresh, ...this.#view.waiting], total });
    else this.#set({ events: [...fresh, ...this.#view.events], total });
  }

  async #load(): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    this.#set({ loading: 'first', error: null });
    try {
      const body = await this.#options.page(this.#view.filter, null, activityPage);
      if (round === this.#round) this.#show(body);
    } catch (error) {
      if (round === this.#round) this.#set({ loading: null, error: asError(error) });
    }
  }

  #show({ events, total }: ActivityBody): void {
    this.#set({ events, waiting: [], total, hasOlder: events.length === activityPage, loading: null, error: null });
  }

  #set(change: Partial<ActivityView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
