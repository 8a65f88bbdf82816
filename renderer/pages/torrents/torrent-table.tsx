import { ArrowDown, ArrowUp } from 'lucide-react';
import { useCallback, useEffect, useEffectEvent, useRef } from 'react';
import { torrentKey } from '../../data/index.ts';
import { Icon, cx, useNow, usePhone } from '../../ui/index.ts';
import { useRows } from '../../ui/use-rows.ts';
import { GroupHead } from './group-head.tsx';
import type { ListItem, TorrentList } from './list-model.ts';
import type { ListState, SortKey } from './list-state.ts';
import type { TorrentRow } from '../../../server/contract/index.ts';
import type { Selection } from './selection.ts';
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
    <thead className="sticky top-0 z-10 block bg-canvas max-tablet:hidden">
      <tr aria-rowindex={1} className={cx(columns, 'h-8 border-b border-hairline text-left')}>
        <th scope="col">
          <span className="sr-only">{say('selection.column')}</span>
        </th>
        <th scope="col">
          <span className="sr-only">{say('fact.state')}</span>
        </th>
        {headCells.map(({ sort, className }) => {
          const active = state.sort === sort;
          const direction = state.descending ? 'descending' : 'ascending';
          return (
            <th
              key={sort}
              scope="col"
              aria-sort={active ? direction : undefined}
              className={cx('font-normal', className)}
            >
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
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** Height of the head, which stays above the lines while they scroll. */
const headHeight = 32;

const keyOf = (item: ListItem | undefined): string => {
  if (item === undefined) return '';
  return item.kind === 'group' ? `group ${item.group.key}` : torrentKey(item.row);
};

const rowAt = (items: readonly ListItem[], index: number): TorrentRow | null => {
  const item = items[index];
  return item?.kind === 'row' ? item.row : null;
};

const stepOfKey: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 10, PageUp: -10 };

interface TorrentTableProps extends HeadProps {
  list: TorrentList;
  /** `instance/hash` of the open torrent. */
  selected: string | null;
  addressOf: (key: string) => string;
  onToggle: (group: string) => void;
  selection: Selection;
  onKeep: (row: TorrentRow) => void;
}

/** The list as a table of which only the rows on screen exist (ui.md TR-8, AX-5); arrows and j, k move the focus. */
export function TorrentTable({
  list,
  state,
  selected,
  selection,
  addressOf,
  onSort,
  onToggle,
  onKeep,
  say,
}: TorrentTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const phone = usePhone();
  const now = useNow(10_000);
  const headSpace = phone ? 0 : headHeight;
  // A new function makes the virtualizer measure all rows again, so it changes with the list only.
  const { items } = list;
  const getItemKey = useCallback((index: number) => keyOf(items[index]), [items]);
  const virtual = useRows<HTMLDivElement, HTMLTableRowElement>({
    count: list.items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (phone ? 60 : 40),
    getItemKey,
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

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = document.activeElement?.closest('[data-index]')?.getAttribute('data-index');
    if (place === null || place === undefined) return;
    const index = Number(place);
    if (event.key === 'x' || event.key === 'X') {
      event.preventDefault();
      const row = rowAt(items, index);
      if (row !== null) selection.toggle(torrentKey(row));
      return;
    }
    if (event.key === 'Escape' && selection.keys.size > 0) {
      event.preventDefault();
      selection.clear();
      return;
    }
    const step = stepOfKey[event.key];
    if (step === undefined) return;
    event.preventDefault();
    if (event.shiftKey) {
      const both = [rowAt(items, index), rowAt(items, index + step)].filter((row) => row !== null);
      selection.add(both.map(torrentKey));
    }
    focusItem(index + step);
  });
  useEffect(() => {
    const element = scroller.current;
    const listen = (event: KeyboardEvent): void => onKey(event);
    element?.addEventListener('keydown', listen);
    return () => element?.removeEventListener('keydown', listen);
  }, []);

  return (
    <div ref={scroller} className="@container min-h-0 flex-1 overflow-y-auto overscroll-contain">
      <table aria-label={say('table', { total: list.totals.count })} aria-rowcount={items.length + 1} className="block">
        <Head state={state} onSort={onSort} say={say} />
        <tbody className="relative block" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ key, index, start }) => {
            const item = items[index];
            if (item === undefined) return null;
            const place = { index, start: start - headSpace, measure: virtual.measureElement };
            return item.kind === 'group' ? (
              <GroupHead
                key={key}
                group={item.group}
                grouping={state.group}
                open={item.open}
                onToggle={() => onToggle(item.group.key)}
                place={place}
                say={say}
              />
            ) : (
              <TorrentLine
                key={key}
                row={item.row}
                to={addressOf(torrentKey(item.row))}
                selected={torrentKey(item.row) === selected}
                chosen={selection.keys.has(torrentKey(item.row))}
                selecting={selection.active}
                onChoose={selection.toggle}
                onKeep={onKeep}
                phone={phone}
                now={now}
                {...place}
                say={say}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
