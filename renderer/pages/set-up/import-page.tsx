import { useMutation } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { editTomlFully, parseToml, withChange } from '../../../server/config/browser.ts';
import { configPlan, configSaved, type ImportProposal } from '../../../server/contract/index.ts';
import { api, detailOf, reasonOf, refreshAll, useBlockedReason } from '../../data/index.ts';
import { Button, ButtonLink, ErrorState, PageHeader, showToast } from '../../ui/index.ts';
import { ProposalView, proposalAddress, useProposalPlan } from '../shared/import/proposal.tsx';
import { SourceForm } from '../shared/import/source-form.tsx';
import { PlanNotes } from '../shared/plan-notes.tsx';
import { forgetSetUp } from './draft.ts';

/** The proposed text with observe-only switched on or off; null when it does not parse. @throws when it cannot be switched */
async function observing(text: string, observe: boolean): Promise<string | null> {
  const parsed = parseToml(text);
  if (!parsed.ok) return null;
  const wanted = withChange(parsed.tree, { path: ['Settings', 'ObserveOnly'], value: observe });
  const edited = await editTomlFully(text, wanted);
  if (!edited.ok) throw new Error(edited.error);
  return edited.text;
}

/** Taking it over is the start: observing, or at once. */
function Proposal({ proposal }: { proposal: ImportProposal }) {
  const { t } = useTranslation('imports');
  const navigate = useNavigate();
  const blocked = useBlockedReason();
  const plan = useProposalPlan(proposal);
  const at = proposalAddress(proposal);
  const take = useMutation({
    mutationFn: async (observe: boolean) => {
      const config = await observing(proposal.config, observe);
      const body = config === null ? {} : { config };
      const decided = await api.post(`${at}/plan`, body, { schema: configPlan });
      if (!decided.ok) return decided;
      await api.post(`${at}/save`, body, { schema: configSaved });
      return null;
    },
    onSuccess: (refused) => {
      if (refused !== null) return;
      forgetSetUp();
      showToast({ title: t('taken') });
      void refreshAll();
      void navigate('/');
    },
  });
  const button = (observe: boolean) => {
    const runs = take.isPending && take.variables === observe;
    return (
      <Button
        variant={observe ? 'primary' : 'plain'}
        busy={runs}
        disabled={take.isPending}
        disabledReason={blocked}
        onClick={() => take.mutate(observe)}
      >
        {runs ? t('taking') : t(observe ? 'observe' : 'start')}
      </Button>
    );
  };
  return (
    <>
      <ProposalView proposal={proposal} plan={plan} folded>
        {button(true)}
        {button(false)}
      </ProposalView>
      {take.data && plan.data?.ok !== false && <PlanNotes plan={take.data} title={t('problems')} />}
      {take.isError && (
        <ErrorState title={t('failedTitle')} reason={reasonOf(take.error)} detail={detailOf(take.error)} />
      )}
    </>
  );
}

/** A first run with the configuration of qBitrr, Torrentarr or decluttarr: read first, written only at the end (ui.md 7, step 1). */
export function ImportPage() {
  const { t } = useTranslation('setUp');
  const { t: say } = useTranslation('imports');
  const [proposal, setProposal] = useState<ImportProposal | null>(null);
  return (
    <div className="max-w-220">
      <PageHeader
        title={say('title')}
        actions={
          <ButtonLink variant="quiet" icon={ArrowLeft} to="/">
            {t('step.start')}
          </ButtonLink>
        }
      />
      <p className="max-w-[72ch] text-body">{say('body')}</p>
      <SourceForm onProposal={setProposal} />
      {proposal !== null && <Proposal key={proposal.id} proposal={proposal} />}
    </div>
  );
}
