import {
  describeDecision,
  type TorrentRow,
  type DecisionCode,
  type LedgerEvent,
  type TorrentDetail,
} from '../../../server/contract/index.ts';
import { RelativeTime, Section, StatusShape, cx, format } from '../../ui/index.ts';
import { bucketOf, removes, shapeOf } from './buckets.ts';
import { fits, type Wanted } from './commands.ts';
import { DetailActions } from './detail-actions.tsx';
import { factsOf } from './facts.ts';
import { formatMoment, nextText } from './next.ts';
import { torrents as catalogue } from '../../text/torrents.ts';
import type { Say } from './say.ts';
import { TrailView } from './trail-view.tsx';

/** What keeps a torrent that will be removed, by what is decided about it then. */
type Preventable = keyof typeof catalogue.prevent;
const isPreventable = (code: DecisionCode): code is Preventable => Object.hasOwn(catalogue.prevent, code);

/** The sentence below the name of the decision, without that name where it begins with it. */
function sentenceBelow(label: string, { decision, values }: TorrentRow): string {
  const sentence = describeDecision(decision, values);
  const named = `${label}: `;
  return sentence.startsWith(named) ? sentence.slice(named.length) : sentence;
}

function Verdict({ detail, say }: { detail: TorrentDetail; say: Say }) {
  const { torrent } = detail;
  const label = say(`decision.${torrent.decision}`);
  return (
    <div className="flex items-start gap-2.5">
      <StatusShape shape={shapeOf(torrent)} label={say(`bucket.${bucketOf(torrent)}`)} className="mt-1" />
      <div>
        <p className="font-medium text-strong">{label}</p>
        <p className="text-body first-letter:uppercase">{sentenceBelow(label, torrent)}</p>
        <p className="text-caption text-muted">
          {say('detail.decided')} <RelativeTime at={torrent.since} />
        </p>
      </div>
    </div>
  );
}

function Next({ detail, now, say }: { detail: TorrentDetail; now: number; say: Say }) {
  const { torrent } = detail;
  const text = nextText(torrent, now, say);
  const at = torrent.removedAt === null ? (torrent.next?.at ?? null) : null;
  const leaving =
    torrent.removedAt === null && torrent.next !== null && removes(torrent.next.action) ? torrent.next : null;
  const decision = leaving?.decision;
  return (
    <div className="flex flex-col gap-1 py-2">
      <p className={cx('first-letter:uppercase', text === '' ? 'text-muted' : 'text-strong')}>
        {text === '' ? say('next.nothing') : text}
        {at !== null && at > now && (
          <span className="tabular text-muted">, {say('detail.in', { time: format.duration((at - now) / 1000) })}</span>
        )}
      </p>
      {decision !== undefined && isPreventable(decision) && (
        <p className="text-dense text-muted">{say(`prevent.${decision}`)}</p>
      )}
      {leaving !== null && fits('keep', torrent) && <p className="text-dense text-muted">{say('detail.keepsIt')}</p>}
      {torrent.gate !== null && (
        <p className="text-dense text-attention">
          {say(`gate.${torrent.gate.check}`)}. <span className="text-muted">{torrent.gate.reason}</span>
        </p>
      )}
      {torrent.observed && <p className="text-dense text-muted">{say('detail.observed')}</p>}
    </div>
  );
}

/** In the order of their time; the same sentence again and again is said once. */
function folded(events: readonly LedgerEvent[]): { event: LedgerEvent; times: number }[] {
  const lines: { event: LedgerEvent; times: number }[] = [];
  for (const event of events.toSorted((a, b) => a.at - b.at || a.id - b.id)) {
    const last = lines.at(-1);
    if (last?.event.message === event.message && last.event.result === event.result) last.times += 1;
    else lines.push({ event, times: 1 });
  }
  return lines;
}

function Timeline({ events, now, say }: { events: readonly LedgerEvent[]; now: number; say: Say }) {
  if (events.length === 0) return <p className="py-2 text-muted">{say('detail.noTimeline')}</p>;
  return (
    <ol className="py-1">
      {folded(events).map(({ event, times }) => (
        <li key={event.id} className="grid grid-cols-[minmax(44px,auto)_1fr_auto] items-baseline gap-x-3 py-1">
          <time
            className="tabular text-caption text-muted"
            dateTime={new Date(event.at).toISOString()}
            title={format.dateTime(event.at)}
          >
            {formatMoment(event.at, now)}
          </time>
          <span className="text-body wrap-anywhere">
            {event.message}
            {times > 1 && <span className="text-caption text-muted"> {say('detail.repeated', { count: times })}</span>}
          </span>
          {event.result !== 'info' && event.result !== 'ok' && (
            <span className={cx('text-caption', event.result === 'failed' ? 'text-danger' : 'text-attention')}>
              {say(`result.${event.result}`)}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

interface DetailBodyProps {
  detail: TorrentDetail;
  /** Unix milliseconds. */
  now: number;
  blocked: string | null;
  busy: boolean;
  onCommand: (wanted: Wanted) => void;
  say: Say;
}

/** Why, what next, what happened so far, and the plain facts of one torrent (ui.md 6.2). */
export function DetailBody({ detail, now, blocked, busy, onCommand, say }: DetailBodyProps) {
  const { torrent, trail } = detail;
  return (
    <>
      <Verdict detail={detail} say={say} />
      <DetailActions {...{ detail, blocked, busy, onCommand, say }} />
      <Section
        title={say('detail.why')}
        summary={trail.length > 0 ? say('detail.trailSteps', { count: trail.length }) : undefined}
      >
        {trail.length === 0 ? (
          <p className="py-2 text-muted">{say('detail.noTrail')}</p>
        ) : (
          <TrailView
            trail={trail}
            decision={torrent.decision}
            verdict={shapeOf(torrent)}
            next={nextText(torrent, now, say)}
            say={say}
          />
        )}
      </Section>
      <Section title={say('detail.next')}>
        <Next detail={detail} now={now} say={say} />
      </Section>
      <Section title={say('detail.timeline')}>
        <Timeline events={detail.timeline} now={now} say={say} />
      </Section>
      <Section title={say('detail.facts')}>
        <dl className="grid grid-cols-[max-content_1fr] gap-x-5 gap-y-1.5 py-3 text-dense">
          {factsOf(torrent, now, say).map((fact) => (
            <div key={fact.label} className="contents">
              <dt className="text-muted">{fact.label}</dt>
              <dd className="tabular text-body wrap-anywhere">{fact.value}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </>
  );
}
