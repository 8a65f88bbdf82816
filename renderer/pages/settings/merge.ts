import { diff3Merge } from 'node-diff3';
import {
  diffTrees,
  editToml,
  getAt,
  isRedacted,
  isSecretKey,
  isTree,
  parseToml,
  redacted,
  sameValue,
  withChanges,
  type Tree,
} from '../../../server/config/browser.ts';
import type { DraftState } from './draft.ts';

/** One key that the reader, somebody else, or both changed since the reader began. */
export interface ThreeWay {
  readonly path: string;
  readonly key: readonly string[];
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** Both changed it, to different values. */
  readonly clash: boolean;
}

interface Sides {
  base: Tree;
  mine: Tree;
  theirs: Tree;
}

function sidesOf({ base, text, disk }: DraftState): Sides | null {
  const [first, mine, theirs] = [base.text, text, disk?.text ?? base.text].map(parseToml);
  return first?.ok && mine?.ok && theirs?.ok ? { base: first.tree, mine: mine.tree, theirs: theirs.tree } : null;
}

/** A typed secret is told as a new one, not shown. */
const masked = (value: unknown): unknown => (value === undefined || isRedacted(value) ? value : `${redacted} (new)`);

/** What each side changed, key by key; null while the reader's text does not parse (ui.md CF-12). */
export function threeWay(state: DraftState): ThreeWay[] | null {
  const sides = sidesOf(state);
  if (sides === null) return null;
  const paths = [...diffTrees(sides.base, sides.theirs), ...diffTrees(sides.base, sides.mine)].map(({ path }) => path);
  const seen = new Map(paths.map((path) => [path.join('.'), path]));
  return [...seen].map(([dotted, path]) => {
    const [base, mine, theirs] = [sides.base, sides.mine, sides.theirs].map((tree) => getAt(tree, path));
    const clash = !sameValue(base, mine) && !sameValue(base, theirs) && !sameValue(mine, theirs);
    const shown = isSecretKey(path.at(-1) ?? '') ? masked : (value: unknown): unknown => value;
    return { path: dotted, key: path, base: shown(base), mine: shown(mine), theirs: shown(theirs), clash };
  });
}

/** Both texts line by line; null when they touch the same lines or the result is no TOML. */
function mergedLines({ base, text, disk }: DraftState): string | null {
  const [mine, old, theirs] = [text, base.text, disk?.text ?? base.text].map((one) => one.split('\n'));
  if (mine === undefined || old === undefined || theirs === undefined) return null;
  const parts = diff3Merge(mine, old, theirs);
  const lines = parts.flatMap((part) => part.ok ?? []);
  const whole = lines.join('\n');
  return parts.every((part) => part.ok !== undefined) && parseToml(whole).ok ? whole : null;
}

/**
 * The newer text on disk with the reader's changes made in it; where both changed a key the reader's value counts. Null
 * while that is not possible, such as when the reader's text does not parse.
 */
export function merged(state: DraftState): string | null {
  const { disk } = state;
  const sides = sidesOf(state);
  if (disk === null || sides === null) return null;
  const wanted = withChanges(sides.theirs, diffTrees(sides.base, sides.mine));
  const lines = mergedLines(state);
  if (lines !== null) {
    const parsed = parseToml(lines);
    if (parsed.ok && sameValue(parsed.tree, wanted)) return lines;
  }
  const edited = editToml(disk.text, wanted);
  return edited.ok ? edited.text : null;
}

/**
 * A text with pasted tables taken into those it has already, key by key; null when the pasted text is no table, or none
 * that is there, so that it is inserted as it is (ui.md CF-20).
 */
export function pasted(text: string, addition: string): string | null {
  const whole = parseToml(text);
  const part = parseToml(addition);
  if (!whole.ok || !part.ok) return null;
  const tables = Object.entries(part.tree);
  const known = tables.length > 0 && tables.every(([name, table]) => isTree(table) && isTree(whole.tree[name]));
  if (!known) return null;
  const edited = editToml(text, withChanges(whole.tree, diffTrees({}, part.tree)));
  return edited.ok ? edited.text : null;
}
