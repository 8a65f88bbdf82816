import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Dialog } from '../../../ui/index.ts';
import { OwnerForm } from './owner-form.tsx';
import type { OwnerRequest } from './use-owner.ts';

/** Asks for the password before a stored secret is shown in its field (ui.md CF-11). */
export function RevealDialog({ label, owner }: { label: string; owner: OwnerRequest }) {
  const { t } = useTranslation(['settings', 'common']);
  const form = useId();
  return (
    <Dialog
      open={owner.wants !== null}
      onOpenChange={(open) => !open && owner.giveUp()}
      size="sm"
      title={t('secret.revealOf', { label })}
      {...(owner.wants !== 'setup' && { description: t('owner.lead') })}
      footer={
        owner.wants !== 'setup' ? (
          <>
            <Button onClick={owner.giveUp}>{t('cancel', { ns: 'common' })}</Button>
            <Button type="submit" form={form} variant="primary" busy={owner.busy}>
              {t('secret.reveal')}
            </Button>
          </>
        ) : (
          <Button onClick={owner.giveUp}>{t('close', { ns: 'common' })}</Button>
        )
      }
    >
      {owner.wants !== null && <OwnerForm id={form} owner={owner} />}
    </Dialog>
  );
}
