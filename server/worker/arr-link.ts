import { createServarr, findEqualCommand } from '../clients/servarr/index.ts';
import type { FormatFacts, QueueEntry, ScanRequest, Servarr } from '../clients/servarr/index.ts';
import { ClientError } from '../clients/http.ts';
import type { ArrInstance, Clock } from '../contract/index.ts';
import { notQueued } from '../engine/torrents/facts.ts';
import type { QueueFacts } from '../engine/torrents/facts.ts';
import { queueFacts } from '../engine/torrents/queue.ts';
import { RemoteGuard } from './backoff.ts';
import type { RemoteReport } from './qbit-feed.ts';

/** How old the queue may be for judging; before acting it is always read anew. Milliseconds. */
const queueMaxAge = 10_000;
/** How far the Arr's clock may be behind ours, milliseconds. */
const clockSkew = 30_000;
/** How long the score of a media item's file counts, milliseconds. */
const formatMaxAge = 15 * 60_000;
/** Seconds after its start until an Arr has surely looked at its download clients, and its queue is whole. */
const queueWholeAfter = 75;
/** Media items whose scores are read in one pass at most. */
const formatsPerPass = 20;

/** One Arr as a manager uses it: its queue, its commands and its outages. */
export class ArrLink {
  readonly instance: ArrInstance;
  readonly guard: RemoteGuard;
  readonly #client: Servarr;
  readonly #clock: Clock;
  readonly #report: (report: RemoteReport) => void;
  readonly #formats = new Map<number, FormatFacts | null>();
  readonly #formatsAt = new Map<number, number>();
  #queue: QueueEntry[] = [];
  #wasRead = false;
  #queueAt: number | null = null;
  /** Monotonic milliseconds from which a download that is not listed really is not. */
  #wholeFrom = 0;
  #facts = new Map<string, QueueFacts>();
  #changed = new Set<string>();

  constructor(options: {
    instance: ArrInstance;
    clock: Clock;
    random: () => number;
    report: (report: RemoteReport) => void;
    client?: Servarr;
  }) {
    this.instance = options.instance;
    this.guard = new RemoteGuard(options.random);
    this.#clock = options.clock;
    this.#report = options.report;
    this.#client = options.client ?? createServarr(options.instance);
  }

  get isUp(): boolean {
    return this.guard.state === 'up';
  }

  /** Entries of the last read, however long ago that was; null before the first one (api.md 2.4). */
  get queueCount(): number | null {
    return this.#wasRead ? this.#queue.length : null;
  }

  /** False while it is away, and shortly after its own start, when its queue is not complete yet. */
  get isWhole(): boolean {
    return this.isUp && this.#queueAt !== null && this.#clock.monotonic() >= this.#wholeFrom;
  }

