/** A TOML table as plain data. Values are checked where they are read. */
export type Tree = { [key: string]: unknown };

/** One edit: `value` null deletes the key, or a whole section when the path has one part. */
export interface Change {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Is this a table (and neither a list nor a date)? */
export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The value at `path`, undefined when any part is absent or not a table. Keys are case sensitive (config.md 6). */
export function getAt(tree: Tree, path: readonly string[]): unknown {
  let at: unknown = tree;
  for (const part of path) {
    if (!isTree(at) || !Object.hasOwn(at, part)) return undefined;
    at = at[part];
  }
  return at;
}

/**
 * A copy of `tree` with the changes made in order (config.md 10): missing tables are created, null deletes, tables that a
 * deletion leaves empty go upwards. However many there are, each table is copied once.
 */
export function withChanges(tree: Tree, changes: readonly Change[]): Tree {
  const copy: Tree = { ...tree };
  const copied = new WeakSet([copy]);
  for (const { path, value } of changes) make(copy, path, value, copied);
  return copy;
}

/** The same with one change. */
export const withChange = (tree: Tree, change: Change): Tree => withChanges(tree, [change]);

/** Changes `at` itself; of the tables in it only those in `copied` belong to us. */
function make(at: Tree, path: readonly string[], value: unknown, copied: WeakSet<Tree>): void {
  const [head, ...rest] = path;
  if (head === undefined) return;
  if (rest.length === 0) {
    if (value === null) delete at[head];
    else at[head] = value;
    return;
  }
  const child = Object.hasOwn(at, head) ? at[head] : undefined;
  if (value === null && !isTree(child)) return;
  const next = isTree(child) && copied.has(child) ? child : { ...(isTree(child) ? child : {}) };
  copied.add(next);
  at[head] = next;
  make(next, rest, value, copied);
  if (value === null && Object.keys(next).length === 0) delete at[head];
}

/** A document nested deeper than this is refused: whoever walks it would run out of stack. qBitrr's own has five levels. */
export const MAX_DEPTH = 100;

/** Are tables and lists nested more than `MAX_DEPTH` levels deep? */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= MAX_DEPTH; depth += 1) {
    level = level.flatMap((item) => (Array.isArray(item) || isTree(item) ? Object.values(item) : []));
    if (level.length === 0) return false;
  }
  return true;
}

/** Deep equality of TOML values; the order of keys does not matter, the order of list elements does. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (a instanceof Date && b instanceof Date) return a.toISOString() === b.toISOString();
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  }
  if (!isTree(a) || !isTree(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
  );
}

/**
 * What turns `before` into `after`, leaf by leaf (api.md 3.6 step 4): lists are leaves, a removed leaf is null, a removed
 * section its name with null.
 */
export function diffTrees(before: Tree, after: Tree, at: readonly string[] = []): Change[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const path = [...at, key];
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    const now = Object.hasOwn(after, key) ? after[key] : undefined;
    if (now === undefined) {
      if (at.length > 0 && isTree(old) && Object.keys(old).length > 0) return diffTrees(old, {}, path);
      return [{ path, value: null }];
    }
    if (isTree(now) && (isTree(old) || (old === undefined && Object.keys(now).length > 0))) {
      return diffTrees(isTree(old) ? old : {}, now, path);
    }
    return sameValue(old, now) ? [] : [{ path, value: now }];
  });
}

/** Share of the keys of `a` that `b` has with the same value, 0 to 1. */
export function likeness(a: Tree, b: Tree): number {
  const all = diffTrees({}, a).length;
  if (all === 0) return 0;
  const differing = diffTrees(a, b).filter(({ path }) => hasLeaf(a, path)).length;
  return (all - differing) / all;
}

function hasLeaf(tree: Tree, path: readonly string[]): boolean {
  let at: unknown = tree;
  for (const part of path) {
    if (!isTree(at) || !Object.hasOwn(at, part)) return false;
    at = at[part];
  }
  return true;
}
