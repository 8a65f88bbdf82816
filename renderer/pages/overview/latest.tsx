import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DayCounts, LedgerEvent, OverviewBody } from '../../../server/contract/index.ts';
import { useLatestActivity } from '../../data/overview.ts';
import { Badge, ButtonLink, Icon, Section, Skeleton, SkeletonBlock, format, toneText } from '../../ui/index.ts';
import { lookOf } from '../activity/look.ts';
import { HeadlineText } from '../activity/row.tsx';
import { formOf, reasonOf } from '../activity/say.ts';
import { subjectOf } from '../activity/subject.ts';

function LatestRow({ event, now }: { event: LedgerEvent; now: number }) {
  const { t: say } = useTranslation('activity');
  const { icon, tone } = lookOf(event);
  const form = formOf(event);
  const to = subjectOf(event);
  const reason = form === 'failed' || event.kind === 'removal' ? reasonOf(event) : '';
  const text = (
    <>
      <HeadlineText event={event} say={say} />
      {reason !== '' && <span className="text-muted">, {reason}</span>}
    </>
  );
  return (
    <li className="relative grid grid-cols-[auto_16px_minmax(0,1fr)] items-start gap-x-3 border-b border-hairline py-2 last:border-b-0 hover:bg-surface">
      <time
        className="tabular min-w-9 pt-0.5 text-caption text-muted"
        dateTime={new Date(event.at).toISOString()}
        title={format.dateTime(event.at)}
      >
        {format.moment(event.at, now)}
      </time>
      <Icon icon={icon} className={`mt-0.5 ${toneText[tone]}`} />
      <span className="min-w-0 text-body">
        {to === null ? (
          text
        ) : (
          <Link to={to} className="after:absolute after:inset-0 focus-visible:-outline-offset-2">
            {text}
          </Link>
        )}{' '}
        {form === 'observed' && <Badge tone="info">{say('badge.observed')}</Badge>}
      </span>
    </li>
  );
}

const counted: readonly (keyof DayCounts)[] = ['searches', 'imports', 'removals', 'holds'];
const averageFormat = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/** What was done today, beside the usual day (ui.md OV-6). */
export function Today({ overview: { today, average } }: { overview: OverviewBody }) {
  const { t } = useTranslation('overview');
  return (
    <Section title={t('today.title')}>
      <dl className="grid grid-cols-2 gap-x-5 gap-y-3 py-3 tablet:grid-cols-4">
        {counted.map((what) => (
          <div key={what} className="flex flex-col">
            <dt className="text-caption text-muted">{t(`today.${what}`)}</dt>
            <dd className="tabular text-section text-strong">{format.count(today[what])}</dd>
            <dd
              className="text-caption text-muted"
              title={t('today.averageLabel', { average: averageFormat.format(average[what]) })}
            >
              {t('today.average', { average: averageFormat.format(average[what]) })}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/** The newest events (ui.md OV-6). */
export function Latest({ now }: { now: number }) {
  const { t } = useTranslation('overview');
  const { data, error } = useLatestActivity();
  return (
    <Section
      title={t('latest.title')}
      actions={
        <ButtonLink variant="link" to="/activity">
          {t('latest.all')}
        </ButtonLink>
      }
    >
      {data === undefined && error === null && (
        <SkeletonBlock what={t('latest.title')}>
          {[0, 1, 2, 3].map((row) => (
            <div key={row} className="flex h-10 items-center gap-3">
              <Skeleton className="w-9" />
              <Skeleton className="w-2/3" />
            </div>
          ))}
        </SkeletonBlock>
      )}
      {data === undefined && error !== null && <p className="py-2 text-dense text-danger">{t('latest.error')}</p>}
      {data?.events.length === 0 && <p className="py-2 text-dense text-muted">{t('latest.none')}</p>}
      {data !== undefined && data.events.length > 0 && (
        <ol>
          {data.events.map((event) => (
            <LatestRow key={event.id} event={event} now={now} />
          ))}
        </ol>
      )}
    </Section>
  );
}