  /** What the queue says about a download, null while that is not known (hash in lower case). */
  factsOf(hash: string): QueueFacts | null {
    if (!this.isUp || this.#queueAt === null) return null;
    return this.#facts.get(hash) ?? (this.isWhole ? notQueued : null);
  }

  /** Downloads the queue calls bad for a reason the owner listed (5.5). */
  badDownloads(): { hash: string; title: string; message: string }[] {
    return [...this.#facts].flatMap(([hash, { bad }]) => {
      const title = ArrLink.entriesOf(this.#queue, hash)[0]?.title ?? hash;
      return bad === null ? [] : [{ hash, title, message: bad }];
    });
  }

  /** Hashes (lower case) about which the queue says something else since the last call. */
  takeChanged(): ReadonlySet<string> {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  /** Keeps the queue fresh enough for judging (L12, L13). Never throws for the Arr's trouble. */
  async refresh(): Promise<boolean> {
    const now = this.#clock.monotonic();
    if (!this.guard.mayTry(now)) return false;
    if (this.isUp && this.#queueAt !== null && now - this.#queueAt < queueMaxAge) return true;
    return (await this.readQueue()) !== null;
  }

  /** The whole queue as it is now, or null when the Arr does not answer or must not be asked yet. */
  async readQueue(): Promise<readonly QueueEntry[] | null> {
    if (!this.guard.mayTry(this.#clock.monotonic())) return null;
    return this.attempt(async (client) => {
      const status = this.isUp ? null : await client.status();
      this.#queue = await client.queue();
      this.#wasRead = true;
      this.#queueAt = this.#clock.monotonic();
      if (status !== null) this.#wholeFrom = this.#queueAt + missingSeconds(status.upSeconds) * 1000;
      if (this.guard.succeeded()) this.#report({ state: 'up', version: status?.version ?? null, error: null });
      await this.#readFormats(client);
      this.#derive();
      return this.#queue;
    });
  }

  /**
   * Whether what the queue does not list really is not there. Asked for anew: an Arr that was started again between two looks has an empty
   * queue for a while. False when it does not answer.
   */
  async listsAll(): Promise<boolean> {
    const status = await this.attempt((client) => client.status());
    if (status === null) return false;
    const whole = this.#clock.monotonic() + missingSeconds(status.upSeconds) * 1000;
    this.#wholeFrom = Math.max(this.#wholeFrom, whole);
    return this.isWhole;
  }

  /** All queue entries of one download (FIX Q15). */
  static entriesOf(queue: readonly QueueEntry[], hash: string): QueueEntry[] {
    const wanted = hash.toUpperCase();
    return queue.filter((entry) => entry.downloadId?.toUpperCase() === wanted);
  }

  /**
   * Blocklists a queue entry (A75). Where we search ourselves the Arr is told not to, so that nothing is searched twice.
   * @throws ClientError
   */
  deleteEntry(id: number, options: { removeFromClient: boolean; weSearch: boolean }): Promise<'deleted' | 'gone'> {
    this.#queueAt = null;
    const { removeFromClient, weSearch } = options;
    return this.#client.deleteQueueEntry(id, {
      removeFromClient,
      blocklist: true,
      ...(weSearch && { skipRedownload: true }),
    });
  }

  /** @throws ClientError */
  async search(mediaIds: number[]): Promise<void> {
    await this.#client.searchMedia(mediaIds);
  }

  /** @throws ClientError */
  async scan(request: ScanRequest): Promise<void> {
    await this.#client.scanDownload(request);
  }

  /** Does the Arr's history confirm the import? @throws ClientError */
  wasImported(hash: string): Promise<boolean> {
    return this.#client.wasImported(hash);
  }

  /** L11: a timed command of the Arr itself. @throws ClientError */
  async timed(command: 'RssSync' | 'RefreshMonitoredDownloads'): Promise<void> {
    if (command === 'RssSync') await this.#client.rssSync();
    else await this.#client.refreshMonitoredDownloads();
  }

  /** Torrent indexers that let blocklisted hashes through. @throws ClientError */
  indexersLettingBlocklistedThrough(): Promise<string[]> {
    return this.#client.indexersLettingBlocklistedThrough();
  }

  /** Was this search or scan asked for since `since` (unix milliseconds), by us before a crash? @throws ClientError */
  async alreadyAsked(wanted: { scan: ScanRequest } | { search: number[] }, since: number): Promise<boolean> {
    const { name, params } =
      'scan' in wanted ? this.#client.scanCommand(wanted.scan) : this.#client.searchCommand(wanted.search);
    const recent = (await this.#client.commands()).filter(
      (command) => command.queuedAt === null || command.queuedAt >= since - clockSkew,
    );
    return findEqualCommand(recent, name, params) !== null;
  }

  /** Is the Arr still at work on this scan? @throws ClientError */
  async isImporting(scan: ScanRequest): Promise<boolean> {
    const { name, params } = this.#client.scanCommand(scan);
    const working = (await this.#client.commands()).filter(({ status }) => status === 'queued' || status === 'started');
    return findEqualCommand(working, name, params) !== null;
  }

  /** Notes a failed call; errors that are no remote's trouble are rethrown. */
  failed(error: unknown): void {
    if (!(error instanceof ClientError)) throw error;
    const state = error.kind === 'auth' ? 'authFailed' : 'down';
    const changed = this.guard.failed(state, this.#clock.monotonic());
    if (changed) this.#report({ state, version: null, error: error.message });
  }

  private async attempt<T>(work: (client: Servarr) => Promise<T>): Promise<T | null> {
    try {
      return await work(this.#client);
    } catch (error) {
      this.failed(error);
      return null;
    }
  }

  /** Scores of what is there already, only where the check is on (FIX Q10: not one call per torrent and pass). */
  async #readFormats(client: Servarr): Promise<void> {
    if (!this.instance.customFormat.unmetSearch) return;
    const now = this.#clock.monotonic();
    const wanted = [...new Set(this.#queue.flatMap((entry) => entry.mediaIds))];
    const stale = wanted.filter((id) => now - (this.#formatsAt.get(id) ?? -Infinity) > formatMaxAge);
    for (const id of stale.slice(0, formatsPerPass)) {
      this.#formats.set(id, await client.formatFacts(id));
      this.#formatsAt.set(id, now);
    }
    for (const id of this.#formats.keys()) {
      if (wanted.includes(id)) continue;
      this.#formats.delete(id);
      this.#formatsAt.delete(id);
    }
  }

  #derive(): void {
    const { errorCodesToBlocklist, customFormat } = this.instance;
    const byHash = new Map<string, QueueEntry[]>();
    for (const entry of this.#queue) {
      if (entry.downloadId === null) continue;
      const hash = entry.downloadId.toLowerCase();
      byHash.set(hash, [...(byHash.get(hash) ?? []), entry]);
    }
    const next = new Map<string, QueueFacts>();
    for (const [hash, entries] of byHash) {
      next.set(hash, queueFacts(entries, errorCodesToBlocklist, customFormat, this.#formats));
    }
    for (const hash of new Set([...next.keys(), ...this.#facts.keys()])) {
      if (JSON.stringify(next.get(hash)) !== JSON.stringify(this.#facts.get(hash))) this.#changed.add(hash);
    }
    this.#facts = next;
  }
}

function missingSeconds(upSeconds: number | null): number {
  return upSeconds === null ? 0 : Math.max(0, queueWholeAfter - upSeconds);
}
