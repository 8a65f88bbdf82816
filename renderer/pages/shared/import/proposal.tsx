import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { configPlan, type ConfigPlan, type ImportProposal } from '../../../../server/contract/index.ts';
import { api, detailOf, reasonOf } from '../../../data/index.ts';
import { Disclosure, ErrorState, Section, Skeleton, SkeletonBlock, format } from '../../../ui/index.ts';
import { PlanChanges } from '../../settings/review-dialog.tsx';
import { PlanNotes } from '../plan-notes.tsx';
import { NoteList } from './note-list.tsx';

/** Where a proposal is planned and saved. */
export const proposalAddress = ({ id }: Pick<ImportProposal, 'id'>): string =>
  `/config/import/${encodeURIComponent(id)}`;

/** What saving a proposal as it stands would do. */
export function useProposalPlan(proposal: ImportProposal) {
  return useQuery({
    queryKey: ['config', 'import plan', proposal.id],
    queryFn: ({ signal }) => api.post(`${proposalAddress(proposal)}/plan`, {}, { schema: configPlan, signal }),
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
}

interface ProposalViewProps {
  proposal: ImportProposal;
  plan: ReturnType<typeof useProposalPlan>;
  /** Where all of the file is new the changes say little, so they fold away. */
  folded: boolean;
  /** The ways to save it. */
  children: React.ReactNode;
}

function Changes({ plan, folded }: { plan: ConfigPlan; folded: boolean }) {
  const { t } = useTranslation('imports');
  const count = plan.groups.reduce((sum, { changes }) => sum + changes.length, 0);
  if (folded && count > 0) {
    return (
      <Disclosure summary={`${t('changes')} (${format.count(count)})`} className="pt-4">
        <PlanChanges plan={plan} />
      </Disclosure>
    );
  }
  return (
    <Section title={t('changes')} summary={format.count(count)}>
      <div className="pt-3">{count === 0 ? <p>{t('same')}</p> : <PlanChanges plan={plan} />}</div>
    </Section>
  );
}

/** What was understood, what was not, what would change and what would be written (ui.md 7 step 1, CF-20). */
export function ProposalView({ proposal, plan, folded, children }: ProposalViewProps) {
  const { t } = useTranslation('imports');
  const { attention, notUnderstood, understood } = proposal;
  return (
    <>
      {attention.length > 0 && (
        <Section title={t('attention')} summary={format.count(attention.length)}>
          <NoteList notes={attention} shape="attention" />
        </Section>
      )}
      {notUnderstood.length > 0 && (
        <Section title={t('notUnderstood')} summary={format.count(notUnderstood.length)}>
          <NoteList notes={notUnderstood} shape="idle" />
        </Section>
      )}
      {understood.length === 0 ? (
        <p className="pt-4 text-body">{t('nothingUnderstood')}</p>
      ) : (
        <Disclosure summary={t('understood', { count: understood.length })} className="pt-4">
          <NoteList notes={understood} shape="running" />
        </Disclosure>
      )}
      {plan.isPending && (
        <SkeletonBlock what={t('planning')}>
          <Skeleton className="mt-4 w-2/3" />
        </SkeletonBlock>
      )}
      {plan.error !== null && (
        <ErrorState
          title={t('planFailed')}
          reason={reasonOf(plan.error)}
          detail={detailOf(plan.error)}
          onRetry={() => void plan.refetch()}
          retrying={plan.isFetching}
        />
      )}
      {plan.data !== undefined && <Changes plan={plan.data} folded={folded} />}
      <Disclosure summary={t('text')} className="py-4">
        <pre className="rounded-control bg-inset p-3 font-mono text-caption wrap-anywhere whitespace-pre-wrap">
          {proposal.config}
        </pre>
      </Disclosure>
      {plan.data !== undefined && <PlanNotes plan={plan.data} title={t('problems')} />}
      <div className="flex flex-wrap items-start gap-2 border-t border-hairline py-4">{children}</div>
    </>
  );
}
