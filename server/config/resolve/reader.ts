import { fieldByPattern } from '../catalogue/index.ts';
import { parseBoolean } from '../values/words.ts';
import { patternOf } from '../sections.ts';
import { getAt, type Tree } from '../tree.ts';
import { parseDuration } from '../values/duration.ts';

/** Reads typed values; what is absent or unreadable is the catalogue's `whenMissing`, never its `default`. */
export interface Reader {
  /** A whole number without quotes is text too: the reference passes it on as it is. */
  text(...path: string[]): string;
  /** `"true"` in quotes counts like true, `"false"` like false. */
  flag(...path: string[]): boolean;
  number(...path: string[]): number;
  /** In the field's unit; `fallback` where `whenMissing` points elsewhere. */
  duration(path: readonly string[], fallback?: number): number;
  list(...path: string[]): string[];
  raw(...path: string[]): unknown;
}

export function readerOf(tree: Tree): Reader {
  const missing = (path: readonly string[]): unknown => fieldByPattern(patternOf(path))?.whenMissing ?? null;
  const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
  const asNumber = (value: unknown): number | null => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : null;
  };
  return {
    raw: (...path) => getAt(tree, path),
    text: (...path) => {
      const value = getAt(tree, path);
      return typeof value === 'string' || Number.isInteger(value) ? String(value) : asText(missing(path));
    },
    flag: (...path) => {
      const value = getAt(tree, path);
      const word = typeof value === 'string' ? parseBoolean(value) : null;
      return typeof value === 'boolean' ? value : word?.ok === true ? word.value : missing(path) === true;
    },
    number: (...path) => asNumber(getAt(tree, path)) ?? asNumber(missing(path)) ?? 0,
    duration: (path, fallback) => {
      const unit = fieldByPattern(patternOf(path))?.unit === 'minutes' ? 'minutes' : 'seconds';
      return parseDuration(getAt(tree, path), unit) ?? fallback ?? asNumber(missing(path)) ?? 0;
    },
    list: (...path) => {
      const value = getAt(tree, path) ?? missing(path);
      const items: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
      return items.filter((item) => typeof item === 'string');
    },
  };
}
