import type { SyncDelta, TorrentFacts } from './types.ts';

const none: readonly string[] = [];

/**
 * Which torrents announce where. `sync/maindata` tells it the other way round, as hashes per address (arr-api.md 8.8);
 * here it becomes one list of addresses per torrent, shared between torrents that have the same ones.
 */
export class TrackerLists {
  readonly #hashes = new Map<string, ReadonlySet<string>>();
  readonly #shared = new Map<string, readonly string[]>();

  /** Brings the torrents' lists up to date; returns the hashes whose list differs now. */
  merge(torrents: Map<string, TorrentFacts>, delta: SyncDelta): Set<string> {
    const affected = new Set<string>();
    const note = (hashes: Iterable<string>): void => {
      for (const hash of hashes) affected.add(hash);
    };
    const gone = delta.full
      ? [...this.#hashes.keys()].filter((url) => !delta.trackers.has(url))
      : delta.removedTrackers.filter((url) => !delta.trackers.has(url));
    for (const url of gone) {
      note(this.#hashes.get(url) ?? []);
      this.#hashes.delete(url);
    }
    const added = new Map<string, string[]>();
    for (const [url, list] of delta.trackers) {
      const before = this.#hashes.get(url);
      const after = new Set(list);
      for (const hash of before ?? []) if (!after.has(hash)) affected.add(hash);
      for (const hash of after) {
        if (before?.has(hash)) continue;
        affected.add(hash);
        const urls = added.get(hash) ?? [];
        urls.push(url);
        added.set(hash, urls);
      }
      this.#hashes.set(url, after);
    }
    const changed = new Set<string>();
    for (const hash of affected) {
      const torrent = torrents.get(hash);
      if (!torrent) continue;
      const kept = torrent.trackers.filter((url) => this.#hashes.get(url)?.has(hash));
      const urls = this.#share([...new Set([...kept, ...(added.get(hash) ?? [])])].toSorted());
      if (urls === torrent.trackers) continue;
      torrents.set(hash, { ...torrent, trackers: urls });
      changed.add(hash);
    }
    return changed;
  }

  /** A torrent that is listed again after it was gone has the addresses that were told before. */
  of(hash: string): readonly string[] {
    const urls: string[] = [];
    for (const [url, hashes] of this.#hashes) if (hashes.has(hash)) urls.push(url);
    return this.#share(urls.toSorted());
  }

  #share(urls: string[]): readonly string[] {
    if (urls.length === 0) return none;
    const key = urls.join('\n');
    const known = this.#shared.get(key);
    if (known) return known;
    // Lists of torrents that are gone would pile up; sharing starts anew now and then.
    if (this.#shared.size > 20_000) this.#shared.clear();
    this.#shared.set(key, urls);
    return urls;
  }
}
