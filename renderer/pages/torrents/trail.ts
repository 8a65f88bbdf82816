import {
  describeDecision,
  type DecisionCode,
  formatBytes,
  formatDuration,
  type FactValue,
  type FactValues,
  type RuleTrace,
  type TorrentHistory,
} from '../../../server/contract/index.ts';
import { torrents as catalogue } from '../../text/torrents.ts';
import { nextText } from './next.ts';
import type { Say } from './say.ts';

export interface TrailStep {
  /** The rule with the values it compared. */
  sentence: string;
  outcome: RuleTrace['outcome'];
  outcomeText: string;
  /** Row of torrents.md, for people who look rules up. */
  row: string;
  setting: string | null;
  /** It led to the decision. */
  decides: boolean;
  /** What the rule is for; null for a rule of a newer server. */
  about: string | null;
}

type KnownRule = keyof typeof catalogue.rule;
const isKnownRule = (rule: string): rule is KnownRule => Object.hasOwn(catalogue.rule, rule);

const seconds = new Set(['time', 'age', 'grace', 'limit', 'settle', 'eta', 'wait', 'left', 'pause']);
const bytes = new Set(['need', 'free', 'size']);
const shares = new Set(['progress', 'from']);
const stallRules = new Set<string>(['stalled', 'unavailable', 'metadata_stuck']);

function formatValue(rule: string, key: string, value: FactValue, say: Say): string {
  if (value === null) return say('fact.unknown');
  if (typeof value !== 'number') return String(value);
  if (key === 'limit' && value < 0) return say('off');
  if (key === 'limit' && value === 0 && stallRules.has(rule)) return say('tagOnly');
  if (seconds.has(key)) return formatDuration(value);
  if (bytes.has(key)) return formatBytes(value);
  if (shares.has(key)) return `${(value * 100).toFixed(0)} %`;
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

const formatValues = (rule: string, values: FactValues, say: Say): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, formatValue(rule, key, value, say)]));

/** Fills a wording in; null when the rule did not report every value that it names. */
function fill(wording: string | undefined, values: Record<string, string>): string | null {
  if (wording === undefined) return null;
  const names = [...wording.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '');
  if (!names.every((name) => Object.hasOwn(values, name))) return null;
  return wording.replaceAll(/\{\{(\w+)\}\}/g, (_gap, name: string) => values[name] ?? '');
}

/** What does not describe an outcome, and the wordings that belong to one outcome alone. */
const notGeneric = new Set(['name', 'about', 'match', 'blocked', 'pass', 'reached']);

/** The wordings to try, best first. A rule that says `imported` both ways is told apart by what it reports. */
function formsFor(trace: RuleTrace, known: readonly string[]): readonly string[] {
  const generic = known.filter((form) => !notGeneric.has(form));
  if (trace.values['reached'] === true) return ['reached', trace.outcome, ...generic];
  if (trace.rule === 'imported' && trace.values['tagged'] === false && trace.values['sent'] === null) return ['state'];
  if (trace.rule === 'nearly_complete' && trace.outcome === 'match') return [...generic, 'match'];
  return [trace.outcome, ...generic];
}

/** The first wording of a rule that can be said whole; null when only its name can. */
function wordingOf(trace: RuleTrace, say: Say): string | null {
  if (!isKnownRule(trace.rule)) return null;
  const forms: Readonly<Record<string, string>> = say(`rule.${trace.rule}`, {
    returnObjects: true,
    skipInterpolation: true,
  });
  const known = Object.fromEntries(Object.entries(trace.values).filter(([, value]) => value !== null));
  const values = formatValues(trace.rule, known, say);
  return (
    formsFor(trace, Object.keys(forms))
      .map((form) => fill(forms[form], values))
      .find((text) => text !== null) ?? null
  );
}

function sentenceOf(trace: RuleTrace, say: Say): string {
  const name = isKnownRule(trace.rule) ? say(`rule.${trace.rule}.name`) : trace.rule.replaceAll(/[_-]/g, ' ');
  if (trace.outcome === 'skip') return say('ruleSkipped', { rule: name });
  if (trace.outcome === 'notRun') return say('ruleNotRun', { rule: name });
  const values = formatValues(trace.rule, trace.values, say);
  const wording = wordingOf(trace, say);
  if (wording !== null) return wording;
  const listed = Object.entries(values).map(([key, value]) => `${key} ${value}`);
  return listed.length === 0 ? name : say('ruleValues', { rule: name, values: listed.join(', ') });
}

/** Rules that lead to decisions of another name. */
const ruleOfDecision: Partial<Record<DecisionCode, string>> = {
  metadata_stuck: 'stalled',
  import_blocked: 'imported',
  files_excluded: 'inspect',
  seed_protected: 'seed_goal',
};

/** Did this rule lead to the decision? The one that matched, else the one that describes what is waited for. */
function decides(trace: RuleTrace, trail: readonly RuleTrace[], decision: DecisionCode | undefined): boolean {
  if (trace.outcome === 'match') return true;
  if (decision === undefined || trace.outcome === 'skip' || trace.outcome === 'notRun') return false;
  if (trail.some(({ outcome, rule }) => outcome === 'match' && rule !== 'inspect')) return false;
  return trace.rule === (ruleOfDecision[decision] ?? decision);
}

/** The trail as it ran, one step per rule (ui.md TR-3). `decision` marks the rule that led to it. */
export const trailSteps = (trail: readonly RuleTrace[], say: Say, decision?: DecisionCode): TrailStep[] =>
  trail.map((trace) => ({
    decides: decides(trace, trail, decision),
    sentence: sentenceOf(trace, say),
    outcome: trace.outcome,
    outcomeText: say(`outcome.${trace.outcome}`),
    row: trace.row,
    setting: trace.setting,
    about: isKnownRule(trace.rule) ? say(`rule.${trace.rule}.about`) : null,
  }));

/** The whole explanation as plain text, for the clipboard: verdict, what comes next, each rule. `now` is unix milliseconds. */
export function trailAsText(detail: TorrentHistory, now: number, say: Say): string {
  const { torrent, trail } = detail;
  const steps = trailSteps(trail, say, torrent.decision).map((step, index) => {
    const setting = step.setting === null ? '' : ` (${step.setting})`;
    const mark = step.decides ? `, ${say('detail.decides')}` : '';
    return `${index + 1}. ${step.sentence}: ${step.outcomeText}${mark}${setting}`;
  });
  const verdict = `${say(`decision.${torrent.decision}`)}. ${describeDecision(torrent.decision, torrent.values)}.`;
  const next = nextText(torrent, now, say);
  return [torrent.name, torrent.hash, verdict, ...(next === '' ? [] : [say('detail.nextIs', { next })]), ...steps].join(
    '\n',
  );
}
