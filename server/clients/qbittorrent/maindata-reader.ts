import { JSONParser } from '@streamparser/json';
import type { z } from 'zod';
import { notJson, unknownForm } from '../http.ts';
import type { ClientError, ClientRequest, ClientResponse } from '../http.ts';
import { toPatch, wireTorrent } from './facts.ts';
import type { SyncDelta } from './types.ts';

/** How much of an answer is kept to say what it was. */
const beginLength = 100;

/**
 * Reads `sync/maindata` piece by piece. The first answer of a qBittorrent with 10,000 torrents has 14 MB: read whole it would cost a
 * manager more memory than everything it knows about them.
 */
export class MaindataReader {
  readonly #torrents: SyncDelta['torrents'] = new Map();
  readonly #rest: Record<string, unknown> = {};
  readonly #parser = new JSONParser({ paths: ['$.torrents.*', '$.*'], keepStack: false });
  #begin = '';
  #isBroken = false;
  #misshapen: { hash: string; error: z.ZodError } | null = null;

  constructor() {
    this.#parser.onValue = ({ value, key, stack }) => {
      // Below the answer itself, and below its member `torrents`.
      if (stack.length === 2) this.#torrent(String(key), value);
      else if (key !== 'torrents') this.#rest[String(key)] = value;
    };
    this.#parser.onError = () => {
      this.#isBroken = true;
    };
  }

  write(chunk: Buffer): void {
    if (this.#begin.length < beginLength) this.#begin += chunk.toString('utf8', 0, beginLength);
    if (this.#isBroken) return;
    try {
      this.#parser.write(chunk);
    } catch {
      this.#isBroken = true;
    }
  }

  /** What the answer said. @throws ClientError `notJson` or `invalid`, as `readJson` does. */
  end(call: ClientRequest, response: ClientResponse): { torrents: SyncDelta['torrents']; rest: unknown } {
    if (this.#isBroken || !this.#parser.isEnded) throw notJson(call, response, this.#begin || response.text);
    const failure = this.#failure(call, response);
    if (failure) throw failure;
    return { torrents: this.#torrents, rest: this.#rest };
  }

  #torrent(hash: string, value: unknown): void {
    const parsed = wireTorrent.safeParse(value);
    if (parsed.success) this.#torrents.set(hash.toLowerCase(), toPatch(parsed.data));
    else this.#misshapen ??= { hash, error: parsed.error };
  }

  #failure(call: ClientRequest, response: ClientResponse): ClientError | null {
    if (this.#misshapen === null) return null;
    return unknownForm(call, response, this.#misshapen.error, ['torrents', this.#misshapen.hash]);
  }
}
