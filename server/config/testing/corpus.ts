import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { getAt, isTree, withChange, type Change, type Tree } from '../tree.ts';

const folder = new URL('../../../test/fixtures/config/', import.meta.url);

/** Names of all configuration files kept for tests. */
export const corpusNames: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.toml'))
  .toSorted();

/** Text of one of them. @throws when there is none of that name. */
export function corpusFile(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}

/** What a random edit does, before it meets a document. */
export interface RandomEdit {
  readonly kind: 'set' | 'list' | 'delete' | 'add' | 'table' | 'tracker';
  /** Picks among what the document has. */
  readonly pick: number;
  readonly value: unknown;
}

const value = fc.oneof(
  fc.integer({ min: -5, max: 100_000 }),
  // Plus zero: for a setting both zeros are the same value.
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.boolean(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('C:\\Temp\\x', '# no comment', '"""', "it's", 'two\nlines', '[x]', ''),
  fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { maxLength: 4 }),
);

/** Edits such as a panel makes: values, list items, new and deleted keys, new tables, tracker entries that come, go, change and move. */
export const randomEdit: fc.Arbitrary<RandomEdit> = fc.record({
  kind: fc.constantFrom('set', 'set', 'list', 'list', 'delete', 'add', 'table', 'tracker'),
  pick: fc.nat(),
  value,
});

/** The document after the edit; no table is deleted by it but an entry of a list (`removedEntry`). */
export function editTree(tree: Tree, edit: RandomEdit): Tree {
  const change = changeFor(tree, edit);
  const replacesTable = change !== null && isTree(getAt(tree, change.path));
  return change === null || replacesTable ? tree : withChange(tree, change);
}

/** The entry that the edit takes out of a list of tables; null where it takes none. */
export function removedEntry(
  tree: Tree,
  edit: RandomEdit,
): { readonly path: readonly string[]; readonly entry: Tree } | null {
  const change = edit.kind === 'list' ? changeFor(tree, edit) : null;
  const held = change === null ? null : getAt(tree, change.path);
  if (change === null || !Array.isArray(held) || !Array.isArray(change.value)) return null;
  const { value: left } = change;
  const entry = left.length < held.length ? held.find((item) => !left.includes(item)) : null;
  return isTree(entry) ? { path: change.path, entry } : null;
}

function changeFor(tree: Tree, { kind, pick, value: fresh }: RandomEdit): Change | null {
  const leaves = leavesOf(tree);
  const plain = leaves.filter(({ value: held }) => !(Array.isArray(held) && held.some(isTree)));
  const tables = tablesOf(tree);
  const one = <T>(list: readonly T[]): T | null => (list.length === 0 ? null : (list[pick % list.length] ?? null));
  switch (kind) {
    case 'set': {
      const leaf = one(plain);
      return leaf && { path: leaf.path, value: fresh };
    }
    case 'list': {
      const leaf = one(leaves.filter((each) => Array.isArray(each.value)));
      return leaf && { path: leaf.path, value: editedList(leaf.value, pick, fresh) };
    }
    case 'delete': {
      const leaf = one(plain.filter(({ path, siblings }) => siblings > 1 || leavesBelow(tree, path[0]) > 1));
      return leaf && { path: leaf.path, value: null };
    }
    case 'add':
      return { path: [...(one(tables) ?? []), `New ${pick % 7}`], value: fresh };
    case 'table':
      return { path: [...(one(tables) ?? []), `Sub-${pick % 5}`], value: { Key: fresh, Deeper: { Other: pick } } };
    case 'tracker': {
      const list = one(leaves.filter((each) => each.path.at(-1) === 'Trackers'));
      const path = list?.path ?? [...(one(tables.filter(({ length }) => length > 0)) ?? ['qBit']), 'Trackers'];
      return {
        path,
        value: [...(Array.isArray(list?.value) ? list.value : []), { URI: `https://${pick}`, Tags: fresh }],
      };
    }
  }
}

/** The list with an item changed, moved, doubled, put in or taken out. */
function editedList(list: unknown, pick: number, fresh: unknown): unknown[] {
  const items: unknown[] = Array.isArray(list) ? list : [];
  const at = pick % (items.length + 1);
  const isTables = items.length > 0 && items.every(isTree);
  const item = items[at];
  const without = items.filter((_, index) => index !== at);
  const added = isTables ? { URI: `https://${pick}`, Note: fresh } : String(fresh);
  const changed = isTree(item) ? { ...item, Priority: pick } : added;
  const to = (pick >> 3) % (without.length + 1);
  switch (pick % 7) {
    case 0:
      return without;
    case 1:
      return items.toReversed();
    case 2:
      return at < items.length ? [...without.slice(0, to), item, ...without.slice(to)] : items;
    case 3:
      return at < items.length ? [...without.slice(0, to), changed, ...without.slice(to)] : items;
    case 4:
      return at < items.length ? [...items.slice(0, at), isTree(item) ? { ...item } : item, ...items.slice(at)] : items;
    case 5:
      return at < items.length ? items.with(at, changed) : items;
    default:
      return [...items.slice(0, at), added, ...items.slice(at)];
  }
}

/** Of a section that goes whole no comment has to stay. */
function leavesBelow(tree: Tree, section = ''): number {
  const table = tree[section];
  return isTree(table) ? leavesOf(table).length : 0;
}

interface Leaf {
  readonly path: string[];
  readonly value: unknown;
  readonly siblings: number;
}

function leavesOf(tree: Tree, path: string[] = []): Leaf[] {
  return Object.entries(tree).flatMap(([key, item]): Leaf[] =>
    isTree(item)
      ? leavesOf(item, [...path, key])
      : [{ path: [...path, key], value: item, siblings: Object.keys(tree).length }],
  );
}

function tablesOf(tree: Tree, path: string[] = []): string[][] {
  return [path, ...Object.entries(tree).flatMap(([key, item]) => (isTree(item) ? tablesOf(item, [...path, key]) : []))];
}
