import type { TomlProblem } from '../../contract/index.ts';
import { isTree, type Tree } from '../tree.ts';
import { lineOf } from './text.ts';

/** What the program itself writes into; something else of that name would be overwritten, so such a file is not touched. */
const tables = ['Settings', 'WebUI'];

/** Says where a section we have to write into is no table, such as `[[WebUI]]` or `Settings = 5`; null when all are. */
export function shapeProblem(text: string, tree: Tree): TomlProblem | null {
  const name = tables.find((one) => Object.hasOwn(tree, one) && !isTree(tree[one]));
  if (name === undefined) return null;
  const message = `${name} must be one section, written as [${name}]${Array.isArray(tree[name]) ? ' with single brackets' : ''}`;
  return { line: lineOf(text, name) ?? 1, column: 1, message };
}
