import { sampleHitAndRun, sampleSeeding } from '../../contract/index.ts';
import { compileTrackers } from '../seeding/trackers.ts';
import { notQueued } from './facts.ts';
import type { QueueFacts, TorrentFacts, TorrentMemory } from './facts.ts';
import type { LoopRules, RuleContext } from './rule.ts';

/** The instant all sample times are counted from, unix seconds. */
export const sampleNow = 1_800_000_000;

/** Where the samples announce. */
export const sampleTrackers: readonly string[] = ['https://t.other.org/announce'];

/** Baseline `TD` of torrents.md section 9: a healthy download. Used by tests and the bench. */
export function sampleDownload(change: Partial<TorrentFacts> = {}): TorrentFacts {
  return {
    hash: 'a'.repeat(40),
    name: 'Movie.2020',
    category: 'radarr',
    state: 'downloading',
    progress: 0.5,
    amountLeft: 5 * 1024 ** 3,
    eta: 3600,
    addedOn: sampleNow - 7200,
    completionOn: 0,
    lastActivity: sampleNow - 60,
    availability: 2.5,
    ratio: 0,
    seedingTime: 0,
    ratioLimit: -2,
    seedingTimeLimit: -2,
    maxRatio: -1,
    maxSeedingTime: -1,
    dlLimit: 0,
    upLimit: 0,
    superSeeding: false,
    tags: ['qBitrr-allowed_seeding'],
    contentPath: '/downloads/radarr/Movie.2020',
    trackers: sampleTrackers,
    ...change,
  };
}

/** Baseline `TC`: finished one hour ago and seeding. */
export function sampleComplete(change: Partial<TorrentFacts> = {}): TorrentFacts {
  return sampleDownload({
    state: 'stalledUP',
    progress: 1,
    amountLeft: 0,
    completionOn: sampleNow - 3600,
    seedingTime: 3600,
    eta: null,
    availability: -1,
    ...change,
  });
}

/** Memory of a torrent whose files were checked already, as `TD` has it. */
export function sampleMemory(change: Partial<TorrentMemory> = {}): TorrentMemory {
  return {
    checked: 'rules',
    excluded: null,
    missingSince: null,
    recheckedAt: null,
    errorCheckAt: null,
    previousCategory: null,
    sentAt: null,
    retryAt: null,
    blockedBy: null,
    unplayable: null,
    cleanedAt: null,
    quietUntil: null,
    idleSeedingSince: null,
    announced: null,
    activeSince: 0,
    ...change,
  };
}

const noTrackers = compileTrackers([]);

/** Generated defaults (`C0`) of an Arr loop. */
export function sampleRules(change: Partial<LoopRules> = {}): LoopRules {
  return {
    manager: 'Radarr-A',
    section: 'Radarr-A',
    kind: 'arr',
    category: 'radarr',
    ignoreYoungerSeconds: 180,
    stalledDelayMinutes: 15,
    reSearchStalled: false,
    fileRulesSignature: 'rules',
    importSettleSeconds: 60,
    autoPauseResume: true,
    maximumEtaSeconds: -1,
    maximumDeletablePercentage: 0.99,
    doNotRemoveSlow: true,
    seeding: sampleSeeding(),
    hitAndRun: sampleHitAndRun,
    trackers: noTrackers,
    deleteFiles: true,
    autoDelete: false,
    ...change,
  };
}

/** A context over the samples. */
export function sampleContext(
  facts: TorrentFacts,
  change: {
    memory?: Partial<TorrentMemory>;
    queue?: Partial<QueueFacts> | null;
    rules?: Partial<LoopRules>;
    now?: number;
  } = {},
): RuleContext {
  return {
    facts,
    memory: sampleMemory(change.memory),
    queue: change.queue === null ? null : { ...notQueued, ...change.queue },
    rules: sampleRules(change.rules),
    freeAboveMark: null,
    now: change.now ?? sampleNow,
  };
}
