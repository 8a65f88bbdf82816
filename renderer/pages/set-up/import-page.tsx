import { useMutation } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { editToml, parseToml, withChange } from '../../../server/config/browser.ts';
import {
  configPlan,
  configSaved,
  importProposal,
  importSource,
  type ImportNote,
  type ImportProposal,
  type ImportRequest,
} from '../../../server/contract/index.ts';
import { api, desktopBridge, detailOf, reasonOf, refreshAll, useBlockedReason } from '../../data/index.ts';
import {
  Button,
  ButtonLink,
  Disclosure,
  ErrorState,
  PageHeader,
  Section,
  Segmented,
  StatusShape,
  TextField,
  format,
  showToast,
  type Shape,
} from '../../ui/index.ts';
import { Browse } from '../settings/fields/browse.tsx';
import { forgetSetUp } from './draft.ts';
import { PlanNotes } from './written.tsx';

/** The proposed text with observe-only switched on or off; null when it does not parse. */
function observing(text: string, observe: boolean): string | null {
  const parsed = parseToml(text);
  if (!parsed.ok) return null;
  const edited = editToml(text, withChange(parsed.tree, { path: ['Settings', 'ObserveOnly'], value: observe }));
  return edited.ok ? edited.text : null;
}

function NoteList({ notes, shape }: { notes: readonly ImportNote[]; shape: Shape }) {
  return (
    <ul>
      {notes.map(({ from, to, message }) => (
        <li key={`${from} ${message}`} className="flex gap-2.5 border-b border-hairline py-2 last:border-b-0">
          <StatusShape shape={shape} className="mt-1.5" />
          <div className="min-w-0 wrap-anywhere">
            <p className="font-mono text-dense text-strong">{to === null || to === from ? from : `${from} → ${to}`}</p>
            {message !== '' && <p className="text-dense text-body">{message}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What was understood and what was not, and taking it over. */
function Proposal({ proposal }: { proposal: ImportProposal }) {
  const { t } = useTranslation('setUp');
  const navigate = useNavigate();
  const blocked = useBlockedReason();
  const { attention, notUnderstood, understood } = proposal;
  const at = `/config/import/${encodeURIComponent(proposal.id)}`;
  const take = useMutation({
    mutationFn: async (observe: boolean) => {
      const config = observing(proposal.config, observe);
      const body = config === null ? {} : { config };
      const plan = await api.post(`${at}/plan`, body, { schema: configPlan });
      if (!plan.ok) return plan;
      await api.post(`${at}/save`, body, { schema: configSaved });
      return null;
    },
    onSuccess: (refused) => {
      if (refused !== null) return;
      forgetSetUp();
      showToast({ title: t('import.done') });
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
        {runs ? t('import.saving') : t(observe ? 'import.observe' : 'import.start')}
      </Button>
    );
  };
  return (
    <>
      {attention.length > 0 && (
        <Section title={t('import.attention')} summary={format.count(attention.length)}>
          <NoteList notes={attention} shape="attention" />
        </Section>
      )}
      {notUnderstood.length > 0 && (
        <Section title={t('import.notUnderstood')} summary={format.count(notUnderstood.length)}>
          <NoteList notes={notUnderstood} shape="idle" />
        </Section>
      )}
      {understood.length === 0 ? (
        <p className="pt-4 text-body">{t('import.nothingUnderstood')}</p>
      ) : (
        <Disclosure summary={t('import.understood', { count: understood.length })} className="pt-4">
          <NoteList notes={understood} shape="running" />
        </Disclosure>
      )}
      <Disclosure summary={t('import.text')} className="py-4">
        <pre className="rounded-control bg-inset p-3 font-mono text-caption wrap-anywhere whitespace-pre-wrap">
          {proposal.config}
        </pre>
      </Disclosure>
      {take.data && <PlanNotes plan={take.data} title={t('import.problems')} />}
      {take.isError && (
        <ErrorState title={t('review.failedTitle')} reason={reasonOf(take.error)} detail={detailOf(take.error)} />
      )}
      <div className="flex flex-wrap gap-2 border-t border-hairline py-4">
        {button(true)}
        {button(false)}
      </div>
    </>
  );
}

/** Bringing the configuration of qBitrr, Torrentarr or decluttarr: read first, written only at the end (ui.md 7, step 1). */
export function ImportPage() {
  const { t } = useTranslation('setUp');
  const blocked = useBlockedReason();
  const file = useId();
  const [source, setSource] = useState<(typeof importSource.options)[number]>('qbitrr');
  const [path, setPath] = useState('');
  const read = useMutation({
    mutationFn: (asked: ImportRequest) => api.post('/config/import', asked, { schema: importProposal }),
  });
  const readFile = async (chosen: File): Promise<void> => {
    read.mutate({ source, text: await chosen.text() });
  };
  return (
    <div className="max-w-220">
      <PageHeader
        title={t('import.title')}
        actions={
          <ButtonLink variant="quiet" icon={ArrowLeft} to="/">
            {t('step.start')}
          </ButtonLink>
        }
      />
      <p className="max-w-[72ch] text-body">{t('import.body')}</p>
      <form
        noValidate
        className="flex flex-col gap-4 py-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (path.trim() !== '') read.mutate({ source, path: path.trim() });
        }}
      >
        <Segmented
          className="self-start"
          label={t('import.source')}
          value={source}
          onChange={setSource}
          options={importSource.options.map((value) => ({ value, label: t(`import.${value}`) }))}
        />
        <TextField
          className="max-w-140"
          label={t('import.path')}
          help={t('import.pathHelp')}
          value={path}
          spellCheck={false}
          mono
          suffix={<Browse kind="file" at={path} label={t('import.path')} onPick={setPath} />}
          onChange={setPath}
        />
        <Button
          type="submit"
          className="self-start"
          variant={read.data === undefined ? 'primary' : 'plain'}
          busy={read.isPending}
          disabledReason={blocked}
        >
          {read.isPending ? t('import.reading') : t('import.read')}
        </Button>
        {desktopBridge() === null && (
          <div className="flex flex-col gap-1">
            <label htmlFor={file} className="text-dense font-medium text-strong">
              {t('import.file')}
            </label>
            <input
              id={file}
              type="file"
              accept=".toml,.yaml,.yml,.conf,.env,.txt"
              className="max-w-full text-dense text-body file:mr-3 file:h-control file:rounded-control file:border file:border-hairline file:bg-surface file:px-3 file:text-strong"
              onChange={(event) => {
                const [chosen] = event.target.files ?? [];
                if (chosen !== undefined) void readFile(chosen);
              }}
            />
          </div>
        )}
      </form>
      {read.isError && (
        <ErrorState title={t('import.failed')} reason={reasonOf(read.error)} detail={detailOf(read.error)} />
      )}
      {read.data !== undefined && <Proposal key={read.data.id} proposal={read.data} />}
    </div>
  );
}
