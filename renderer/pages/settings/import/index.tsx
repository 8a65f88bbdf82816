import { useMutation, useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import {
  configPlan,
  configSaved,
  importProposal,
  importSource,
  type ConfigPlan,
  type ImportNote,
  type ImportProposal,
} from '../../../../server/contract/index.ts';
import { api, reasonOf, useBlockedReason } from '../../../data/index.ts';
import {
  Button,
  ButtonLink,
  Disclosure,
  PageHeader,
  Section,
  Select,
  Skeleton,
  StatusShape,
  TextField,
  format,
  showToast,
} from '../../../ui/index.ts';
import { isDirty } from '../draft.ts';
import { PlanChanges } from '../review-dialog.tsx';
import { useConfigDraft, useRereadConfig } from '../use-config.ts';

const sources = ['toml', ...importSource.options] as const;
type Source = (typeof sources)[number];

function Notes({ summary, notes, open }: { summary: string; notes: readonly ImportNote[]; open: boolean }) {
  if (notes.length === 0) return null;
  const list = (
    <ul className="border-t border-hairline">
      {notes.map((note) => (
        <li key={`${note.from}-${note.to ?? ''}`} className="border-b border-hairline py-1.5 text-dense wrap-anywhere">
          <code className="font-mono text-strong">{note.from}</code>
          {note.to !== null && (
            <>
              {' → '}
              <code className="font-mono text-strong">{note.to}</code>
            </>
          )}{' '}
          <span className="text-muted">{note.message}</span>
        </li>
      ))}
    </ul>
  );
  return open ? (
    <div className="pt-3">
      <p className="flex items-center gap-2 pb-1.5 text-body">
        <StatusShape shape="attention" />
        {summary}
      </p>
      {list}
    </div>
  ) : (
    <Disclosure summary={summary} className="pt-3">
      {list}
    </Disclosure>
  );
}

function Refusals({ plan }: { plan: ConfigPlan }) {
  return (
    <ul className="pb-2">
      {plan.problem !== null && <li className="text-dense text-danger">{plan.problem.message}</li>}
      {plan.validationErrors.map(({ path, message }) => (
        <li key={path} className="text-dense text-danger wrap-anywhere">
          <code className="font-mono">{path}</code> {message}
        </li>
      ))}
    </ul>
  );
}

/** What was understood, what was not, what would change; saved only on request (ui.md CF-20). */
function Proposal({ proposal }: { proposal: ImportProposal }) {
  const { t } = useTranslation('settings');
  const navigate = useNavigate();
  const blocked = useBlockedReason();
  const reread = useRereadConfig();
  const { id, understood, notUnderstood, attention } = proposal;
  const address = `/config/import/${encodeURIComponent(id)}`;
  const plan = useQuery({
    queryKey: ['config', 'import plan', id],
    queryFn: ({ signal }) => api.post(`${address}/plan`, {}, { schema: configPlan, signal }),
    gcTime: 0,
    retry: false,
  });
  const save = useMutation({
    mutationFn: (etag: string) =>
      api.post(`${address}/save`, {}, { schema: configSaved, headers: { 'If-Match': etag } }),
    onSuccess: async () => {
      showToast({ title: t('import.saved') });
      await reread();
      void navigate('/settings');
    },
  });
  return (
    <>
      <Notes summary={t('import.attention', { count: attention.length })} notes={attention} open />
      <Notes summary={t('import.notUnderstood', { count: notUnderstood.length })} notes={notUnderstood} open />
      <Notes summary={t('import.understood', { count: understood.length })} notes={understood} open={false} />
      <Section title={t('import.changes')}>
        <div className="pt-3">
          {plan.isPending && <Skeleton className="w-2/3" />}
          {plan.error !== null && <p className="text-danger">{reasonOf(plan.error)}</p>}
          {plan.data !== undefined && (
            <>
              <Refusals plan={plan.data} />
              {plan.data.groups.length === 0 ? <p>{t('import.same')}</p> : <PlanChanges plan={plan.data} />}
              <Button
                variant="primary"
                busy={save.isPending}
                disabled={!plan.data.ok || plan.data.groups.length === 0}
                disabledReason={blocked}
                onClick={() => save.mutate(plan.data.etag)}
              >
                {t('import.save')}
              </Button>
            </>
          )}
          {save.error !== null && (
            <p role="alert" className="pt-2 text-danger">
              {t('import.notSaved')}: {reasonOf(save.error)}
            </p>
          )}
        </div>
      </Section>
    </>
  );
}

interface Picked {
  name: string;
  text: string;
}

/** Takes over the settings of qBitrr, Torrentarr or decluttarr, or a config.toml; nothing is written before the save. */
export default function ImportPage() {
  const { t } = useTranslation('settings');
  const navigate = useNavigate();
  const blocked = useBlockedReason();
  const { send, draft } = useConfigDraft();
  const [source, setSource] = useState<Source>('qbitrr');
  const [path, setPath] = useState('');
  const [picked, setPicked] = useState<Picked | null>(null);
  const propose = useMutation({
    mutationFn: () =>
      api.post(
        '/config/import',
        { source, ...(picked === null ? { path: path.trim() } : { text: picked.text }) },
        { schema: importProposal },
      ),
  });
  const pick = async (file: File | undefined): Promise<void> => {
    propose.reset();
    setPicked(file === undefined ? null : { name: file.name, text: await file.text() });
  };
  const own = source === 'toml';
  const ready = picked !== null || (!own && path.trim() !== '');
  return (
    <>
      <PageHeader
        title={t('import.title')}
        summary={t('import.nothing')}
        actions={
          <ButtonLink variant="quiet" icon={ArrowLeft} to="/settings">
            {t('import.back')}
          </ButtonLink>
        }
      />
      <div className="flex max-w-140 flex-col items-start gap-4 border-t border-hairline py-4">
        <Select
          label={t('import.source')}
          value={source}
          options={sources.map((value) => ({ value, label: t(`import.sources.${value}`) }))}
          onChange={(next) => {
            setSource(next);
            propose.reset();
          }}
          className="w-full"
        />
        {!own && (
          <TextField
            label={t('import.path')}
            help={t('import.pathHelp')}
            value={path}
            onChange={setPath}
            mono
            spellCheck={false}
            autoComplete="off"
            className="w-full"
          />
        )}
        <label className="flex flex-col gap-1 text-dense font-medium text-strong">
          {own ? t('import.file') : t('import.or')}
          <input
            type="file"
            accept=".toml,.yaml,.yml,.txt"
            onChange={(event) => void pick(event.target.files?.[0])}
            className="text-dense font-normal text-body file:mr-3 file:h-control file:rounded-control file:border file:border-hairline file:bg-surface file:px-3 file:text-strong"
          />
        </label>
        {picked !== null && (
          <p className="text-dense text-muted">
            {t('import.textOf', { name: picked.name, size: format.bytes(picked.text.length) })}
          </p>
        )}
        {own ? (
          <>
            <Button
              variant="primary"
              disabled={picked === null || draft === null}
              disabledReason={isDirty(draft) ? t('import.dirty') : null}
              onClick={() => {
                if (picked !== null) send({ type: 'edited', text: picked.text });
                void navigate('/settings');
              }}
            >
              {t('import.draft')}
            </Button>
            <p className="text-dense text-muted">{t('import.draftHint')}</p>
          </>
        ) : (
          <Button
            variant={propose.data === undefined ? 'primary' : 'plain'}
            busy={propose.isPending}
            disabled={!ready}
            disabledReason={blocked}
            onClick={() => propose.mutate()}
          >
            {t(propose.isPending ? 'import.reading' : 'import.read')}
          </Button>
        )}
        {propose.error !== null && (
          <p role="alert" className="text-danger">
            {t('import.failed')}: {reasonOf(propose.error)}
          </p>
        )}
      </div>
      {propose.data !== undefined && !own && <Proposal key={propose.data.id} proposal={propose.data} />}
    </>
  );
}
