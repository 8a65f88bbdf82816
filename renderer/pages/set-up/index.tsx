import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { detailOf, reasonOf, useStatus } from '../../data/index.ts';
import { ButtonLink, EmptyState, ErrorState, PageHeader, Skeleton, SkeletonBlock } from '../../ui/index.ts';
import { steps, type Step } from './draft.ts';
import { ImportPage } from './import-page.tsx';
import { AccessStep } from './step-access.tsx';
import { AppsStep } from './step-apps.tsx';
import { CategoriesStep } from './step-categories.tsx';
import { FolderStep } from './step-folder.tsx';
import { QbitStep } from './step-qbit.tsx';
import { ReviewStep } from './step-review.tsx';
import { useConfigFacts, type ConfigFacts } from './use-facts.ts';

function StepOf({ step, facts }: { step: Step; facts: ConfigFacts }) {
  switch (step) {
    case 'qbittorrent':
      return <QbitStep />;
    case 'apps':
      return <AppsStep tree={facts.tree} />;
    case 'categories':
      return <CategoriesStep />;
    case 'folder':
      return <FolderStep facts={facts} />;
    case 'access':
      return <AccessStep />;
    case 'review':
      return <ReviewStep facts={facts} />;
  }
}

/** The first run after Welcome, a step per address (ui.md 7). Nothing is written before the last one. */
export default function SetUpPage() {
  const { t } = useTranslation('setUp');
  const { step: asked } = useParams();
  const facts = useConfigFacts();
  const mode = useStatus()?.mode;
  if (mode !== undefined && mode !== 'unconfigured') {
    return (
      <>
        <PageHeader title={t('step.start')} />
        <EmptyState
          title={t('already.title')}
          body={t('already.body')}
          action={
            <div className="flex flex-wrap gap-2">
              <ButtonLink to="/settings">{t('already.settings')}</ButtonLink>
              <ButtonLink to="/settings/folders">{t('already.folders')}</ButtonLink>
            </div>
          }
        />
      </>
    );
  }
  if (asked === 'import') return <ImportPage />;
  const step = steps.find((one) => one === asked);
  if (step === undefined) return <Navigate to={`/set-up/${steps[0]}`} replace />;
  if (facts.data !== undefined) return <StepOf key={step} step={step} facts={facts.data} />;
  return (
    <>
      <PageHeader title={t(`step.${step}`)} />
      {facts.error === null ? (
        <SkeletonBlock what={t('reading')}>
          <div className="flex flex-col gap-4 border-t border-hairline pt-4">
            <Skeleton className="w-2/3" />
            <Skeleton className="w-1/3" />
            <Skeleton className="w-1/2" />
          </div>
        </SkeletonBlock>
      ) : (
        <ErrorState
          title={t('readFailed')}
          reason={reasonOf(facts.error)}
          detail={detailOf(facts.error)}
          onRetry={() => void facts.refetch()}
          retrying={facts.isFetching}
        />
      )}
    </>
  );
}
