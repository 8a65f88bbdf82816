import { getAt, type Tree } from './tree.ts';

/** The generation of the file format this program knows. */
export const configVersion = '5.14.4';

/**
 * `Settings.ConfigVersion` as comparable text (config.md 8): absent or unreadable = 0.0.1, an integer N = 0.0.N; of
 * `v5.14.4-1` and `5.14.4rc1` the numbers count.
 */
export function versionOf(tree: Tree): string {
  const value = getAt(tree, ['Settings', 'ConfigVersion']);
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return `0.0.${value}`;
  const numbers =
    typeof value === 'string'
      ? /^v?(\d+(?:\.\d+)*)(?:[-+]\S*|[._]?(?:a|b|rc|alpha|beta|pre|post|dev)\S*)?$/i.exec(value.trim())?.[1]
      : undefined;
  return numbers ?? '0.0.1';
}

/** Negative, zero or positive as `a` is older than, equal to or newer than `b`; compared by number, part by part. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  const parts = Array.from({ length: Math.max(left.length, right.length) });
  return parts.reduce<number>((found, _, at) => found || (left[at] ?? 0) - (right[at] ?? 0), 0);
}

/** api.md 2.8.1: what to say when the file comes from a newer program; null otherwise. */
export function versionWarning(
  tree: Tree,
): { type: 'config_version_mismatch'; message: string; currentVersion: string } | null {
  const currentVersion = versionOf(tree);
  if (compareVersions(currentVersion, configVersion) <= 0) return null;
  return {
    type: 'config_version_mismatch',
    message: `The configuration file has version ${currentVersion}, this program knows ${configVersion}. Settings it does not know are kept but have no effect.`,
    currentVersion,
  };
}
