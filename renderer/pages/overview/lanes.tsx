import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ProcessRow } from '../../../server/contract/index.ts';
import { IconButton, Menu, SparkBars, StatusShape, StatusText, cx, type Tone } from '../../ui/index.ts';
import { coreLoopName, doingText, nextText } from '../processes/describe.ts';
import { instanceShape, shapeOf, type AppGroup, type Instance } from '../processes/model.ts';
import type { useActions } from '../processes/use-actions.ts';
import { useLoopMenu } from '../processes/use-loop-menu.ts';

const sparkTones: Partial<Record<ProcessRow['status'], Tone>> = { failed: 'danger', stopped: 'idle' };

interface LaneProps {
  row: ProcessRow;
  now: number;
  actions: ReturnType<typeof useActions>;
  /** Shared loops are told apart by their own name. */
  isNamed: boolean;
}

/** One loop: state, what it does, an hour of work, the next pass (ui.md OV-2). */
function Lane({ row, now, actions, isNamed }: LaneProps) {
  const { t } = useTranslation('processes');
  const kind = t(`kind.${row.kind}`);
  const label = isNamed ? coreLoopName(row, t) : kind;
  const name = isNamed ? label : t('loopName', { name: row.name, kind: kind.toLowerCase() });
  const entries = useLoopMenu(row, name, actions);
  const next = nextText(row, now, t);
  return (
    <li
      className={cx(
        'grid min-h-8.5 items-center gap-x-2.5 pointer-coarse:min-h-11',
        isNamed
          ? 'grid-cols-[12px_minmax(0,1fr)_minmax(0,1fr)_28px] @min-[560px]:grid-cols-[12px_minmax(88px,auto)_minmax(0,1fr)_119px_88px_28px]'
          : 'grid-cols-[12px_72px_minmax(0,1fr)_28px] @min-[560px]:grid-cols-[12px_88px_minmax(0,1fr)_119px_88px_28px]',
      )}
    >
      <StatusShape shape={shapeOf(row)} label={t(`status.${row.status}`)} />
      <span className="text-muted wrap-anywhere">{label}</span>
      <span className="text-strong @min-[560px]:truncate" title={row.lastError ?? undefined}>
        {doingText(row, now, t)}
      </span>
      <SparkBars
        values={row.work}
        slots={30}
        perBar={2}
        tone={sparkTones[row.status] ?? 'accent'}
        className="hidden @min-[560px]:block"
      />
      <span className="tabular hidden text-right text-caption whitespace-nowrap text-muted @min-[560px]:block">
        {next}
      </span>
      <Menu
        trigger={<IconButton icon={Ellipsis} label={t('verb.actionsOf', { name })} className="size-7" />}
        entries={entries}
      />
    </li>
  );
}

interface LanesProps {
  groups: readonly AppGroup[];
  now: number;
  actions: ReturnType<typeof useActions>;
}

function InstanceLanes({ instance, now, actions }: { instance: Instance } & Omit<LanesProps, 'groups'>) {
  const { t } = useTranslation(['overview', 'processes']);
  const isCore = instance.app === 'core';
  const app = t(`processes:app.${instance.app}`);
  const name = isCore ? app : instance.name;
  const about = isCore ? t('processes:shared') : [app, instance.version ?? ''].filter(Boolean).join(' ');
  return (
    <div className="border-b border-hairline py-2 last:border-b-0">
      <div className="flex min-h-7 items-center gap-2.5">
        <h3 className="max-w-[70%] min-w-0 shrink-0 truncate text-base max-tablet:max-w-none max-tablet:shrink max-tablet:whitespace-normal max-tablet:wrap-anywhere">
          {name}
        </h3>
        <span className="min-w-0 flex-1 truncate text-caption text-muted">{about}</span>
        <StatusText shape={instanceShape[instance.state]}>
          {t(`processes:instance.${instance.state}`, { down: instance.down, total: instance.rows.length })}
        </StatusText>
      </div>
      <ul aria-label={t('workers.list', { name })} className="@container">
        {instance.rows.map((row) => (
          <Lane key={`${row.category}/${row.kind}`} {...{ row, now, actions }} isNamed={isCore} />
        ))}
      </ul>
    </div>
  );
}

/** Each instance with its loops. */
export function Lanes({ groups, now, actions }: LanesProps) {
  return groups
    .flatMap(({ instances }) => instances)
    .map((instance) => <InstanceLanes key={`${instance.app}/${instance.name}`} {...{ instance, now, actions }} />);
}
