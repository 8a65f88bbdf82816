import { cx } from '../../ui/index.ts';

/** Where a virtual row stands. */
export interface Place {
  index: number;
  /** Pixels from the first row. */
  start: number;
  measure: (row: HTMLTableRowElement | null) => void;
}

/** A table row at its place in the virtual list; knows its position in the whole table (ui.md AX-5). */
export function PlacedRow({
  index,
  start,
  measure,
  className,
  children,
}: Place & { className: string; children: React.ReactNode }) {
  return (
    <tr
      ref={measure}
      aria-rowindex={index + 2}
      data-index={index}
      className={cx('absolute inset-x-0 top-0', className)}
      style={{ transform: `translateY(${start}px)` }}
    >
      {children}
    </tr>
  );
}
