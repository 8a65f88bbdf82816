import type { ApplyResult } from '../config/index.ts';
import type { Clock } from '../contract/index.ts';
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

/** Why the address that is wanted cannot be had, and since when (unix milliseconds). */
export interface ListenTrouble {
  readonly message: string;
  readonly since: number;
}

interface ListeningOptions {
  readonly log: Pick<Logger, 'notice' | 'error'>;
  readonly clock: Clock;
  /** Keeps a way in for this computer alone, at any free port, while the address cannot be had (ui.md SF-2). */
  readonly localChannel: boolean;
  /** `trouble` or `url` say something else now. */
  readonly onChange: () => void;
}

const retryEveryMs = 30_000;
const localChannel: Address = { host: '127.0.0.1', port: 0 };

/**
 * Keeps the API on its address: an address that is taken is tried again every 30 s while everything else runs, and another
 * one is opened before the old one closes (supervisor.md 1.6, 3.5). Never picks another public port by itself.
 */
export class Listening {
  readonly #options: ListeningOptions;
  #listener: Listener | null = null;
  #wanted: Address = localChannel;
  #bound: Address | null = null;
  #retry: NodeJS.Timeout | null = null;
  #trouble: ListenTrouble | null = null;

  constructor(options: ListeningOptions) {
    this.#options = options;
  }

  get trouble(): ListenTrouble | null {
    return this.#trouble;
  }

  /** Address for this computer; loopback where the server listens on all addresses. */
  url(): string {
    const { host, port } = this.#bound ?? this.#wanted;
    const here = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
    return `http://${here.includes(':') ? `[${here}]` : here}:${port}`;
  }

  async start(listener: Listener, address: Address): Promise<void> {
    this.#listener = listener;
    this.#wanted = address;
    await this.retry();
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
        error: opened.message,
        details: `Cannot listen on ${address.host}:${address.port}`,
      };
    }
    this.#wanted = address;
    this.#listensAt({ host: address.host, port: opened.port });
    return { ok: true };
  }

  /** Tries the wanted address now, where it is not had yet. */
  async retry(): Promise<void> {
    this.#cancelRetry();
    if (!this.#listener || (this.#bound !== null && this.#trouble === null)) return;
    const { host, port } = this.#wanted;
    const opened = await this.#listener.listen(host, port);
    if (opened.ok) this.#listensAt({ host, port: opened.port });
    else await this.#failed(opened.message);
  }

  stop(): void {
    this.#cancelRetry();
    this.#listener = null;
  }

  #listensAt(address: Address): void {
    this.#cancelRetry();
    this.#bound = address;
    this.#trouble = null;
    this.#options.log.notice(`Listening on ${this.url()}`);
    this.#options.onChange();
  }

  async #failed(message: string): Promise<void> {
    const { log, clock, localChannel: hasChannel, onChange } = this.#options;
    this.#retry = setTimeout(() => void this.retry(), retryEveryMs);
    if (this.#trouble === null)
      log.error(`The API is not reachable. ${message} Everything else runs; trying again every 30 s`);
    if (this.#bound === null && hasChannel && this.#listener) {
      const opened = await this.#listener.listen(localChannel.host, localChannel.port);
      if (opened.ok) this.#bound = { ...localChannel, port: opened.port };
    }
    this.#trouble = { message, since: this.#trouble?.since ?? clock.now() };
    onChange();
  }

  #cancelRetry(): void {
    if (this.#retry) clearTimeout(this.#retry);
    this.#retry = null;
  }
}
