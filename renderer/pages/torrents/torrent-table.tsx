import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useRef } from 'react';
import { torrentKey } from '../../data/torrents.ts';
import { Icon, cx, useNow, usePhone } from '../../ui/index.ts';
import { GroupHead } from './group-head.tsx';
import type { ListItem, TorrentList } from './list-model.ts';
import type { ListState, SortKey } from './list-state.ts';
import type { Say } from './say.ts';
import { TorrentLine, columns, wideOnly } from './torrent-line.tsx';

const headCells: readonly {
  sort: SortKey & ('name' | 'manager' | 'progress' | 'decision' | 'next');
  className?: string;
}[] = [
  { sort: 'name' },
  { sort: 'manager', className: wideOnly },
  { sort: 'progress' },
  { sort: 'decision' },
  { sort: 'next' },
];

interface HeadProps {
  state: ListState;
  onSort: (sort: SortKey) => void;
  say: Say;
}

function Head({ state, onSort, say }: HeadProps) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 bg-canvas max-tablet:hidden">
      <div role="row" aria-rowindex={1} className={cx(columns, 'h-8 border-b border-hairline')}>
        <span role="columnheader">
          <span className="sr-only">{say('fact.state')}</span>
        </span>
        {headCells.map(({ sort, className }) => {
          const active = state.sort === sort;
          const direction = state.descending ? 'descending' : 'ascending';
          return (
            <span key={sort} role="columnheader" aria-sort={active ? direction : undefined} className={className}>
              <button
                type="button"
                onClick={() => onSort(sort)}
                className={cx(
                  'hit inline-flex items-center gap-1 rounded-bar text-caption text-muted hover:text-strong',
                  active && 'text-strong',
                )}
              >
                {say(`column.${sort}`)}
                {active && <Icon icon={state.descending ? ArrowDown : ArrowUp} className="size-3.5" />}
              </button>
            </span>
          );
        })}
      </div>
    </div>
  );
}

/** Height of the head, which stays above the lines while they scroll. */
const headHeight = 32;

const keyOf = (item: ListItem | undefined): string => {
  if (item === undefined) return '';
  return item.kind === 'group' ? `group ${item.group.key}` : torrentKey(item.row);
};

const stepOfKey: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 10, PageUp: -10 };

interface TorrentTableProps extends HeadProps {
  list: TorrentList;
  /** `instance/hash` of the open torrent. */
  selected: string | null;
  addressOf: (key: string) => string;
  onToggle: (group: string) => void;
}

/** The list as a table of which only the rows on screen exist (ui.md TR-8, AX-5); arrows and j, k move the focus. */
export function TorrentTable({ list, state, selected, addressOf, onSort, onToggle, say }: TorrentTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const phone = usePhone();
  const now = useNow(10_000);
  const headSpace = phone ? 0 : headHeight;
  const virtual = useVirtualizer({
    count: list.items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (phone ? 60 : 40),
    getItemKey: (index) => keyOf(list.items[index]),
    overscan: 10,
    scrollMargin: headSpace,
    scrollPaddingStart: headSpace,
  });

  const focusItem = (index: number): void => {
    const wanted = Math.min(Math.max(index, 0), list.items.length - 1);
    virtual.scrollToIndex(wanted);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${wanted}"] :is(a, button)`)?.focus(),
    );
  };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const step = stepOfKey[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const index = document.activeElement?.closest('[data-index]')?.getAttribute('data-index');
    event.preventDefault();
    focusItem(index === null || index === undefined ? 0 : Number(index) + step);
  };

  return (
    <div
      role="table"
      aria-label={say('table', { total: list.totals.count })}
      aria-rowcount={list.items.length + 1}
      ref={scroller}
      // A scrolled region must be reachable without a mouse.
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="@container min-h-0 flex-1 overflow-y-auto overscroll-contain focus-visible:-outline-offset-2"
    >
      <Head state={state} onSort={onSort} say={say} />
      <div role="rowgroup" className="relative w-full" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((place) => {
          const item = list.items[place.index];
          if (item === undefined) return null;
          return (
            <div
              key={place.key}
              role="row"
              aria-rowindex={place.index + 2}
              data-index={place.index}
              ref={virtual.measureElement}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${place.start - headSpace}px)` }}
            >
              {item.kind === 'group' ? (
                <GroupHead
                  group={item.group}
                  grouping={state.group}
                  open={item.open}
                  onToggle={() => onToggle(item.group.key)}
                  say={say}
                />
              ) : (
                <TorrentLine
                  row={item.row}
                  to={addressOf(torrentKey(item.row))}
                  selected={torrentKey(item.row) === selected}
                  phone={phone}
                  now={now}
                  say={say}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
