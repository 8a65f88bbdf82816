import { useMutation } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { configSaved, type ImportProposal } from '../../../../server/contract/index.ts';
import { api, detailOf, reasonOf, useBlockedReason } from '../../../data/index.ts';
import { Button, ButtonLink, ErrorState, PageHeader, showToast } from '../../../ui/index.ts';
import { ProposalView, proposalAddress, useProposalPlan } from '../../shared/import/proposal.tsx';
import { SourceForm } from '../../shared/import/source-form.tsx';
import { isDirty } from '../draft.ts';
import { useConfigDraft, useRereadConfig } from '../use-config.ts';

function Proposal({ proposal }: { proposal: ImportProposal }) {
  const { t } = useTranslation('imports');
  const navigate = useNavigate();
  const blocked = useBlockedReason();
  const reread = useRereadConfig();
  const plan = useProposalPlan(proposal);
  const save = useMutation({
    mutationFn: (etag: string) =>
      api.post(`${proposalAddress(proposal)}/save`, {}, { schema: configSaved, headers: { 'If-Match': etag } }),
    onSuccess: async () => {
      showToast({ title: t('saved') });
      await reread();
      void navigate('/settings');
    },
  });
  return (
    <>
      <ProposalView proposal={proposal} plan={plan} folded={false}>
        <Button
          variant="primary"
          busy={save.isPending}
          disabled={plan.data === undefined || !plan.data.ok || plan.data.groups.length === 0}
          disabledReason={blocked}
          onClick={() => plan.data !== undefined && save.mutate(plan.data.etag)}
        >
          {t('save')}
        </Button>
      </ProposalView>
      {save.isError && (
        <ErrorState title={t('failedTitle')} reason={reasonOf(save.error)} detail={detailOf(save.error)} />
      )}
    </>
  );
}

/** Takes over the settings of qBitrr, Torrentarr or decluttarr, or a config.toml; nothing is written before the save (ui.md CF-20). */
export default function ImportPage() {
  const { t } = useTranslation('settings');
  const { t: say } = useTranslation('imports');
  const navigate = useNavigate();
  const { send, draft } = useConfigDraft();
  const [proposal, setProposal] = useState<ImportProposal | null>(null);
  return (
    <>
      <PageHeader
        title={say('title')}
        summary={say('nothing')}
        actions={
          <ButtonLink variant="quiet" icon={ArrowLeft} to="/settings">
            {t('import.back')}
          </ButtonLink>
        }
      />
      <p className="max-w-[72ch] text-body">{say('body')}</p>
      <SourceForm
        onProposal={setProposal}
        own={{
          refusal: draft === null ? say('reading') : isDirty(draft) ? say('dirty') : null,
          onText: (text) => {
            send({ type: 'edited', text });
            void navigate('/settings');
          },
        }}
      />
      {proposal !== null && <Proposal key={proposal.id} proposal={proposal} />}
    </>
  );
}
