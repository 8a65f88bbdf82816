import type { RuleTrace } from '../contract/index.ts';

const quiet = new Map<string, RuleTrace>();

/** A trail whose lines that say nothing are shared: most lines of ten thousand trails are such. */
export function sharedTrail(trail: readonly RuleTrace[]): RuleTrace[] {
  return trail.map((line) => (isQuiet(line) ? shared(line) : line));
}

function isQuiet({ outcome, values, setting }: RuleTrace): boolean {
  return (outcome === 'skip' || outcome === 'notRun') && setting === null && Object.keys(values).length === 0;
}

function shared(line: RuleTrace): RuleTrace {
  const key = `${line.rule}/${line.row}/${line.outcome}`;
  const known = quiet.get(key);
  if (known) return known;
  quiet.set(key, line);
  return line;
}
