import { useImperativeHandle, useRef } from 'react';
import { cx } from './cx.ts';
import { useRows, type ListHandle } from './use-rows.ts';

/** Pixels from the end that still count as the end. */
const endThreshold = 32;

interface VirtualListProps {
  /** Accessible name of the list. */
  label: string;
  count: number;
  /** Pixels; rows are measured after they are drawn. */
  rowHeight: number | ((index: number) => number);
  getKey: (index: number) => string | number;
  renderRow: (index: number) => React.ReactNode;
  /** `end`: the list grows at its end and at its start without moving what is on screen. */
  anchor?: 'start' | 'end';
  /** With `anchor="end"`: stay at the end when the reader is there. */
  follow?: boolean;
  /** Role of the scrolled element; its rows get `listitem` for `list`. Use `none` when you render your own roles. */
  role?: 'list' | 'log' | 'none';
  /** Called with the element and the virtualizer after each scroll. */
  onScroll?: (element: HTMLDivElement, handle: ListHandle) => void;
  scrollRef?: React.RefObject<HTMLDivElement | null>;
  handleRef?: React.Ref<ListHandle>;
  className?: string;
}

/** Draws only the rows on screen; each row knows its position in the whole list (ui.md TR-8, AX-5). */
export function VirtualList({
  label,
  count,
  rowHeight,
  getKey,
  renderRow,
  anchor = 'start',
  follow = false,
  role = 'list',
  onScroll,
  scrollRef,
  handleRef,
  className,
}: VirtualListProps) {
  const own = useRef<HTMLDivElement | null>(null);
  const element = scrollRef ?? own;
  const handle = useRows<HTMLDivElement, Element>({
    count,
    getScrollElement: () => element.current,
    estimateSize: (index) => (typeof rowHeight === 'number' ? rowHeight : rowHeight(index)),
    getItemKey: getKey,
    overscan: 12,
    anchorTo: anchor,
    followOnAppend: follow,
    scrollEndThreshold: endThreshold,
  });
  useImperativeHandle(handleRef, () => handle, [handle]);

  return (
    <div
      ref={element}
      role={role === 'none' ? undefined : role}
      aria-label={label}
      // A scrolled region must be reachable without a mouse.
      tabIndex={0}
      onScroll={(event) => onScroll?.(event.currentTarget, handle)}
      className={cx('min-h-0 overflow-y-auto overscroll-contain', className)}
    >
      <div role="presentation" className="relative w-full" style={{ height: handle.getTotalSize() }}>
        {handle.getVirtualItems().map((row) => (
          <div
            key={row.key}
            data-index={row.index}
            ref={handle.measureElement}
            role={role === 'list' ? 'listitem' : undefined}
            aria-setsize={role === 'list' ? count : undefined}
            aria-posinset={role === 'list' ? row.index + 1 : undefined}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${row.start}px)` }}
          >
            {renderRow(row.index)}
          </div>
        ))}
      </div>
    </div>
  );
}
