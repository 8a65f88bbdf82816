import { ArrowDown, ArrowUp, MoreVertical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TorrentColumn, TorrentLayout, TorrentSort } from '../../../server/contract/index.ts';
import { Icon, IconButton, Menu, cx, type MenuEntry } from '../../ui/index.ts';
import { numeric } from './cell.tsx';
import { moveColumn, placeColumn, showColumn, widenColumn, widthStep, type Column } from './layout.ts';
import { sortBy, type Order } from './list-state.ts';
import type { Say } from './say.ts';
import { HeadBox, RowBox, RowGroup } from './table-parts.tsx';

/** What a column is sorted by. */
export const sortOf = (column: TorrentColumn): TorrentSort => (column === 'client' ? 'instance' : column);

interface TableHeadProps {
  columns: readonly Column[];
  template: string;
  order: Order;
  layout: TorrentLayout;
  onLayout: (layout: TorrentLayout) => void;
  onOrder: (order: Order) => void;
  say: Say;
}

interface SortButtonProps {
  sort: TorrentSort;
  label: string;
  order: Order;
  onOrder: (order: Order) => void;
}

function SortButton({ sort, label, order, onOrder }: SortButtonProps) {
  const active = order.sort === sort;
  return (
    <button
      type="button"
      onClick={() => onOrder(sortBy(order, sort))}
      className={cx(
        'hit inline-flex min-w-0 items-center gap-1 rounded-bar text-caption text-muted hover:text-strong',
        active && 'text-strong',
      )}
    >
      <span className="truncate">{label}</span>
      {active && <Icon icon={order.descending ? ArrowDown : ArrowUp} className="size-3.5 shrink-0" />}
    </button>
  );
}

const directionOf = (order: Order, sort: TorrentSort): 'ascending' | 'descending' | undefined =>
  order.sort !== sort ? undefined : order.descending ? 'descending' : 'ascending';

/** Pulls the edge of a column; the menu of the column does the same by keyboard (ui.md AX-4). */
function Edge({
  column,
  layout,
  onLayout,
  say,
}: Pick<TableHeadProps, 'layout' | 'onLayout' | 'say'> & { column: Column }) {
  const pull = (event: React.PointerEvent<HTMLDivElement>): void => {
    event.preventDefault();
    const edge = event.currentTarget;
    const from = event.clientX;
    edge.setPointerCapture(event.pointerId);
    const end = (last: PointerEvent): void => {
      edge.removeEventListener('pointerup', end);
      edge.removeEventListener('pointercancel', end);
      if (last.type === 'pointerup') onLayout(widenColumn(layout, column.id, column.width + last.clientX - from));
    };
    edge.addEventListener('pointerup', end);
    edge.addEventListener('pointercancel', end);
  };
  return (
    <div
      aria-hidden
      title={say('columns.resize')}
      onPointerDown={pull}
      className="absolute inset-y-1 -right-2.5 w-1.5 cursor-col-resize rounded-bar hover:bg-accent pointer-coarse:hidden"
    />
  );
}

function ColumnMenu({
  column,
  layout,
  onLayout,
  onOrder,
  say,
}: Pick<TableHeadProps, 'layout' | 'onLayout' | 'onOrder' | 'say'> & { column: Column }) {
  const { id, width } = column;
  const sort = sortOf(id);
  const entry = (name: string, label: string, onSelect: () => void): MenuEntry => ({ id: name, label, onSelect });
  return (
    <Menu
      trigger={
        <IconButton
          icon={MoreVertical}
          label={say('columns.options', { column: say(`column.${id}`) })}
          className="size-6 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 data-popup-open:opacity-100 pointer-coarse:opacity-100"
        />
      }
      entries={[
        entry('up', say('columns.ascending'), () => onOrder({ sort, descending: false })),
        entry('down', say('columns.descending'), () => onOrder({ sort, descending: true })),
        { kind: 'rule', id: 'order' },
        entry('left', say('columns.left'), () => onLayout(moveColumn(layout, id, -1))),
        entry('right', say('columns.right'), () => onLayout(moveColumn(layout, id, 1))),
        entry('wider', say('columns.wider'), () => onLayout(widenColumn(layout, id, width + 2 * widthStep))),
        entry('narrower', say('columns.narrower'), () => onLayout(widenColumn(layout, id, width - 2 * widthStep))),
        { kind: 'rule', id: 'place' },
        entry('hide', say('columns.hide'), () => onLayout(showColumn(layout, id, false))),
      ]}
    />
  );
}

/** Names of the columns: sort, move, widen and hide them, by mouse, keyboard and menu (ui.md TR-2). */
export function TableHead(props: TableHeadProps) {
  const { columns, template, order, layout, onLayout, onOrder, say } = props;
  return (
    <RowGroup className="sticky top-0 z-10 block bg-canvas max-tablet:hidden">
      <RowBox
        aria-rowindex={1}
        className="grid h-8 items-center gap-x-4 border-b border-hairline text-left"
        style={{ gridTemplateColumns: template }}
      >
        <HeadBox>
          <span className="sr-only">{say('selection.column')}</span>
        </HeadBox>
        <HeadBox>
          <span className="sr-only">{say('fact.state')}</span>
        </HeadBox>
        <HeadBox aria-sort={directionOf(order, 'name')} className="min-w-0 font-normal">
          <SortButton sort="name" label={say('column.name')} {...{ order, onOrder }} />
        </HeadBox>
        {columns.map((column) => (
          <HeadBox
            key={column.id}
            aria-sort={directionOf(order, sortOf(column.id))}
            draggable
            onDragStart={(event) => event.dataTransfer.setData('text/x-column', column.id)}
            onDragOver={(event) => {
              if (event.dataTransfer.types.includes('text/x-column')) event.preventDefault();
            }}
            onDrop={(event) => {
              const dragged = layout.columns.find(({ id }) => id === event.dataTransfer.getData('text/x-column'));
              if (dragged !== undefined) onLayout(placeColumn(layout, dragged.id, column.id));
            }}
            className={cx(
              'group relative flex h-full min-w-0 items-center font-normal',
              numeric.has(column.id) && 'flex-row-reverse',
            )}
          >
            <SortButton sort={sortOf(column.id)} label={say(`column.${column.id}`)} {...{ order, onOrder }} />
            <ColumnMenu {...{ column, layout, onLayout, onOrder, say }} />
            <Edge {...{ column, layout, onLayout, say }} />
          </HeadBox>
        ))}
      </RowBox>
    </RowGroup>
  );
}

/** Chooses what is shown of each torrent (ui.md TR-2). */
export function useColumnEntries(
  layout: TorrentLayout,
  onLayout: (layout: TorrentLayout | null) => void,
): readonly MenuEntry[] {
  const { t: say } = useTranslation('torrents');
  return [
    { id: 'reset', label: say('columns.reset'), onSelect: () => onLayout(null) },
    { kind: 'rule', id: 'rule' },
    ...layout.columns.map(({ id, shown }): MenuEntry => ({
      kind: 'check',
      id,
      label: say(`column.${id}`),
      checked: shown,
      onChange: (checked) => onLayout(showColumn(layout, id, checked)),
    })),
  ];
}
