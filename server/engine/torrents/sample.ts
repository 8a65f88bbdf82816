import type { TorrentFacts, TorrentMemory } from './facts.ts';
import type { LoopRules, RuleContext } from './rule.ts';

/** The instant all sample times are counted from, unix seconds. */
export const sampleNow = 1_800_000_000;

/** Baseline `TD` of torrents.md section 9: a healthy download. Used by tests and the bench. */
export function sampleDownload(change: Partial<TorrentFacts> = {}): TorrentFacts {
  return {
    hash: 'a'.repeat(40),
    name: 'Movie.2020',
    category: 'radarr',
    state: 'downloading',
    progress: 0.5,
    amountLeft: 5 * 1024 ** 3,
    addedOn: sampleNow - 7200,
    completionOn: 0,
    lastActivity: sampleNow - 60,
    availability: 2.5,
    ratio: 0,
    tags: ['qBitrr-allowed_seeding'],
    contentPath: '/downloads/radarr/Movie.2020',
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
    previousCategory: null,
    sentAt: null,
    retryAt: null,
    blockedBy: null,
    activeSince: 0,
    ...change,
  };
}

/** Generated defaults (`C0`) of an Arr loop. */
export function sampleRules(change: Partial<LoopRules> = {}): LoopRules {
  return {
    manager: 'Radarr-A',
    kind: 'arr',
    category: 'radarr',
    ignoreYoungerSeconds: 180,
    stalledDelayMinutes: 15,
    reSearchStalled: false,
    fileRulesSignature: 'rules',
    importSettleSeconds: 60,
    ...change,
  };
}

/** A context over the samples. */
export function sampleContext(
  facts: TorrentFacts,
  change: { memory?: Partial<TorrentMemory>; rules?: Partial<LoopRules>; now?: number } = {},
): RuleContext {
  return {
    facts,
    memory: sampleMemory(change.memory),
    rules: sampleRules(change.rules),
    now: change.now ?? sampleNow,
  };
}
