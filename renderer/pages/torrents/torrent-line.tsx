import { memo } from 'react';
import { Link } from 'react-router';
import type { TorrentRow } from '../../../server/contract/index.ts';
import { StatusShape, cx, format } from '../../ui/index.ts';
import { bucketOf, shapeOf } from './buckets.ts';
import { Cell, colourOfNext, reasonBeside } from './cell.tsx';
import type { Column } from './layout.ts';
import { nextText } from './next.ts';
import { PlacedRow, type Place } from './placed-row.tsx';
import type { Say } from './say.ts';
import { CellBox } from './table-parts.tsx';

interface TorrentLineProps extends Place {
  row: TorrentRow;
  /** Address of its detail. */
  to: string;
  selected: boolean;
  /** Chosen for a bulk command. */
  chosen: boolean;
  /** Choosing goes on, so phones show what to tap. */
  selecting: boolean;
  onChoose: (row: TorrentRow) => void;
  onKeep: (row: TorrentRow) => void;
  phone: boolean;
  columns: readonly Column[];
  /** grid-template-columns of the table. */
  template: string;
  /** Unix milliseconds, coarse: a new value draws the line again. */
  now: number;
  say: Say;
}

function NameLink({ row, to, selected }: Pick<TorrentLineProps, 'row' | 'to' | 'selected'>) {
  return (
    <Link
      to={to}
      title={row.name}
      aria-current={selected ? 'true' : undefined}
      className="truncate text-strong after:absolute after:inset-0 focus-visible:-outline-offset-2"
    >
      {row.name}
    </Link>
  );
}

/** A box over the link of the line; large enough for a finger (ui.md AX-4). */
function Choice({ row, chosen, onChoose, say }: Pick<TorrentLineProps, 'row' | 'chosen' | 'onChoose' | 'say'>) {
  return (
    <label className="relative z-1 inline-flex size-6 cursor-pointer items-center justify-center pointer-coarse:-m-2.5 pointer-coarse:size-11">
      <input
        type="checkbox"
        checked={chosen}
        onChange={() => onChoose(row)}
        aria-label={say('selection.select', { name: row.name })}
        className="size-4 accent-accent"
      />
    </label>
  );
}

/** One torrent: a table row on wide screens, two lines on phones (ui.md 14). */
export const TorrentLine = memo(function TorrentLine(props: TorrentLineProps) {
  const { row, to, selected, chosen, onChoose, onKeep, columns, template, now, index, start, measure, say } = props;
  const place = { index, start, measure };
  const surface = cx('border-b border-hairline hover:bg-surface', (selected || chosen) && 'bg-raised hover:bg-raised');
  if (props.phone) return <PhoneLine {...props} surface={surface} />;
  return (
    <PlacedRow {...place} className={cx(surface, 'grid h-row items-center gap-x-4')} template={template}>
      <CellBox>
        <Choice {...{ row, chosen, onChoose, say }} />
      </CellBox>
      <CellBox>
        <StatusShape shape={shapeOf(row)} label={say(`bucket.${bucketOf(row)}`)} />
      </CellBox>
      <CellBox className="flex min-w-0">
        <NameLink {...{ row, to, selected }} />
      </CellBox>
      {columns.map(({ id }) => (
        <Cell key={id} column={id} {...{ row, now, onKeep, say }} />
      ))}
    </PlacedRow>
  );
});

function PhoneLine({
  row,
  to,
  selected,
  chosen,
  selecting,
  onChoose,
  now,
  index,
  start,
  measure,
  say,
  surface,
}: TorrentLineProps & { surface: string }) {
  const label = say(`decision.${row.decision}`);
  const next = nextText(row, now, say);
  return (
    <PlacedRow
      {...{ index, start, measure }}
      className={cx(
        surface,
        'grid min-h-15 content-center items-center gap-x-2.5 py-2',
        selecting ? 'grid-cols-[24px_minmax(0,1fr)_auto]' : 'grid-cols-[12px_minmax(0,1fr)_auto]',
      )}
    >
      <CellBox>
        {selecting ? (
          <Choice {...{ row, chosen, onChoose, say }} />
        ) : (
          <StatusShape shape={shapeOf(row)} label={say(`bucket.${bucketOf(row)}`)} />
        )}
      </CellBox>
      <CellBox className="flex min-w-0">
        <NameLink {...{ row, to, selected }} />
      </CellBox>
      <CellBox className="tabular text-caption text-muted">{format.percent(row.progress)}</CellBox>
      <CellBox className="col-span-2 col-start-2 flex min-w-0 gap-1.5 text-dense text-muted">
        <span className="truncate">
          <span className="text-body">{label}</span> {reasonBeside(label, row)}
        </span>
        {next !== '' && <span className={cx('ml-auto max-w-[50%] shrink-0 truncate', colourOfNext(row))}>{next}</span>}
      </CellBox>
    </PlacedRow>
  );
}
