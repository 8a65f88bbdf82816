import { ArrowDown, ArrowUp } from 'lucide-react';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';

/** Real table markup with hairlines; give `label` or a caption (ui.md AX-5). */
export function Table({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: React.ReactNode;
}) {
  return (
    <table aria-label={label} className={cx('w-full border-collapse text-left', className)}>
      {children}
    </table>
  );
}

export function TableHead({ className, children }: { className?: string; children: React.ReactNode }) {
  return (
    <thead className={className}>
      <tr className="border-b border-hairline">{children}</tr>
    </thead>
  );
}

interface HeadCellProps {
  children?: React.ReactNode;
  numeric?: boolean;
  className?: string;
  /** Present when the column can be sorted. */
  sort?: { active: boolean; descending: boolean; onSort: () => void } | undefined;
}

export function HeadCell({ children, numeric, className, sort }: HeadCellProps) {
  const state = sort?.active ? (sort.descending ? 'descending' : 'ascending') : undefined;
  return (
    <th
      scope="col"
      aria-sort={state}
      className={cx(
        'h-8 pr-4 text-caption font-normal whitespace-nowrap text-muted',
        numeric && 'text-right',
        className,
      )}
    >
      {sort ? (
        <button
          type="button"
          onClick={sort.onSort}
          className={cx(
            'hit inline-flex items-center gap-1 rounded-bar hover:text-strong',
            sort.active && 'text-strong',
          )}
        >
          {children}
          {sort.active && <Icon icon={sort.descending ? ArrowDown : ArrowUp} className="size-3.5" />}
        </button>
      ) : (
        children
      )}
    </th>
  );
}

interface RowProps extends React.ComponentProps<'tr'> {
  selected?: boolean;
}

export function TableRow({ selected, className, ...rest }: RowProps) {
  return (
    <tr
      aria-selected={selected}
      {...rest}
      className={cx('border-b border-hairline aria-selected:bg-raised', className)}
    />
  );
}

interface CellProps extends React.ComponentProps<'td'> {
  /** Right aligned, mono, tabular. */
  numeric?: boolean;
}

export function Cell({ numeric, className, ...rest }: CellProps) {
  return (
    <td
      {...rest}
      className={cx('h-row pr-4', numeric && 'tabular text-right text-dense whitespace-nowrap text-muted', className)}
    />
  );
}
