import {
  arrTypeOf,
  getAt,
  isQbitName,
  isSecretKey,
  isRedacted,
  isTree,
  sameValue,
  withChanges,
  type Change,
  type Tree,
} from '../../../../server/config/browser.ts';
import type { ConfigField } from '../../../../server/contract/index.ts';
import { defaultOf, whenAbsent } from '../fields/defaults.ts';
import { fieldsOf, type FormSection, type SectionKind } from './sections.ts';

/** Kinds of which there may be several. */
export const addableKinds = [
  'qbit',
  'radarr',
  'sonarr',
  'lidarr',
  'readarr',
  'webhook',
] as const satisfies readonly SectionKind[];
export type AddableKind = (typeof addableKinds)[number];

export const isAddable = (kind: SectionKind): kind is AddableKind => addableKinds.some((one) => one === kind);

/** Letters a name of this kind has to begin with; the kind follows from them (config.md 6). */
export const namePrefix: Record<AddableKind, string> = {
  qbit: 'qBit-',
  radarr: 'Radarr-',
  sonarr: 'Sonarr-',
  lidarr: 'Lidarr-',
  readarr: 'Readarr-',
  webhook: '',
};

export type NameProblem = 'empty' | 'taken' | 'prefix' | 'letters';

/** Why a section of this kind cannot be called so; null when it can. */
export function nameProblem(name: string, kind: AddableKind, sections: readonly FormSection[]): NameProblem | null {
  if (name.trim() === '' || name === namePrefix[kind]) return 'empty';
  if (!/^[\w -]+$/.test(name) || name !== name.trim()) return 'letters';
  const fits = kind === 'webhook' || (kind === 'qbit' ? isQbitName(name) : arrTypeOf(name) === kind);
  if (!fits) return 'prefix';
  const own = kind === 'webhook' ? `webhooks.${name}` : name;
  return sections.some(({ id }) => id.toLowerCase() === own.toLowerCase()) ? 'taken' : null;
}

/** Where a section of this kind and name stands. */
export const placeOf = (kind: AddableKind, name: string): string[] =>
  kind === 'webhook' ? ['Webhooks', name] : [name];

/** The first free name of its kind: `Radarr-2` after `Radarr-1`; `like` is taken as the start of it. */
export function freeName(kind: AddableKind, sections: readonly FormSection[], like?: string): string {
  const start = like === undefined ? namePrefix[kind] : `${like}-`;
  if (kind === 'qbit' && like === undefined && !sections.some(({ id }) => id === 'qBit')) return 'qBit';
  for (let number = like === undefined ? 1 : 2; ; number += 1) {
    const name = `${start}${number}`;
    if (nameProblem(name, kind, sections) === null) return name;
  }
}

/**
 * What a new section holds: the keys that have to be filled in, and those whose value in a new section differs from what
 * their absence means. Everything else is said by its absence.
 */
export function newSection(fields: readonly ConfigField[], section: FormSection): Tree {
  const wanted = fieldsOf(fields, section).filter((field) => field.inTemplate && !field.inert && !field.hidden);
  const changes = wanted.flatMap((field): Change[] => {
    const value = defaultOf(field, section.path.at(-1) ?? '');
    if (value === undefined) return [];
    const needed = field.required || ['Connection', 'Webhook'].includes(field.group);
    if (!needed && sameValue(value, whenAbsent(field))) return [];
    const path = field.path.slice(section.pattern.length + 1).split('.');
    return [{ path, value: value === 'CHANGE_ME' ? '' : value }];
  });
  return withChanges({}, changes);
}

/** A copy for another section: what stands for stored secrets is left empty, since nobody may read them. */
export function copyOf(table: Tree): Tree {
  return Object.fromEntries(
    Object.entries(table).map(([key, value]) => {
      if (isTree(value)) return [key, copyOf(value)];
      return [key, isSecretKey(key) && isRedacted(value) ? '' : value];
    }),
  );
}

/** Renames a section: the old one goes, all its keys come back under the new name (ui.md CF-8). */
export function renaming(tree: Tree, from: readonly string[], to: readonly string[]): Change[] {
  return [
    { path: to, value: getAt(tree, from) },
    { path: from, value: null },
  ];
}
