import { parse, TomlError, type TomlTable } from 'smol-toml';
import type { TomlProblem } from '../../contract/index.ts';
import { isTooDeep, isTree, MAX_DEPTH, sameValue, type Tree } from '../tree.ts';
import { allComments, commentsToKeep, keepsComments } from './comments.ts';
import { hintFor } from './hints.ts';
import { editLines } from './lines.ts';
import { renamedSections } from './rename.ts';
import { scanToml } from './scan.ts';

export type Parsed = { ok: true; tree: Tree } | { ok: false; problem: TomlProblem };
export type Edited = { ok: true; text: string } | { ok: false; error: string };

/** Parses TOML text (a leading byte order mark is fine); lines and columns of the problem count from 1. */
export function parseToml(text: string): Parsed {
  try {
    const tree = parse(text.replace(/^\uFEFF/, ''), { integersAsBigInt: 'asNeeded' });
    if (!isTooDeep(tree)) return { ok: true, tree: withNumbers(tree) };
    return { ok: false, problem: { line: 1, column: 1, message: `more than ${MAX_DEPTH} levels deep` } };
  } catch (error) {
    if (error instanceof TomlError) {
      const [first = 'not valid TOML'] = error.message.split('\n');
      const cause = first.replace(/^Invalid TOML document: /, '');
      const hint = hintFor(text, error.line, error.column);
      const message = hint === null ? cause : `${cause}; ${hint}`;
      return { ok: false, problem: { line: error.line, column: error.column, message } };
    }
    return {
      ok: false,
      problem: { line: 1, column: 1, message: error instanceof Error ? error.message : String(error) },
    };
  }
}

/** One way to make an edit: the text it comes to, or null where it cannot. */
export type TextEdit = (text: string, wanted: Tree, keepAllComments: boolean) => string | null;

export interface EditOptions {
  /** Comments inside deleted sections and list entries stay too, on lines of their own. */
  keepAllComments?: true;
}

/**
 * Whole numbers beyond 2^53 become the nearest number: TOML has 64 bits, and a file with one is no broken file. Its text
 * keeps the digits, since only what changes is written anew. Changes `value` itself.
 */
function withNumbers(value: TomlTable): Tree {
  const converted = (item: unknown): unknown => {
    if (typeof item === 'bigint') return Number(item);
    if (Array.isArray(item)) for (const [at, one] of item.entries()) item[at] = converted(one);
    else if (isTree(item)) for (const [key, one] of Object.entries(item)) item[key] = converted(one);
    return item;
  };
  converted(value);
  return value;
}

/**
 * The text edited so that it says `wanted`, with comments, order, quoting and line ends of everything else kept, by the first way that
 * can: single lines are changed, then `further` ways are tried. Each result is parsed again: it has to say exactly `wanted` and to hold
 * every comment outside deleted sections and list entries, otherwise the edit is refused.
 */
export function editText(
  text: string,
  wanted: Tree,
  further: readonly TextEdit[],
  { keepAllComments }: EditOptions = {},
): Edited {
  const current = parseToml(text);
  if (!current.ok) return { ok: false, error: `the text is not valid TOML: ${current.problem.message}` };
  if (sameValue(current.tree, wanted)) return { ok: true, text };
  const start = renamedSections(text, current.tree, wanted);
  const keepAll = keepAllComments === true;
  const comments = keepAll
    ? allComments(start)
    : commentsToKeep(start, start === text ? current.tree : treeOf(start), wanted);
  for (const edit of [lineByLine, ...further]) {
    const edited = attempt(() => edit(start, wanted, keepAll));
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
 * Finds the line (from 1) that sets a dotted key, or the header of its nearest table; null when neither is there. Names with
 * dots in them are found as well, since whole dotted paths are compared. The text is read once, for the first question.
 */
export function lineFinder(text: string): (dotted: string) => number | null {
  let lines: Lines | null = null;
  return (dotted) => {
    lines ??= linesOf(text);
    const above = [...upwards(dotted)];
    const keys = above.flatMap((path) => lines?.keys.get(path) ?? []);
    if (keys.length > 0) return Math.min(...keys);
    const [table] = above.flatMap((path) => lines?.tables.get(path) ?? []);
    return table ?? lines.below.get(dotted) ?? null;
  };
}

/** The same for one question. */
export const lineOf = (text: string, dotted: string): number | null => lineFinder(text)(dotted);

interface Lines {
  keys: Map<string, number>;
  tables: Map<string, number>;
  /** By the path of a table that has no header of its own: the first header below it. */
  below: Map<string, number>;
}

function linesOf(text: string): Lines {
  const lines: Lines = { keys: new Map(), tables: new Map(), below: new Map() };
  const note = (map: Map<string, number>, path: string, line: number): void => {
    if (!map.has(path)) map.set(path, line);
  };
  for (const { kind, path, line } of scanToml(text).statements) {
    const dotted = path.filter((part) => typeof part === 'string').join('.');
    note(kind === 'key' ? lines.keys : lines.tables, dotted, line);
    if (kind !== 'key') for (const above of upwards(dotted)) note(lines.below, above, line);
  }
  return lines;
}

/** The path itself, then what is left when parts are cut off its end. */
function* upwards(dotted: string): Generator<string> {
  for (let end = dotted.length; end > 0; end = dotted.lastIndexOf('.', end - 1)) yield dotted.slice(0, end);
}

/** Does the document set any key at all? */
export function isEmptyDocument(tree: Tree): boolean {
  return Object.values(tree).every((value) => isTree(value) && isEmptyDocument(value));
}
