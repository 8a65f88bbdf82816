import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Bucket, OverviewBody } from '../../../server/contract/index.ts';
import { LegendMark, Section, StackedBar, format, type Tone } from '../../ui/index.ts';

/** In the order of a torrent's life, what needs a look at the end (ui.md OV-5). */
const order: readonly { bucket: Bucket; tone: Tone }[] = [
  { bucket: 'downloading', tone: 'accent' },
  { bucket: 'waiting', tone: 'idle' },
  { bucket: 'importing', tone: 'info' },
  { bucket: 'seeding', tone: 'ok' },
  { bucket: 'ignored', tone: 'plain' },
  { bucket: 'held', tone: 'warning' },
  { bucket: 'problem', tone: 'attention' },
  { bucket: 'removal', tone: 'danger' },
];

/** All torrents as one bar; each part of its legend leads to those torrents. */
export function Decisions({ decisions }: Pick<OverviewBody, 'decisions'>) {
  const { t } = useTranslation(['overview', 'torrents']);
  const parts = order
    .map(({ bucket, tone }) => ({ key: bucket, tone, value: decisions[bucket] ?? 0 }))
    .filter(({ value }) => value > 0);
  const count = parts.reduce((sum, { value }) => sum + value, 0);
  const named = parts.map(({ key, value }) =>
    t('decisions.part', { name: t(`torrents:bucket.${key}`), number: format.count(value) }),
  );
  return (
    <Section title={t('decisions.title')} summary={count > 0 ? t('decisions.summary', { count }) : undefined}>
      {count === 0 ? (
        <p className="py-2 text-dense text-muted">{t('decisions.none')}</p>
      ) : (
        <div className="pt-3">
          <StackedBar label={t('decisions.alt', { parts: named.join(t('decisions.joiner')) })} parts={parts} />
          <ul className="grid grid-cols-2 gap-x-5 pt-1.5">
            {parts.map(({ key, value, tone }) => {
              const name = t(`torrents:bucket.${key}`);
              return (
                <li key={key}>
                  <Link
                    to={`/torrents?show=${key}`}
                    aria-label={t('decisions.show', { count: value, name })}
                    className="flex min-h-7 items-center gap-2 text-dense text-body hover:text-strong pointer-coarse:min-h-11"
                  >
                    <LegendMark tone={tone} />
                    <span className="min-w-0 flex-1 truncate">{name}</span>
                    <span className="tabular text-caption text-muted">{format.count(value)}</span>
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </Section>
  );
}
