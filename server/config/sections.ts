import type { ArrType } from '../contract/index.ts';
import { isTree, type Tree } from './tree.ts';

export interface Section {
  readonly name: string;
  readonly table: Tree;
}
export interface ArrSection extends Section {
  readonly type: ArrType;
}
export interface Sections {
  readonly qbits: readonly Section[];
  readonly arrs: readonly ArrSection[];
}

const arrByPrefix: readonly (readonly [string, ArrType])[] = [
  ['radarr', 'radarr'],
  ['sonarr', 'sonarr'],
  ['lidarr', 'lidarr'],
  ['readarr', 'readarr'],
];

/** The Arr kind a section name stands for, or null (config.md 6: first letters, case ignored). */
export function arrTypeOf(name: string): ArrType | null {
  const lower = name.toLowerCase();
  return arrByPrefix.find(([prefix]) => lower.startsWith(prefix))?.[1] ?? null;
}

/** Is this a qBittorrent section? `qBit` or `qBit-NAME`, case sensitive (config.md 6). */
export function isQbitName(name: string): boolean {
  return name === 'qBit' || name.startsWith('qBit-');
}

/** All instance sections in file order. */
export function sectionsOf(tree: Tree): Sections {
  const qbits: Section[] = [];
  const arrs: ArrSection[] = [];
  for (const [name, table] of Object.entries(tree)) {
    if (!isTree(table)) continue;
    const type = arrTypeOf(name);
    if (type !== null) arrs.push({ name, type, table });
    else if (isQbitName(name)) qbits.push({ name, table });
  }
  return { qbits, arrs };
}

/** `<arr>`, `<qbit>` or the name itself: the first part of a catalogue path. */
export function sectionPattern(name: string): string {
  if (arrTypeOf(name) !== null) return '<arr>';
  return /^qbit(-|$)/i.test(name) ? '<qbit>' : name;
}

/** The catalogue path of a key, e.g. `Radarr-4K.URI` gives `<arr>.URI` and a webhook's name gives `<name>`. */
export function patternOf(path: readonly string[]): string {
  const [section = '', ...rest] = path;
  if (/^webhooks$/i.test(section) && rest.length > 0) return ['Webhooks', '<name>', ...rest.slice(1)].join('.');
  return [sectionPattern(section), ...rest].join('.');
}

/**
 * Takes a dotted key apart. A known section name wins, longest first (supervisor.md Q22), so names with dots, blanks or
 * underscores work; what follows `QualityProfileMappings.` is one profile name even with dots in it.
 */
export function splitKey(key: string, sectionNames: ReadonlySet<string>): string[] {
  const section = longestAbove(key, sectionNames);
  const parts = section === null ? key.split('.') : [section, ...restOf(key, section)];
  const mapping = parts.indexOf('QualityProfileMappings');
  if (mapping < 0 || parts.length <= mapping + 2) return parts;
  return [...parts.slice(0, mapping + 1), parts.slice(mapping + 1).join('.')];
}

/** The longest of the names that is the key itself or followed by a dot in it. */
export function longestAbove(key: string, names: ReadonlySet<string>): string | null {
  for (let end = key.length; end > 0; end = key.lastIndexOf('.', end - 1)) {
    const above = key.slice(0, end);
    if (names.has(above)) return above;
  }
  return null;
}

function restOf(key: string, section: string): string[] {
  return key === section ? [] : key.slice(section.length + 1).split('.');
}
