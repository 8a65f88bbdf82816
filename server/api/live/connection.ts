import type { LiveFromServer, LiveTopic, LogEntry, LogLevel, TorrentDelta } from '../../contract/index.ts';
import { PendingDelta } from './pending-delta.ts';

/** The part of a WebSocket a connection needs. */
export interface Wire {
  readonly bufferedAmount: number;
  send(text: string, done?: (cause?: Error | null) => void): void;
  close(code: number, reason: string): void;
}

export interface Subscription {
  topics: ReadonlySet<LiveTopic>;
  level: LogLevel | null;
  /** Lower case; null = every source. */
  source: string | null;
}

export const LIVE_CLOSE = { unauthorized: 4401, forbidden: 4403, tooSlow: 1013, goingAway: 1001 } as const;

/** More than this queued for a client means that it cannot keep up, in bytes (api.md 3.10). */
const QUEUE_LIMIT = 1024 * 1024;
/** Rows per frame of a big torrent table; the next frame waits until this one has left. */
const ROWS_PER_FRAME = 500;

const nothing: Subscription = { topics: new Set(), level: null, source: null };

/** One signed-in client of the live stream: what it wants, and sending no faster than it reads. */
export class LiveConnection {
  subscription = nothing;
  readonly #wire: Wire;
  readonly #pending = new PendingDelta();
  #streaming = false;
  #closed = false;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  wants(topic: LiveTopic): boolean {
    return this.subscription.topics.has(topic);
  }

  wantsLog(entry: LogEntry): boolean {
    const { level, source } = this.subscription;
    return (
      this.wants('logs') &&
      (level === null || entry.level === level) &&
      (source === null || entry.source.toLowerCase() === source)
    );
  }

  send(frame: LiveFromServer): void {
    this.sendText(JSON.stringify(frame));
  }

  /** Sends a frame serialised by the caller; a client that is too far behind is closed with 1013 instead. */
  sendText(text: string, done?: () => void): void {
    if (this.#closed) return;
    if (this.#wire.bufferedAmount > QUEUE_LIMIT) {
      this.close(LIVE_CLOSE.tooSlow, 'Too slow');
      return;
    }
    this.#wire.send(text, (cause) => {
      if (!cause) done?.();
    });
  }

  /** Sends a table or a change of it; what arrives while a big one is on its way follows it as one delta. */
  sendTorrents(delta: TorrentDelta, text?: string): void {
    if (this.#streaming) this.#pending.add(delta);
    else if (delta.changed.length <= ROWS_PER_FRAME) this.sendText(text ?? torrentFrame(delta));
    else this.#sendRows(delta, 0);
  }

  /** Close codes: RFC 6455 and 4401. */
  close(code: number, reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#wire.close(code, reason);
  }

  #sendRows(delta: TorrentDelta, from: number): void {
    const changed = delta.changed.slice(from, from + ROWS_PER_FRAME);
    const first = from === 0;
    const next = from + ROWS_PER_FRAME;
    this.#streaming = true;
    const part = { full: first && delta.full, changed, removed: first ? delta.removed : [], total: delta.total };
    this.sendText(torrentFrame(part), () => {
      if (!this.wants('torrents')) this.#endRows();
      else if (next < delta.changed.length) this.#sendRows(delta, next);
      else {
        this.#streaming = false;
        const missed = this.#pending.take();
        if (missed !== null) this.sendTorrents(missed);
      }
    });
  }

  #endRows(): void {
    this.#streaming = false;
    this.#pending.take();
  }
}

export const torrentFrame = (data: TorrentDelta): string =>
  JSON.stringify({ type: 'torrents', data } satisfies LiveFromServer);
