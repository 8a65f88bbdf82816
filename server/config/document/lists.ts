import { isTree, sameValue, type Tree } from '../tree.ts';
import { pairItems } from './pairs.ts';
import { renderKey, renderValue } from './render.ts';
import { arrayItems, inlineItems } from './scan.ts';

/** The array literal `raw` edited to say `after`: items that stay keep their spelling, line and comments, also when they move. */
export function editArray(raw: string, before: readonly unknown[], after: readonly unknown[]): string {
  const spans = arrayItems(raw, 0);
  if (spans.length !== before.length) return renderValue(after);
  const pairs = pairItems(before, after);
  const items = after.map((value, now): Item => {
    const old = pairs[now] ?? null;
    const span = old === null ? undefined : spans[old];
    if (old === null || span === undefined) return { old: null, literal: renderValue(value) };
    return { old, literal: editLiteral(raw.slice(span.start, span.end), before[old], value) };
  });
  if (!raw.includes('\n')) {
    const padding = /^\[\s/.test(raw) && after.length > 0 ? ' ' : '';
    return `[${padding}${items.map(({ literal }) => literal).join(', ')}${padding}]`;
  }
  return editLines(raw, spans, items);
}

/** An item of the new list: its text, and which of the old list it was. */
interface Item {
  readonly old: number | null;
  readonly literal: string;
}

/** What stands around an item of a list of many lines. */
interface Around {
  /** Before it, from the end of the item above. */
  readonly lead: string;
  /** Behind it to the end of its line, without the comma. */
  readonly tail: string;
}

/** Many lines: an item owns what stands before it and its own line to the end; what goes leaves its comments. */
function editLines(raw: string, spans: readonly { start: number; end: number }[], items: readonly Item[]): string {
  const newline = raw.includes('\r\n') ? '\r\n' : '\n';
  const indent = /\n([ \t]*)[^\s\]]/.exec(raw)?.[1] ?? '  ';
  const open = /^\[(?:[ \t]*#[^\r\n]*|(?=[ \t]*\r?\n))/.exec(raw)?.[0] ?? '[';
  let at = open.length;
  const around = spans.map(({ start, end }): Around => {
    const lead = raw.slice(at, start);
    const tail = tailOf(raw, end);
    at = end + tail.length;
    return { lead, tail: tail.text };
  });
  const gone = new Set(spans.keys());
  for (const { old } of items) if (old !== null) gone.delete(old);
  let text = open;
  let isInComment = open.includes('#');
  const put = (piece: string, endsInComment: boolean): void => {
    if (isInComment && !/^[ \t]*\r?\n/.test(piece)) text += `${newline}${indent}${piece.trimStart()}`;
    else text += piece;
    isInComment = endsInComment;
  };
  /** Comments of items that are gone and stood directly above `old`. */
  const leave = (old: number): void => {
    const first = [...around.keys()].findLast((each) => each < old && !gone.has(each)) ?? -1;
    for (const { lead, tail } of around.slice(first + 1, old)) {
      for (const [comment] of `${lead}${tail}`.matchAll(/#[^\r\n]*/g)) put(`${newline}${indent}${comment}`, true);
    }
  };
  for (const { old, literal } of items) {
    const own = old === null ? undefined : around[old];
    if (old !== null) leave(old);
    const tail = own?.tail ?? '';
    put(`${own?.lead ?? `${newline}${indent}`}${literal},${tail}`, /#[^\r\n]*$/.test(tail));
  }
  leave(around.length);
  put(raw.slice(at), false);
  return text;
}

/** Behind an item that ends at `end`: its comma, which may stand on a later line behind comments, and the comment beside it. */
function tailOf(raw: string, end: number): { readonly text: string; readonly length: number } {
  const rest = raw.slice(end);
  const comma = /^((?:\s|#[^\r\n]*(?=[\r\n]))*),((?:[ \t]*#[^\r\n]*)?)/.exec(rest);
  if (comma !== null) return { text: `${comma[1] ?? ''}${comma[2] ?? ''}`, length: comma[0].length };
  const beside = /^(?:[ \t]*#[^\r\n]*)?/.exec(rest)?.[0] ?? '';
  return { text: beside, length: beside.length };
}
/** The inline table literal `raw` edited to say `after`; pairs that stay keep their spelling. */
export function editInline(raw: string, before: Tree, after: Tree): string {
  const pairs = inlineItems(raw, 0);
  if (pairs.some(({ path }) => path.length > 1)) return renderValue(after);
  const known = new Map(pairs.map((pair) => [pair.path[0] ?? '', pair]));
  const kept = [...known.keys()].filter((key) => Object.hasOwn(after, key));
  const added = Object.keys(after).filter((key) => !known.has(key));
  const parts = [...kept, ...added].map((key) => {
    const pair = known.get(key);
    if (pair === undefined) return `${renderKey(key)} = ${renderValue(after[key])}`;
    const literal = raw.slice(pair.valueStart, pair.end);
    return raw.slice(pair.start, pair.valueStart) + editLiteral(literal, before[key], after[key]);
  });
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

/** Any literal edited to say `after`. */
export function editLiteral(raw: string, before: unknown, after: unknown): string {
  if (sameValue(before, after)) return raw;
  if (raw.startsWith('[') && Array.isArray(before) && Array.isArray(after)) return editArray(raw, before, after);
  if (raw.startsWith('{') && isTree(before) && isTree(after)) return editInline(raw, before, after);
  return renderValue(after, raw);
}
