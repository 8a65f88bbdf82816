import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogView } from '../../data/log-feed.ts';
import { logFeed } from '../../data/runtime.ts';
import { Button, VirtualList, cx, type ListHandle } from '../../ui/index.ts';
import { LogLine } from './line.tsx';
import { ListStart } from './states.tsx';
import type { Follow } from './use-follow.ts';

const lineHeight = 20;
/** Pixels from the top at which older entries are asked for. */
const olderWithin = 400;

interface LogListProps {
  view: LogView;
  follow: Follow;
  /** Entries that arrived since the list stopped following. */
  fresh: number;
  onScroll: (element: HTMLElement) => void;
  toEnd: () => void;
  handle: React.RefObject<ListHandle | null>;
  open: ReadonlySet<number>;
  onToggle: (seq: number) => void;
  current: number | null;
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
  useEffect(() => toEnd(), [toEnd]);

  return (
    <div
      className={cx(
        'relative -mx-gutter flex min-h-0 flex-1 flex-col border-t border-hairline bg-inset',
        dimmed && 'opacity-60',
      )}
    >
      <VirtualList
        label={t('list')}
        count={entries.length + 1}
        rowHeight={lineHeight}
        getKey={(index) => entries[index - 1]?.seq ?? -1}
        anchor="end"
        follow={follow === 'live'}
        handleRef={handle}
        onScroll={(element) => {
          onScroll(element);
          if (element.scrollTop < olderWithin) void logFeed.older();
        }}
        className="flex-1 overflow-x-auto px-[calc(var(--gutter)-12px)] py-2"
        renderRow={(index) => {
          const entry = entries[index - 1];
          if (entry === undefined) return <ListStart view={view} />;
          return (
            <LogLine
              entry={entry}
              wanted={filter.text}
              wrap={wrap}
              open={open.has(entry.seq)}
              onToggle={onToggle}
              current={entry.seq === current}
              showSource={filter.source === ''}
            />
          );
        }}
      />
      {follow !== 'live' && (
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
