import { Ellipsis, ExternalLink, Play, RotateCcw, ScrollText, Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ProcessRow } from '../../../server/contract/index.ts';
import { targetKey, type Verb, type VerbTarget } from '../../data/verbs.ts';
import {
  HeadCell,
  IconButton,
  Menu,
  StatusText,
  Table,
  TableHead,
  cx,
  format,
  type MenuEntry,
} from '../../ui/index.ts';
import { instanceShape, isOff, shortAddress, type AppGroup, type Instance } from './model.ts';
import { LoopRow, columnClass } from './row.tsx';
import { Trouble } from './trouble.tsx';
import type { Phase, useActions } from './use-actions.ts';

interface GroupProps {
  group: AppGroup;
  phases: ReadonlyMap<string, Phase>;
  now: number;
  actions: ReturnType<typeof useActions>;
}

const columnNames = ['loop', 'doing', 'work', 'next', 'up', 'pid', 'cpu', 'memory', 'actions'] as const;
const columns = columnNames.length;

const troubled = (row: ProcessRow): boolean =>
  row.status === 'failed' || row.status === 'restarting' || (row.lastError !== null && row.status !== 'running');

function useInstanceMenu(instance: Instance, actions: GroupProps['actions']): MenuEntry[] {
  const { t } = useTranslation('processes');
  const navigate = useNavigate();
  const category = instance.rows[0]?.category ?? '';
  const target: VerbTarget = {
    scope: 'instance',
    category,
    kinds: instance.rows.map((row) => row.kind),
    name: instance.name,
  };
  const verb = (id: Verb, icon: typeof Play): MenuEntry => ({
    id,
    label: t(`verb.${id}`),
    icon,
    disabledReason: actions.blocked,
    onSelect: () => actions.run({ verb: id, target }),
  });
  return [
    ...(instance.rows.some(isOff) ? [verb('start', Play)] : []),
    ...(instance.rows.every(isOff) ? [] : [verb('restart', RotateCcw), verb('stop', Square)]),
    { kind: 'rule', id: 'rule' },
    {
      id: 'log',
      label: t('verb.openLog'),
      icon: ScrollText,
      onSelect: () => void navigate(`/logs/${encodeURIComponent(instance.name)}`),
    },
    ...(instance.address === null
      ? []
      : [
          {
            kind: 'link' as const,
            id: 'open',
            label: t('verb.openApp', { app: t(`app.${instance.app}`) }),
            icon: ExternalLink,
            to: instance.address,
          },
        ]),
  ];
}

function InstanceHead({
  instance,
  phase,
  now,
  actions,
}: { instance: Instance; phase: Phase | undefined } & Omit<GroupProps, 'group' | 'phases'>) {
  const { t } = useTranslation('processes');
  const entries = useInstanceMenu(instance, actions);
  const core = instance.app === 'core';
  const address = shortAddress(instance.address ?? '');
  const app = t(`app.${instance.app}`);
  const about =
    instance.version === null
      ? t('appAt', { app, address })
      : t('appVersionAt', { app, version: instance.version, address });
  return (
    <tr>
      <th scope="rowgroup" colSpan={columns} className="h-11 max-w-0 font-normal">
        <div className="flex items-center gap-2.5">
          <span className="max-w-[70%] min-w-0 shrink-0 truncate font-semibold text-strong max-tablet:max-w-none max-tablet:shrink max-tablet:whitespace-normal max-tablet:wrap-anywhere">
            {core ? app : instance.name}
          </span>
          <span className="min-w-0 flex-1 truncate text-caption text-muted">{core ? t('shared') : about}</span>
          <StatusText shape={instanceShape[instance.state]}>
            {phase && phase.verb !== 'reconnect'
              ? t(`phase.${phase.verb}`, { time: format.duration((now - phase.since) / 1000) })
              : t(`instance.${instance.state}`, { down: instance.down, total: instance.rows.length })}
          </StatusText>
          {!core && (
            <Menu
              trigger={
                <IconButton icon={Ellipsis} label={t('verb.actionsOf', { name: instance.name })} className="h-7" />
              }
              entries={entries}
            />
          )}
        </div>
      </th>
    </tr>
  );
}

/** All instances of one app in one table, each under its own heading row (ui.md PR-1). The first table shows what the columns are. */
export function AppTable({ group, phases, now, actions, headed }: GroupProps & { headed: boolean }) {
  const { t } = useTranslation('processes');
  return (
    <Table label={t('table', { app: t(`app.${group.app}`) })}>
      <TableHead className={cx(!headed && 'sr-only', 'max-desktop:sr-only')}>
        {columnNames.map((column) => (
          <HeadCell key={column} className={columnClass[column]}>
            {column === 'actions' ? <span className="sr-only">{t('column.actions')}</span> : t(`column.${column}`)}
          </HeadCell>
        ))}
      </TableHead>
      {group.instances.map((instance) => (
        <tbody
          key={`${instance.app}/${instance.name}`}
          id={`instance-${instance.app === 'core' ? 'core' : instance.name}`}
          className="border-t border-hairline"
        >
          <InstanceHead instance={instance} phase={phases.get(instance.name)} {...{ now, actions }} />
          {instance.rows.map((row) => (
            <LoopWithTrouble
              key={`${row.category}/${row.kind}`}
              {...{ row, now, actions }}
              phase={phases.get(targetKey({ scope: 'loop', category: row.category, kind: row.kind, name: row.name }))}
              named={instance.app === 'core'}
            />
          ))}
        </tbody>
      ))}
    </Table>
  );
}

function LoopWithTrouble(props: React.ComponentProps<typeof LoopRow>) {
  const { row, actions } = props;
  return (
    <>
      <LoopRow {...props} />
      {troubled(row) && (
        <tr>
          <td colSpan={columns}>
            <Trouble row={row} actions={actions} />
          </td>
        </tr>
      )}
    </>
  );
}
