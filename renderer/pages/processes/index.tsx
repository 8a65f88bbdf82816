import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { ProcessRow } from '../../../server/contract/index.ts';
import { detailOf, reasonOf } from '../../data/api-error.ts';
import { useConnection } from '../../data/connection.ts';
import { useProcesses, useStatus } from '../../data/hooks.ts';
import { ButtonLink, EmptyState, ErrorState, PageHeader, Skeleton, SkeletonBlock, cx } from '../../ui/index.ts';
import { Connections, remotesOf } from './connections.tsx';
import { AppTable } from './instance.tsx';
import { groupRows, shortAddress, totalsOf } from './model.ts';
import { Toolbar } from './toolbar.tsx';
import { useActions, usePhases } from './use-actions.ts';

const none: readonly ProcessRow[] = [];

function Loading() {
  const { t } = useTranslation('processes');
  return (
    <SkeletonBlock what={t('what')}>
      {[0, 1, 2].map((block) => (
        <div key={block} className="border-t border-hairline">
          <div className="flex h-11 items-center justify-between">
            <Skeleton className="w-48" />
            <Skeleton className="w-20" />
          </div>
          <div className="flex h-row items-center">
            <Skeleton className="w-2/3" />
          </div>
          <div className="flex h-row items-center">
            <Skeleton className="w-1/2" />
          </div>
        </div>
      ))}
    </SkeletonBlock>
  );
}

/** Scrolls to `#connections` and the like once the part exists. */
function useHashTarget(ready: boolean): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (ready && hash !== '')
      document.getElementById(decodeURIComponent(hash.slice(1)))?.scrollIntoView({ block: 'start' });
  }, [ready, hash]);
}

/** All loops with what they do and what to do about them (ui.md 6.5). */
export default function ProcessesPage() {
  const { t } = useTranslation('processes');
  const { data, error, isFetching, refetch } = useProcesses();
  const status = useStatus();
  const { now, stale } = useConnection();
  const phases = usePhases();
  const actions = useActions();

  const rows = data?.processes ?? none;
  const totals = totalsOf(rows);
  const groups = useMemo(() => groupRows(rows, status?.arrs), [rows, status?.arrs]);
  const remotes = useMemo(() => {
    const addresses = new Map(rows.map((row) => [row.name, shortAddress(row.address ?? '')]));
    return status === undefined ? [] : remotesOf(status, addresses);
  }, [rows, status]);
  useHashTarget(data !== undefined);

  return (
    <div className="pb-10">
      <PageHeader
        title={t('title')}
        documentTitle={totals.failed > 0 ? t('documentTitle', { count: totals.failed }) : undefined}
        summary={data && totals.total > 0 ? t('summary', { ...totals }) : undefined}
        actions={
          totals.total > 0 && (
            <Toolbar
              totals={totals}
              instances={groups.filter((group) => group.app !== 'core').flatMap((group) => group.instances).length}
              phase={phases.get('all')}
              actions={actions}
            />
          )
        }
      />
      {data === undefined && error === null && <Loading />}
      {data === undefined && error !== null && (
        <ErrorState
          title={t('error.title')}
          reason={reasonOf(error)}
          detail={detailOf(error)}
          retrying={isFetching}
          onRetry={() => void refetch()}
        />
      )}
      {data !== undefined && totals.total === 0 && (
        <EmptyState
          title={t('empty.title')}
          body={t('empty.body')}
          action={<ButtonLink to="/settings">{t('empty.action')}</ButtonLink>}
        />
      )}
      <div className={cx('[&>table:first-child>tbody:first-of-type]:border-t-0', stale && 'stale')}>
        {groups.map((group, index) => (
          <AppTable key={group.app} {...{ group, phases, now, actions }} headed={index === 0} />
        ))}
        <Connections remotes={remotes} />
      </div>
    </div>
  );
}
