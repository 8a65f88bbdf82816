import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OverviewBody, PlannedItem } from '../../../server/contract/index.ts';
import { ButtonLink, Section, format } from '../../ui/index.ts';
import { around, mark } from '../activity/say.ts';

/** Rows on the page; the rest is counted. */
const shown = 6;

function Sentence({ item }: { item: PlannedItem }) {
  const { t } = useTranslation(['overview', 'torrents']);
  if (item.kind === 'held') return t('planned.held', { count: item.count });
  if (item.kind === 'update-check') return t('planned.updateCheck');
  if (item.kind === 'restart') return t('planned.restart', { name: item.name });
  const { before, name, after } = around(
    t('planned.torrent', { action: t(`torrents:action.${item.action ?? 'none'}`), name: mark }),
    item.name,
  );
  return (
    <>
      {before}
      <strong className="font-medium text-strong">{name}</strong>
      {after}
    </>
  );
}

const addressOf = ({ kind, instance, hash }: PlannedItem): string | null => {
  if (kind === 'held') return '/torrents?show=held';
  if (kind === 'restart') return '/processes';
  return instance === null || hash === null ? null : `/torrents/${encodeURIComponent(instance)}/${hash}`;
};

/** What the engine will do by itself, soonest first (ui.md OV-4). */
export function Planned({ overview, observing, now }: { overview: OverviewBody; observing: boolean; now: number }) {
  const { t } = useTranslation(['overview', 'torrents']);
  const { planned, plannedTotal } = overview;
  const left = plannedTotal - Math.min(shown, planned.length);
  return (
    <Section
      title={t('planned.title')}
      actions={
        left > 0 && (
          <ButtonLink variant="link" to="/torrents?sort=next">
            {t('planned.more', { count: left })}
          </ButtonLink>
        )
      }
    >
      {planned.length === 0 ? (
        <p className="py-2 text-dense text-muted">{t(observing ? 'planned.observing' : 'planned.none')}</p>
      ) : (
        <ol>
          {planned.slice(0, shown).map((item) => {
            const to = addressOf(item);
            const time = item.at === null ? t('planned.waiting') : format.moment(item.at, now);
            return (
              <li
                key={`${item.kind}/${item.instance}/${item.hash}/${item.name}`}
                className="relative flex items-baseline gap-3 border-b border-hairline py-1.5 last:border-b-0 hover:bg-surface"
              >
                <span className="tabular min-w-11 shrink-0 text-caption text-muted">
                  {item.at === null ? (
                    time
                  ) : (
                    <time dateTime={new Date(item.at).toISOString()} title={format.dateTime(item.at)}>
                      {time}
                    </time>
                  )}
                </span>
                <span className="min-w-0 flex-1">
                  <span
                    className="block text-body wrap-anywhere first-letter:uppercase tablet:truncate"
                    title={item.name === '' ? undefined : item.name}
                  >
                    {to === null ? (
                      <Sentence item={item} />
                    ) : (
                      <Link to={to} className="after:absolute after:inset-0 focus-visible:-outline-offset-2">
                        <Sentence item={item} />
                      </Link>
                    )}
                  </span>
                  {item.kind === 'torrent' && item.decision !== null && (
                    <span className="block text-caption text-muted">{t(`torrents:decision.${item.decision}`)}</span>
                  )}
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </Section>
  );
}
