interface Version {
  numbers: readonly [number, number, number];
  /** Number of a rebuild, after the release itself: `5.12.12-2` is newer than `5.12.12-1` (supervisor.md 7.1). */
  build: number;
  /** What comes before the release: `beta`, `1`; empty for a release. */
  before: readonly string[];
}

const VERSION = /^(\d+)\.(\d+)(?:\.(\d+))?(?:-(\d+)|-([0-9a-z][0-9a-z.-]*))?$/i;

function parse(text: string): Version | null {
  const match = VERSION.exec(plainVersion(text));
  if (match === null) return null;
  const [, major, minor, patch, build, before] = match;
  const numbers = [Number(major), Number(minor), Number(patch ?? 0)] as const;
  return { numbers, build: Number(build ?? 1), before: before?.split(/[.-]/) ?? [] };
}

/** A version without blanks, a leading v and build metadata. */
export const plainVersion = (text: string): string => text.trim().replace(/^v/i, '').replace(/\+.*$/, '');

/**
 * Is `candidate` newer than `current`? Ours are plain `x.y.z`; the reference's `x.y.z-BUILD` counts as a later build, words
 * after the dash (`-beta.1`) as something earlier than the release. Versions that cannot be read are newer when they differ.
 */
export function isNewer(candidate: string, current: string): boolean {
  const [a, b] = [parse(candidate), parse(current)];
  if (a === null || b === null) return plainVersion(candidate) !== plainVersion(current);
  return compare(a, b) > 0;
}

/** Order of two versions, for sorting the newest first; unreadable ones go last. */
export function newestFirst(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return compare(right, left);
}

/** `1.4` of `1.4.2`, null when the version cannot be read. */
export function minorOf(version: string): string | null {
  const parsed = parse(version);
  return parsed === null ? null : `${parsed.numbers[0]}.${parsed.numbers[1]}`;
}

function compare(a: Version, b: Version): number {
  for (const [index, number] of a.numbers.entries()) {
    const difference = number - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return compareBefore(a.before, b.before) || a.build - b.build;
}

/** A release comes after everything that leads to it; numbers compare as numbers, words as words. */
function compareBefore(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0);
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [left, right] = [a[index], b[index]];
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    if (left === right) continue;
    const areNumbers = /^\d+$/.test(left) && /^\d+$/.test(right);
    return areNumbers ? Number(left) - Number(right) : left < right ? -1 : 1;
  }
  return 0;
}
