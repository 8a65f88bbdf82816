import type { HitAndRunRule, ManagedCategory, QbitRules, SeedingRules, TrackerRule } from '../../contract/index.ts';
import { hostOf, normaliseUri } from '../../engine/seeding/trackers.ts';
import { isTree, type Tree } from '../tree.ts';
import { parseTrackerNumber } from '../values/duration.ts';
import { categoryPath, hitAndRunMode, removeTorrent } from '../values/words.ts';
import type { Reader } from './reader.ts';

const kib = 1024;
const daySeconds = 86_400;
/** `Priority` of an entry that does not say (torrents.md R8). */
const noPriority = -100;

/** KiB/s to bytes per second (torrents.md FIX Q22); `leave` is the number that means "do not touch". */
function rate(value: unknown, leave: -1 | 0): number | null {
  const number = parseTrackerNumber(value);
  if (number === null || Math.trunc(number) === leave) return null;
  return number > 0 ? Math.round(number * kib) : 0;
}

function positive(value: unknown): number | null {
  const number = parseTrackerNumber(value);
  return number !== null && number > 0 ? number : null;
}

function texts(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  return list.filter((item) => typeof item === 'string').filter((item) => item.trim() !== '');
}

/** The six hit-and-run keys of a tracker entry or of `CategorySeeding`, with their defaults (torrents.md 6.5). */
function hitAndRun(table: Tree): HitAndRunRule {
  const number = (key: string, otherwise: number) => Math.max(0, parseTrackerNumber(table[key]) ?? otherwise);
  return {
    mode: hitAndRunMode(table['HitAndRunMode']),
    minSeedRatio: number('MinSeedRatio', 1),
    minSeedingSeconds: number('MinSeedingTimeDays', 0) * daySeconds,
    minimumDownload: number('HitAndRunMinimumDownloadPercent', 10) / 100,
    partialSeedRatio: number('HitAndRunPartialSeedRatio', 1),
    bufferSeconds: number('TrackerUpdateBuffer', 0),
  };
}

/** A tracker's own rate limit: -1 lifts it, 0 leaves it alone, an absent key leaves it to the general value (R34). */
function trackerRate(table: Tree, keys: readonly string[]): TrackerRule['downloadLimit'] {
  const key = keys.find((candidate) => parseTrackerNumber(table[candidate]) !== null);
  return key === undefined ? 'general' : rate(table[key], 0);
}

/** The entries of one tracker list; those without a host vanish (torrents.md R1). */
export function resolveTrackers(value: unknown): TrackerRule[] {
  const entries: unknown[] = Array.isArray(value) ? value : [];
  return entries.filter(isTree).flatMap((table): TrackerRule[] => {
    const uri = normaliseUri(typeof table['URI'] === 'string' ? table['URI'] : '');
    const host = hostOf(uri);
    if (host === null) return [];
    return [
      {
        uri,
        host,
        priority: parseTrackerNumber(table['Priority']) ?? noPriority,
        sortTorrents: table['SortTorrents'] === true,
        maximumEtaSeconds: positive(table['MaximumETA']),
        // M2: in a qBittorrent section the general keys may stand in a tracker entry too.
        downloadLimit: trackerRate(table, ['DownloadRateLimit', 'DownloadRateLimitPerTorrent']),
        uploadLimit: trackerRate(table, ['UploadRateLimit', 'UploadRateLimitPerTorrent']),
        maxRatio: positive(table['MaxUploadRatio']),
        maxSeedingSeconds: positive(table['MaxSeedingTime']),
        addIfMissing: table['AddTrackerIfMissing'] === true,
        removeIfExists: table['RemoveIfExists'] === true,
        superSeed: table['SuperSeedMode'] === true,
        addTags: texts(table['AddTags']).map((label) => label.trim()),
        hitAndRun: hitAndRun(table),
      },
    ];
  });
}

/** `<arr>.Torrent.SeedingMode` (R15): -1 lifts a rate limit, 0 leaves it alone. */
export function resolveSeedingMode(section: string, read: Reader): SeedingRules {
  const at = (key: string): unknown => read.raw(section, 'Torrent', 'SeedingMode', key);
  return {
    downloadLimit: rate(at('DownloadRateLimitPerTorrent') ?? -1, 0),
    uploadLimit: rate(at('UploadRateLimitPerTorrent') ?? -1, 0),
    maxRatio: positive(at('MaxUploadRatio')),
    maxSeedingSeconds: positive(at('MaxSeedingTime')),
    removeMode: removeTorrent(at('RemoveTorrent')),
    removeDeadTrackers: at('RemoveDeadTrackers') === true,
    deadTrackerMessages: texts(at('RemoveTrackerWithMessage')),
  };
}

/** `CategorySeeding` or an override of it (M3): -1 leaves a rate limit alone, 0 lifts it. */
function managedSeeding(table: Tree): SeedingRules {
  return {
    downloadLimit: rate(table['DownloadRateLimitPerTorrent'] ?? -1, -1),
    uploadLimit: rate(table['UploadRateLimitPerTorrent'] ?? -1, -1),
    maxRatio: positive(table['MaxUploadRatio']),
    maxSeedingSeconds: positive(table['MaxSeedingTime']),
    removeMode: removeTorrent(table['RemoveTorrent']),
    removeDeadTrackers: false,
    deadTrackerMessages: [],
  };
}

/** Tracker entries and managed categories of one qBittorrent section; an override overlays the defaults (FIX Q21). */
export function resolveQbitRules(instance: string, read: Reader): QbitRules {
  const table = read.raw(instance, 'CategorySeeding');
  const defaults = isTree(table) ? table : {};
  const overrides = (Array.isArray(defaults['Categories']) ? defaults['Categories'] : [])
    .filter(isTree)
    .flatMap((entry) => {
      const category = categoryPath(entry['Name'], '');
      return category === '' ? [] : [{ category, seeding: managedSeeding({ ...defaults, ...entry }) }];
    });
  const general = read.duration(['Settings', 'IgnoreTorrentsYoungerThan']);
  const names = [...new Set(read.list(instance, 'ManagedCategories').map((name) => categoryPath(name, '')))];
  const managed = names
    .filter((category) => category !== '')
    .map((category): ManagedCategory => ({
      category,
      seeding: overrideOf(category, overrides)?.seeding ?? managedSeeding(defaults),
      hitAndRun: hitAndRun(defaults),
      stalledDelayMinutes: read.duration([instance, 'CategorySeeding', 'StalledDelay']),
      ignoreTorrentsYoungerThanSeconds: read.duration(
        [instance, 'CategorySeeding', 'IgnoreTorrentsYoungerThan'],
        general,
      ),
      deleteFiles: read.flag(instance, 'CategorySeeding', 'DeleteFiles'),
      below: overrides.filter((entry) => entry.category.startsWith(`${category}/`)),
    }));
  return { instance, trackers: resolveTrackers(read.raw(instance, 'Trackers')), managed };
}

/** M1: the override of the category itself, else of its nearest ancestor. */
function overrideOf<T extends { category: string }>(category: string, overrides: readonly T[]): T | undefined {
  return overrides
    .filter((entry) => category === entry.category || category.startsWith(`${entry.category}/`))
    .toSorted((a, b) => b.category.length - a.category.length)[0];
}
