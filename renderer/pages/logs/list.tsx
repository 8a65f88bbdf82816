import { useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogView } from '../../data/log-feed.ts';
import { logFeed } from '../../data/runtime.ts';
import { Button, VirtualList, cx, type ListHandle } from '../../ui/index.ts';
import { ErrorTicks } from './error-ticks.tsx';
import { LogLine } from './line.tsx';
import { ListStart } from './states.tsx';
import type { Follow } from './use-follow.ts';

const lineHeight = 20;
/** Pixels from an end at which more entries are asked for. */
const moreWithin = 400;

/** Older entries grow the list above its first row: at the very top that row would hold the reader there. */
function useKeepPlace(view: LogView, handle: React.RefObject<ListHandle | null>) {
  const scroller = useRef<HTMLDivElement>(null);
  const first = useRef<string | null>(null);
  useLayoutEffect(() => {
    const known = first.current;
    first.current = view.entries[0]?.cursor ?? null;
    if (known === null || known === first.current || (scroller.current?.scrollTop ?? 0) > lineHeight) return;
    const index = view.entries.findIndex(({ cursor }) => cursor === known);
    if (index > 0) handle.current?.scrollToIndex(index + 1, { align: 'start' });
  }, [view.entries, handle]);
  return scroller;
}

interface LogListProps {
  view: LogView;
  follow: Follow;
  /** Entries that arrived since the list stopped following. */
  fresh: number;
  onScroll: (element: HTMLElement) => void;
  toEnd: () => void;
  handle: React.RefObject<ListHandle | null>;
  open: ReadonlySet<string>;
  onToggle: (cursor: string) => void;
  /** The entry a key led to; it is brought into view. */
  current: string | null;
  wrap: boolean;
  dimmed: boolean;
}

/** The entries; row 0 tells where the list starts. Appears at its end. */
export function LogList({
  view,
  follow,
  fresh,
  onScroll,
  toEnd,
  handle,
  open,
  onToggle,
  current,
  wrap,
  dimmed,
}: LogListProps) {
  const { t } = useTranslation('logs');
  const { entries, filter } = view;
  const following = follow === 'live' && !view.hasNewer;
  useEffect(() => toEnd(), [toEnd]);
  const scroller = useKeepPlace(view, handle);

  return (
    <div
      className={cx(
        'relative -mx-gutter flex min-h-0 flex-1 flex-col border-t border-hairline bg-inset',
        dimmed && 'stale',
      )}
    >
      <VirtualList
        label={t('list')}
        count={entries.length + 1}
        rowHeight={lineHeight}
        getKey={(index) => entries[index - 1]?.cursor ?? 'start'}
        anchor="end"
        follow={following}
        handleRef={handle}
        scrollRef={scroller}
        onScroll={(element) => {
          onScroll(element);
          const below = element.scrollHeight - element.scrollTop - element.clientHeight;
          if (element.scrollTop < moreWithin) void logFeed.older();
          else if (below < moreWithin) void logFeed.newer();
        }}
        className="flex-1 overflow-x-auto px-[calc(var(--gutter)-12px)] py-2"
        renderRow={(index) => {
          const entry = entries[index - 1];
          if (entry === undefined) return <ListStart view={view} />;
          const before = entries[index - 2];
          return (
            <LogLine
              entry={entry}
              previousAt={before === undefined ? null : Date.parse(before.timestamp)}
              wrap={wrap}
              open={open.has(entry.cursor)}
              onToggle={onToggle}
              current={entry.cursor === current}
              showSource={filter.source === ''}
            />
          );
        }}
      />
      <ErrorTicks entries={entries} />
      {!following && (
        <div className="absolute right-6 bottom-3">
          <Button onClick={toEnd} className="bg-raised shadow-lift">
            {fresh > 0 && <span className="tabular">{t('newLines', { count: fresh })}</span>}
            {t('jumpToEnd')}
          </Button>
        </div>
      )}
    </div>
  );
}
