import { clsx } from 'clsx';
import { Fragment, useState } from 'react';
import { Link } from 'react-router';
import type { DecisionCode, RuleTrace } from '../../../server/contract/index.ts';
import { Button } from '../../ui/index.ts';
import type { Shape } from './buckets.ts';
import type { Say } from './say.ts';
import { trailSteps, type TrailStep } from './trail.ts';

const hollow = 'rounded-full border-2 border-muted bg-surface';
const markOf: Record<RuleTrace['outcome'], string> = {
  match: hollow,
  pass: hollow,
  skip: hollow,
  blocked: 'bg-info',
  notRun: 'rounded-full border border-dashed border-muted bg-surface',
};

/** The rule that decided carries the colour of the verdict: loud only where the verdict needs attention. */
const verdictColour: Record<Shape, { mark: string; text: string }> = {
  running: { mark: 'bg-ok', text: 'text-ok' },
  working: { mark: 'bg-info', text: 'text-info' },
  idle: { mark: 'bg-idle', text: 'text-idle' },
  unknown: { mark: 'bg-idle', text: 'text-idle' },
  attention: { mark: 'bg-attention', text: 'text-attention' },
  failed: { mark: 'bg-danger', text: 'text-danger' },
};

/** A configuration path that may break after its dots. */
const Breakable = ({ path }: { path: string }) =>
  path.split('.').map((part, index) => (
    <Fragment key={`${index} ${part}`}>
      {index > 0 && (
        <>
          .<wbr />
        </>
      )}
      {part}
    </Fragment>
  ));

function Step({ step, verdict, next, say }: { step: TrailStep; verdict: Shape; next: string; say: Say }) {
  const colour = verdictColour[verdict];
  const mark = step.decides ? clsx('rounded-full', colour.mark) : markOf[step.outcome];
  const outcomeColour = step.decides ? clsx('font-medium', colour.text) : 'text-muted';
  const decided = step.decides || step.outcome === 'blocked';
  return (
    <li className="relative grid grid-cols-[24px_1fr_auto] items-baseline gap-x-2 py-1.5">
      <span aria-hidden className={clsx('size-[9px] self-start translate-y-[6px]', mark)} />
      <div className="min-w-0">
        <p className={clsx('break-words', decided ? 'text-strong' : 'text-body')}>{step.sentence}</p>
        {step.about !== null && <p className="text-caption text-muted">{step.about}</p>}
        {step.setting !== null && step.outcome !== 'skip' && step.outcome !== 'notRun' && (
          <p className="text-caption break-words text-muted">
            {say('detail.setting')}{' '}
            <Link
              className="tabular text-accent-text hover:underline"
              to={{ pathname: '/settings', hash: `#${step.setting}` }}
            >
              <Breakable path={step.setting} />
            </Link>
          </p>
        )}
      </div>
      <span className={clsx('tabular text-caption', outcomeColour)} title={step.row}>
        {step.decides && next !== '' ? next : step.outcomeText}
      </span>
    </li>
  );
}

interface TrailViewProps {
  trail: readonly RuleTrace[];
  decision: DecisionCode;
  verdict: Shape;
  /** What the rule that decided leads to, in a few words; empty when nothing. */
  next: string;
  say: Say;
}

const isQuiet = ({ outcome }: { outcome: RuleTrace['outcome'] }): boolean => outcome === 'skip' || outcome === 'notRun';

/**
 * The rules in the order they ran, as a line with one mark per rule (ui.md TR-3, design/look). Those that had nothing to say are
 * counted, and shown when asked for: a reader who is new to it looks for what mattered.
 */
export function TrailView({ trail, decision, verdict, next, say }: TrailViewProps) {
  const [all, setAll] = useState(false);
  const quiet = trail.filter(isQuiet).length;
  const shown = all ? trail : trail.filter((trace) => !isQuiet(trace));
  return (
    <>
      <ol
        aria-label={say('detail.trailSteps', { count: shown.length })}
        className="relative before:absolute before:inset-y-2 before:start-1 before:w-px before:bg-hairline"
      >
        {trailSteps(shown, say, decision).map((step, index) => (
          <Step key={`${step.row}-${index}`} step={step} verdict={verdict} next={next} say={say} />
        ))}
      </ol>
      {quiet > 0 && (
        <p className="flex flex-wrap items-baseline gap-x-2 py-1 text-caption text-muted">
          {!all && say('detail.quietRules', { count: quiet })}
          <Button variant="link" aria-expanded={all} onClick={() => setAll(!all)}>
            {say(all ? 'detail.fewRules' : 'detail.allRules')}
          </Button>
        </p>
      )}
    </>
  );
}
