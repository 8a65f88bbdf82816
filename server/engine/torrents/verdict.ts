import type { ActionKind, DecisionCode, FactValues, RuleTrace } from '../../contract/index.ts';
import { stateClass } from './facts.ts';
import type { TorrentFacts } from './facts.ts';
import type { Planned, Rule, RuleContext, RuleOutcome, TagChange } from './rule.ts';
import { torrentRules } from './rules.ts';

/** Outcome of the rules for one torrent. Times are unix seconds. */
export interface Verdict {
  readonly decision: DecisionCode;
  readonly values: FactValues;
  readonly action: ActionKind;
  readonly planned: Planned | null;
  readonly tags: TagChange;
  readonly trail: RuleTrace[];
  /** When this must be judged again although nothing changed; null = only on change. */
  readonly checkAt: number | null;
}

const noTags: TagChange = { add: [], remove: [], reSearch: false };

/**
 * Runs the ordered rules over one torrent (design.md 3). Pure: the same context always gives the same verdict,
 * and no rule sees another torrent, so their order in a pass cannot matter.
 */
export function judge(context: RuleContext, rules: readonly Rule[] = torrentRules): Verdict {
  const trail: RuleTrace[] = [];
  const planned: Planned[] = [];
  let tags = noTags;
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
    if (result.tags) tags = result.tags;
    if (result.outcome === 'match') match = result;
  }
  const checkAt = earliest(planned);
  if (match && match.decision !== 'inspect') {
    return {
      decision: match.decision,
      values: match.values,
      action: match.action,
      planned: match.planned ?? null,
      tags,
      trail,
      checkAt,
    };
  }
  const next = planned.find((plan) => plan.at === checkAt) ?? planned[0] ?? null;
  const described = next ?? describeState(context);
  const action = match ? match.action : 'none';
  return { decision: described.decision, values: described.values, action, planned: next, tags, trail, checkAt };
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
  const times = plans.map((plan) => plan.at).filter((at) => at !== null);
  return times.length > 0 ? Math.min(...times) : null;
}

/** The decision to show when no rule wants anything: what the torrent is doing. */
function describeState({ facts, memory }: RuleContext): { decision: DecisionCode; values: FactValues } {
  if (memory.excluded && memory.excluded.n > 0 && facts.amountLeft > 0) {
    return {
      decision: 'files_excluded',
      values: { n: memory.excluded.n, m: memory.excluded.m, progress: facts.progress },
    };
  }
  const decision = decisionByState(facts);
  return { decision, values: { state: facts.state, progress: facts.progress, ratio: facts.ratio } };
}

function decisionByState(facts: TorrentFacts): DecisionCode {
  if (facts.state === 'stoppedDL' || facts.state === 'stoppedUP') return 'stopped';
  if (facts.state === 'error') return 'errored';
  if (stateClass.isComplete(facts.state)) return 'seeding';
  if (stateClass.isDownloading(facts.state)) return 'downloading';
  return 'none';
}
