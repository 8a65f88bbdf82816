import { ArrowRight } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigCheck } from '../../../server/contract/index.ts';
import { Button, Dialog, Icon, StatusShape } from '../../ui/index.ts';
import { describeChanges, type Change } from './changes.ts';
import type { DraftState } from './draft.ts';

interface ReviewDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  draft: DraftState;
  check: ConfigCheck;
  saving: boolean;
  /** Why saving is not possible now, or null. */
  blocked: string | null;
  /** What the last attempt came to, when it failed. */
  failure: string | null;
  onSave: () => void;
}

function Value({ value, missing }: { value: string | null; missing: string }) {
  if (value === null) return <span className="text-muted">{missing}</span>;
  return <code className="font-mono text-dense text-strong wrap-anywhere">{value}</code>;
}

function ChangeRow({ change }: { change: Change }) {
  const { t } = useTranslation('settings');
  return (
    <li className="grid gap-x-4 gap-y-1 border-b border-hairline py-2 tablet:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <code className="font-mono text-dense text-muted wrap-anywhere">{change.path}</code>
      <span className="flex flex-wrap items-center gap-x-2">
        <Value value={change.before} missing={t('reviewDialog.notSet')} />
        <Icon icon={ArrowRight} className="text-muted" />
        <Value value={change.after} missing={t('reviewDialog.removed')} />
      </span>
    </li>
  );
}

/** Consequences first: every changed key, what restarts, then the save (ui.md 1.4, CF-13). */
export function ReviewDialog({
  open,
  onOpenChange,
  draft,
  check,
  saving,
  blocked,
  failure,
  onSave,
}: ReviewDialogProps) {
  const { t } = useTranslation('settings');
  const changes = useMemo(() => describeChanges(draft.base.text, draft.text, check.changed), [draft, check]);
  const kind = check.reloadType ?? 'none';
  const effect = t(`effect.${kind}`, { instances: check.affectedInstances.join(', ') });
  const restarts = kind === 'full' || kind === 'multi_arr' || kind === 'single_arr';
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="lg"
      title={changes.length === 0 ? t('reviewDialog.titleNone') : t('reviewDialog.title', { count: changes.length })}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('reviewDialog.back')}</Button>
          <Button variant="primary" busy={saving} disabledReason={blocked} onClick={onSave}>
            {saving ? t('reviewDialog.saving') : t('reviewDialog.save')}
          </Button>
        </>
      }
    >
      {changes.length === 0 ? (
        <p className="text-body">{t('reviewDialog.none')}</p>
      ) : (
        <ul className="border-t border-hairline">
          {changes.map((change) => (
            <ChangeRow key={change.path} change={change} />
          ))}
        </ul>
      )}
      <p className="mt-4 flex items-start gap-2 text-body">
        <StatusShape shape={restarts ? 'attention' : 'running'} className="mt-1" />
        <span>
          {t('reviewDialog.after', { effect })} {kind === 'full' && t('reviewDialog.full')}
        </span>
      </p>
      {failure !== null && (
        <p role="alert" className="mt-3 text-danger">
          {t('failed.title')}: {failure}
        </p>
      )}
    </Dialog>
  );
}
