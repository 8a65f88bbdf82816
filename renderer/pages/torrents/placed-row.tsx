import { cx } from '../../ui/index.ts';
import { RowBox } from './table-parts.tsx';

/** Where a virtual row stands. */
export interface Place {
  index: number;
  /** Pixels from the first row. */
  start: number;
  measure: (row: HTMLDivElement | null) => void;
}

interface PlacedRowProps extends Place {
  className: string;
  /** grid-template-columns. */
  template?: string;
  children: React.ReactNode;
}

/** A table row at its place in the virtual list; knows its position in the whole table (ui.md AX-5). */
export function PlacedRow({ index, start, measure, className, template, children }: PlacedRowProps) {
  return (
    <RowBox
      ref={measure}
      aria-rowindex={index + 2}
      data-index={index}
      className={cx('absolute inset-x-0 top-0', className)}
      style={{ transform: `translateY(${start}px)`, gridTemplateColumns: template }}
    >
      {children}
    </RowBox>
  );
}
