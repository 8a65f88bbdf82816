import { catalogue } from '../catalogue/index.ts';
import { arrTypeOf, isQbitName } from '../sections.ts';
import { isTree, type Tree } from '../tree.ts';

export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** A document after a step. */
export interface Outcome {
  readonly tree: Tree;
  /** Sections that changed their name, to be renamed in the text as well. */
  readonly renames: readonly Rename[];
  /** For the owner: what was done and cannot be seen from the values alone. */
  readonly notes: readonly string[];
}

/** One row of config.md 8. */
export interface Step {
  /** `always` = at every start; `older` = only while the file is brought up from an older version. */
  readonly when: 'always' | 'older' | { readonly below: string; readonly or?: (tree: Tree) => boolean };
  run(tree: Tree): Outcome;
}

/** Replaces the table of each section for which `edit` gives another one; with notes. */
export function editSections(
  tree: Tree,
  isMeant: (name: string) => boolean,
  edit: (table: Tree, name: string, notes: string[]) => Tree,
): Outcome {
  const notes: string[] = [];
  const entries = Object.entries(tree).map(([name, value]) =>
    isTree(value) && isMeant(name) ? ([name, edit(value, name, notes)] as const) : ([name, value] as const),
  );
  return { tree: Object.fromEntries(entries), renames: [], notes };
}

/** Arr sections in any letter case; the reference overlooks those in lower case. */
export const isArr = (name: string): boolean => arrTypeOf(name) !== null;
export const isQbit = isQbitName;

/** The table at `key`, or an empty one. */
export function subTable(table: Tree, key: string): Tree {
  const value = table[key];
  return isTree(value) ? value : {};
}

/** `table` with `defaults` for the keys it lacks. */
export function withMissing(table: Tree, defaults: Tree): Tree {
  const missing = Object.entries(defaults).filter(([key]) => !Object.hasOwn(table, key));
  return missing.length === 0 ? table : { ...table, ...Object.fromEntries(missing) };
}

/** `table` without `keys`. */
export function without(table: Tree, keys: readonly string[]): Tree {
  return Object.fromEntries(Object.entries(table).filter(([key]) => !keys.includes(key)));
}

/** The six hit-and-run keys with their defaults (config.md 8). */
export const hitAndRunDefaults: Tree = Object.fromEntries(
  catalogue
    .filter((field) => field.path.startsWith('<qbit>.CategorySeeding.') && field.autofill === true)
    .map((field) => [field.path.split('.').at(-1) ?? '', field.default]),
);
