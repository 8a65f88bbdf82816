import type { ActionKind, DecisionCode, FactValues, RuleTrace } from '../../contract/index.ts';
import { stateClass } from './facts.ts';
import type { TorrentFacts } from './facts.ts';
import type { JudgeContext, Planned, Rule, RuleContext, RuleOutcome, TagChange } from './rule.ts';
import { torrentRules } from './rules/index.ts';
import { seedingValues, viewSeeding } from './seeding.ts';

/** Outcome of the rules for one torrent. Times are unix seconds. */
export interface Verdict {
  readonly decision: DecisionCode;
  readonly values: FactValues;
  readonly action: ActionKind;
  /** What happens next if nothing changes. */
  readonly planned: Planned | null;
  readonly tags: TagChange;
  /** T4: blocklist the queue entry and search again, keeping the torrent. */
  readonly reSearch: boolean;
  /** Read the torrent's announce messages and judge again: they may free it from hit-and-run (H2). */
  readonly needsTrackers: boolean;
  readonly trail: RuleTrace[];
  /** When this must be judged again although nothing changed; null = only on change. */
  readonly checkAt: number | null;
  /** A time runs in what is shown, so it is told again now and then. */
  readonly runsOnScreen: boolean;
}

/**
 * Runs the ordered rules over one torrent (design.md 3). Pure: the same context always gives the same verdict,
 * and no rule sees another torrent, so their order in a pass cannot matter.
 */
export function judge(given: RuleContext, rules: readonly Rule[] = torrentRules): Verdict {
  const context: JudgeContext = { ...given, seeding: viewSeeding(given) };
  const trail: RuleTrace[] = [];
  const planned: Planned[] = [];
  const add: string[] = [];
  const remove: string[] = [];
  let reSearch = false;
  let needsTrackers = false;
  let match: Extract<RuleOutcome, { outcome: 'match' }> | null = null;
  const quiet = quietLinesOf(rules);
  for (const [at, rule] of rules.entries()) {
    const result: RuleOutcome | null = match ? null : rule.evaluate(context);
    if (result === null || result.outcome === 'skip') {
      const line = result === null ? quiet.notRun[at] : quiet.skip[at];
      if (line) trail.push(line);
      continue;
    }
    const { outcome, values, setting = null } = result;
    trail.push({ rule: rule.id, row: rule.row, outcome, values, setting });
    if (result.planned) planned.push(result.planned);
    if (result.tags) {
      add.push(...result.tags.add);
      remove.push(...result.tags.remove);
    }
    reSearch ||= result.reSearch === true;
    needsTrackers ||= result.needsTrackers === true;
    if (result.outcome === 'match') match = result;
  }
  const next = nextOf(planned);
  const shown = match !== null && match.decision !== 'inspect' ? match : planned.findLast((plan) => plan.shown);
  const described = shown ?? describeState(context);
  return {
    decision: described.decision,
    values: described.values,
    action: match?.action ?? 'none',
    planned: next,
    tags: { add, remove },
    reSearch,
    needsTrackers,
    trail,
    checkAt: earliest(planned),
    runsOnScreen: planned.some((plan) => plan.shown && plan.at !== null),
  };
}

/** What comes first in time; a plan that waits for a condition only when no other has a time. */
function nextOf(planned: readonly Planned[]): Planned | null {
  const acting = planned.filter(({ action }) => action !== 'none');
  const candidates = acting.length > 0 ? acting : planned;
  const timed = candidates.filter(({ at }) => at !== null);
  const first = earliest(timed);
  return timed.find(({ at }) => at === first) ?? candidates[0] ?? null;
}

/** Lines of rules that have nothing to say, made once: most lines of most trails are such. */
interface QuietLines {
  readonly skip: readonly RuleTrace[];
  readonly notRun: readonly RuleTrace[];
}
const quietLines = new WeakMap<readonly Rule[], QuietLines>();

function quietLinesOf(rules: readonly Rule[]): QuietLines {
  const known = quietLines.get(rules);
  if (known) return known;
  const all = (outcome: 'skip' | 'notRun') =>
    rules.map(({ id, row }): RuleTrace => ({ rule: id, row, outcome, values: {}, setting: null }));
  const made = { skip: all('skip'), notRun: all('notRun') };
  quietLines.set(rules, made);
  return made;
}

function earliest(plans: readonly Planned[]): number | null {
  return plans.reduce<number | null>(
    (first, { at }) => (at !== null && (first === null || at < first) ? at : first),
    null,
  );
}

/** The decision to show when no rule wants anything: what the torrent is doing. */
function describeState(context: JudgeContext): { decision: DecisionCode; values: FactValues } {
  const { facts, memory, seeding } = context;
  if (memory.excluded && memory.excluded.n > 0 && facts.amountLeft > 0) {
    return {
      decision: 'files_excluded',
      values: { n: memory.excluded.n, m: memory.excluded.m, progress: facts.progress },
    };
  }
  const decision = decisionByState(facts);
  if (decision === 'seeding') return { decision, values: seedingValues(seeding) };
  return { decision, values: { state: facts.state, progress: facts.progress, ratio: facts.ratio } };
}

function decisionByState(facts: TorrentFacts): DecisionCode {
  if (facts.state === 'stoppedDL' || facts.state === 'stoppedUP') return 'stopped';
  if (facts.state === 'error') return 'errored';
  if (stateClass.isComplete(facts.state)) return 'seeding';
  if (stateClass.isDownloading(facts.state)) return 'downloading';
  return 'none';
}
