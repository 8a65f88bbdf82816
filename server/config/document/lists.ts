import { isTree, sameValue, type Tree } from '../tree.ts';
import { renderKey, renderValue } from './render.ts';
import { arrayItems, inlineItems } from './scan.ts';

/** One step from an old list to a new one: `old` and `now` are positions, null where the item is new or gone. */
export interface Alignment {
  readonly old: number | null;
  readonly now: number | null;
}

/**
 * Which item of the old list each item of the new one is: equal items stay what they are, what lies between two of them
 * is taken as changed, pair by pair.
 */
export function align(before: readonly unknown[], after: readonly unknown[]): Alignment[] {
  const anchors = [...commonItems(before, after), { old: before.length, now: after.length }];
  const steps: Alignment[] = [];
  let old = 0;
  let now = 0;
  for (const anchor of anchors) {
    while (old < anchor.old || now < anchor.now) {
      steps.push({ old: old < anchor.old ? old : null, now: now < anchor.now ? now : null });
      if (old < anchor.old) old += 1;
      if (now < anchor.now) now += 1;
    }
    if (anchor.old < before.length) steps.push({ old, now });
    old = anchor.old + 1;
    now = anchor.now + 1;
  }
  return steps;
}

/** Longest common subsequence; long lists are compared from both ends only, which is enough for a few edits. */
function commonItems(before: readonly unknown[], after: readonly unknown[]): { old: number; now: number }[] {
  if (before.length * after.length > 40_000) return fromBothEnds(before, after);
  const lengths = Array.from({ length: before.length + 1 }, () => Array.from({ length: after.length + 1 }, () => 0));
  const at = (old: number, now: number): number => lengths[old]?.[now] ?? 0;
  for (let old = before.length - 1; old >= 0; old -= 1) {
    const row = lengths[old] ?? [];
    for (let now = after.length - 1; now >= 0; now -= 1) {
      row[now] = sameValue(before[old], after[now])
        ? at(old + 1, now + 1) + 1
        : Math.max(at(old + 1, now), at(old, now + 1));
    }
  }
  const found: { old: number; now: number }[] = [];
  let old = 0;
  let now = 0;
  while (old < before.length && now < after.length) {
    if (sameValue(before[old], after[now])) found.push({ old: old++, now: now++ });
    else if (at(old + 1, now) >= at(old, now + 1)) old += 1;
    else now += 1;
  }
  return found;
}

function fromBothEnds(before: readonly unknown[], after: readonly unknown[]): { old: number; now: number }[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && sameValue(before[head], after[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && sameValue(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  return [
    ...Array.from({ length: head }, (_, at) => ({ old: at, now: at })),
    ...Array.from({ length: tail }, (_, at) => ({
      old: before.length - tail + at,
      now: after.length - tail + at,
    })),
  ];
}

/** The array literal `raw` edited to say `after`: items that stay keep their spelling, line and comments. */
export function editArray(raw: string, before: readonly unknown[], after: readonly unknown[]): string {
  const spans = arrayItems(raw, 0);
  if (spans.length !== before.length) return renderValue(after);
  const steps = align(before, after);
  const rendered = ({ old, now }: Alignment): string => {
    const span = old === null ? undefined : spans[old];
    const literal = span === undefined ? '' : raw.slice(span.start, span.end);
    if (old !== null && now !== null && sameValue(before[old], after[now])) return literal;
    return now === null ? '' : renderValue(after[now], literal);
  };
  if (!raw.includes('\n')) {
    const padding = /^\[\s/.test(raw) && after.length > 0 ? ' ' : '';
    const items = steps.filter(({ now }) => now !== null).map(rendered);
    return `[${padding}${items.join(', ')}${padding}]`;
  }
  return editLines(raw, spans, steps, rendered);
}

/** Many lines: an item owns what stands before it and its own line to the end. */
function editLines(
  raw: string,
  spans: readonly { start: number; end: number }[],
  steps: readonly Alignment[],
  rendered: (step: Alignment) => string,
): string {
  const newline = raw.includes('\r\n') ? '\r\n' : '\n';
  const indent = /\n([ \t]*)\S/.exec(raw)?.[1] ?? '  ';
  const ends = spans.map(({ end }) => tailEnd(raw, end));
  let text = '[';
  for (const step of steps) {
    if (step.old === null) {
      text += `${newline}${indent}${rendered(step)},`;
      continue;
    }
    const span = spans[step.old];
    const end = ends[step.old];
    if (span === undefined || end === undefined) continue;
    const lead = raw.slice(step.old === 0 ? 1 : (ends[step.old - 1] ?? 1), span.start);
    const tail = raw.slice(span.end, end).replace(',', '');
    if (step.now !== null) {
      text += `${lead}${rendered(step)},${tail}`;
      continue;
    }
    for (const [comment] of `${lead}${tail}`.matchAll(/#[^\r\n]*/g)) text += `${newline}${indent}${comment}`;
  }
  return text + raw.slice(ends.at(-1) ?? 1);
}

/** After an item: its comma and the comment on the same line. */
function tailEnd(raw: string, end: number): number {
  const tail = /^[ \t]*,?[ \t]*(#[^\r\n]*)?/.exec(raw.slice(end))?.[0] ?? '';
  if (tail.includes(',')) return end + tail.length;
  // The comma may stand on a later line, behind a comment.
  const later = /^(?:\s|#[^\r\n]*(?=[\r\n]))*,[ \t]*(#[^\r\n]*)?/.exec(raw.slice(end))?.[0];
  return end + (later ?? tail).length;
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
