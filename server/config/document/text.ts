import { patch } from '@decimalturn/toml-patch';
import { parse, TomlError } from 'smol-toml';
import type { TomlProblem } from '../../contract/index.ts';
import { isTree, sameValue, type Tree } from '../tree.ts';

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
 * The text edited so that it says `wanted`, with comments, order, quoting and line ends of everything else kept. The
 * result is parsed again and compared; when it does not say exactly `wanted`, the edit is refused.
 */
export function editToml(text: string, wanted: Tree): Edited {
  const current = parseToml(text);
  if (current.ok && sameValue(current.tree, wanted)) return { ok: true, text };
  try {
    const edited: string = patch(text, wanted, { inlineTableStart: 10 });
    const check = parseToml(edited);
    if (check.ok && sameValue(check.tree, wanted)) return { ok: true, text: edited };
    return { ok: false, error: 'the edit could not be written without changing something else in the file' };
  } catch (error) {
    return {
      ok: false,
      error: `the edit could not be written: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

/** The line (from 1) that sets `path`, or the header of its nearest table; null when neither is found. */
export function lineOf(text: string, path: readonly string[]): number | null {
  let table: string[] = [];
  let quote: string | null = null;
  let header: number | null = null;
  let depth = 0;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (quote !== null) {
      if (line.includes(quote)) quote = null;
      continue;
    }
    const head = /^\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(#.*)?$/.exec(line)?.[1];
    if (head !== undefined) {
      table = keyParts(head);
      const deeper = table.length > depth && isPrefix(table, path);
      if (deeper || (table.length > path.length && isPrefix(path, table) && header === null)) {
        header = index + 1;
        depth = table.length;
      }
      continue;
    }
    const key = /^\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=(.*)$/.exec(line);
    if (key?.[1] === undefined) continue;
    const value = key[2] ?? '';
    quote = ['"""', "'''"].find((mark) => value.split(mark).length === 2) ?? null;
    const full = [...table, ...keyParts(key[1])];
    if (isPrefix(full, path) && full.length > table.length) return index + 1;
  }
  return header;
}

function keyParts(text: string): string[] {
  return (text.match(/"[^"]*"|'[^']*'|[\w-]+/g) ?? []).map((part) => part.replace(/^["']|["']$/g, ''));
}

function isPrefix(short: readonly string[], long: readonly string[]): boolean {
  return short.length <= long.length && short.every((part, at) => part === long[at]);
}

/** Does the document set any key at all? */
export function isEmptyDocument(tree: Tree): boolean {
  return Object.values(tree).every((value) => isTree(value) && isEmptyDocument(value));
}
