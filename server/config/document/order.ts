import { applied, blockEnd, headStart, startsWith, withoutBlankLines, type Splice } from './blocks.ts';
import { scanToml, type Part, type Scan } from './scan.ts';

/** Text that goes with an element of an array of tables. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The elements of the array of tables at `path` in a new order: `order` says which of them stands where. An element takes along
 * what stands in it and the comments directly above it; empty lines stay, and so do comments that an empty line parts from the
 * last element, since they speak of what follows.
 */
export function orderElements(text: string, path: readonly Part[], order: readonly number[]): string {
  const scan = scanToml(text);
  const blocks = order.map((_, at) => blocksOf(scan, [...path, at]));
  const starts = new Set(blocks.flat().map(({ start }) => start));
  const elements = blocks.map((ranges) =>
    ranges.map(({ start, end }): Range => ({
      start,
      end: starts.has(end) ? withoutBlankLines(text, end) : ownEnd(scan, end),
    })),
  );
  const bodies = elements.map((ranges) => ranges.map((range) => lines(scan, range)).join(''));
  const splices = elements.flatMap((ranges, slot) =>
    ranges.map(({ start, end }, at): Splice => ({
      start,
      end,
      text: at > 0 ? '' : (bodies[order[slot] ?? slot] ?? ''),
    })),
  );
  return applied(text, splices);
}

/** Where the element and what is below it stand; a table of something else may stand between. */
function blocksOf(scan: Scan, element: readonly Part[]): Range[] {
  const blocks = scan.statements.flatMap((one, index): Range[] =>
    one.kind !== 'key' && startsWith(one.path, element)
      ? [{ start: headStart(scan, index), end: blockEnd(scan, index) }]
      : [],
  );
  return blocks.reduce<Range[]>((merged, block) => {
    const above = merged.at(-1);
    return above?.end === block.start
      ? [...merged.slice(0, -1), { start: above.start, end: block.end }]
      : [...merged, block];
  }, []);
}

/** The end of the last statement before `end` and of the comment lines directly below it. */
function ownEnd({ text, statements }: Scan, end: number): number {
  const from = statements.findLast(({ start }) => start < end)?.end ?? end;
  return from + (/^(?:[ \t]*#[^\n]*(?:\n|$))*/.exec(text.slice(from, end))?.[0].length ?? 0);
}

function lines({ text, newline }: Scan, { start, end }: Range): string {
  const body = text.slice(start, end);
  return body.endsWith('\n') ? body : `${body}${newline}`;
}
