import { emptyMaindata, mergeMaindata } from '../clients/qbittorrent/index.ts';
import type { Maindata, Qbittorrent, SyncSession, TorrentFacts } from '../clients/qbittorrent/index.ts';
import { ClientError, isRefusedCall } from '../clients/http.ts';
import type { Clock, QbitInstance, RemoteState } from '../contract/index.ts';
import { RemoteGuard } from './backoff.ts';

/** Seconds a qBittorrent may take after its own start until it has listed all its torrents. */
const listsAllAfter = 600;

/** What one poll of one qBittorrent brought. */
export interface FeedChange {
  readonly changed: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
  /** First answer after a start or an outage: everything is to be reported again. */
  readonly fresh: boolean;
}

/** How a remote's state is told to the host. */
export interface RemoteReport {
  readonly state: RemoteState;
  readonly version: string | null;
  readonly error: string | null;
}

/** The delta stream of one qBittorrent with its snapshot, outage handling and the time since when it has been up. */
export class QbitFeed {
  readonly instance: QbitInstance;
  readonly client: Qbittorrent;
  readonly data: Maindata = emptyMaindata();
  readonly guard: RemoteGuard;
  readonly #sync: SyncSession;
  readonly #clock: Clock;
  readonly #report: (report: RemoteReport) => void;
  /** Unix milliseconds; null until the first answer. */
  #upSince: number | null;
  #hasAnswered = false;
  readonly #openedAt: number;
  #skew = 0;
  /** What `refresh` saw and no pass has been told yet. */
  #unread: Omit<FeedChange, 'fresh'> = { changed: new Set(), removed: new Set() };

  constructor(options: {
    instance: QbitInstance;
    client: Qbittorrent;
    clock: Clock;
    /** What the host knew about it, so that a restarted manager does not start counting anew. */
    upSince: number | null;
    random: () => number;
    report: (report: RemoteReport) => void;
  }) {
    this.instance = options.instance;
    this.client = options.client;
    this.guard = new RemoteGuard(options.random);
    this.#sync = options.client.openSync();
    this.#clock = options.clock;
    this.#openedAt = options.clock.now();
    this.#upSince = options.upSince;
    this.#report = options.report;
  }

  /** Unix seconds since when qBittorrent has answered without a break. */
  get upSinceSeconds(): number {
    return (this.#upSince ?? this.#clock.now()) / 1000;
  }

  /** Has it answered long enough to have listed all its torrents? `now` is unix seconds. */
  isSettled(now: number): boolean {
    return this.isUp && now - this.upSinceSeconds >= listsAllAfter;
  }

  /** Has it not answered yet, but may only be starting, as all do after the computer did? `now` is unix seconds. */
  isAwaited(now: number): boolean {
    return !this.#hasAnswered && now - this.#openedAt / 1000 < listsAllAfter;
  }

  get isUp(): boolean {
    return this.guard.state === 'up';
  }

  /** How far the clock of the qBittorrent machine is ahead of ours, milliseconds; 0 while they agree. */
  get skewMs(): number {
    return this.#skew;
  }

  /** What was seen until now proves nothing: the computer slept, its clock was set, or there was no internet. */
  countAnew(): void {
    if (this.#upSince !== null) this.#upSince = this.#clock.now();
  }

  torrents(): ReadonlyMap<string, TorrentFacts> {
    return this.data.torrents;
  }

  /** Asks once; null while it is down or must not be asked yet. Never throws for a remote's trouble. */
  async poll(): Promise<FeedChange | null> {
    const change = await this.#ask();
    if (!change) return null;
    const told = { ...merged(this.#unread, change, (hash) => this.data.torrents.has(hash)), fresh: change.fresh };
    this.#unread = { changed: new Set(), removed: new Set() };
    return told;
  }

  /**
   * Brings the snapshot up to date in the middle of a pass; what changed is told by the next poll. False when it did not answer.
   * Never throws for a remote's trouble.
   */
  async refresh(): Promise<boolean> {
    if (!this.isUp) return false;
    const change = await this.#ask();
    if (change) this.#unread = merged(this.#unread, change, (hash) => this.data.torrents.has(hash));
    return change !== null;
  }

  async #ask(): Promise<FeedChange | null> {
    if (!this.guard.mayTry(this.#clock.monotonic())) return null;
    const wasUp = this.guard.state === 'up';
    try {
      const version = wasUp ? null : await this.client.version();
      const delta = await this.#sync.poll();
      this.#skew = skewOf(delta.serverDate, this.#clock.now());
      const change = mergeMaindata(this.data, delta);
      this.#hasAnswered = true;
      // Told anew with torrents missing, it was started again in between, or is another one now.
      if (wasUp && delta.full && change.removed.size > 0) this.countAnew();
      if (this.guard.succeeded()) {
        this.#upSince ??= this.#clock.now();
        this.#report({ state: 'up', version: version?.app ?? null, error: null });
      }
      return { ...change, fresh: !wasUp };
    } catch (error) {
      this.failed(error);
      return null;
    }
  }

  /** Notes a failed call; the next poll then waits. Errors that are no remote's trouble are rethrown. */
  failed(error: unknown): void {
    if (!(error instanceof ClientError)) throw error;
    const state = error.kind === 'auth' ? 'authFailed' : error.kind === 'unsupported' ? 'unsupported' : 'down';
    if (!isRefusedCall(error)) this.#upSince = null;
    const changed = this.guard.failed(state, this.#clock.monotonic());
    if (changed) this.#report({ state, version: null, error: error.message });
  }
}

/** Two changes as one, by what is there after the second. */
function merged(
  first: Omit<FeedChange, 'fresh'>,
  second: Omit<FeedChange, 'fresh'>,
  isThere: (hash: string) => boolean,
): Omit<FeedChange, 'fresh'> {
  if (first.changed.size === 0 && first.removed.size === 0) return second;
  const both = [...first.changed, ...first.removed, ...second.changed, ...second.removed];
  return {
    changed: new Set(both.filter((hash) => isThere(hash))),
    removed: new Set(both.filter((hash) => !isThere(hash))),
  };
}

/** Differences that a slow answer and a whole-second header explain are none. Milliseconds. */
const smallestSkew = 30_000;

function skewOf(serverDate: number | null, now: number): number {
  const skew = serverDate === null ? 0 : serverDate - now;
  return Math.abs(skew) >= smallestSkew ? skew : 0;
}
