import { ArrowUp } from 'lucide-react';
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { activityFeed } from '../../data/runtime.ts';
import type { ActivityView } from '../../data/activity-feed.ts';
import { Button, VirtualList, cx, useNow, type ListHandle } from '../../ui/index.ts';
import { buildItems, type ActivityItem } from './items.ts';
import { DayLine, DayRow, EventRow, RunRow } from './row.tsx';

/** Pixels from the end at which older events are asked for. */
const moreWithin = 600;
/** Pixels from the top that still count as the top. */
const topWithin = 8;
/** Pixels of a day row; further down the day is shown above the list. */
const dayHeight = 44;
/** Where the reader left the list and which runs were open; both are found again (ui.md SH-5). */
const remembered: { offset: number; address: string; open: ReadonlySet<number> } = {
  offset: 0,
  address: '',
  open: new Set(),
};

const stepOfKey: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 10, PageUp: -10 };

/** The day (unix milliseconds) the row at `index` belongs to, null above the first. */
function dayAt(items: readonly ActivityItem[], index: number): number | null {
  for (let at = index; at >= 0; at -= 1) {
    const item = items[at];
    if (item?.type === 'day') return item.at;
  }
  return null;
}

interface ActivityListProps {
  view: ActivityView;
  /** Identity of the filter: another one starts at the top. */
  address: string;
  dimmed: boolean;
}

/** The events with days and folded runs; only the rows on screen exist. Arrows and j, k move the focus. */
export function ActivityList({ view, address, dimmed }: ActivityListProps) {
  const { t } = useTranslation(['activity', 'common']);
  const now = useNow(60_000);
  const [open, setOpen] = useState(() => remembered.open);
  const scroller = useRef<HTMLDivElement>(null);
  const handle = useRef<ListHandle>(null);
  const items = useMemo(() => buildItems(view.events, open), [view.events, open]);
  const [topDay, setTopDay] = useState<number | null>(null);
  const getKey = useCallback((index: number) => items[index]?.key ?? 'end', [items]);

  useEffect(() => {
    const offset = remembered.address === address ? remembered.offset : 0;
    remembered.address = address;
    handle.current?.scrollToOffset(offset);
    activityFeed.away(offset > topWithin);
  }, [address]);

  /** Days cannot be opened: the focus passes over them. */
  const focusFrom = (index: number, step: number): void => {
    let wanted = Math.min(Math.max(index, 0), items.length - 1);
    if (items[wanted]?.type === 'day') wanted += wanted === 0 ? 1 : step;
    handle.current?.scrollToIndex(wanted);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${wanted}"] :is(a, button)`)?.focus(),
    );
  };

  useEffect(() => {
    remembered.open = open;
  }, [open]);

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const step = stepOfKey[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const index = document.activeElement?.closest('[data-index]')?.getAttribute('data-index');
    if (index === null || index === undefined) return;
    event.preventDefault();
    focusFrom(Number(index) + step, Math.sign(step));
  });
  useEffect(() => {
    const element = scroller.current;
    const listen = (event: KeyboardEvent): void => onKey(event);
    element?.addEventListener('keydown', listen);
    return () => element?.removeEventListener('keydown', listen);
  }, []);

  const toggle = (ids: readonly number[], isOpen: boolean): void => {
    const next = new Set(open);
    for (const id of ids) {
      if (isOpen) next.delete(id);
      else next.add(id);
    }
    setOpen(next);
  };

  return (
    <div className={cx('relative flex min-h-0 flex-1 flex-col', dimmed && 'stale')}>
      {view.waiting.length > 0 && (
        <div className="pointer-events-none absolute inset-x-0 top-2 z-20 flex justify-center">
          <Button
            icon={ArrowUp}
            className="pointer-events-auto bg-raised shadow-lift"
            onClick={() => {
              activityFeed.away(false);
              handle.current?.scrollToOffset(0);
            }}
          >
            {t('fresh', { count: view.waiting.length })}
          </Button>
        </div>
      )}
      {topDay !== null && (
        <div aria-hidden className="absolute inset-x-0 top-0 z-10">
          <DayLine at={topDay} now={now} />
        </div>
      )}
      <VirtualList
        label={t('list')}
        count={items.length + 1}
        rowHeight={44}
        getKey={getKey}
        handleRef={handle}
        scrollRef={scroller}
        onScroll={(element, { getVirtualItemForOffset }) => {
          remembered.offset = element.scrollTop;
          const top = element.scrollTop > dayHeight ? (getVirtualItemForOffset(element.scrollTop)?.index ?? 0) : -1;
          setTopDay(dayAt(items, top));
          activityFeed.away(element.scrollTop > topWithin);
          const below = element.scrollHeight - element.scrollTop - element.clientHeight;
          if (below < moreWithin && view.error === null) void activityFeed.older();
        }}
        className="-mx-gutter flex-1 scroll-pt-9 px-gutter"
        renderRow={(index) => {
          const item = items[index];
          if (item === undefined) return <ListEnd view={view} />;
          if (item.type === 'day') return <DayRow at={item.at} now={now} />;
          if (item.type === 'event') return <EventRow event={item.event} inRun={item.inRun} />;
          const ids = item.events.map(({ id }) => id);
          return <RunRow events={item.events} open={item.open} onToggle={() => toggle(ids, item.open)} />;
        }}
      />
    </div>
  );
}

/** What follows the oldest event that is shown. */
function ListEnd({ view }: { view: ActivityView }) {
  const { t } = useTranslation(['activity', 'common']);
  if (view.error !== null && view.hasOlder) {
    return (
      <div className="flex items-center gap-3 py-3 text-dense text-danger">
        {t('olderFailed')}
        <Button variant="link" onClick={() => void activityFeed.older()}>
          {t('common:retry')}
        </Button>
      </div>
    );
  }
  return (
    <p className="py-3 text-dense text-muted">
      {view.hasOlder ? (
        <Button variant="quiet" onClick={() => void activityFeed.older()}>
          {t(view.loading === 'older' ? 'loadingOlder' : 'showOlder')}
        </Button>
      ) : (
        t('end')
      )}
    </p>
  );
}
