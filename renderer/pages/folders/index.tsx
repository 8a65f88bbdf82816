import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { pathReport } from '../../../server/contract/index.ts';
import { api, detailOf, reasonOf, useBlockedReason } from '../../data/index.ts';
import {
  Button,
  ButtonLink,
  EmptyState,
  ErrorState,
  PageHeader,
  RelativeTime,
  Skeleton,
  SkeletonBlock,
} from '../../ui/index.ts';
import { FolderReport } from './report.tsx';
import { useSummary } from './say.ts';

function FoldersSkeleton() {
  const { t } = useTranslation('folders');
  return (
    <SkeletonBlock what={t('what')}>
      {['first', 'second'].map((part) => (
        <div key={part} className="flex flex-col gap-4 border-t border-hairline py-5">
          <Skeleton className="w-40" />
          <Skeleton className="w-3/4" />
          <Skeleton className="w-1/2" />
        </div>
      ))}
    </SkeletonBlock>
  );
}

/** Settings > Folders: the path doctor over the configuration in force (issue 5). Checked when opened and when asked. */
export default function FoldersPage() {
  const { t } = useTranslation('folders');
  const blocked = useBlockedReason();
  const summaryOf = useSummary();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['pathDoctor'],
    queryFn: ({ signal }) => api.get('/path-doctor', { schema: pathReport, signal }),
    refetchOnWindowFocus: false,
  });
  const isEmpty = data !== undefined && data.clients.length === 0 && data.apps.length === 0;
  return (
    <>
      <PageHeader
        title={t('title')}
        summary={data !== undefined && !isEmpty && <output>{summaryOf(data)}</output>}
        refreshing={isFetching && data !== undefined}
        actions={
          <>
            <ButtonLink variant="quiet" icon={ArrowLeft} to="/settings">
              {t('back')}
            </ButtonLink>
            <Button busy={isFetching} disabledReason={blocked} onClick={() => void refetch()}>
              {t('again')}
            </Button>
          </>
        }
      />
      <p className="max-w-[80ch] text-muted">
        {t('intro')}
        {data !== undefined && (
          <span>
            {' '}
            {t('checked')} <RelativeTime at={data.checkedAt} />.
          </span>
        )}
      </p>
      {data === undefined && error === null && <FoldersSkeleton />}
      {data === undefined && error !== null && (
        <ErrorState
          title={t('error.title')}
          reason={reasonOf(error)}
          detail={detailOf(error)}
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      )}
      {isEmpty && (
        <EmptyState
          title={t('empty.title')}
          body={t('empty.body')}
          action={<ButtonLink to="/">{t('empty.action')}</ButtonLink>}
        />
      )}
      {data !== undefined && !isEmpty && <FolderReport report={data} />}
    </>
  );
}
