import {
  liveFromServer,
  type LiveFromClient,
  type LiveFromServer,
  type LiveTopic,
} from '../../server/contract/index.ts';
import type { LineNews } from './connection-state.ts';

/** The part of a WebSocket we use. */
export interface Socket {
  send(text: string): void;
  close(): void;
}

export interface SocketEvents {
  message(data: unknown): void;
  closed(code: number): void;
}

interface LiveOptions {
  open: (events: SocketEvents) => Socket;
  onFrame: (frame: LiveFromServer) => void;
  note: (news: LineNews) => void;
  now: () => number;
  /** 0 to 1. */
  random: () => number;
}

const waits = [1, 2, 4, 8, 15, 30];
const pingEvery = 4000;
const helloWithin = 8000;
const signInRequired = 4401;

/** Milliseconds before try `attempt` (from 1), plus or minus a fifth (ui.md 4.2). */
export function waitBefore(attempt: number, random: number): number {
  const seconds = waits[Math.min(attempt, waits.length) - 1] ?? 1;
  return Math.round(seconds * 1000 * (0.8 + 0.4 * random));
}

/** One WebSocket that stays connected while wanted, and asks for the topics the open pages need (api.md 3.10). */
export class LiveLine {
  readonly #options: LiveOptions;
  readonly #wanted = new Map<LiveTopic, number>();
  #socket: Socket | null = null;
  #greeted = false;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #ping: ReturnType<typeof setInterval> | undefined;
  #hello: ReturnType<typeof setTimeout> | undefined;
  #running = false;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  get open(): boolean {
    return this.#greeted;
  }

  /** Connects and stays connected until `stop`. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#connect();
  }

  /** Does nothing when it is stopped already: whoever hears the news of a stop may ask for one. */
  stop(): void {
    if (!this.#running) return;
    this.#running = false;
    clearTimeout(this.#retry);
    this.#drop();
    this.#options.note({ kind: 'socket', socket: 'closed' });
  }

  /** Tries at once: focus, network change, wake, or the button. */
  retryNow(): void {
    if (!this.#running || this.#socket !== null) return;
    clearTimeout(this.#retry);
    this.#connect();
  }

  /** Asks for topics until the returned function is called. */
  want(topics: readonly LiveTopic[]): () => void {
    for (const topic of topics) this.#wanted.set(topic, (this.#wanted.get(topic) ?? 0) + 1);
    this.#subscribe();
    return () => {
      for (const topic of topics) {
        const left = (this.#wanted.get(topic) ?? 1) - 1;
        if (left > 0) this.#wanted.set(topic, left);
        else this.#wanted.delete(topic);
      }
      this.#subscribe();
    };
  }

  #send(frame: LiveFromClient): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  #subscribe(): void {
    if (this.#greeted) this.#send({ type: 'subscribe', topics: [...this.#wanted.keys()] });
  }

  #connect(): void {
    this.#options.note({ kind: 'socket', socket: 'opening' });
    const socket = this.#options.open({
      message: (data) => this.#read(data),
      closed: (code) => {
        if (this.#socket === socket) this.#lost(code);
      },
    });
    this.#socket = socket;
    this.#hello = setTimeout(() => {
      if (this.#socket === socket) this.#lost(0);
    }, helloWithin);
  }

  #read(data: unknown): void {
    if (typeof data !== 'string') return;
    const frame = frameOf(data);
    if (frame === null) return;
    if (frame.type === 'hello') {
      clearTimeout(this.#hello);
      this.#greeted = true;
      this.#attempt = 0;
      this.#options.note({ kind: 'socket', socket: 'open' });
      this.#options.note({ kind: 'version', version: frame.version });
      this.#subscribe();
      this.#ping = setInterval(() => this.#send({ type: 'ping' }), pingEvery);
    } else {
      this.#options.note({ kind: 'answered' });
    }
    this.#options.onFrame(frame);
  }

  #drop(): void {
    clearTimeout(this.#hello);
    clearInterval(this.#ping);
    this.#greeted = false;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #lost(code: number): void {
    this.#drop();
    this.#options.note({ kind: 'socket', socket: 'closed' });
    if (code === signInRequired) this.#options.note({ kind: 'refused' });
    if (!this.#running) return;
    this.#attempt += 1;
    const wait = waitBefore(this.#attempt, this.#options.random());
    this.#options.note({ kind: 'retry', attempt: this.#attempt, nextTryAt: this.#options.now() + wait });
    this.#retry = setTimeout(() => this.#connect(), wait);
  }
}

/** A frame, or null when it is none we know (a newer server may send more). */
function frameOf(text: string): LiveFromServer | null {
  try {
    const checked = liveFromServer.safeParse(JSON.parse(text));
    return checked.success ? checked.data : null;
  } catch {
    return null;
  }
}
