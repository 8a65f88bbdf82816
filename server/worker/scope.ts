import type { TorrentFacts as ClientFacts } from '../clients/qbittorrent/index.ts';
import type { ArrInstance, EngineSettings, HitAndRunRule, ManagedCategory, QbitInstance } from '../contract/index.ts';
import { compileTrackers, mergeTrackers } from '../engine/seeding/trackers.ts';
import type { TrackerTable } from '../engine/seeding/trackers.ts';
import { compileFileRules } from '../engine/torrents/files.ts';
import type { FileRules } from '../engine/torrents/files.ts';
import type { TorrentFacts } from '../engine/torrents/facts.ts';
import { closestCategory } from '../engine/torrents/ownership.ts';
import type { CategoryOwner } from '../engine/torrents/ownership.ts';
import type { LoopRules } from '../engine/torrents/rule.ts';

/** One torrent loop of this manager: an Arr's category, a managed one on its instance, or one of the special ones. */
export interface Loop {
  /** Unit key; equals the configured category. */
  readonly category: string;
  readonly kind: LoopRules['kind'];
  /** Instance it is limited to, null = all (FIX Q21). */
  readonly instance: string | null;
  readonly files: FileRules;
  /** The rules for a torrent in `category` (or below it) on this instance. */
  rulesFor(instance: string, category: string): LoopRules;
}

const noFileRules = compileFileRules({
  caseSensitiveMatches: false,
  folderExclusionRegex: [],
  fileNameExclusionRegex: [],
  fileExtensionAllowlist: [],
});
const noHitAndRun: HitAndRunRule = {
  mode: 'disabled',
  minSeedRatio: 0,
  minSeedingSeconds: 0,
  minimumDownload: 0,
  partialSeedRatio: 0,
  bufferSeconds: 0,
};

/** The loops a manager runs under these settings (supervisor.md 2.1). `core` runs the special and the managed categories. */
export function loopsOf(manager: string, settings: EngineSettings): Loop[] {
  if (manager !== 'core') {
    const arr = settings.arrs.find((candidate) => candidate.name === manager);
    return arr ? [arrLoop(arr, settings)] : [];
  }
  return [
    specialLoop('failed', settings.failedCategory, settings),
    specialLoop('recheck', settings.recheckCategory, settings),
    ...settings.qbitRules.flatMap(({ instance, managed }) =>
      managed.map((category) => managedLoop(instance, category, settings)),
    ),
  ];
}

/** What all loops have in common. */
function commonRules(settings: EngineSettings) {
  const { importSettleSeconds, autoPauseResume, specialPatience } = settings;
  return {
    importSettleSeconds,
    autoPauseResume,
    reSearchStalled: false,
    fileRulesSignature: noFileRules.signature,
    // Without [Settings.Torrent] nothing in these categories is removed for being slow (differences.md Q21).
    maximumEtaSeconds: specialPatience?.maximumEtaSeconds ?? -1,
    maximumDeletablePercentage: specialPatience?.maximumDeletablePercentage ?? 1,
    doNotRemoveSlow: specialPatience?.doNotRemoveSlow ?? true,
    hitAndRun: noHitAndRun,
    deleteFiles: true,
    autoDelete: false,
  };
}

function arrLoop(arr: ArrInstance, settings: EngineSettings): Loop {
  const files = compileFileRules(arr.torrent);
  const common: Omit<LoopRules, 'trackers'> = {
    ...commonRules(settings),
    manager: arr.name,
    section: arr.name,
    kind: 'arr',
    category: arr.category,
    ignoreYoungerSeconds: arr.torrent.ignoreTorrentsYoungerThanSeconds,
    stalledDelayMinutes: arr.torrent.stalledDelayMinutes,
    reSearchStalled: arr.torrent.reSearchStalled,
    // What observe-only only looked at is looked at again once it may act.
    fileRulesSignature: settings.observeOnly ? `${files.signature}:observed` : files.signature,
    maximumEtaSeconds: arr.torrent.maximumEtaSeconds,
    maximumDeletablePercentage: arr.torrent.maximumDeletablePercentage,
    doNotRemoveSlow: arr.torrent.doNotRemoveSlow,
    seeding: arr.torrent.seeding,
    autoDelete: arr.torrent.autoDelete,
  };
  const byInstance = lazily((instance) => ({ ...common, trackers: arrTrackers(arr, instance, settings) }));
  return { category: arr.category, kind: 'arr', instance: null, files, rulesFor: (instance) => byInstance(instance) };
}

/**
 * R1 with FIX Q24: entries of every qBittorrent section count, those of the torrent's own section before the others', and the Arr's own
 * before all. Tags of any entry of any section are ours to take away (R2).
 */
function arrTrackers(arr: ArrInstance, instance: string, settings: EngineSettings): TrackerTable {
  const sections = settings.qbitRules.toSorted(
    (a, b) => Number(a.instance === instance) - Number(b.instance === instance),
  );
  const merged = mergeTrackers(...sections.map(({ trackers }) => trackers), arr.torrent.trackers);
  return compileTrackers(merged, allTrackers(settings));
}

