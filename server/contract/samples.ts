import type { ConnectionResult } from './config-connections.ts';
import type { ConfigPlan } from './config-plan.ts';
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
    totalSize: 100,
    amountLeft: 50,
    downloaded: 50,
    uploaded: 0,
    eta: null,
    dlspeed: 0,
    upspeed: 0,
    ratio: 0,
    ratioLimit: -2,
    seedingTimeLimit: -2,
    dlLimit: 0,
    upLimit: 0,
    seeds: 0,
    leechs: 0,
    swarmSeeds: 0,
    swarmLeechs: 0,
    availability: 1,
    priority: 0,
    tags: [],
    tracker: '',
    score: null,
    savePath: '/downloads',
    addedAt: 0,
    completedAt: null,
    lastActivityAt: null,
    seedingTime: 0,
    timeActive: 0,
    decision: 'downloading',
    values: {},
    reason: 'Downloading',
    action: 'none',
    since: 0,
    next: null,
    gate: null,
    observed: false,
    removedAt: null,
    ...change,
  };
}

/** The plan of a save that changes nothing. */
export const emptyPlan: ConfigPlan = {
  ok: true,
  etag: '"1"',
  problem: null,
  validationErrors: [],
  warnings: [],
  reloadType: 'none',
  groups: [],
  restarts: [],
  refreshes: [],
  resetsSearch: [],
  address: null,
};

/** A connection test that passed, with the categories it found. */
export function passedTest(categories: string[]): ConnectionResult {
  return {
    success: true,
    message: '',
    cause: null,
    latencyMs: 1,
    version: '6',
    clockSkewSeconds: 0,
    profiles: [],
    categories,
    categoryFound: null,
    warnings: [],
  };
}
