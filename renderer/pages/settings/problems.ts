import { lineOf } from '../../../server/config/browser.ts';
import type { ConfigPlan } from '../../../server/contract/index.ts';

/** Something in the text that must be mended. Line and column count from 1; null when the place is not known. */
export interface Problem {
  line: number | null;
  column: number | null;
  /** Configuration path, null for a text that does not parse. */
  path: string | null;
  message: string;
}

/** All problems of a check in the order of the text, those without a place last. */
export function problemsOf(check: Pick<ConfigPlan, 'problem' | 'validationErrors'>): Problem[] {
  const parse = check.problem === null ? [] : [{ ...check.problem, path: null }];
  const fields = check.validationErrors.map(({ line, path, message }) => ({ line, column: null, path, message }));
  return [...parse, ...fields].toSorted((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity));
}

/** Second looks of a check, with the line that sets their key; they do not stop a save. */
export const warningsIn = (plan: Pick<ConfigPlan, 'warnings'>, text: string): Problem[] =>
  plan.warnings.map(({ path, message }) => ({ line: lineOf(text, path), column: null, path, message }));

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
  return { from: start + column, to: start + line.length };
}

/**
 * Where a configuration path is set in the text, counted from 1: its key, else its nearest table. Null when neither
 * is there. Reads headers and keys line by line, so it also works while the text does not parse.
 */
export function lineOfPath(text: string, path: string): number | null {
  const plain = (name: string): string => name.replaceAll(/["'\s]/g, '');
  let table = '';
  let best: { line: number; length: number } | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    const header = /^\s*\[([^[\]]+)\]/.exec(line)?.[1];
    const key = /^\s*([\w."'-]+)\s*=/.exec(line)?.[1];
    if (header !== undefined) table = plain(header);
    else if (key === undefined) continue;
    const here = header === undefined ? [table, plain(key ?? '')].filter(Boolean).join('.') : table;
    const leads = path === here || path.startsWith(`${here}.`);
    if (leads && (best === null || here.length > best.length)) best = { line: index + 1, length: here.length };
  }
  return best?.line ?? null;
}
