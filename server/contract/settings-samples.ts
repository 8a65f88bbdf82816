import type {
  ArrInstance,
  EngineSettings,
  HitAndRunRule,
  SeedingRules,
  TorrentRules,
  TrackerRule,
} from './settings.ts';

/** Hit-and-run as an entry that does not mention it has it. For tests and the bench. */
export const sampleHitAndRun: HitAndRunRule = {
  mode: 'disabled',
  minSeedRatio: 1,
  minSeedingSeconds: 0,
  minimumDownload: 0.1,
  partialSeedRatio: 1,
  bufferSeconds: 0,
};

/** Generated defaults: nothing is limited, nothing removed. */
export function sampleSeeding(change: Partial<SeedingRules> = {}): SeedingRules {
  return {
    downloadLimit: null,
    uploadLimit: null,
    maxRatio: null,
    maxSeedingSeconds: null,
    removeMode: -1,
    removeDeadTrackers: false,
    deadTrackerMessages: [],
    ...change,
  };
}

/** A tracker entry that says nothing but its host. */
export function sampleTracker(host: string, change: Partial<TrackerRule> = {}): TrackerRule {
  return {
    uri: host,
    host,
    priority: -100,
    sortTorrents: false,
    maximumEtaSeconds: null,
    downloadLimit: 'general',
    uploadLimit: 'general',
    maxRatio: null,
    maxSeedingSeconds: null,
    addIfMissing: false,
    removeIfExists: false,
    superSeed: false,
    addTags: [],
    hitAndRun: sampleHitAndRun,
    ...change,
  };
}

/** Torrent rules of an Arr with generated defaults and empty file lists (`C0` of torrents.md 9). */
export function sampleTorrentRules(change: Partial<TorrentRules> = {}): TorrentRules {
  return {
    caseSensitiveMatches: false,
    folderExclusionRegex: [],
    fileNameExclusionRegex: [],
    fileExtensionAllowlist: [],
    ignoreTorrentsYoungerThanSeconds: 180,
    stalledDelayMinutes: 15,
    reSearchStalled: false,
    maximumEtaSeconds: -1,
    maximumDeletablePercentage: 0.99,
    doNotRemoveSlow: true,
    autoDelete: false,
    trackers: [],
    seeding: sampleSeeding(),
    ...change,
  };
}

/** An Arr section with generated defaults. */
export function sampleArr(change: Partial<ArrInstance> = {}): ArrInstance {
  return {
    name: 'Radarr-A',
    type: 'radarr',
    uri: 'http://127.0.0.1:7878',
    apiKey: '',
    skipTlsVerify: false,
    category: 'radarr',
    matchSubcategories: null,
    importMode: 'Auto',
    reSearch: true,
    rssSyncMinutes: 0,
    refreshDownloadsMinutes: 0,
    errorCodesToBlocklist: [],
    customFormat: { unmetSearch: false, forceMinimum: false, bySeries: false },
    torrent: sampleTorrentRules(),
    ...change,
  };
}

/** Settings without any instance, generated defaults otherwise. */
export function sampleSettings(change: Partial<EngineSettings> = {}): EngineSettings {
  return {
    revision: 1,
    loopSleepSeconds: 5,
    noInternetSleepSeconds: 15,
    autoPauseResume: true,
    failedCategory: 'failed',
    recheckCategory: 'recheck',
    ignoreTorrentsYoungerThanSeconds: 180,
    completedDownloadFolder: '/downloads',
    observeOnly: false,
    pathMappings: [],
    maxRemovalsPerHour: 20,
    removalGraceMinutes: 0,
    tagless: false,
    pingTargets: [],
    freeSpace: null,
    ffprobePath: '',
    specialPatience: null,
    importSettleSeconds: 60,
    logLevel: 'INFO',
    qbits: [],
    qbitRules: [],
    arrs: [],
    ...change,
  };
}
