import { useTranslation } from 'react-i18next';
import { detailOf, reasonOf } from '../../data/api-error.ts';
import type { LogView } from '../../data/log-feed.ts';
import { isFiltered, type LogFilter } from '../../data/logs.ts';
import { Button, EmptyState, ErrorState, RemovableChip, Skeleton, SkeletonBlock, format } from '../../ui/index.ts';
import { withoutFilters } from './address.ts';

interface LogStatesProps {
  view: LogView;
  filter: LogFilter;
  onChange: (filter: LogFilter) => void;
  onRetry: () => void;
}

function FilteredAway({ view, filter, onChange }: Omit<LogStatesProps, 'onRetry'>) {
  const { t } = useTranslation(['logs', 'common']);
  const chips = [
    ...filter.levels.map((level) => ({
      label: t(`common:level.${level}`),
      without: { ...filter, levels: filter.levels.filter((other) => other !== level) },
    })),
    { label: filter.text, without: { ...filter, text: '' } },
    { label: filter.exclude === '' ? '' : t('without', { text: filter.exclude }), without: { ...filter, exclude: '' } },
    {
      label: filter.last === null && filter.since === null && filter.until === null ? '' : t('time.label'),
      without: { ...filter, last: null, since: null, until: null },
    },
  ].filter(({ label }) => label !== '');
  return (
    <EmptyState
      title={t('filtered.title', { total: format.count(view.everything ?? 0) })}
      body={
        <span className="mt-1 flex flex-wrap gap-1.5">
          {chips.map(({ label, without }) => (
            <RemovableChip
              key={label}
              label={label}
              removeLabel={t('filtered.remove', { filter: label })}
              onRemove={() => onChange(without)}
            />
          ))}
        </span>
      }
      action={<Button onClick={() => onChange(withoutFilters(filter))}>{t('filtered.clear')}</Button>}
    />
  );
}

/** What stands in place of the list: loading, error, nothing yet, nothing left by the filter (ui.md 5). */
export function LogStates({ view, filter, onChange, onRetry }: LogStatesProps) {
  const { t } = useTranslation('logs');
  if (view.error !== null) {
    return (
      <ErrorState
        title={t('error.title')}
        reason={reasonOf(view.error)}
        detail={detailOf(view.error)}
        onRetry={onRetry}
      />
    );
  }
  if (view.loading === 'first') {
    return (
      <SkeletonBlock what={t('what')}>
        <div className="flex flex-col gap-2.5 border-t border-hairline pt-3">
          {['w-1/2', 'w-2/3', 'w-2/5', 'w-3/5', 'w-1/2', 'w-1/3', 'w-2/3', 'w-1/2'].map((width, index) => (
            <Skeleton key={index} className={width} />
          ))}
        </div>
      </SkeletonBlock>
    );
  }
  if (view.problem !== null) return <EmptyState title={t('problemTitle')} body={t('problemBody')} />;
  if (isFiltered(filter)) return <FilteredAway {...{ view, filter, onChange }} />;
  return <EmptyState title={t('empty.title')} body={t('empty.body')} />;
}

/** The words above the oldest entry. */
export function ListStart({ view }: { view: LogView }) {
  const { t } = useTranslation('logs');
  const text = view.hasOlder ? t('loadingOlder') : t('start');
  return <p className="px-3 py-1 text-caption text-muted">{text}</p>;
}
