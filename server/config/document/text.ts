import { patch } from '@decimalturn/toml-patch';
import { parse, TomlError } from 'smol-toml';
import type { TomlProblem } from '../../contract/index.ts';
import { isTree, sameValue, type Tree } from '../tree.ts';
import { allComments, commentsToKeep, keepsComments } from './comments.ts';
import { editLines } from './lines.ts';
import { renamedSections } from './rename.ts';
import { scanToml } from './scan.ts';

export type Parsed = { ok: true; tree: Tree } | { ok: false; problem: TomlProblem };
export type Edited = { ok: true; text: string } | { ok: false; error: string };

/** Parses TOML text (a leading byte order mark is fine); lines and columns of the problem count from 1. */
export function parseToml(text: string): Parsed {
  try {
    return { ok: true, tree: parse(text.replace(/^\uFEFF/, '')) };
  } catch (error) {
    if (error instanceof TomlError) {
      const [first = 'not valid TOML'] = error.message.split('\n');
      const message = first.replace(/^Invalid TOML document: /, '');
      return { ok: false, problem: { line: error.line, column: error.column, message } };
    }
    return {
      ok: false,
      problem: { line: 1, column: 1, message: error instanceof Error ? error.message : String(error) },
    };
  }
}

/**
 * The text edited so that it says `wanted`, with comments, order, quoting and line ends of everything else kept. Single
 * lines are changed first; what that cannot do goes to the TOML patch library, which needs 20 to 100 ms for a large file.
 * Either result is parsed again: it has to say exactly `wanted` and to hold every comment outside deleted tables,
 * otherwise the edit is refused. With `keepAllComments` those inside deleted tables stay too, on lines of their own.
 */
export function editToml(text: string, wanted: Tree, options: { keepAllComments?: true } = {}): Edited {
  const current = parseToml(text);
  if (!current.ok) return { ok: false, error: `the text is not valid TOML: ${current.problem.message}` };
  if (sameValue(current.tree, wanted)) return { ok: true, text };
  const start = renamedSections(text, current.tree, wanted);
  const keepAll = options.keepAllComments === true;
  const comments = keepAll
    ? allComments(start)
    : commentsToKeep(start, start === text ? current.tree : treeOf(start), wanted);
  const edits = [
    () => lineByLine(start, wanted, keepAll),
    (): string => patch(start, wanted, { inlineTableStart: 10 }),
  ];
  for (const edit of edits) {
    const edited = attempt(edit);
    if (edited !== null && says(edited, wanted) && keepsComments(edited, comments)) return { ok: true, text: edited };
  }
  return { ok: false, error: 'the edit could not be written without changing something else in the file' };
}

/** A second pass puts right what the first one could not see, such as a table that is empty now. */
function lineByLine(start: string, wanted: Tree, keepAll: boolean): string | null {
  let text = start;
  for (let pass = 0; pass < 3; pass += 1) {
    const current = parseToml(text);
    if (!current.ok) return null;
    if (sameValue(current.tree, wanted)) return text;
    text = editLines(text, current.tree, wanted, keepAll);
  }
  return text;
}

function treeOf(text: string): Tree {
  const parsed = parseToml(text);
  return parsed.ok ? parsed.tree : {};
}

function attempt(edit: () => string | null): string | null {
  try {
    return edit();
  } catch {
    return null;
  }
}

function says(text: string, wanted: Tree): boolean {
  const parsed = parseToml(text);
  return parsed.ok && sameValue(parsed.tree, wanted);
}

/**
 * The line (from 1) that sets a dotted key, or the header of its nearest table; null when neither is found. Names with dots
 * in them are found as well, since whole dotted paths are compared.
 */
export function lineOf(text: string, dotted: string): number | null {
  const wanted = `${dotted}.`;
  let best: { line: number; depth: number } | null = null;
  for (const { kind, path, line } of scanToml(text).statements) {
    const found = `${path.filter((part) => typeof part === 'string').join('.')}.`;
    const isAbove = wanted.startsWith(found);
    if (kind === 'key' && isAbove) return line;
    const depth = isAbove ? found.length : found.startsWith(wanted) ? 0 : -1;
    if (kind !== 'key' && depth >= 0 && (best === null || depth > best.depth)) best = { line, depth };
  }
  return best?.line ?? null;
}

/** Does the document set any key at all? */
export function isEmptyDocument(tree: Tree): boolean {
  return Object.values(tree).every((value) => isTree(value) && isEmptyDocument(value));
}
