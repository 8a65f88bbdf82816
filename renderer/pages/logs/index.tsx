import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { reasonOf } from '../../data/api-error.ts';
import { useConnection } from '../../data/connection.ts';
import { useLogs } from '../../data/hooks.ts';
import type { LogFilter } from '../../data/logs.ts';
import { logFeed } from '../../data/runtime.ts';
import { useSingleKeys } from '../../shell/shortcuts.ts';
import { Button, Notice, PageHeader, copyText, format, usePhone, type ListHandle } from '../../ui/index.ts';
import { addressOf, isFiltered, readFilter } from './address.ts';
import { isError } from './levels.ts';
import { LogList } from './list.tsx';
import { LogStates } from './states.tsx';
import { FilterBar, LogActions } from './toolbar.tsx';
import { useFollow } from './use-follow.ts';

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
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const toggle = useCallback((seq: number) => {
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(seq)) next.add(seq);
      return next;
    });
  }, []);
  return { open, toggle };
}

/** The live log with filters (ui.md 6.6). */
export default function LogsPage() {
  const { t } = useTranslation('logs');
  const view = useLogs();
  const [filter, changeFilter] = useAddressFilter();
  const { stale } = useConnection();
  const phone = usePhone();
  const [wrap, setWrap] = useState(() => localStorage.getItem(wrapKey) === 'true');
  const [current, setCurrent] = useState<number | null>(null);
  const { open, toggle } = useOpenEntries();
  const handle = useRef<ListHandle>(null);
  const { follow, fresh, onScroll, toEnd, toggle: toggleFollow, leaveEnd } = useFollow(view.arrived, handle);
  const { entries } = view;
  const hasEntries = entries.length > 0;

  const stepError = (step: 1 | -1): void => {
    const from = entries.findIndex((entry) => entry.seq === current);
    const order = step === 1 ? entries.slice(from + 1) : entries.slice(0, from < 0 ? undefined : from).toReversed();
    const found = order.find((entry) => isError(entry.level));
    if (found === undefined) return;
    leaveEnd();
    setCurrent(found.seq);
    handle.current?.scrollToIndex(entries.indexOf(found) + 1, { align: 'center' });
  };

  useSingleKeys({ ' ': toggleFollow, e: () => stepError(1), 'Shift+E': () => stepError(-1) });

  const wrapLines = (next: boolean): void => {
    setWrap(next);
    localStorage.setItem(wrapKey, String(next));
  };
  const copyShown = (): void =>
    void copyText(
      entries.map((entry) => `${entry.timestamp} ${entry.level} ${entry.source} ${entry.message}`).join('\n'),
    );
  const summary = t(isFiltered(filter) ? 'summaryFiltered' : 'summary', { shown: format.count(entries.length) });

  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        title={t('title')}
        documentTitle={filter.source === '' ? undefined : t('titleOf', { source: filter.source })}
        summary={hasEntries ? summary : undefined}
        refreshing={view.loading === 'newer'}
        actions={
          <LogActions
            {...{ follow, wrap }}
            onFollow={toggleFollow}
            onWrap={wrapLines}
            onError={stepError}
            onCopy={copyShown}
            files={view.files}
          />
        }
      />
      <FilterBar view={view} filter={filter} onChange={changeFilter} />
      {hasEntries && view.error !== null && (
        <Notice
          tone="attention"
          shape="attention"
          action={
            <Button variant="link" onClick={() => void logFeed.refresh()}>
              {t('retry', { ns: 'common' })}
            </Button>
          }
        >
          {t('error.refresh', { reason: reasonOf(view.error) })}
        </Notice>
      )}
      {hasEntries ? (
        <LogList
          key={addressOf(filter)}
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
