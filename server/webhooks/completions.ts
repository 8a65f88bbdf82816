import type { NewWebhookEvent, TorrentDelta, TorrentRow } from '../contract/index.ts';

const isComplete = (row: TorrentRow): boolean => row.progress >= 1;
const keyOf = ({ instance, hash }: { instance: string; hash: string }): string => `${instance}/${hash}`;

/** Sees downloads become complete in the changes of the torrent table. */
export class CompletionWatch {
  readonly #complete = new Map<string, boolean>();
  readonly #since: number;

  /** `since`: unix milliseconds from when on the table is watched. */
  constructor(since: number) {
    this.#since = since;
  }

  /**
   * Events for torrents that were incomplete and are complete now, and for ones that came and finished between two
   * looks. What had been complete before the watch began is no news.
   */
  take(delta: TorrentDelta): NewWebhookEvent[] {
    const before = delta.full ? new Map(this.#complete) : this.#complete;
    if (delta.full) this.#complete.clear();
    const events: NewWebhookEvent[] = [];
    for (const row of delta.changed) {
      const key = keyOf(row);
      const was = before.get(key) ?? (row.completedAt === null || row.completedAt < this.#since);
      if (isComplete(row) && !was) events.push(completed(row));
      this.#complete.set(key, isComplete(row));
    }
    for (const gone of delta.removed) this.#complete.delete(keyOf(gone));
    return events;
  }
}

function completed(row: TorrentRow): NewWebhookEvent {
  const { hash, name, category, instance, manager, size } = row;
  const arr = manager === 'core' ? null : manager;
  return {
    event: 'torrent.completed',
    source: manager,
    data: { hash, name, category, qbitInstance: instance, arr, size },
  };
}
