import { getAt, isTree, type Tree } from '../tree.ts';
import { pairItems } from './pairs.ts';
import { scanToml, type Part } from './scan.ts';

/**
 * The comments an edit towards `wanted` has to keep: all of them but those inside sections and list entries that
 * go (config.md 10); a table below that goes, since its last key went, leaves them. The lines directly above the next header belong to that header.
 */
export function commentsToKeep(text: string, current: Tree, wanted: Tree): string[] {
  const { statements, comments } = scanToml(text);
  const headers = statements.filter(({ kind }) => kind !== 'key');
  return comments.flatMap(({ start, end }) => {
    const at = headers.findLastIndex((header) => header.start <= start);
    const header = headers[at];
    const next = headers[at + 1];
    const isAboveNext =
      next !== undefined && isOwnLine(text, start) && /^(?:[ \t]*#[^\n]*\n)+$/.test(text.slice(start, next.start));
    const isKept = header === undefined || isAboveNext || stays(header.path, current, wanted);
    return isKept ? [text.slice(start, end)] : [];
  });
}

function isOwnLine(text: string, start: number): boolean {
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
}

/** All comments of the text, in order. */
export function allComments(text: string): string[] {
  return scanToml(text).comments.map(({ start, end }) => text.slice(start, end));
}

/** Are all of `expected` still comments of the text? */
export function keepsComments(text: string, expected: readonly string[]): boolean {
  if (expected.length === 0) return true;
  const counts = new Map<string, number>();
  for (const comment of allComments(text)) counts.set(comment, (counts.get(comment) ?? 0) + 1);
  return expected.every((comment) => {
    const left = counts.get(comment) ?? 0;
    counts.set(comment, left - 1);
    return left > 0;
  });
}

/** Is what takes comments along still there: the section, or the entry of a list, that the table is in? */
function stays(path: readonly Part[], current: unknown, wanted: unknown): boolean {
  const position = path.findIndex((part) => typeof part === 'number');
  if (position < 0) return path.length === 0 || (isTree(wanted) && isTree(wanted[String(path[0])]));
  const names = path.slice(0, position).map(String);
  const before = isTree(current) ? getAt(current, names) : undefined;
  const after = isTree(wanted) ? getAt(wanted, names) : undefined;
  if (!Array.isArray(before) || !Array.isArray(after)) return false;
  const now = pairItems(before, after).indexOf(Number(path[position]));
  const below = path.slice(position + 1);
  return (
    now >= 0 &&
    (!below.some((part) => typeof part === 'number') || stays(below, before[Number(path[position])], after[now]))
  );
}
