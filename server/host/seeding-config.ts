import type { SeedingConfig } from '../contract/index.ts';
import { readerOf, type Reader } from '../config/resolve/reader.ts';
import type { Tree } from '../config/index.ts';
import { isTree } from '../config/tree.ts';
import { parseDuration } from '../config/values/duration.ts';
import { categoryPath, removeTorrent } from '../config/values/words.ts';

/** A category that qBitrr itself looks after on one client. */
export interface ManagedCategory {
  /** qBittorrent section. */
  instance: string;
  category: string;
  matchSubcategories: boolean;
  seedingConfig: SeedingConfig;
}

/** `ManagedCategories` of the given qBittorrent sections, in file order. */
export function managedCategories(tree: Tree, instances: readonly string[]): ManagedCategory[] {
  const read = readerOf(tree);
  return instances.flatMap((instance) =>
    read.list(instance, 'ManagedCategories').map((name) => {
      const category = categoryPath(name, name);
      return {
        instance,
        category,
        matchSubcategories: read.flag(instance, 'MatchSubcategories'),
        seedingConfig: {
          ...limitsAt(read, [instance, 'CategorySeeding']),
          ...ownLimits(read.raw(instance, 'CategorySeeding', 'Categories'), category),
        },
      };
    }),
  );
}

/** `Torrent.SeedingMode` of an Arr section. */
export function arrSeedingConfig(tree: Tree, section: string): SeedingConfig {
  return limitsAt(readerOf(tree), [section, 'Torrent', 'SeedingMode']);
}

function limitsAt(read: Reader, path: readonly string[]): SeedingConfig {
  return {
    maxRatio: read.number(...path, 'MaxUploadRatio'),
    maxTime: read.duration([...path, 'MaxSeedingTime']),
    removeMode: removeTorrent(read.raw(...path, 'RemoveTorrent')),
    downloadLimit: read.number(...path, 'DownloadRateLimitPerTorrent'),
    uploadLimit: read.number(...path, 'UploadRateLimitPerTorrent'),
  };
}

/** What the entry of a category in `CategorySeeding.Categories` says in place of the table. */
function ownLimits(value: unknown, category: string): Partial<SeedingConfig> {
  const entries: unknown[] = Array.isArray(value) ? value : [];
  const entry = entries.find((one) => isTree(one) && categoryPath(one['Name'], '') === category);
  if (!isTree(entry)) return {};
  const number = (key: string): number | null => (typeof entry[key] === 'number' ? entry[key] : null);
  const maxRatio = number('MaxUploadRatio');
  const maxTime = parseDuration(entry['MaxSeedingTime'], 'seconds');
  const downloadLimit = number('DownloadRateLimitPerTorrent');
  const uploadLimit = number('UploadRateLimitPerTorrent');
  return {
    ...(maxRatio !== null && { maxRatio }),
    ...(maxTime !== null && { maxTime }),
    ...(entry['RemoveTorrent'] !== undefined && { removeMode: removeTorrent(entry['RemoveTorrent']) }),
    ...(downloadLimit !== null && { downloadLimit }),
    ...(uploadLimit !== null && { uploadLimit }),
  };
}
