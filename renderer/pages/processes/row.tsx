import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ProcessRow } from '../../../server/contract/index.ts';
import { Cell, IconButton, Menu, SparkBars, StatusShape, cx, format, type Tone } from '../../ui/index.ts';
import { doingText, nextText } from './describe.ts';
import { shapeOf } from './model.ts';
import type { Phase, useActions } from './use-actions.ts';
import { useLoopMenu } from './use-loop-menu.ts';

const sparkTones: Partial<Record<ProcessRow['status'], Tone>> = { failed: 'danger', stopped: 'idle' };

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
  const label = named ? row.name : kind;
  const name = named ? row.name : t('loopName', { name: row.name, kind: kind.toLowerCase() });
  const entries = useLoopMenu(row, name, actions);
  const muted = 'tabular text-caption whitespace-nowrap text-muted';
  return (
    <tr>
      <Cell className="w-32 max-tablet:w-24">
        <span className="inline-flex items-center gap-2.5">
          <StatusShape shape={shapeOf(row)} label={t(`status.${row.status}`)} />
          <span className="text-muted">{label}</span>
        </span>
      </Cell>
      <Cell className="max-w-0 min-w-40 max-tablet:py-1.5">
        <div className="flex items-baseline gap-2">
          <span className="text-strong tablet:truncate" title={row.lastError ?? undefined}>
            {phase && phase.verb !== 'reconnect'
              ? t(`phase.${phase.verb}`, { time: format.duration((now - phase.since) / 1000) })
              : doingText(row, now, t)}
          </span>
          <Counts row={row} />
        </div>
      </Cell>
      <Cell className="w-28 max-desktop:hidden">
        <SparkBars values={row.work} tone={sparkTones[row.status] ?? 'accent'} />
      </Cell>
      <Cell className={cx(muted, 'w-24 text-right max-tablet:hidden')}>{nextText(row, now, t)}</Cell>
      <Cell className={cx(muted, 'w-24 text-right max-desktop:hidden')}>
        {row.alive ? format.duration(row.uptime) : ''}
      </Cell>
      <Cell className={cx(muted, 'w-16 text-right max-wide:hidden')}>{row.pid ?? ''}</Cell>
      <Cell className={cx(muted, 'w-16 text-right max-desktop:hidden')}>
        {row.cpuPercent === null ? '' : `${row.cpuPercent.toFixed(0)} %`}
      </Cell>
      <Cell className={cx(muted, 'w-20 text-right max-desktop:hidden')}>
        {row.memoryBytes === null ? '' : format.bytes(row.memoryBytes)}
      </Cell>
      <Cell className="w-8 pr-0 text-right">
        <Menu
          trigger={<IconButton icon={Ellipsis} label={t('verb.actionsOf', { name })} className="h-7" />}
          entries={entries}
        />
      </Cell>
    </tr>
  );
}

/** Queue and holds, and the way to the torrents of the category (ui.md TR-7). */
function Counts({ row }: { row: ProcessRow }) {
  const { t } = useTranslation('processes');
  const held = row.freeSpacePaused ?? 0;
  return (
    <span className="flex shrink-0 items-baseline gap-2 text-caption text-muted max-tablet:hidden">
      {row.queueCount !== undefined && row.queueCount > 0 && <span>{t('queue', { count: row.queueCount })}</span>}
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
