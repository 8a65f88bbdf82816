import type { Part, Scan } from './scan.ts';

/** A piece of text put in place of another. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where the block of a header ends: before the next header and the comment lines directly above that. */
export function blockEnd(scan: Scan, index: number): number {
  const next = scan.statements.findIndex((one, at) => at > index && one.kind !== 'key');
  return next < 0 ? scan.text.length : headStart(scan, next);
}

/** Start of the comment lines directly above a header, or of the header itself. */
export function headStart({ text, statements }: Scan, index: number): number {
  let at = statements[index]?.start ?? text.length;
  for (;;) {
    const before = text.lastIndexOf('\n', at - 2) + 1;
    if (at === 0 || !/^[ \t]*#/.test(text.slice(before, at))) return at;
    at = before;
  }
}

/** The text with all splices made; they must not overlap. */
export function applied(text: string, splices: readonly Splice[]): string {
  return splices
    .toSorted((a, b) => b.start - a.start || b.end - a.end)
    .reduce((at, { start, end, text: piece }) => at.slice(0, start) + piece + at.slice(end), text);
}

/** `piece` put in at an offset. */
export function splice(text: string, at: number, piece: string): string {
  return text.slice(0, at) + piece + text.slice(at);
}

/** Blanks at the start of a line. */
export function indentOf(text: string, lineStart: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart, lineStart + 80))?.[0] ?? '';
}

/** `end` moved back over empty lines, to just behind the line end of the last line with something on it. */
export function withoutBlankLines(text: string, end: number): number {
  const filled = text.slice(0, end).trimEnd().length;
  return filled + (/^[ \t]*\r?\n/.exec(text.slice(filled, end))?.[0].length ?? 0);
}

/** Are these the same path? */
export function samePath(a: readonly Part[], b: readonly Part[]): boolean {
  return a.length === b.length && startsWith(a, b);
}

/** Is `path` the place `prefix` or below it? */
export function startsWith(path: readonly Part[], prefix: readonly Part[]): boolean {
  return path.length >= prefix.length && prefix.every((part, at) => part === path[at]);
}
