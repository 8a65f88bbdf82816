import { Eye } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProcessRow, StatusBody } from '../../../server/contract/index.ts';
import { detailOf, reasonOf, useConnection, useProcesses, useStatus } from '../../data/index.ts';
import { useOverview } from '../../data/overview.ts';
import {
  ButtonLink,
  ErrorState,
  Notice,
  NoticeList,
  PageHeader,
  Section,
  Skeleton,
  SkeletonBlock,
  cx,
  format,
} from '../../ui/index.ts';
import { groupRows, totalsOf, type Totals } from '../processes/model.ts';
import { Toolbar } from '../processes/toolbar.tsx';
import { useActions, usePhases } from '../processes/use-actions.ts';
import { Checklist } from './checklist.tsx';
import { Decisions } from './decisions.tsx';
import { Disk } from './disk.tsx';
import { Lanes } from './lanes.tsx';
import { Latest, Today } from './latest.tsx';
import { Planned } from './planned.tsx';

const none: readonly ProcessRow[] = [];

function Loading({ lines }: { lines: number }) {
  const { t } = useTranslation('overview');
  return (
    <SkeletonBlock what={t('what')}>
      {Array.from({ length: lines }, (_unused, line) => (
        <div key={line} className="flex h-8.5 items-center">
          <Skeleton className={line % 3 === 0 ? 'w-32' : 'w-3/5'} />
        </div>
      ))}
    </SkeletonBlock>
  );
}

/** OV-1: what needs attention stands in the notices of every page; here it is also said when nothing does. */
function Verdict({ status, totals, observed }: { status: StatusBody; totals: Totals; observed: number }) {
  const { t } = useTranslation('overview');
  const isFine = status.attention.length === 0 && status.ready && totals.total > 0;
  return (
    <NoticeList className="-mt-3.25">
      {status.observeOnly && (
        <Notice
          tone="info"
          icon={Eye}
          action={
            <ButtonLink variant="link" to="/activity?kind=observed">
              {t('showObserved')}
            </ButtonLink>
          }
        >
          {t('observed', { count: observed })}
        </Notice>
      )}
      {isFine && (
        <Notice tone={totals.off > 0 ? 'idle' : 'ok'} shape={totals.off > 0 ? 'idle' : 'running'}>
          {totals.off > 0 ? t('off', { count: totals.off, total: totals.total }) : t('fine')}
        </Notice>
      )}
    </NoticeList>
  );
}

/** Is it working, what needs me, what did it just do, what will it do next (ui.md 6.1). */
export default function OverviewPage() {
  const { t } = useTranslation('overview');
  const status = useStatus();
  const processes = useProcesses();
  const { data: overview, error } = useOverview();
  const { now, stale } = useConnection();
  const phases = usePhases();
  const actions = useActions();
  const rows = processes.data?.processes ?? none;
  const totals = totalsOf(rows);
  const groups = useMemo(() => groupRows(rows, status?.arrs), [rows, status?.arrs]);
  const attention = status?.attention.length ?? 0;
  const apps = groups.filter(({ app }) => app !== 'core').flatMap(({ instances }) => instances).length;

  return (
    <div className="pb-10">
      <PageHeader
        title={t('title')}
        documentTitle={attention > 0 ? t('documentTitle', { count: attention }) : undefined}
        actions={
          totals.total > 0 && <Toolbar totals={totals} instances={apps} phase={phases.get('all')} actions={actions} />
        }
      />
      {status && <Verdict status={status} totals={totals} observed={overview?.observed ?? 0} />}
      {error !== null && (
        <NoticeList>
          <Notice tone="danger" shape="failed">
            {t('readError', { reason: reasonOf(error) })}
          </Notice>
        </NoticeList>
      )}
      <div
        className={cx(
          'grid grid-cols-1 gap-x-7 desktop:grid-cols-[minmax(0,1fr)_minmax(280px,320px)]',
          stale && 'stale',
        )}
      >
        <div className="min-w-0">
          {status !== undefined && overview !== undefined && !overview.hasRun && <Checklist status={status} />}
          <Section
            title={t('workers.title')}
            summary={
              totals.total > 0
                ? t('workers.summary', { running: format.count(totals.running), total: format.count(totals.total) })
                : undefined
            }
            actions={
              <ButtonLink variant="link" to="/processes">
                {t('workers.all')}
              </ButtonLink>
            }
          >
            {processes.data === undefined && processes.error === null && <Loading lines={9} />}
            {processes.data === undefined && processes.error !== null && (
              <ErrorState
                title={t('workers.error')}
                reason={reasonOf(processes.error)}
                detail={detailOf(processes.error)}
                retrying={processes.isFetching}
                onRetry={() => void processes.refetch()}
              />
            )}
            {processes.data !== undefined && totals.total === 0 && (
              <p className="py-2 text-dense text-muted">{t('workers.empty')}</p>
            )}
            <Lanes {...{ groups, now, actions }} />
          </Section>
          {overview && <Today overview={overview} />}
        </div>
        <div className="min-w-0">
          {status && <Disk disk={status.disk} />}
          {overview === undefined && error === null && <Loading lines={6} />}
          {overview && <Planned overview={overview} observing={status?.observeOnly ?? false} now={now} />}
          {overview && <Decisions decisions={overview.decisions} />}
          <Latest now={now} />
        </div>
      </div>
    </div>
  );
}
