import { isTree, sameValue, type Tree } from '../tree.ts';
import {
  applied,
  blockEnd,
  headStart,
  indentOf,
  samePath,
  splice,
  startsWith,
  withoutBlankLines,
  type Splice,
} from './blocks.ts';
import { allComments } from './comments.ts';
import { editLiteral } from './lists.ts';
import { orderElements } from './order.ts';
import { pairItems } from './pairs.ts';
import { isTableList, renderKey, renderTable, renderValue, writtenInline } from './render.ts';
import { scanToml, type Part, type Scan, type Statement } from './scan.ts';

type Step =
  | { readonly kind: 'set'; readonly statement: Statement; readonly before: unknown; readonly after: unknown }
  | { readonly kind: 'remove'; readonly path: readonly Part[] }
  | { readonly kind: 'add'; readonly path: readonly Part[]; readonly value: unknown }
  /** The elements left of the array of tables at `path` in a new order: which of them stands where. */
  | { readonly kind: 'order'; readonly path: readonly Part[]; readonly order: readonly number[] }
  /** A new element before position `at` of the array of tables at `path`. */
  | { readonly kind: 'insert'; readonly path: readonly Part[]; readonly at: number; readonly value: Tree };

/**
 * Turns `text`, which says `current`, into text that says `wanted` by changing single lines (config.md 10). A deleted key
 * leaves its comments where they are, as does a table; a deleted section or list entry takes those inside it along unless
 * `keepComments`. The caller checks the result.
 */
export function editLines(text: string, current: Tree, wanted: Tree, keepComments = false): string {
  const scan = scanToml(text);
  const keys = new Map(
    scan.statements.flatMap((one) => (one.kind === 'key' ? [[nameOf(one.path), one] as const] : [])),
  );
  const steps = stepsBetween(keys, current, wanted, { old: [], now: [] });
  const values = steps.flatMap((step) => (step.kind === 'set' ? setValue(scan, step) : []));
  let edited = applied(text, values);
  const removed = steps.flatMap((step) => (step.kind === 'remove' ? [step.path] : []));
  for (const path of removed.toSorted(lastFirst)) edited = remove(edited, path, keepComments);
  for (const step of steps) {
    if (step.kind === 'order') edited = orderElements(edited, step.path, step.order);
    if (step.kind === 'insert') edited = insertElement(edited, step.path, step.at, step.value);
  }
  for (const step of steps) if (step.kind === 'add') edited = add(edited, step.path, step.value);
  return edited;
}

/** Where a table stands in the old and in the new document; they differ by positions in arrays of tables. */
interface Place {
  readonly old: readonly Part[];
  readonly now: readonly Part[];
}

/** Statements that set a key, by path. */
type Keys = ReadonlyMap<string, Statement>;

function stepsBetween(keys: Keys, before: Tree, after: Tree, place: Place): Step[] {
  const removed = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  const changed = Object.keys(after).flatMap((key): Step[] => {
    const here = { old: [...place.old, key], now: [...place.now, key] };
    if (!Object.hasOwn(before, key)) return [{ kind: 'add', path: here.now, value: after[key] }];
    return sameValue(before[key], after[key]) ? [] : changeSteps(keys, before[key], after[key], here);
  });
  return [...removed.map((key): Step => ({ kind: 'remove', path: [...place.old, key] })), ...changed];
}

function changeSteps(keys: Keys, before: unknown, after: unknown, place: Place): Step[] {
  const path = place.old;
  const statement = keys.get(nameOf(path));
  const staysValue = statement !== undefined && !isTableList(after) && (!isTree(after) || isTree(before));
  const staysList = statement !== undefined && isTableList(before) && isTableList(after);
  if (statement !== undefined && (staysValue || staysList)) return [{ kind: 'set', statement, before, after }];
  if (statement === undefined && isTree(before) && isTree(after)) return stepsBetween(keys, before, after, place);
  if (statement === undefined && isTableList(before) && isTableList(after)) {
    return listSteps(keys, before, after, place);
  }
  return [
    { kind: 'remove', path },
    { kind: 'add', path: place.now, value: after },
  ];
}

function listSteps(keys: Keys, before: readonly Tree[], after: readonly Tree[], place: Place): Step[] {
  const pairs = pairItems(before, after);
  const kept = pairs.filter((old) => old !== null);
  const inFile = kept.toSorted((a, b) => a - b);
  const order = kept.map((old) => inFile.indexOf(old));
  const gone = [...before.keys()].filter((old) => !kept.includes(old));
  return [
    ...gone.map((old): Step => ({ kind: 'remove', path: [...place.old, old] })),
    ...(order.every((from, at) => from === at) ? [] : [{ kind: 'order', path: place.now, order } as const]),
    ...after.flatMap((value, now): Step[] => {
      const old = pairs[now] ?? null;
      if (old === null) return [{ kind: 'insert', path: place.now, at: now, value }];
      return stepsBetween(keys, before[old] ?? {}, value, { old: [...place.old, old], now: [...place.now, now] });
    }),
  ];
}

