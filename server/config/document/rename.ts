import { isTree, likeness, type Tree } from '../tree.ts';
import { renderKey } from './render.ts';
import { scanToml } from './scan.ts';

/** Renames a top-level section where it stands: its headers change, everything inside stays as it is. */
export function renameSection(text: string, from: string, to: string): string {
  const heads = scanToml(text).statements.filter(
    ({ kind, path, base }) => path[0] === from && (kind !== 'key' || base.length === 0),
  );
  return heads.toReversed().reduce((at, { start }) => {
    const head = /^\uFEFF?[ \t]*(\[\[?[ \t]*)?/.exec(at.slice(start))?.[0] ?? '';
    const token = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s.=\]]+)/.exec(at.slice(start + head.length))?.[0] ?? '';
    const nameStart = start + head.length;
    return at.slice(0, nameStart) + renderKey(to) + at.slice(nameStart + token.length);
  }, text);
}

/**
 * Text in which sections that go and come back under another name (S47) are renamed in place, so that their comments
 * stay. A section counts as renamed when the new one says the same in at least half of its keys.
 */
export function renamedSections(text: string, before: Tree, after: Tree): string {
  const gone = Object.keys(before).filter((name) => isTree(before[name]) && !Object.hasOwn(after, name));
  const fresh = Object.keys(after).filter((name) => isTree(after[name]) && !Object.hasOwn(before, name));
  if (gone.length === 0 || fresh.length === 0) return text;
  const pairs = gone
    .flatMap((from) => fresh.map((to) => ({ from, to, likeness: likeness(tableOf(before, from), tableOf(after, to)) })))
    .filter((pair) => pair.likeness >= 0.5)
    .toSorted((a, b) => b.likeness - a.likeness);
  const used = new Set<string>();
  return pairs.reduce((at, { from, to }) => {
    if (used.has(`from ${from}`) || used.has(`to ${to}`)) return at;
    used.add(`from ${from}`).add(`to ${to}`);
    return renameSection(at, from, to);
  }, text);
}

function tableOf(tree: Tree, name: string): Tree {
  const table = tree[name];
  return isTree(table) ? table : {};
}
