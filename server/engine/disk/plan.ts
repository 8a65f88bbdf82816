import type { TorrentState } from '../../contract/index.ts';

/** A torrent as the free-space plan sees it, of any instance. */
export interface DiskTorrent {
  readonly instance: string;
  /** Place of the instance in the configuration. */
  readonly instanceOrder: number;
  readonly hash: string;
  readonly state: TorrentState;
  /** Bytes. */
  readonly amountLeft: number;
  /** Place in the queue from 1; 0 when not queued. */
  readonly position: number;
  /** Unix seconds. */
  readonly addedOn: number;
  /** Carries `qBitrr-free_space_paused`. */
  readonly held: boolean;
  /** The owner released it by hand: it is counted, never held. */
  readonly released: boolean;
}

/** `hold` = tag and stop, `mark` = tag only (it is stopped already), `resume` = start and untag, `unmark` = untag. */
export type DiskStep = 'hold' | 'mark' | 'resume' | 'unmark';

/** What the plan says about one torrent. Bytes. */
export interface DiskDecision {
  readonly torrent: DiskTorrent;
  readonly step: DiskStep;
  /** Free above the mark when it was this torrent's turn. */
  readonly free: number;
}

export interface DiskPlan {
  readonly decisions: readonly DiskDecision[];
  /** Bytes the torrents that fit will still take. */
  readonly reserved: number;
  /** Torrents that do not fit. */
  readonly waiting: readonly DiskTorrent[];
}

const counted = new Set<TorrentState>([
  'downloading',
  'metaDL',
  'forcedMetaDL',
  'stoppedDL',
  'queuedDL',
  'forcedDL',
  'stalledDL',
]);

/** States on the way to something else: neither counted nor untagged, so that a recheck does not release a hold. */
const passing = new Set<TorrentState>(['checkingDL', 'checkingResumeData', 'moving', 'allocating', 'unknown']);

/**
 * The free-space plan (torrents.md 7). `budget` = free bytes of the filesystem minus the bytes to keep free; it is one budget
 * over all instances (S2). Pure; the order of the input does not matter.
 */
export function planDisk(torrents: readonly DiskTorrent[], budget: number): DiskPlan {
  const decisions: DiskDecision[] = [];
  const waiting: DiskTorrent[] = [];
  let left = budget;
  for (const torrent of torrents.toSorted(byQueue)) {
    if (!counted.has(torrent.state)) {
      if (torrent.held && !passing.has(torrent.state)) decisions.push({ torrent, step: 'unmark', free: left });
      continue;
    }
    const rest = left - torrent.amountLeft;
    const isStopped = torrent.state === 'stoppedDL';
    if (rest <= 0 && !torrent.released) {
      waiting.push(torrent);
      if (!isStopped) decisions.push({ torrent, step: 'hold', free: left });
      else if (!torrent.held) decisions.push({ torrent, step: 'mark', free: left });
      continue;
    }
    if (torrent.held) decisions.push({ torrent, step: isStopped ? 'resume' : 'unmark', free: left });
    left = rest;
  }
  return { decisions, reserved: budget - left, waiting };
}

/** S4: places in the queue first, then the rest; ties as instances are configured, then by age. */
function byQueue(a: DiskTorrent, b: DiskTorrent): number {
  return (
    Number(a.position <= 0) - Number(b.position <= 0) ||
    a.position - b.position ||
    a.instanceOrder - b.instanceOrder ||
    a.addedOn - b.addedOn ||
    compareText(a.hash, b.hash)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
