import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { activityBody } from '../../../server/contract/index.ts';
import { isActivityFiltered, ledgerKinds, noActivityFilter, type ActivityFilter } from '../../data/activity.ts';
import type { ActivityView } from '../../data/activity-feed.ts';
import { activityFeed, api, detailOf, reasonOf, useStatus } from '../../data/index.ts';
import {
  Button,
  ButtonLink,
  EmptyState,
  ErrorState,
  RemovableChip,
  Skeleton,
  SkeletonBlock,
  format,
} from '../../ui/index.ts';
import { filterParts, toggleTopic, withoutPart, type FilterPart } from './address.ts';
import type { Say } from './say.ts';

/** Rows of the final size while the first page is on its way. */
export function Loading() {
  const { t } = useTranslation('activity');
  return (
    <SkeletonBlock what={t('what')}>
      {Array.from({ length: 10 }, (_unused, index) => (
        <div key={index} className="flex h-11 items-center gap-4 border-b border-hairline">
          <Skeleton className="w-9" />
          <Skeleton className="size-4" />
          <Skeleton className={index % 2 === 0 ? 'w-1/2' : 'w-2/5'} />
        </div>
      ))}
    </SkeletonBlock>
  );
}

function partLabel(part: FilterPart, filter: ActivityFilter, say: Say): string {
  if (part === 'result') return say(`result.${filter.result ?? 'all'}`);
  if (part === 'days') return say('date.days', { count: filter.days ?? 0 });
  if (part === 'from') return say('date.fromDay', { day: filter.from ?? '' });
  if (part === 'to') return say('date.toDay', { day: filter.to ?? '' });
  return filter[part];
}

interface FilteredAwayProps {
  filter: ActivityFilter;
  onChange: (filter: ActivityFilter) => void;
}

function FilteredAway({ filter, onChange }: FilteredAwayProps) {
  const { t } = useTranslation('activity');
  const { data } = useQuery({
    queryKey: ['activity', 'total'],
    queryFn: ({ signal }) =>
      api.get('/activity', {
        schema: activityBody,
        query: { limit: 1, brief: 1, kinds: ledgerKinds([]).join(',') },
        signal,
      }),
  });
  const chips = [
    ...filter.topics.map((topic) => ({
      key: topic,
      label: t(`topic.${topic}`),
      without: () => toggleTopic(filter, topic),
    })),
    ...filterParts
      .filter((part) => filter[part] !== noActivityFilter[part])
      .map((part) => ({ key: part, label: partLabel(part, filter, t), without: () => withoutPart(filter, part) })),
  ];
  return (
    <EmptyState
      title={t('empty.filtered', { total: data === undefined ? '…' : format.count(data.total) })}
      body={
        <div className="flex flex-wrap gap-2 pt-1">
          {chips.map(({ key, label, without }) => (
            <RemovableChip
              key={key}
              label={label}
              removeLabel={t('removeFilter', { filter: label })}
              onRemove={() => onChange(without())}
            />
          ))}
        </div>
      }
      action={<Button onClick={() => onChange(noActivityFilter)}>{t('clear')}</Button>}
    />
  );
}

/** What stands in the place of the list: loading, no answer, nothing there, or nothing left by the filter (ui.md 5). */
export function ListState({ view, onChange }: { view: ActivityView; onChange: FilteredAwayProps['onChange'] }) {
  const { t } = useTranslation('activity');
  const status = useStatus();
  if (view.error !== null) {
    return (
      <ErrorState
        title={t('error.title')}
        reason={reasonOf(view.error)}
        detail={detailOf(view.error)}
        onRetry={() => void activityFeed.refresh()}
      />
    );
  }
  if (view.loading !== null) return <Loading />;
  if (isActivityFiltered(view.filter)) return <FilteredAway filter={view.filter} onChange={onChange} />;
  if (status?.mode === 'unconfigured') {
    return (
      <EmptyState
        title={t('empty.title')}
        body={t('empty.unconfigured')}
        action={<ButtonLink to="/settings">{t('empty.action')}</ButtonLink>}
      />
    );
  }
  return <EmptyState title={t('empty.title')} body={t('empty.body')} />;
}
