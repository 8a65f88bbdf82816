import type { ConfigIssue } from '../../contract/index.ts';
import { arrTypeOf, isQbitName } from '../sections.ts';
import { isTree, type Tree } from '../tree.ts';
import { isFilled } from '../values/words.ts';

const names = ['Settings', 'WebUI', 'Webhooks', 'qBit'];

/**
 * Sections that nobody reads although their owner meant something by them (config.md 6): unknown and misspelt names, double
 * brackets, a dot where a dash belongs, an Arr that does not say whether it is managed. The reference ignores them all
 * without a word.
 */
export function unreadSections(tree: Tree): ConfigIssue[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const message = reasonFor(name, value);
    return [...(message === null ? [] : [{ path: name, message }]), ...(isTree(value) ? below(name, value) : [])];
  });
}

function reasonFor(name: string, value: unknown): string | null {
  if (/^animarr/i.test(name)) return `Sections such as ${name} no longer exist; rename it to Sonarr.`;
  if (arrTypeOf(name) === null && !isQbitName(name) && !names.includes(name)) {
    const meant = /^qbit(-|$)/i.test(name)
      ? `qBit${name.slice('qBit'.length)}`
      : names.find((one) => one.toLowerCase() === name.toLowerCase());
    if (meant !== undefined) return `[${name}] is not read: the section is called [${meant}].`;
    if (typeof value !== 'object') return null;
    return 'qBitrr does not know a section of this name; it is left alone. Arr sections begin with Radarr, Sonarr, Lidarr or Readarr.';
  }
  if (isTree(value)) return null;
  if (Array.isArray(value)) return `[[${name}]] is a list and is not read: write [${name}] with single brackets.`;
  return `${name} is not read: it must be a section, written as [${name}].`;
}

function below(name: string, table: Tree): ConfigIssue[] {
  const isArr = arrTypeOf(name) !== null;
  if (!isArr && !isQbitName(name)) return [];
  const keys = isArr ? ['URI', 'APIKey'] : ['Host', 'UserName'];
  const dotted = Object.entries(table)
    .filter(([, value]) => isTree(value) && keys.some((key) => Object.hasOwn(value, key)))
    .map(([key]) => ({
      path: `${name}.${key}`,
      message: `A dot makes this a part of [${name}], which is not read: call it [${name}-${key}].`,
    }));
  if (!isArr || Object.hasOwn(table, 'Managed') || !isFilled(table['URI']) || !isFilled(table['APIKey'])) return dotted;
  const message = `${name} is left alone, because it does not say Managed = true. Write Managed = false if that is meant.`;
  return [{ path: `${name}.Managed`, message }, ...dotted];
}
