import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api, reasonOf, useBlockedReason } from '../../../data/index.ts';
import { Button, Dialog, Notice } from '../../../ui/index.ts';
import { downloadText } from '../download.ts';
import { exportText } from './export-text.ts';
import { OwnerForm } from './owner-form.tsx';
import { useOwnerRequest } from './use-owner.ts';

const kinds = ['without', 'with'] as const;
type Kind = (typeof kinds)[number];

interface ExportDialogProps {
  /** The file as it is on disk, secrets masked. */
  text: string;
  secrets: Readonly<Record<string, string | null>>;
  /** Are there changes that are not saved? They are not part of the file. */
  dirty: boolean;
  onClose: () => void;
}

function KindChoice({ value, onChange }: { value: Kind; onChange: (kind: Kind) => void }) {
  const { t } = useTranslation('settings');
  const group = useId();
  return (
    <fieldset className="flex flex-col">
      <legend className="sr-only">{t('export.secrets')}</legend>
      {kinds.map((kind) => (
        <div key={kind} className="flex items-start gap-2.5 border-b border-hairline first-of-type:border-t">
          <input
            id={`${group}-${kind}`}
            type="radio"
            name={group}
            checked={kind === value}
            onChange={() => onChange(kind)}
            aria-describedby={`${group}-${kind}-help`}
            className="mt-2.75 size-4 shrink-0 accent-accent"
          />
          <div className="min-w-0 flex-1 pb-2">
            <label htmlFor={`${group}-${kind}`} className="block cursor-pointer pt-2 text-dense text-strong">
              {t(`export.${kind}`)}
            </label>
            <p id={`${group}-${kind}-help`} className="text-caption text-muted">
              {t(`export.${kind}Help`)}
            </p>
          </div>
        </div>
      ))}
    </fieldset>
  );
}

/** The file to keep or to take to another computer, without secrets unless the owner says otherwise (ui.md CF-20). */
export function ExportDialog({ text, secrets, dirty, onClose }: ExportDialogProps) {
  const { t } = useTranslation(['settings', 'common']);
  const blocked = useBlockedReason();
  const form = useId();
  const [kind, setKind] = useState<Kind>('without');
  const keep = (toml: string): void => {
    downloadText('config.toml', toml, 'application/toml');
    onClose();
  };
  const owner = useOwnerRequest((password) => api.post('/config/export', { password }, { schema: z.string() }), keep);
  const masked = useMutation({ mutationFn: () => exportText(text, secrets), onSuccess: keep });
  const choose = (next: Kind): void => {
    owner.giveUp();
    masked.reset();
    setKind(next);
  };
  const asks = kind === 'with' && owner.wants === 'password';
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={t('export.title')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button
            variant="primary"
            busy={owner.busy || masked.isPending}
            disabled={owner.wants === 'setup'}
            disabledReason={kind === 'with' ? blocked : null}
            {...(asks
              ? { type: 'submit' as const, form }
              : { onClick: () => (kind === 'with' ? owner.send() : masked.mutate()) })}
          >
            {t('export.do')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <KindChoice value={kind} onChange={choose} />
        {kind === 'with' && (
          <Notice tone="attention" shape="attention">
            {t('export.warning')}
          </Notice>
        )}
        {masked.isError && (
          <Notice tone="danger" shape="failed" live="alert">
            {t('export.failed', { reason: reasonOf(masked.error) })}
          </Notice>
        )}
        {owner.wants !== null && <OwnerForm id={form} owner={owner} late />}
        {dirty && <p className="text-dense text-muted">{t('export.dirty')}</p>}
      </div>
    </Dialog>
  );
}
