import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { coverKindOf } from '../contract/index.ts';
import type { ArrType, Clock } from '../contract/index.ts';
import { apiBase, lookUp, type ArrAccess } from './arr-item.ts';
import { fetchImage, imageType, type FetchedImage, type ImageType } from './fetch-image.ts';

/** A poster in its final form. */
export interface Cover {
  bytes: Buffer;
  type: ImageType;
  /** Strong tag with its quotes: the SHA-256 of the bytes. */
  etag: string;
}

export interface CoversOptions {
  clock: Clock;
  /** Folder of the cache, made when needed. */
  folder: () => string;
  warn: (message: string) => void;
}

const TOTAL_MS = 30_000;
/** A page of posters must not open fifty connections to an Arr. */
const AT_ONCE = 6;
/** How long an item without a poster, or an Arr that does not answer, is not asked again, in milliseconds. */
const NONE_MS = 300_000;
const FAILED_MS = 30_000;
const MOST_MISSES = 10_000;

/** Where an Arr keeps its scaled posters, below the API (api.md 2.6). */
const folders: Record<ArrType, string> = {
  radarr: 'mediacover',
  sonarr: 'mediacover',
  lidarr: 'MediaCover/Artist',
  readarr: 'mediacover/author',
};
const files = ['poster-250.jpg', 'poster-500.jpg', 'poster.jpg'];

/** Posters of the Arrs, kept on disk without expiry; requests for the same one share a fetch. */
export class Covers {
  readonly #options: CoversOptions;
  readonly #running = new Map<string, Promise<Cover | null>>();
  /** Until when (monotonic milliseconds) a poster is not asked for again. */
  readonly #misses = new Map<string, number>();
  readonly #waiting: (() => void)[] = [];
  #active = 0;
  /** A full disk is told of once. */
  #cannotKeep = false;

  constructor(options: CoversOptions) {
    this.#options = options;
  }

  /** The poster of a movie, series, artist or author; null when there is no usable one. Never rejects. */
  get(arr: ArrAccess, id: number): Promise<Cover | null> {
    const key = createHash('sha256')
      .update(JSON.stringify([coverKindOf[arr.type], arr.name, arr.uri, id]))
      .digest('hex');
    let running = this.#running.get(key);
    if (running === undefined) {
      running = this.#load(key, arr, id).finally(() => this.#running.delete(key));
      this.#running.set(key, running);
    }
    return running;
  }

  async #load(key: string, arr: ArrAccess, id: number): Promise<Cover | null> {
    const file = path.join(this.#options.folder(), key);
    const kept = await readFile(file).catch(() => null);
    const type = kept === null ? null : imageType(kept);
    if (kept !== null && type !== null) return coverOf(kept, type);
    if ((this.#misses.get(key) ?? 0) > this.#options.clock.monotonic()) return null;
    await this.#takeTurn();
    try {
      const found = await this.#fetch(arr, id);
      if (found.kind !== 'image') {
        this.#miss(key, found.kind === 'none' ? NONE_MS : FAILED_MS);
        return null;
      }
      await this.#keep(file, found.bytes);
      return coverOf(found.bytes, found.type);
    } finally {
      this.#endTurn();
    }
  }

  /** The scaled files first, then what the item itself lists. */
  async #fetch(arr: ArrAccess, id: number): Promise<FetchedImage> {
    const deadline = AbortSignal.timeout(TOTAL_MS);
    for (const file of files) {
      const found = await fetchImage(arr, `${apiBase(arr)}/${folders[arr.type]}/${id}/${file}`, deadline);
      if (found.kind !== 'none') return found;
    }
    for (const address of await listedPosters(arr, id, deadline)) {
      const found = await fetchImage(arr, address, deadline);
      if (found.kind !== 'none') return found;
    }
    return { kind: 'none' };
  }

  async #keep(file: string, bytes: Buffer): Promise<void> {
    const fresh = `${file}.${randomUUID()}`;
    try {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(fresh, bytes);
      await rename(fresh, file);
      this.#cannotKeep = false;
    } catch (cause) {
      await rm(fresh, { force: true }).catch(() => undefined);
      if (this.#cannotKeep) return;
      this.#cannotKeep = true;
      this.#options.warn(`Posters cannot be kept on disk: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }

  #miss(key: string, forMs: number): void {
    this.#misses.delete(key);
    this.#misses.set(key, this.#options.clock.monotonic() + forMs);
    for (const oldest of this.#misses.keys()) {
      if (this.#misses.size <= MOST_MISSES) return;
      this.#misses.delete(oldest);
    }
  }

  async #takeTurn(): Promise<void> {
    if (this.#active >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#active += 1;
  }

  /** The turn goes to whoever waits longest. */
  #endTurn(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#active -= 1;
    else next();
  }
}

function coverOf(bytes: Buffer, type: ImageType): Cover {
  return { bytes, type, etag: `"${createHash('sha256').update(bytes).digest('hex')}"` };
}

/** Addresses of the posters an item lists; `fetchImage` refuses those of other hosts. */
async function listedPosters(arr: ArrAccess, id: number, signal: AbortSignal): Promise<string[]> {
  const item = await lookUp(arr, id, signal).catch(() => null);
  const posters = (item?.images ?? []).filter(({ coverType }) => coverType?.toLowerCase() === 'poster');
  return posters.flatMap(({ url, remoteUrl }) => [url, remoteUrl]).filter((address) => typeof address === 'string');
}
