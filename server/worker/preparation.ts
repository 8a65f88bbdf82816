import { ClientError } from '../clients/http.ts';
import type { Clock, EngineSettings, LogLevel, ToHost } from '../contract/index.ts';
import { prepareInstance } from './categories.ts';
import type { FeedChange, QbitFeed } from './qbit-feed.ts';

/** Milliseconds until what failed is tried again. */
const againAfter = 300_000;

interface PreparationOptions {
  readonly manager: string;
  readonly clock: Clock;
  readonly send: (message: ToHost) => void;
  readonly log: (level: LogLevel, message: string) => void;
}

/**
 * Keeps every qBittorrent as a manager expects it (torrents.md 1.1): once per connection, again when the settings want something else,
 * and never in observe-only. What fails is not fatal: it is tried again, and the owner is told what to do meanwhile.
 */
export class Preparation {
  readonly #options: PreparationOptions;
  /** What each was prepared for last. */
  readonly #done = new WeakMap<QbitFeed, string>();
  readonly #troubles = new Map<QbitFeed, { readonly message: string; readonly retryAt: number }>();
  #told: string | null | undefined;

  constructor(options: PreparationOptions) {
    this.#options = options;
  }

  async run(changes: ReadonlyMap<QbitFeed, FeedChange>, settings: EngineSettings): Promise<void> {
    const feeds = new Set(changes.keys());
    const wanted = wishOf(this.#options.manager, settings);
    for (const [feed, change] of changes) {
      if (change.fresh) this.#forget(feed);
      if (!settings.observeOnly && this.#isDue(feed, wanted)) await this.#prepare(feed, wanted, settings);
    }
    for (const feed of this.#troubles.keys()) if (!feeds.has(feed) || settings.observeOnly) this.#forget(feed);
    this.#tell();
  }

  #isDue(feed: QbitFeed, wanted: string): boolean {
    const retryAt = this.#troubles.get(feed)?.retryAt ?? 0;
    return this.#done.get(feed) !== wanted && this.#options.clock.monotonic() >= retryAt;
  }

  async #prepare(feed: QbitFeed, wanted: string, settings: EngineSettings): Promise<void> {
    const { manager, clock, log } = this.#options;
    try {
      await prepareInstance(feed, manager, settings, (message) => log('NOTICE', message));
      this.#done.set(feed, wanted);
      this.#troubles.delete(feed);
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      log('WARNING', `Categories and tags could not be prepared. ${error.message}`);
      this.#troubles.set(feed, { message: error.message, retryAt: clock.monotonic() + againAfter });
    }
  }

  #forget(feed: QbitFeed): void {
    this.#done.delete(feed);
    this.#troubles.delete(feed);
  }

  #tell(): void {
    const { manager, send } = this.#options;
    const causes = [...this.#troubles.values()].map(({ message }) => message);
    const message =
      causes.length === 0
        ? null
        : `The category or the tags of ${manager} could not be made in qBittorrent: ${causes.join('; ')}. Make them there by hand, or change the category in Settings; it is tried again every 5 minutes.`;
    if (message === this.#told) return;
    this.#told = message;
    send({ type: 'notice', id: `preparation/${manager}`, subject: manager, severity: 'attention', message });
  }
}

/** All that decides what is prepared. */
function wishOf(manager: string, settings: EngineSettings): string {
  const { completedDownloadFolder, pathMappings, tagless, freeSpace } = settings;
  const categories = settings.arrs.filter(({ name }) => name === manager).map(({ category }) => category);
  return JSON.stringify([categories, completedDownloadFolder, pathMappings, tagless, freeSpace !== null]);
}
