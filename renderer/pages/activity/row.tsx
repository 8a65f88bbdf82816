import { ChevronRight, ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LedgerEvent } from '../../../server/contract/index.ts';
import { Badge, Icon, cx, format, toneText, type Tone } from '../../ui/index.ts';
import { formOf, headlineOf, reasonOf, runText, type Say } from './say.ts';
import { logsAround, subjectOf } from './subject.ts';
import { lookOf } from './look.ts';

const line =
  'relative grid min-h-row items-center gap-x-3 border-b border-hairline py-1.5 hover:bg-surface grid-cols-[44px_16px_minmax(0,1fr)_auto] tablet:grid-cols-[44px_16px_minmax(0,1fr)_minmax(0,136px)_32px]';

const badgeTones: Partial<Record<ReturnType<typeof formOf>, Tone>> = {
  observed: 'info',
  failed: 'danger',
  refused: 'attention',
  planned: 'attention',
  intent: 'plain',
};

/** `core` and `Main` in words, sections by their own name. */
function placeOf(event: LedgerEvent, say: Say): string {
  if (event.manager === 'core') return say('shared');
  return event.manager === 'Main' ? say('main') : event.manager;
}

const linkClass = 'after:absolute after:inset-0 focus-visible:-outline-offset-2';

/** What happened, with the name of the subject in bold. */
export function HeadlineText({ event, say }: { event: LedgerEvent; say: Say }) {
  const { before, name, after } = headlineOf(event, say);
  return (
    <>
      {before}
      {name !== null && <strong className="font-medium text-strong wrap-anywhere">{name}</strong>}
      {after}
    </>
  );
}

/** One event: when, what, why, where; the whole row leads to its subject (ui.md AC-3). */
export function EventRow({ event, inRun }: { event: LedgerEvent; inRun: boolean }) {
  const { t: say } = useTranslation('activity');
  const { icon, tone } = lookOf(event);
  const form = formOf(event);
  const reason = reasonOf(event);
  const badge = badgeTones[form];
  const to = subjectOf(event);
  const headline = <HeadlineText event={event} say={say} />;
  return (
    <div className={cx(line, inRun && 'pl-4', form === 'observed' && 'bg-info-soft/40')}>
      <time
        className="tabular text-caption text-muted"
        dateTime={new Date(event.at).toISOString()}
        title={format.dateTime(event.at)}
      >
        {format.clock(event.at)}
      </time>
      <Icon icon={icon} className={toneText[tone]} />
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2">
          {to === null ? (
            <span className="text-body">{headline}</span>
          ) : (
            <Link to={to} className={cx(linkClass, 'min-w-0 text-body')}>
              {headline}
            </Link>
          )}
          {form !== 'done' && badge !== undefined && <Badge tone={badge}>{say(`badge.${form}`)}</Badge>}
        </div>
        {reason !== '' && <p className="text-dense text-muted wrap-anywhere">{reason}</p>}
        <p className="truncate text-caption text-muted tablet:hidden">{placeOf(event, say)}</p>
      </div>
      <span className="truncate text-right text-caption text-muted max-tablet:hidden">{placeOf(event, say)}</span>
      <Link
        to={logsAround(event)}
        aria-label={say('logsAround', { time: format.clockSeconds(event.at) })}
        title={say('logsAround', { time: format.clockSeconds(event.at) })}
        className="hit relative z-1 inline-flex size-7 items-center justify-center rounded-control text-muted hover:bg-raised hover:text-strong"
      >
        <Icon icon={ScrollText} />
      </Link>
    </div>
  );
}

interface RunRowProps {
  events: readonly LedgerEvent[];
  open: boolean;
  onToggle: () => void;
}

/** Equal events after each other, folded into one row (ui.md AC-1). */
export function RunRow({ events, open, onToggle }: RunRowProps) {
  const { t: say } = useTranslation('activity');
  const [newest] = events;
  const oldest = events.at(-1);
  if (newest === undefined || oldest === undefined) return null;
  const { icon, tone } = lookOf(newest);
  const isObserved = formOf(newest) === 'observed';
  const places = new Set(events.map((event) => placeOf(event, say)));
  const place = places.size === 1 ? placeOf(newest, say) : say('places', { count: places.size });
  const span = say('span', { from: format.clock(oldest.at), to: format.clock(newest.at) });
  return (
    <div className={cx(line, isObserved && 'bg-info-soft/40')}>
      <time className="tabular text-caption text-muted" dateTime={new Date(newest.at).toISOString()}>
        {format.clock(newest.at)}
      </time>
      <Icon icon={icon} className={toneText[tone]} />
      <div className="min-w-0">
        <button
          type="button"
          aria-expanded={open}
          onClick={onToggle}
          className={cx(linkClass, 'text-left font-medium text-strong wrap-anywhere')}
        >
          {runText(events, say)}
        </button>
        <p className="text-dense text-muted">
          {span}
          <span className="tablet:hidden">, {place}</span>
        </p>
      </div>
      <span className="truncate text-right text-caption text-muted max-tablet:hidden">{place}</span>
      <Icon
        icon={ChevronRight}
        className={cx('mx-1.5 text-muted transition-transform duration-120', open && 'rotate-90')}
      />
    </div>
  );
}

function useDayText(at: number, now: number): string {
  const { t: say } = useTranslation('activity');
  const day = new Date(at).toDateString();
  if (day === new Date(now).toDateString()) return say('today');
  return day === new Date(now - 86_400_000).toDateString() ? say('yesterday') : format.day(at);
}

const dayClass = 'border-b border-hairline bg-canvas pb-1.5 text-dense';

/** The day the events below it are of. */
export function DayRow({ at, now }: { at: number; now: number }) {
  return <h2 className={cx(dayClass, 'pt-4')}>{useDayText(at, now)}</h2>;
}

/** The day of the events on screen while its own row is out of sight. */
export function DayLine({ at, now }: { at: number; now: number }) {
  return <p className={cx(dayClass, 'pt-1.5 font-semibold text-strong')}>{useDayText(at, now)}</p>;
}