/** Orders paths so that positions in arrays of tables stay right while elements go. */
function lastFirst(a: readonly Part[], b: readonly Part[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  const [left, right] = [a[at], b[at]];
  if (typeof left === 'number' && typeof right === 'number') return right - left;
  return left === undefined || right === undefined ? b.length - a.length : String(left) < String(right) ? -1 : 1;
}

/** The new literal, with comments that stood inside the old one moved above the line. */
function setValue(scan: Scan, { statement, before, after }: Step & { kind: 'set' }): Splice[] {
  const { start, valueStart, valueEnd } = statement;
  const literal = editLiteral(scan.text.slice(valueStart, valueEnd), before, after);
  const left = allComments(`v = ${literal}`);
  const lost = scan.comments
    .filter((comment) => comment.start >= valueStart && comment.end <= valueEnd)
    .map((comment) => scan.text.slice(comment.start, comment.end))
    .filter((comment) => {
      const at = left.indexOf(comment);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  const moved = lost.map((comment) => `${indentOf(scan.text, start)}${comment}${scan.newline}`).join('');
  return [
    { start, end: start, text: moved },
    { start: valueStart, end: valueEnd, text: literal },
  ];
}

function remove(text: string, path: readonly Part[], keepComments: boolean): string {
  const scan = scanToml(text);
  const splices = scan.statements.flatMap((statement, index): Splice[] => {
    if (!startsWith(statement.path, path)) return [];
    // Inside a block that goes as a whole nothing is left to do.
    if (statement.kind === 'key' && startsWith(statement.base, path)) return [];
    const range = { start: statement.start, end: statement.kind === 'key' ? statement.end : blockEnd(scan, index) };
    const isKept = statement.kind === 'key' || keepComments || !isUnit(path, statement);
    return [{ ...range, text: isKept ? commentLines(scan, range) : '' }];
  });
  return applied(text, splices);
}

/** Does `path`, which goes, take along the comments below the header? A section and an entry of a list do. */
function isUnit(path: readonly Part[], header: Statement): boolean {
  return path.length === 1 || header.path.slice(path.length - 1).some((part) => typeof part === 'number');
}

/** The comments of a range, each on a line of its own. */
function commentLines({ text, comments, newline }: Scan, range: { start: number; end: number }): string {
  const indent = indentOf(text, range.start);
  return comments
    .filter(({ start, end }) => start >= range.start && end <= range.end)
    .map(({ start, end }) => `${indent}${text.slice(start, end)}${newline}`)
    .join('');
}

function add(text: string, path: readonly Part[], value: unknown): string {
  const scan = scanToml(text);
  const parent = path.slice(0, -1);
  const key = String(path.at(-1));
  const header = scan.statements.findLast(({ kind, path: found }) => kind !== 'key' && samePath(found, parent));
  const dotted = scan.statements.findLast((one) => one.kind === 'key' && startsWith(one.path, parent));
  const isDotted =
    header === undefined && parent.length > 0 && dotted !== undefined && dotted.base.length < parent.length;
  if (isDotted) {
    const name = dotted.path.slice(dotted.base.length, parent.length).map((part) => renderKey(String(part)));
    const line = `${indentOf(text, dotted.start)}${[...name, renderKey(key)].join('.')} = ${renderValue(value)}`;
    return insertLine(scan, dotted.end, line);
  }
  const isBlock = isTableList(value) || (isTree(value) && !writtenInline(key, value));
  if (isBlock) return addBlock(scan, path, value);
  const line = `${renderKey(key)} = ${renderValue(value)}`;
  const last = scan.statements.findLast((one) => one.kind === 'key' && samePath(one.base, parent));
  if (last !== undefined) return insertLine(scan, last.end, `${indentOf(text, last.start)}${line}`);
  if (header !== undefined) return insertLine(scan, header.end, line);
  const first = scan.statements.findIndex((one) => one.kind !== 'key' && startsWith(one.path, parent));
  const at = first < 0 ? text.length : headStart(scan, first);
  const name = `[${parent.map((part) => renderKey(String(part))).join('.')}]${scan.newline}`;
  return insertLine(scan, at, `${parent.length === 0 ? '' : name}${line}${scan.newline}`);
}

/** A table, or a list of them, behind everything else below its parent. */
function addBlock(scan: Scan, path: readonly Part[], value: unknown): string {
  const names = path.filter((part) => typeof part === 'string');
  const tables = isTableList(value) ? value : isTree(value) ? [value] : [];
  const brackets = isTableList(value) ? 2 : 1;
  const block = tables.map((table) => renderTable(names, table, scan.newline, brackets)).join(scan.newline);
  return insertBlock(scan, path.slice(0, -1), block);
}

function insertElement(text: string, path: readonly Part[], at: number, value: Tree): string {
  const scan = scanToml(text);
  const names = path.filter((part) => typeof part === 'string');
  const block = renderTable(names, value, scan.newline, 2);
  const next = scan.statements.findIndex((one) => one.kind === 'element' && samePath(one.path, [...path, at]));
  if (next >= 0) return splice(text, headStart(scan, next), `${block}${scan.newline}`);
  return insertBlock(scan, [...path, at - 1], block);
}

/** `block` behind all that belongs to `path`, its last comments included, with an empty line before it. */
function insertBlock(scan: Scan, path: readonly Part[], block: string): string {
  const { text, newline, statements } = scan;
  const last = path.length === 0 ? -1 : statements.findLastIndex((one) => startsWith(one.path, path));
  const at = last < 0 ? text.length : withoutBlankLines(text, blockEnd(scan, last));
  return splice(text, at, `${gapAfter(text.slice(0, at), newline)}${block}`);
}

/** Line ends missing for an empty line behind `before`; none at the top of the file. */
function gapAfter(before: string, newline: string): string {
  if (/^\uFEFF?$/.test(before) || /\n\r?\n$/.test(before)) return '';
  return before.endsWith('\n') ? newline : newline.repeat(2);
}

function insertLine({ text, newline }: Scan, at: number, line: string): string {
  const isOpen = at > 0 && !text.slice(0, at).endsWith('\n') && text.slice(0, at) !== '\uFEFF';
  return splice(text, at, `${isOpen ? newline : ''}${line}${newline}`);
}

function nameOf(path: readonly Part[]): string {
  return JSON.stringify(path);
}
