import { stateClass } from '../torrents/facts.ts';
import type { TorrentState } from '../../contract/index.ts';
import type { TrackerRule } from '../../contract/index.ts';
import type { TrackerTable } from './trackers.ts';

/** A torrent in qBittorrent's queue. */
export interface QueuedTorrent {
  readonly hash: string;
  readonly name: string;
  readonly state: TorrentState;
  /** Place from 1; 0 when not queued. */
  readonly position: number;
  /** Unix seconds. */
  readonly addedOn: number;
  readonly trackers: readonly string[];
  readonly tags: readonly string[];
}

const unmatched = -100;

/** Highest `Priority` per tag that any entry adds; the tag may outlive the tracker (R41). */
export function tagPriorities(rules: readonly TrackerRule[]): Map<string, number> {
  const best = new Map<string, number>();
  for (const { addTags, priority } of rules)
    for (const label of addTags) best.set(label, Math.max(priority, best.get(label) ?? unmatched));
  return best;
}

/** R41: priority of the best matched entry, or of a tag that an entry adds, whichever is higher. */
export function priorityOf(torrent: QueuedTorrent, table: TrackerTable, byTag: ReadonlyMap<string, number>): number {
  const announced = table.match(torrent.trackers).winner?.priority ?? unmatched;
  return Math.max(announced, ...torrent.tags.map((label) => byTag.get(label) ?? unmatched));
}

/**
 * R42-R45: the hashes to send to the top one after the other so that the queue comes out in order of tracker priority; empty
 * when it already does. Only torrents with a place in the queue are compared (FIX Q35).
 */
export function planSorting(
  torrents: readonly QueuedTorrent[],
  table: TrackerTable,
  byTag: ReadonlyMap<string, number>,
): string[] {
  const queued = torrents.filter(({ position }) => position > 0);
  const priorities = new Map(queued.map((torrent) => [torrent, priorityOf(torrent, table, byTag)]));
  const order = (a: QueuedTorrent, b: QueuedTorrent): number =>
    (priorities.get(b) ?? unmatched) - (priorities.get(a) ?? unmatched) ||
    b.addedOn - a.addedOn ||
    compareText(a.name, b.name) ||
    compareText(a.hash, b.hash);
  const sides = [true, false].map((seeding) => queued.filter(({ state }) => stateClass.isSeedQueue(state) === seeding));
  const isSorted = sides.every((side) => {
    const wanted = side.toSorted(order);
    return side.toSorted((a, b) => a.position - b.position).every((torrent, at) => torrent === wanted[at]);
  });
  return isSorted
    ? []
    : sides.flatMap((side) =>
        side
          .toSorted(order)
          .toReversed()
          .map(({ hash }) => hash),
      );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
