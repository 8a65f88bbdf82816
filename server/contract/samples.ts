import type { TorrentRow } from './torrent.ts';

/** A plain healthy download for tests, with what the test is about laid over it. */
export function sampleTorrentRow(change: Partial<TorrentRow> = {}): TorrentRow {
  return {
    instance: 'qBit',
    hash: 'a'.repeat(40),
    name: 'Metropolis.1927',
    category: 'radarr',
    manager: 'Radarr-A',
    state: 'downloading',
    progress: 0.5,
    size: 100,
    amountLeft: 50,
    eta: null,
    dlspeed: 0,
    upspeed: 0,
    ratio: 0,
    seeds: 0,
    leechs: 0,
    availability: 1,
    tags: [],
    addedAt: 0,
    completedAt: null,
    lastActivityAt: null,
    seedingTime: 0,
    decision: 'downloading',
    values: {},
    reason: 'Downloading',
    action: 'none',
    since: 0,
    next: null,
    observed: false,
    removedAt: null,
    ...change,
  };
}
