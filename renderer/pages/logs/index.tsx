import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { reasonOf } from '../../data/api-error.ts';
import { useConnection } from '../../data/connection.ts';
import { useLogs } from '../../data/hooks.ts';
import type { LogView } from '../../data/log-feed.ts';
import { isFiltered, type LogFilter } from '../../data/logs.ts';
import { logFeed } from '../../data/runtime.ts';
import { useSingleKeys } from '../../shell/shortcuts.ts';
import { Button, Notice, PageHeader, copyText, format, usePhone, type ListHandle } from '../../ui/index.ts';
import { addressOf, readFilter } from './address.ts';
import { FilterBar } from './filter-bar.tsx';
import { LogList } from './list.tsx';
import { LogStates } from './states.tsx';
import { LogActions } from './toolbar.tsx';
import { useFollow } from './use-follow.ts';
import { useSteps } from './use-steps.ts';

const wrapKey = 'qbitrr.logs.wrap';

/** The filter of the address; the feed follows it. */
function useAddressFilter(): [LogFilter, (filter: LogFilter) => void] {
  const { source } = useParams();
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const text = query.toString();
  const filter = useMemo(() => readFilter(source, new URLSearchParams(text)), [source, text]);
  useEffect(() => void logFeed.setFilter(filter), [filter]);
  const change = useCallback((next: LogFilter) => void navigate(addressOf(next), { replace: true }), [navigate]);
  return [filter, change];
}

function useOpenEntries() {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((cursor: string) => {
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(cursor)) next.add(cursor);
      return next;
    });
  }, []);
  return { open, toggle };
}

/** What stands above the list: why it may not be all, or not the newest. */
function Warnings({ view }: { view: LogView }) {
  const { t } = useTranslation(['logs', 'common']);
  if (view.error !== null) {
    const retry = (
      <Button variant="link" onClick={() => void logFeed.refresh()}>
        {t('common:retry')}
      </Button>
    );
    return (
      <Notice tone="attention" shape="attention" action={retry}>
        {t('error.refresh', { reason: reasonOf(view.error) })}
      </Notice>
    );
  }
  return view.truncated ? (
    <Notice tone="attention" shape="attention">
      {t('truncated')}
    </Notice>
  ) : null;
}

/** The log with filters over whole files (ui.md 6.6). */
export default function LogsPage() {
  const { t } = useTranslation('logs');
  const view = useLogs();
  const [filter, changeFilter] = useAddressFilter();
  const { stale } = useConnection();
  const phone = usePhone();
  const [wrap, setWrap] = useState(() => localStorage.getItem(wrapKey) === 'true');
  const { open, toggle } = useOpenEntries();
  const handle = useRef<ListHandle>(null);
  const {
    follow,
    fresh,
    onScroll,
    toEnd,
    toggle: toggleFollow,
    leaveEnd,
  } = useFollow(view.arrived, view.hasNewer, handle);
  const { current, step } = useSteps(view, handle, leaveEnd);
  const { entries } = view;
  const hasEntries = entries.length > 0;
  const stepMatch = (direction: 1 | -1): void => {
    if (filter.text !== '') void step('match', direction);
  };

  useSingleKeys({
    ' ': toggleFollow,
    n: () => stepMatch(1),
    'Shift+N': () => stepMatch(-1),
    e: () => void step('error', 1),
    'Shift+E': () => void step('error', -1),
  });

  const wrapLines = (next: boolean): void => {
    setWrap(next);
    localStorage.setItem(wrapKey, String(next));
  };
  const copyShown = (): void =>
    void copyText(
      entries.map((entry) => `${entry.timestamp} ${entry.level} ${entry.source} ${entry.message}`).join('\n'),
    );

  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        title={t('title')}
        documentTitle={filter.source === '' ? undefined : t('titleOf', { source: filter.source })}
        summary={<Summary view={view} />}
        refreshing={view.loading !== null && hasEntries}
        actions={
          <LogActions
            {...{ follow, wrap }}
            cut={stale}
            onFollow={toggleFollow}
            onWrap={wrapLines}
            onError={(direction) => void step('error', direction)}
            onCopy={copyShown}
            files={view.files}
          />
        }
      />
      <FilterBar view={view} filter={filter} onChange={changeFilter} onMatch={stepMatch} />
      {hasEntries && <Warnings view={view} />}
      {hasEntries ? (
        <LogList
          key={view.generation}
          {...{ view, follow, fresh, onScroll, toEnd, open, current, handle }}
          onToggle={toggle}
          wrap={wrap || phone}
          dimmed={stale}
        />
      ) : (
        <LogStates view={view} filter={filter} onChange={changeFilter} onRetry={() => void logFeed.refresh()} />
      )}
    </div>
  );
}

/** How many entries there are, or match. */
function Summary({ view: { filter, matching, everything } }: { view: LogView }) {
  const { t } = useTranslation('logs');
  if (matching === null || everything === null) return null;
  const words = { shown: format.count(matching), total: format.count(everything) };
  return t(isFiltered(filter) ? 'summaryFiltered' : 'summary', words);
}
