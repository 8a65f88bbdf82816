import type { TorrentDelta, TorrentRow } from '../../contract/index.ts';

const keyOf = ({ instance, hash }: { instance: string; hash: string }): string => `${instance}/${hash}`;

/** Folds torrent deltas into one with the same effect. */
export class PendingDelta {
  readonly #changed = new Map<string, TorrentRow>();
  readonly #removed = new Map<string, { instance: string; hash: string }>();
  #full = false;
  #total: number | null = null;

  add(delta: TorrentDelta): void {
    if (delta.full) {
      this.#clear();
      this.#full = true;
    }
    for (const row of delta.changed) {
      this.#changed.set(keyOf(row), row);
      this.#removed.delete(keyOf(row));
    }
    for (const gone of delta.removed) {
      this.#changed.delete(keyOf(gone));
      this.#removed.set(keyOf(gone), gone);
    }
    this.#total = delta.total;
  }

  /** What was gathered, null when nothing was; starts afresh. */
  take(): TorrentDelta | null {
    if (this.#total === null) return null;
    const removed = this.#full ? [] : [...this.#removed.values()];
    const delta = { full: this.#full, changed: [...this.#changed.values()], removed, total: this.#total };
    this.#clear();
    return delta;
  }

  #clear(): void {
    this.#changed.clear();
    this.#removed.clear();
    this.#full = false;
    this.#total = null;
  }
}
