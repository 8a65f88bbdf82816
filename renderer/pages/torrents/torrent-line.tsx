import { memo } from 'react';
import { Link } from 'react-router';
import { describeDecision, type TorrentRow } from '../../../server/contract/index.ts';
import { torrentKey } from '../../data/index.ts';
import { Button, ProgressBar, StatusShape, cx, format } from '../../ui/index.ts';
import { bucketOf, shapeOf, type Bucket } from './buckets.ts';
import { nextText } from './next.ts';
import { PlacedRow, type Place } from './placed-row.tsx';
import type { Say } from './say.ts';

/** Column widths, shared by the head and the lines; narrower tables drop the manager, which the group head names. */
export const columns =
  'grid items-center gap-x-4 grid-cols-[24px_12px_minmax(0,1.2fr)_88px_minmax(0,1fr)_minmax(0,0.7fr)] @min-[1080px]:grid-cols-[24px_12px_minmax(0,1.2fr)_120px_104px_minmax(0,1fr)_minmax(0,184px)]';
export const wideOnly = 'hidden @min-[1080px]:block';

const nextColour: Partial<Record<Bucket, string>> = { removal: 'text-attention' };

/** The sentence without the words that the label beside it already says. */
function reasonBeside(label: string, row: TorrentRow): string {
  const sentence = describeDecision(row.decision, row.values);
  if (!sentence.toLowerCase().startsWith(label.toLowerCase())) return sentence;
  return sentence.slice(label.length).replace(/^[\s,:;]+/, '');
}

interface TorrentLineProps extends Place {
  row: TorrentRow;
  /** Address of its detail. */
  to: string;
  selected: boolean;
  /** Chosen for a bulk command. */
  chosen: boolean;
  /** Choosing goes on, so phones show what to tap. */
  selecting: boolean;
  onChoose: (key: string) => void;
  onKeep: (row: TorrentRow) => void;
  phone: boolean;
  /** Unix milliseconds, coarse: a new value draws the line again. */
  now: number;
  say: Say;
}

function NameLink({
  row,
  to,
  selected,
  className,
}: Pick<TorrentLineProps, 'row' | 'to' | 'selected'> & { className?: string }) {
  return (
    <Link
      to={to}
      title={row.name}
      aria-current={selected ? 'true' : undefined}
      className={cx('truncate text-strong after:absolute after:inset-0 focus-visible:-outline-offset-2', className)}
    >
      {row.name}
    </Link>
  );
}

/** A box over the link of the line; large enough for a finger (ui.md AX-4). */
function Choice({ row, chosen, onChoose, say }: Pick<TorrentLineProps, 'row' | 'chosen' | 'onChoose' | 'say'>) {
  return (
    <label className="relative z-1 inline-flex size-6 cursor-pointer items-center justify-center pointer-coarse:size-11 pointer-coarse:-m-2.5">
      <input
        type="checkbox"
        checked={chosen}
        onChange={() => onChoose(torrentKey(row))}
        aria-label={say('selection.select', { name: row.name })}
        className="size-4 accent-accent"
      />
    </label>
  );
}

/** One torrent: a table row on wide screens, two lines on phones (ui.md 14). */
export const TorrentLine = memo(function TorrentLine(props: TorrentLineProps) {
  const { row, to, selected, chosen, selecting, onChoose, onKeep, phone, now, index, start, measure, say } = props;
  const place = { index, start, measure };
  const bucket = bucketOf(row);
  const label = say(`decision.${row.decision}`);
  const reason = reasonBeside(label, row);
  const next = nextText(row, now, say);
  const surface = cx('border-b border-hairline hover:bg-surface', (selected || chosen) && 'bg-raised hover:bg-raised');
  const shape = <StatusShape shape={shapeOf(row)} label={say(`bucket.${bucket}`)} />;
  const choice = <Choice {...{ row, chosen, onChoose, say }} />;
  if (phone) {
    return (
      <PlacedRow
        {...place}
        className={cx(
          surface,
          'grid min-h-15 content-center items-center gap-x-2.5 py-2',
          selecting ? 'grid-cols-[24px_minmax(0,1fr)_auto]' : 'grid-cols-[12px_minmax(0,1fr)_auto]',
        )}
      >
        <td className={cx(selecting && '-ml-1.5')}>{selecting ? choice : shape}</td>
        <td className="flex min-w-0">
          <NameLink {...{ row, to, selected }} />
        </td>
        <td className="tabular text-caption text-muted">{format.percent(row.progress)}</td>
        <td className="col-span-2 col-start-2 flex min-w-0 gap-1.5 text-dense text-muted">
          <span className="truncate">
            <span className="text-body">{label}</span> {reason}
          </span>
          {next !== '' && (
            <span className={cx('ml-auto max-w-[50%] shrink-0 truncate', nextColour[bucket])}>{next}</span>
          )}
        </td>
      </PlacedRow>
    );
  }
  return (
    <PlacedRow {...place} className={cx(surface, columns, 'h-row')}>
      <td>{choice}</td>
      <td>{shape}</td>
      <td className="flex min-w-0">
        <NameLink {...{ row, to, selected }} />
      </td>
      <td className={cx(wideOnly, 'truncate text-dense text-muted')}>
        {row.manager === 'core' ? say('core') : row.manager}
      </td>
      <td className="flex items-center gap-2">
        <ProgressBar
          value={row.progress}
          label={say('fact.progress')}
          tone={row.progress >= 1 ? 'idle' : 'accent'}
          className="w-11"
        />
        <span className="tabular text-caption text-muted">{format.percent(row.progress)}</span>
      </td>
      <td className="truncate text-dense text-muted" title={`${label}. ${reason}`}>
        <span className="text-body">{label}</span> {reason}
      </td>
      <td className="flex min-w-0 items-center gap-2">
        <span className={cx('min-w-0 truncate text-dense text-muted', nextColour[bucket])} title={next}>
          {next}
        </span>
        {bucket === 'removal' && (
          <Button
            className="relative z-1 ml-auto h-7 px-2"
            aria-label={say('keepNamed', { name: row.name })}
            onClick={() => onKeep(row)}
          >
            {say('command.keep.label')}
          </Button>
        )}
      </td>
    </PlacedRow>
  );
});
