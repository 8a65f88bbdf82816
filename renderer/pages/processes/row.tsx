import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ProcessRow } from '../../../server/contract/index.ts';
import { Cell, IconButton, Menu, SparkBars, StatusShape, cx, format, type Tone } from '../../ui/index.ts';
import { coreLoopName, doingText, nextText } from './describe.ts';
import { shapeOf } from './model.ts';
import type { Phase, useActions } from './use-actions.ts';
import { useLoopMenu } from './use-loop-menu.ts';

const sparkTones: Partial<Record<ProcessRow['status'], Tone>> = { failed: 'danger', stopped: 'idle' };

/** Widths and sides of the columns, for rows and headings; narrow windows leave out the later ones. */
export const columnClass = {
  loop: 'w-32 max-tablet:w-24',
  doing: 'max-w-0 min-w-40',
  work: 'w-28 max-desktop:hidden',
  next: 'w-24 text-right max-tablet:hidden',
  up: 'w-24 text-right max-desktop:hidden',
  pid: 'w-16 text-right max-wide:hidden',
  cpu: 'w-16 text-right max-desktop:hidden',
  memory: 'w-20 text-right max-desktop:hidden',
  actions: 'w-8 pr-0 text-right',
} as const;

interface LoopRowProps {
  row: ProcessRow;
  phase: Phase | undefined;
  now: number;
  actions: ReturnType<typeof useActions>;
  /** Shared loops are told apart by their own name. */
  named: boolean;
}

/** One loop: state, what it does, work per minute, next pass, cost (ui.md PR-1, PR-2). */
export function LoopRow({ row, phase, now, actions, named }: LoopRowProps) {
  const { t } = useTranslation('processes');
  const kind = t(`kind.${row.kind}`);
  const label = named ? coreLoopName(row, t) : kind;
  const name = named ? label : t('loopName', { name: row.name, kind: kind.toLowerCase() });
  const entries = useLoopMenu(row, name, actions);
  const muted = 'tabular text-caption whitespace-nowrap text-muted';
  return (
    <tr>
      <Cell className={columnClass.loop}>
        <span className="inline-flex items-center gap-2.5">
          <StatusShape shape={shapeOf(row)} label={t(`status.${row.status}`)} />
          <span className="text-muted">{label}</span>
        </span>
      </Cell>
      <Cell className={cx(columnClass.doing, 'max-tablet:py-1.5')}>
        <div className="flex items-baseline gap-2">
          <span className="text-strong tablet:truncate" title={row.lastError ?? undefined}>
            {phase && phase.verb !== 'reconnect'
              ? t(`phase.${phase.verb}`, { time: format.duration((now - phase.since) / 1000) })
              : doingText(row, now, t)}
          </span>
          <Counts row={row} />
        </div>
      </Cell>
      <Cell className={columnClass.work}>
        <SparkBars values={row.work} tone={sparkTones[row.status] ?? 'accent'} />
      </Cell>
      <Cell className={cx(muted, columnClass.next)}>{nextText(row, now, t)}</Cell>
      <Cell className={cx(muted, columnClass.up)}>{row.alive ? format.duration(row.uptime) : ''}</Cell>
      <Cell className={cx(muted, columnClass.pid)}>{row.pid ?? ''}</Cell>
      <Cell className={cx(muted, columnClass.cpu)}>
        {row.cpuPercent === null ? '' : `${row.cpuPercent.toFixed(0)} %`}
      </Cell>
      <Cell className={cx(muted, columnClass.memory)}>
        {row.memoryBytes === null ? '' : format.bytes(row.memoryBytes)}
      </Cell>
      <Cell className={columnClass.actions}>
        <Menu
          trigger={<IconButton icon={Ellipsis} label={t('verb.actionsOf', { name })} className="h-7" />}
          entries={entries}
        />
      </Cell>
    </tr>
  );
}

/** Queue of the Arr and holds, and the way to the torrents of the category (ui.md TR-7). */
function Counts({ row }: { row: ProcessRow }) {
  const { t } = useTranslation('processes');
  const held = row.freeSpacePaused ?? 0;
  // On shared loops the number is that of their torrents.
  const queued = row.metricType === undefined ? (row.queueCount ?? 0) : 0;
  return (
    <span className="flex shrink-0 items-baseline gap-2 text-caption text-muted max-tablet:hidden">
      {queued > 0 && <span>{t('queue', { count: queued })}</span>}
      {held > 0 && <span className="text-attention">{t('held', { count: held })}</span>}
      {row.kind !== 'search' && (row.categoryCount ?? 0) > 0 && (
        <Link
          to={`/torrents?category=${encodeURIComponent(row.category)}`}
          title={t('inCategory', { category: row.category })}
          className="hit rounded-bar text-accent-text hover:underline"
        >
          {row.category}
        </Link>
      )}
    </span>
  );
}
