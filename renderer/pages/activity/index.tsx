import { Download } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { activityQuery, type ActivityFilter } from '../../data/activity.ts';
import { activityFeed, reasonOf, useActivity, useConnection, useUpdatesPaused, webAddress } from '../../data/index.ts';
import { Button, Menu, Notice, NoticeList, PageHeader, format, usePhone, useTypedText } from '../../ui/index.ts';
import { readFilter, writeFilter } from './address.ts';
import { FilterBar } from './filter-bar.tsx';
import { ActivityList } from './list.tsx';
import { ListState } from './states.tsx';

/** The server counts no further. */
const mostCounted = 10_000;

function exportAs(format_: 'csv' | 'json', filter: ActivityFilter): void {
  const link = document.createElement('a');
  link.href = webAddress('/activity/export', { ...activityQuery(filter, Date.now()), format: format_ });
  link.download = `qbitrr-activity.${format_}`;
  link.click();
}

/** Everything the engine did or would have done, newest first (ui.md 6.3). */
export default function ActivityPage() {
  const { t } = useTranslation(['activity', 'common']);
  const [search, setSearch] = useSearchParams();
  const { stale } = useConnection();
  const paused = useUpdatesPaused();
  const phone = usePhone();
  const address = search.toString();
  const filter = useMemo(() => readFilter(new URLSearchParams(address)), [address]);
  const view = useActivity();
  useEffect(() => activityFeed.open(filter), [filter]);

  const change = (next: ActivityFilter): void => setSearch(writeFilter(next), { replace: true });
  const [text, setText] = useTypedText(filter.text, (typed) => change({ ...filter, text: typed }));
  const events = format.count(view.total);
  const summary =
    view.total >= mostCounted ? t('summaryMore', { events }) : t('summary', { events, count: view.total });

  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        title={t('title')}
        summary={view.events.length > 0 ? summary : undefined}
        actions={
          <>
            {paused && <Button onClick={() => void activityFeed.refresh()}>{t('common:refresh')}</Button>}
            <Menu
              trigger={
                <Button icon={Download} aria-label={phone ? t('export.label') : undefined}>
                  {t('export.label')}
                </Button>
              }
              entries={(['csv', 'json'] as const).map((kind) => ({
                id: kind,
                label: t(`export.${kind}`),
                icon: Download,
                onSelect: () => exportAs(kind, filter),
              }))}
            />
          </>
        }
      />
      <FilterBar filter={filter} text={text} onText={setText} onChange={change} />
      {view.error !== null && view.events.length > 0 && !view.hasOlder && (
        <NoticeList>
          <Notice tone="attention" shape="attention">
            {t('refreshFailed', { reason: reasonOf(view.error) })}
          </Notice>
        </NoticeList>
      )}
      {view.events.length > 0 ? (
        <ActivityList view={view} address={address} dimmed={stale} />
      ) : (
        <ListState view={view} onChange={change} />
      )}
    </div>
  );
}
