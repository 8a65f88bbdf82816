import type { ConfigCheck } from '../../../server/contract/index.ts';

/** Something in the text that must be mended. Line and column count from 1; null when the place is not known. */
export interface Problem {
  line: number | null;
  column: number | null;
  /** Configuration path, null for a text that does not parse. */
  path: string | null;
  message: string;
}

/** All problems of a check in the order of the text, those without a place last. */
export function problemsOf(check: ConfigCheck): Problem[] {
  const parse = check.problem === null ? [] : [{ ...check.problem, path: null }];
  const fields = check.validationErrors.map(({ line, path, message }) => ({ line, column: null, path, message }));
  return [...parse, ...fields].toSorted((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity));
}

/**
 * Where a problem lies in a text of the given lines, as offsets: from its column (or the first character that is not
 * white space) to the end of the line. A line beyond the text means its last line.
 */
export function rangeOf(problem: Problem, text: string): { from: number; to: number } {
  const lines = text.split('\n');
  const index = Math.min(Math.max((problem.line ?? 1) - 1, 0), lines.length - 1);
  const start = lines.slice(0, index).reduce((sum, line) => sum + line.length + 1, 0);
  const line = lines[index] ?? '';
  const indent = line.length - line.trimStart().length;
  const wanted = problem.column === null ? indent : problem.column - 1;
  const column = Math.min(Math.max(wanted, 0), line.length);
  return { from: start + (column === line.length ? Math.min(indent, column) : column), to: start + line.length };
}
