import type { LiveTopic, StatusBody } from '../../contract/index.ts';
import type { ApiServices, Unsubscribe } from '../services.ts';
import { torrentFrame, type LiveConnection, type Subscription } from './connection.ts';
import { PendingDelta } from './pending-delta.ts';
import { newsFrame, PendingNews } from './pending-news.ts';
import { createThrottle } from './throttle.ts';

/** Milliseconds between frames of one topic (api.md 3.10). */
export interface LiveTimes {
  processes: number;
  torrents: number;
  torrentNews: number;
  status: number;
  ping: number;
  /** How long a client without a credential may take for its auth frame. */
  auth: number;
}

/** Joins the services' changes to the connections; each frame is serialised once for all of them. */
export class LiveHub {
  readonly #services: ApiServices;
  readonly #processBytes: () => Buffer;
  readonly #connections = new Set<LiveConnection>();
  readonly #cleanups: Unsubscribe[];
  #lastStatus = '';

  constructor(services: ApiServices, processBytes: () => Buffer, times: LiveTimes) {
    this.#services = services;
    this.#processBytes = processBytes;
    const processes = createThrottle(() => this.#broadcast('processes', () => this.#processFrame()), times.processes);
    const gathered = new PendingDelta();
    const torrents = createThrottle(() => {
      const delta = gathered.take();
      if (delta === null) return;
      const text = torrentFrame(delta);
      for (const one of this.#wanting('torrents')) one.sendTorrents(delta, text);
    }, times.torrents);
    const named = new PendingNews();
    const news = createThrottle(() => {
      this.#broadcast('torrentNews', () => newsFrame(named.take(), services.torrents.version()));
    }, times.torrentNews);
    const status = setInterval(() => this.#statusTick(), times.status);
    this.#cleanups = [
      services.processes.onChange(() => processes.request()),
      services.torrents.onDelta((delta) => {
        if (this.#wanting('torrentNews').length > 0) {
          named.add(delta);
          news.request();
        }
        if (this.#wanting('torrents').length === 0) return;
        gathered.add(delta);
        torrents.request();
      }),
      services.webhooks.on((data) => this.#broadcast('events', () => JSON.stringify({ type: 'event', data }))),
      services.ledger.onEvent((data) => this.#broadcast('activity', () => JSON.stringify({ type: 'activity', data }))),
      services.logs.onEntry((data) => {
        const readers = [...this.#connections].filter((one) => one.wantsLog(data));
        if (readers.length === 0) return;
        const text = JSON.stringify({ type: 'log', data });
        for (const one of readers) one.sendText(text);
      }),
      () => clearInterval(status),
      () => processes.stop(),
      () => torrents.stop(),
      () => news.stop(),
    ];
  }

  /** Open connections. */
  get size(): number {
    return this.#connections.size;
  }

  add(connection: LiveConnection): void {
    this.#connections.add(connection);
  }

  remove(connection: LiveConnection): void {
    this.#connections.delete(connection);
  }

  /** Replaces the subscription and sends what stands now; a torrent table the client already follows is not repeated. */
  subscribe(connection: LiveConnection, subscription: Subscription): void {
    const followed = connection.wants('torrents');
    connection.subscription = subscription;
    if (connection.wants('processes')) connection.sendText(this.#processFrame());
    if (connection.wants('status')) connection.send({ type: 'status', data: this.#services.status() });
    if (connection.wants('torrents') && !followed) connection.sendTorrents(this.#services.torrents.snapshot());
  }

  stop(): void {
    for (const cleanup of this.#cleanups) cleanup();
  }

  #wanting(topic: LiveTopic): LiveConnection[] {
    return [...this.#connections].filter((one) => one.wants(topic));
  }

  #broadcast(topic: LiveTopic, frame: () => string): void {
    const readers = this.#wanting(topic);
    if (readers.length === 0) return;
    const text = frame();
    for (const one of readers) one.sendText(text);
  }

  #processFrame(): string {
    return `{"type":"processes","data":${this.#processBytes().toString()}}`;
  }

  #statusTick(): void {
    if (this.#wanting('status').length === 0) return;
    const status = this.#services.status();
    const essence = essenceOf(status);
    if (essence === this.#lastStatus) return;
    this.#lastStatus = essence;
    this.#broadcast('status', () => JSON.stringify({ type: 'status', data: status }));
  }
}

/** All of the status but the clock that always moves. */
const essenceOf = ({ uptime: _moves, ...rest }: StatusBody): string => JSON.stringify(rest);
