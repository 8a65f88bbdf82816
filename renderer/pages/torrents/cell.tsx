import { describeDecision, type TorrentColumn, type TorrentRow } from '../../../server/contract/index.ts';
import { useBlockedReason } from '../../data/index.ts';
import { Button, ProgressBar, cx, format } from '../../ui/index.ts';
import { bucketOf, type Bucket } from './buckets.ts';
import { fits } from './commands.ts';
import { swarm } from './facts.ts';
import { formatMoment, nextText } from './next.ts';
import type { Say } from './say.ts';
import { CellBox } from './table-parts.tsx';

const nextColour: Partial<Record<Bucket, string>> = { removal: 'text-attention' };

/** Colour of what comes next: loud only where something is lost. */
export const colourOfNext = (row: TorrentRow): string | undefined => nextColour[bucketOf(row)];

/** The sentence without the words that the label beside it already says. */
export function reasonBeside(label: string, row: TorrentRow): string {
  const sentence = describeDecision(row.decision, row.values);
  if (!sentence.toLowerCase().startsWith(label.toLowerCase())) return sentence;
  return sentence.slice(label.length).replace(/^[\s,:;]+/, '');
}

/** Columns whose values are numbers: aligned at their end, in figures of one width. */
export const numeric: ReadonlySet<TorrentColumn> = new Set<TorrentColumn>([
  'size',
  'dlspeed',
  'upspeed',
  'downloaded',
  'uploaded',
  'eta',
  'seedingTime',
  'seeds',
  'peers',
  'ratio',
  'availability',
  'score',
]);

type Plain = Exclude<TorrentColumn, 'progress' | 'decision' | 'next'>;
type Write = (row: TorrentRow, now: number, say: Say) => string;

const rate: (of: (row: TorrentRow) => number) => Write = (of) => (row) => (of(row) > 0 ? format.rate(of(row)) : '');
const plain: Record<Plain, Write> = {
  manager: (row, _now, say) => (row.manager === 'core' ? say('core') : row.manager),
  state: (row, _now, say) => say(`state.${row.state}`),
  size: (row) => format.bytes(row.size),
  dlspeed: rate((row) => row.dlspeed),
  upspeed: rate((row) => row.upspeed),
  downloaded: (row) => format.bytes(row.downloaded),
  uploaded: (row) => format.bytes(row.uploaded),
  eta: (row) => (row.eta === null || row.amountLeft === 0 ? '' : format.duration(row.eta)),
  seedingTime: (row) => (row.seedingTime > 0 ? format.duration(row.seedingTime) : ''),
  seeds: (row) => swarm(row.seeds, row.swarmSeeds),
  peers: (row) => swarm(row.leechs, row.swarmLeechs),
  ratio: (row) => row.ratio.toFixed(2),
  availability: (row) => (row.amountLeft > 0 ? row.availability.toFixed(2) : ''),
  added: (row, now) => formatMoment(row.addedAt, now),
  tags: (row) => row.tags.join(', '),
  category: (row) => row.category,
  client: (row) => row.instance,
  tracker: (row) => row.tracker,
  score: (row) => (row.score === null ? '' : String(row.score)),
  savePath: (row) => row.savePath,
};

/** Keep, where a removal is planned; not while nothing can be changed (ui.md 4.2). */
function KeepButton({ row, onKeep, say }: Pick<CellProps, 'row' | 'onKeep' | 'say'>) {
  const blocked = useBlockedReason();
  return (
    <Button
      className="relative z-1 ml-auto h-7 px-2"
      aria-label={say('keepNamed', { name: row.name })}
      disabledReason={blocked}
      onClick={() => onKeep(row)}
    >
      {say('command.keep.label')}
    </Button>
  );
}

interface CellProps {
  column: TorrentColumn;
  row: TorrentRow;
  now: number;
  onKeep: (row: TorrentRow) => void;
  say: Say;
}

/** One value of a torrent in the table (ui.md TR-2). */
export function Cell({ column, row, now, onKeep, say }: CellProps) {
  if (column === 'progress') {
    return (
      <CellBox className="flex items-center gap-2">
        <ProgressBar
          value={row.progress}
          label={say('fact.progress')}
          tone={row.progress >= 1 ? 'idle' : 'accent'}
          className="w-11"
        />
        <span className="tabular text-caption text-muted">{format.percent(row.progress)}</span>
      </CellBox>
    );
  }
  if (column === 'decision') {
    const label = say(`decision.${row.decision}`);
    const reason = reasonBeside(label, row);
    return (
      <CellBox className="truncate text-dense text-muted" title={`${label}. ${reason}`}>
        <span className="text-body">{label}</span> {reason}
      </CellBox>
    );
  }
  if (column === 'next') {
    const next = nextText(row, now, say);
    return (
      <CellBox className="flex min-w-0 items-center gap-2">
        <span className={cx('min-w-0 truncate text-dense text-muted', colourOfNext(row))} title={next}>
          {next}
        </span>
        {bucketOf(row) === 'removal' && fits('keep', row) && <KeepButton {...{ row, onKeep, say }} />}
      </CellBox>
    );
  }
  const text = plain[column](row, now, say);
  return (
    <CellBox
      className={cx('truncate text-dense text-muted', numeric.has(column) && 'tabular text-right text-caption')}
      title={text}
    >
      {text}
    </CellBox>
  );
}
