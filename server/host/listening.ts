import type { ApplyResult } from '../config/index.ts';
import type { Logger } from '../logs/index.ts';

/** Where to listen; port 0 = any free one. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** The part of the API that opens and closes listeners. */
export interface Listener {
  /** A value, not an exception, for an address that cannot be had. */
  listen(
    host: string,
    port: number,
  ): Promise<{ ok: true; port: number } | { ok: false; code: string; message: string }>;
}

const retryEveryMs = 30_000;

/**
 * Keeps the API on its address: an address that is taken is tried again every 30 s while everything else runs, and another
 * one is opened before the old one closes (supervisor.md 1.6, 3.5). Never picks another public port by itself.
 */
export class Listening {
  readonly #log: Logger;
  #listener: Listener | null = null;
  #wanted: Address = { host: '127.0.0.1', port: 0 };
  #boundPort: number | null = null;
  #retry: NodeJS.Timeout | null = null;
  #problem: string | null = null;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Why the API is not reachable, null while it is. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Address for this computer; loopback where the server listens on all addresses. */
  url(): string {
    const { host } = this.#wanted;
    const here = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
    return `http://${here.includes(':') ? `[${here}]` : here}:${this.#boundPort ?? this.#wanted.port}`;
  }

  async start(listener: Listener, address: Address): Promise<void> {
    this.#listener = listener;
    this.#wanted = address;
    await this.#try();
  }

  /** Moves to another address; the old one stays when that fails. */
  async rebind(address: Address): Promise<ApplyResult> {
    if (!this.#listener) return { ok: true };
    if (address.host === this.#wanted.host && address.port === this.#wanted.port) return { ok: true };
    const opened = await this.#listener.listen(address.host, address.port);
    if (!opened.ok) {
      return {
        ok: false,
        status: 409,
        error: `Cannot listen on ${address.host}:${address.port}`,
        details: opened.message,
      };
    }
    this.#wanted = address;
    this.#boundPort = opened.port;
    this.#problem = null;
    this.#log.notice(`Listening on ${this.url()}`);
    return { ok: true };
  }

  stop(): void {
    if (this.#retry) clearTimeout(this.#retry);
    this.#listener = null;
  }

  async #try(): Promise<void> {
    if (!this.#listener) return;
    const { host, port } = this.#wanted;
    const opened = await this.#listener.listen(host, port);
    if (opened.ok) {
      this.#boundPort = opened.port;
      this.#problem = null;
      this.#log.notice(`Listening on ${this.url()}`);
      return;
    }
    if (this.#problem === null) {
      this.#log.error(`The API is not reachable. ${opened.message} Everything else runs; trying again every 30 s`);
    }
    this.#problem = opened.message;
    this.#retry = setTimeout(() => void this.#try(), retryEveryMs);
  }
}
