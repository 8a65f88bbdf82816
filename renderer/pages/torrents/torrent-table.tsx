import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { TorrentItem, TorrentLayout, TorrentRow, TorrentView } from '../../../server/contract/index.ts';
import { torrentKey } from '../../data/index.ts';
import { Skeleton, cx, useNow, usePhone } from '../../ui/index.ts';
import { useRows } from '../../ui/use-rows.ts';
import { GroupHead } from './group-head.tsx';
import { drawnColumns, gridTemplate, isNarrow } from './layout.ts';
import type { ListState, Order } from './list-state.ts';
import { PlacedRow } from './placed-row.tsx';
import type { Say } from './say.ts';
import type { Selection } from './selection.ts';
import { TableHead } from './table-head.tsx';
import { CellBox, RowGroup, TableBox } from './table-parts.tsx';
import { TorrentLine } from './torrent-line.tsx';
import { offsetFor } from './window.ts';

/** Height of the head, which stays above the lines while they scroll. */
const headHeight = 32;

const keyOf = (item: TorrentItem): string => (item.kind === 'group' ? `group ${item.group.key}` : torrentKey(item.row));

const rowOf = (item: TorrentItem | undefined): TorrentRow | null => (item?.kind === 'row' ? item.row : null);

const stepOfKey: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 10, PageUp: -10 };

interface TorrentTableProps {
  view: TorrentView;
  state: ListState;
  layout: TorrentLayout;
  /** `instance/hash` of the open torrent. */
  selected: string | null;
  selection: Selection;
  addressOf: (key: string) => string;
  onOffset: (offset: number) => void;
  onOrder: (order: Order) => void;
  onLayout: (layout: TorrentLayout) => void;
  onToggle: (group: string) => void;
  onKeep: (row: TorrentRow) => void;
  say: Say;
}

/** Width of an element in pixels, followed while it changes. */
function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(1000);
  useEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const watch = new ResizeObserver(() => setWidth(current.clientWidth));
    watch.observe(current);
    return () => watch.disconnect();
  }, [element]);
  return width;
}

/** The list as a table of which only the rows on screen exist (ui.md TR-8, AX-5); arrows and j, k move the focus, x selects. */
export function TorrentTable(props: TorrentTableProps) {
  const { view, state, layout, selected, selection, addressOf, onOffset, onToggle, onKeep, say } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const phone = usePhone();
  const now = useNow(10_000);
  const width = useWidth(scroller);
  const columns = useMemo(() => drawnColumns(layout, width), [layout, width]);
  const template = useMemo(() => gridTemplate(columns, width), [columns, width]);
  const headSpace = phone ? 0 : headHeight;
  const { items, offset, lines } = view;
  const itemAt = (index: number): TorrentItem | undefined => items[index - offset];
  // A new function makes the virtualizer measure all rows again, so it changes with the window only.
  const getItemKey = useCallback(
    (index: number) => {
      const item = items[index - offset];
      return item === undefined ? index : keyOf(item);
    },
    [items, offset],
  );
  const virtual = useRows<HTMLDivElement, HTMLDivElement>({
    count: lines,
    getScrollElement: () => scroller.current,
    estimateSize: () => (phone ? 60 : 40),
    getItemKey,
    overscan: 6,
    scrollMargin: headSpace,
    scrollPaddingStart: headSpace,
  });
  const drawn = virtual.getVirtualItems();

  const tellOffset = useEffectEvent(onOffset);
  const wanted = offsetFor(drawn[0]?.index ?? 0, lines);
  useEffect(() => tellOffset(wanted), [wanted]);

  const focusItem = (index: number): void => {
    const target = Math.min(Math.max(index, 0), lines - 1);
    const focus = (): boolean => {
      const line = scroller.current?.querySelector<HTMLElement>(`[data-index="${target}"] :is(a, button)`);
      line?.focus({ preventScroll: true });
      return line !== null && line !== undefined;
    };
    virtual.scrollToIndex(target);
    // At once where the line exists: a key held down comes again before the next frame.
    if (!focus()) requestAnimationFrame(focus);
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && selection.active) {
      event.preventDefault();
      selection.clear();
      return;
    }
    const place = document.activeElement?.closest('[data-index]')?.getAttribute('data-index');
    if (place === null || place === undefined) return;
    const index = Number(place);
    const row = rowOf(itemAt(index));
    if (event.key === 'x' || event.key === 'X') {
      event.preventDefault();
      if (row !== null) selection.toggle(row);
      return;
    }
    const step = stepOfKey[event.key];
    if (step === undefined) return;
    event.preventDefault();
    if (event.shiftKey) selection.add([row, rowOf(itemAt(index + step))].filter((each) => each !== null));
    focusItem(index + step);
  });
  useEffect(() => {
    const element = scroller.current;
    const listen = (event: KeyboardEvent): void => onKey(event);
    element?.addEventListener('keydown', listen);
    return () => element?.removeEventListener('keydown', listen);
  }, []);

  const choose = selection.toggle;
  const keepLatest = useEffectEvent(onKeep);
  const [keep] = useState(() => (row: TorrentRow) => keepLatest(row));
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto overscroll-contain max-tablet:overflow-x-hidden">
      <TableBox
        aria-label={say('table', { total: view.totals.count })}
        aria-rowcount={lines + 1}
        // A narrow one gives up what does not fit, so that its longest words must not widen it.
        className={cx('block min-w-full max-tablet:w-full', isNarrow(width) ? 'w-full' : 'w-max')}
      >
        <TableHead
          {...{ columns, template, layout, say }}
          order={state}
          onOrder={props.onOrder}
          onLayout={props.onLayout}
        />
        <RowGroup className="relative block" style={{ height: virtual.getTotalSize() }}>
          {drawn.map(({ key, index, start }) => {
            const item = itemAt(index);
            const place = { index, start: start - headSpace, measure: virtual.measureElement };
            if (item === undefined) {
              return (
                <PlacedRow key={key} {...place} className="flex h-row items-center border-b border-hairline">
                  <CellBox className="w-full">
                    <Skeleton className="w-1/3" />
                  </CellBox>
                </PlacedRow>
              );
            }
            return item.kind === 'group' ? (
              <GroupHead
                key={key}
                group={item.group}
                grouping={state.group}
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
                chosen={selection.rows.has(torrentKey(item.row))}
                selecting={selection.active}
                onChoose={choose}
                onKeep={keep}
                {...{ phone, columns, template, now, say }}
                {...place}
              />
            );
          })}
        </RowGroup>
      </TableBox>
    </div>
  );
}
