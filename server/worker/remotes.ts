import { createQbittorrent } from '../clients/qbittorrent/index.ts';
import type { Clock, EngineSettings, LogLevel, RemoteState, ToHost } from '../contract/index.ts';
import { ArrLink } from './arr-link.ts';
import { Preparation } from './preparation.ts';
import { QbitFeed } from './qbit-feed.ts';
import type { FeedChange, RemoteReport } from './qbit-feed.ts';
import { ArrTimers } from './timers.ts';

/** Milliseconds between two looks at the Arr's indexers. */
const indexersEvery = 3_600_000;

/** The servers one manager talks to: a feed per qBittorrent, and its own Arr (`core`: all of them, asked only when needed). */
export class Remotes {
  readonly feeds = new Map<string, QbitFeed>();
  readonly arrs = new Map<string, ArrLink>();
  readonly #options: RemotesOptions;
  readonly #timers: ArrTimers;
  readonly #preparation: Preparation;
  #indexersAt = -Infinity;
  #ownWasWhole = false;

  constructor(options: RemotesOptions) {
    this.#options = options;
    this.#preparation = new Preparation(options);
    this.#timers = new ArrTimers(options.clock, (message) => options.log('WARNING', message));
  }

  /** The manager's own Arr, null for core. */
  get own(): ArrLink | null {
    return this.arrs.get(this.#options.manager) ?? null;
  }

  /** Makes the feeds and links the settings name; unchanged ones keep their snapshot and state. */
  connect(settings: EngineSettings): void {
    const { clock, random, upSince, manager } = this.#options;
    reconcile(
      this.feeds,
      settings.qbits,
      (feed) => feed.instance,
      (instance) =>
        new QbitFeed({
          instance,
          client: createQbittorrent(instance),
          upSince: upSince[instance.name] ?? null,
          report: this.#reporter(instance.name, 'qbit'),
          clock,
          random,
        }),
    );
    const wanted = manager === 'core' ? settings.arrs : settings.arrs.filter((arr) => arr.name === manager);
    reconcile(
      this.arrs,
      wanted,
      (link) => link.instance,
      (instance) => new ArrLink({ instance, report: this.#reporter(instance.name, 'arr'), clock, random }),
    );
  }

  /** L4: one question per qBittorrent; those that do not answer are left out of the pass (X4). */
  async poll(): Promise<Map<QbitFeed, FeedChange>> {
    const changes = new Map<QbitFeed, FeedChange>();
    await Promise.all(
      [...this.feeds.values()].map(async (feed) => {
        const change = await feed.poll();
        if (!change) return;
        changes.set(feed, change);
        const { dlspeed, upspeed, freeSpace } = feed.data.server;
        this.#options.send({ type: 'transfer', instance: feed.instance.name, dlspeed, upspeed, freeSpace });
      }),
    );
    return changes;
  }

  /** An Arr manager looks after its own Arr; `core` asks one only when it has something to tell it (L10-L13). */
  async refreshOwn({ observeOnly }: EngineSettings): Promise<void> {
    const { own } = this;
    if (!own || this.#options.manager === 'core' || !(await own.refresh())) return;
    if (!observeOnly) await this.#timers.run(own);
    await this.#lookAtIndexers(own);
  }

  /** 1.1: what the manager needs in each qBittorrent that answers. */
  prepare(changes: ReadonlyMap<QbitFeed, FeedChange>, settings: EngineSettings): Promise<void> {
    return this.#preparation.run(changes, settings);
  }

  /** Downloads about which the Arr's queue says something else now. */
  takeQueueChanges(): ReadonlySet<string> {
    return this.own?.takeChanged() ?? new Set();
  }

  /** True once after the own Arr went away or came back with its whole queue: what depends on it is judged anew. */
  takeOwnTurned(): boolean {
    const isWhole = this.own?.isWhole ?? false;
    const turned = isWhole !== this.#ownWasWhole;
    this.#ownWasWhole = isWhole;
    return turned;
  }

  /** Nothing seen until now counts as time without progress. */
  countAnew(): void {
    for (const feed of this.feeds.values()) feed.countAnew();
  }

  clearBackoff(): void {
    for (const feed of this.feeds.values()) feed.guard.clear();
    for (const link of this.arrs.values()) link.guard.clear();
  }

  /** Returning releases: says which indexers would let a blocklisted release come back, and what to switch on. */
  async #lookAtIndexers(own: ArrLink): Promise<void> {
    const now = this.#options.clock.monotonic();
    if (now - this.#indexersAt < indexersEvery) return;
    this.#indexersAt = now;
    try {
      const names = await own.indexersLettingBlocklistedThrough();
      const { name } = own.instance;
      const message =
        names.length === 0
          ? null
          : `${name} may grab removed releases again: switch on "Reject Blocklisted Torrent Hashes While Grabbing" for the indexer ${names.join(', ')} (Settings, Indexers, advanced).`;
      this.#options.send({ type: 'notice', id: `blocklist/${name}`, subject: name, severity: 'attention', message });
    } catch (error) {
      own.failed(error);
    }
  }

  #reporter(target: string, kind: 'qbit' | 'arr') {
    return (report: RemoteReport) => {
      this.#options.send({ type: 'remote', target, kind, ...report });
      if (report.state === 'up')
        this.#options.log('NOTICE', `${target} answers${report.version ? `, version ${report.version}` : ''}`);
      else this.#options.log('WARNING', report.error ?? `${target} is ${report.state satisfies RemoteState}`);
    };
  }
}

export interface RemotesOptions {
  readonly manager: string;
  /** Since when each qBittorrent has been up, unix milliseconds. */
  readonly upSince: Readonly<Record<string, number>>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly send: (message: ToHost) => void;
  readonly log: (level: LogLevel, message: string) => void;
}

/** Brings a map of live objects in line with configured ones: unchanged ones stay, changed ones are made anew. */
function reconcile<T, C extends { name: string }>(
  live: Map<string, T>,
  wanted: readonly C[],
  configOf: (item: T) => C,
  make: (config: C) => T,
): void {
  const names = new Set(wanted.map((config) => config.name));
  for (const name of live.keys()) if (!names.has(name)) live.delete(name);
  for (const config of wanted) {
    const known = live.get(config.name);
    if (!known || JSON.stringify(configOf(known)) !== JSON.stringify(config)) live.set(config.name, make(config));
  }
}