function allTrackers(settings: EngineSettings) {
  return [
    ...settings.qbitRules.flatMap(({ trackers }) => trackers),
    ...settings.arrs.flatMap((arr) => arr.torrent.trackers),
  ];
}

function managedLoop(instance: string, managed: ManagedCategory, settings: EngineSettings): Loop {
  const trackers = settings.qbitRules.find((rules) => rules.instance === instance)?.trackers ?? [];
  const table = compileTrackers(mergeTrackers(trackers), allTrackers(settings));
  const common: LoopRules = {
    ...commonRules(settings),
    manager: 'core',
    section: instance,
    kind: 'managed',
    category: managed.category,
    ignoreYoungerSeconds: managed.ignoreTorrentsYoungerThanSeconds,
    stalledDelayMinutes: managed.stalledDelayMinutes,
    seeding: managed.seeding,
    hitAndRun: managed.hitAndRun,
    trackers: table,
    deleteFiles: managed.deleteFiles,
  };
  const rulesFor = lazily((category) => {
    const override = closestCategory(managed.below, category);
    return override ? { ...common, seeding: override.seeding } : common;
  });
  return {
    category: managed.category,
    kind: 'managed',
    instance,
    files: noFileRules,
    rulesFor: (_, category) => rulesFor(category),
  };
}

function specialLoop(kind: 'failed' | 'recheck', category: string, settings: EngineSettings): Loop {
  const rules: LoopRules = {
    ...commonRules(settings),
    manager: 'core',
    section: 'Settings',
    kind,
    category,
    ignoreYoungerSeconds: settings.ignoreTorrentsYoungerThanSeconds,
    stalledDelayMinutes: -1,
    seeding: noSeedingRules,
    trackers: compileTrackers([]),
  };
  return { category, kind, instance: null, files: noFileRules, rulesFor: () => rules };
}

const noSeedingRules: LoopRules['seeding'] = {
  downloadLimit: null,
  uploadLimit: null,
  maxRatio: null,
  maxSeedingSeconds: null,
  removeMode: -1,
  removeDeadTrackers: false,
  deadTrackerMessages: [],
};

function lazily<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}

/** Unit key of the rate limits and tags of one section's managed categories (supervisor.md 2.1). */
export function categoryUnit(instance: string): string {
  return `qbit-${instance}`;
}

/** Unit key of the policy loop: free space and queue order. */
export const policyUnit = 'TorrentPolicyManager';

/** Which configured category owns a torrent on this instance: special ones exactly, Arrs' and managed ones (Y2-Y4). */
export function ownersOn(instance: QbitInstance, settings: EngineSettings): CategoryOwner[] {
  const special = [settings.failedCategory, settings.recheckCategory].map((category) => ({
    owner: category,
    category,
    withChildren: false,
  }));
  const arrs = settings.arrs.map((arr) => ({
    owner: arr.category,
    category: arr.category,
    withChildren: arr.matchSubcategories ?? instance.matchSubcategories,
  }));
  const managed = settings.qbitRules
    .filter((rules) => rules.instance === instance.name)
    .flatMap((rules) => rules.managed)
    .map(({ category }) => ({ owner: category, category, withChildren: instance.matchSubcategories }));
  return [...special, ...arrs, ...managed];
}

/**
 * The client's facts in the units the rules use (unix seconds). `skewMs` is how far the clock of the qBittorrent machine is ahead of ours,
 * `flags` the labels that stand in for tags in tagless mode.
 */
export function toEngineFacts(facts: ClientFacts, skewMs = 0, flags: readonly string[] = []): TorrentFacts {
  const seconds = (at: number | null): number => (at === null ? 0 : (at - skewMs) / 1000);
  return {
    hash: facts.hash,
    name: facts.name,
    category: facts.category,
    state: facts.state,
    progress: facts.progress,
    amountLeft: facts.amountLeft,
    eta: facts.eta,
    addedOn: facts.addedAt === 0 ? 0 : seconds(facts.addedAt),
    completionOn: seconds(facts.completedAt),
    lastActivity: seconds(facts.lastActivityAt),
    availability: facts.availability,
    ratio: facts.ratio,
    seedingTime: facts.seedingTime,
    ratioLimit: facts.ratioLimit,
    seedingTimeLimit: facts.seedingTimeLimit,
    maxRatio: facts.maxRatio,
    maxSeedingTime: facts.maxSeedingTime,
    dlLimit: facts.dlLimit,
    upLimit: facts.upLimit,
    superSeeding: facts.superSeeding,
    tags: flags.length === 0 ? facts.tags : [...new Set([...facts.tags, ...flags])],
    contentPath: facts.contentPath,
    trackers: facts.trackers.length >= facts.trackersCount ? facts.trackers : null,
  };
}
