import { useQuery } from '@tanstack/react-query';
import { ArrowRight, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { previewBody, type ConfigPlan, type PlannedChange, type PreviewBody } from '../../../server/contract/index.ts';
import { api, reasonOf } from '../../data/index.ts';
import { Button, Checkbox, Dialog, Icon, StatusShape } from '../../ui/index.ts';
import { fieldOf, shownAs } from './changes.ts';
import { SettingKey } from './setting-key.tsx';
import { useFields } from './use-config.ts';

interface ReviewDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  plan: ConfigPlan;
  /** The text the plan was made for. */
  text: string;
  saving: boolean;
  /** Why saving is not possible now, or null. */
  blocked: string | null;
  /** What the last attempt came to, when it failed. */
  failure: string | null;
  /** Takes one change back; null where the draft cannot do that. */
  onUndo: (change: PlannedChange) => void;
  onSave: (clearSearchHistory: boolean) => void;
}

function Value({ change, value, missing }: { change: PlannedChange; value: unknown; missing: string }) {
  const { t } = useTranslation('settings');
  const field = fieldOf(useFields().data?.fields ?? [], change);
  const shown = shownAs(field, value, t);
  if (shown === null) return <span className="text-muted">{missing}</span>;
  return <code className="font-mono text-dense text-strong wrap-anywhere">{shown}</code>;
}

