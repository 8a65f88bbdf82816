import type { TorrentDelta, TorrentRow } from '../../server/contract/index.ts';

/** Identity of a torrent over all qBittorrent instances. */
export const torrentKey = (row: { instance: string; hash: string }): string => `${row.instance}/${row.hash}`;

export interface TorrentTable {
  /** The same Map for ever; `version` tells that it changed. */
  rows: ReadonlyMap<string, TorrentRow>;
  version: number;
  /** Rows the server has, which may be more than were sent. */
  total: number;
  loaded: boolean;
}

/** All torrents, changed in place so that one delta costs one delta and not 10 000 rows (ui.md TR-8). */
export class TorrentStore {
  readonly #rows = new Map<string, TorrentRow>();
  readonly #listeners = new Set<() => void>();
  #table: TorrentTable = { rows: this.#rows, version: 0, total: 0, loaded: false };

  table = (): TorrentTable => this.#table;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  apply(delta: TorrentDelta): void {
    if (delta.full) this.#rows.clear();
    for (const gone of delta.removed) this.#rows.delete(torrentKey(gone));
    for (const row of delta.changed) this.#rows.set(torrentKey(row), row);
    this.#table = { rows: this.#rows, version: this.#table.version + 1, total: delta.total, loaded: true };
    for (const listener of this.#listeners) listener();
  }
}