/** Changed keys with old and new value; `onUndo` is left out where nothing can be taken back, such as in a backup. */
function ChangeList({
  changes,
  onUndo,
}: {
  changes: readonly PlannedChange[];
  onUndo?: (change: PlannedChange) => void;
}) {
  const { t } = useTranslation('settings');
  return (
    <ul>
      {changes.map((change) => (
        <li
          key={change.path}
          className="grid items-center gap-x-4 gap-y-1 border-b border-hairline py-2 tablet:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]"
        >
          <span className="min-w-0">
            {change.label !== null && <span className="block text-dense text-strong">{change.label}</span>}
            <SettingKey path={change.path} />
          </span>
          <span className="flex min-w-0 flex-wrap items-center gap-x-2">
            <Value change={change} value={change.before} missing={t('reviewDialog.notSet')} />
            <Icon icon={ArrowRight} className="text-muted" />
            <Value change={change} value={change.after} missing={t('reviewDialog.removed')} />
          </span>
          {onUndo && (
            <Button
              variant="link"
              icon={Undo2}
              className="justify-self-start"
              aria-label={t('reviewDialog.undoOne', { path: change.path })}
              onClick={() => onUndo(change)}
            >
              {t('form.row.undo')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Changes under what they do, the strongest last (ui.md CF-13). */
export function PlanChanges({ plan, onUndo }: { plan: ConfigPlan; onUndo?: (change: PlannedChange) => void }) {
  const { t } = useTranslation('settings');
  return plan.groups.map(({ effect, changes }) => {
    const names = [...new Set(changes.map(({ instance }) => instance).filter((name) => name !== null))];
    const strong = ['restart', 'restart-reset', 'restart-all', 'web'].includes(effect);
    return (
      <section key={effect} className="pb-4">
        <h3 className="flex items-center gap-2 border-b border-hairline pb-1.5 text-dense">
          <StatusShape shape={strong ? 'attention' : 'running'} />
          {t(`form.effect.${effect}`, { name: names.join(', ') })}
        </h3>
        <ChangeList changes={changes} {...(onUndo ? { onUndo } : {})} />
      </section>
    );
  });
}

function Differing({ preview }: { preview: PreviewBody }) {
  const { t } = useTranslation('settings');
  const { changes, differing, compared, held, notes } = preview;
  return (
    <>
      <p className="text-body">
        {differing === 0
          ? t('reviewDialog.same', { count: compared })
          : t('reviewDialog.differ', { count: differing, compared })}
        {held !== null && held.before !== held.after && (
          <> {t('reviewDialog.held', { before: held.before, after: held.after })}</>
        )}
      </p>
      <ul>
        {changes.slice(0, 8).map((change) => (
          <li key={`${change.instance}-${change.hash}`} className="border-b border-hairline py-2 text-dense">
            <span className="block truncate font-medium text-strong">{change.name}</span>
            <span className="text-muted">{change.before.reason}</span>{' '}
            <Icon icon={ArrowRight} className="inline text-muted" />{' '}
            <span className="text-body">{change.after.reason}</span>
          </li>
        ))}
      </ul>
      {notes.map((note) => (
        <p key={note} className="pt-1 text-dense text-muted">
          {note}
        </p>
      ))}
    </>
  );
}

/** What would be decided about the torrents there are: asked for when the dialog opens, nothing is done. */
function WhatIf({ text }: { text: string }) {
  const { t } = useTranslation('settings');
  const preview = useQuery({
    queryKey: ['config', 'preview', text],
    queryFn: ({ signal }) => api.post('/config/preview', { config: text }, { schema: previewBody, signal }),
    staleTime: 10_000,
    gcTime: 0,
    retry: false,
  });
  return (
    <section aria-label={t('reviewDialog.torrents')} aria-live="polite" className="pb-4">
      <h3 className="border-b border-hairline pb-1.5 text-dense">{t('reviewDialog.torrents')}</h3>
      <div className="pt-2">
        {preview.isPending && <p className="text-muted">{t('reviewDialog.judging')}</p>}
        {preview.error !== null && (
          <p className="text-muted">{t('reviewDialog.notJudged', { reason: reasonOf(preview.error) })}</p>
        )}
        {preview.data !== undefined && <Differing preview={preview.data} />}
      </div>
    </section>
  );
}

/** Consequences first: every changed key by effect, what becomes of the torrents, then the save (ui.md 1.4, CF-13). */
export function ReviewDialog({
  open,
  onOpenChange,
  plan,
  text,
  saving,
  blocked,
  failure,
  onUndo,
  onSave,
}: ReviewDialogProps) {
  const { t } = useTranslation('settings');
  const [clears, setClears] = useState(false);
  // Consent is for what is shown; the next review asks anew.
  if (!open && clears) setClears(false);
  const count = plan.groups.reduce((sum, { changes }) => sum + changes.length, 0);
  const all = plan.groups.some(({ effect }) => effect === 'restart-all');
  const after = all
    ? t('reviewDialog.afterAll')
    : plan.restarts.length > 0
      ? t('reviewDialog.afterRestart', { count: plan.restarts.length, names: plan.restarts.join(', ') })
      : t('reviewDialog.afterNow');
  const { address } = plan;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="lg"
      title={count === 0 ? t('reviewDialog.titleNone') : t('reviewDialog.title', { count })}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('reviewDialog.back')}</Button>
          <Button variant="primary" busy={saving} disabledReason={blocked} onClick={() => onSave(clears)}>
            {saving ? t('reviewDialog.saving') : t('reviewDialog.save')}
          </Button>
        </>
      }
    >
      {count === 0 ? (
        <p className="pb-4 text-body">{t('reviewDialog.none')}</p>
      ) : (
        <>
          <PlanChanges plan={plan} onUndo={onUndo} />
          <WhatIf text={text} />
        </>
      )}
      {plan.warnings.length > 0 && (
        <ul aria-label={t('reviewDialog.warnings')} className="pb-4">
          {plan.warnings.map(({ path, message }) => (
            <li key={`${path}-${message}`} className="flex items-start gap-2 py-1 text-dense">
              <StatusShape shape="attention" className="mt-1" />
              <span className="min-w-0 wrap-anywhere">
                <code className="font-mono text-strong">{path}</code> {message}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="text-body">
        {after} {t('reviewDialog.backup')}
      </p>
      {address !== null && (
        <p className="pt-2 text-body">
          {t('reviewDialog.moves', { address: `${address.host}:${address.port}${address.urlBase}` })}
        </p>
      )}
      {plan.resetsSearch.length > 0 && (
        <Checkbox
          className="pt-3"
          label={t('reviewDialog.clear', { names: plan.resetsSearch.join(', ') })}
          help={t('reviewDialog.clearHelp')}
          checked={clears}
          onChange={setClears}
        />
      )}
      {failure !== null && (
        <p role="alert" className="mt-3 text-danger">
          {t('failed.title')}: {failure}
        </p>
      )}
    </Dialog>
  );
}
