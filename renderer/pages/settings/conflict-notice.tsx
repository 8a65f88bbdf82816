import { FileDiff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ConfirmDialog, Notice } from '../../ui/index.ts';

/** Somebody else saved the file meanwhile; the reader decides which text goes on (ui.md CF-12). */
export function ConflictNotice({ onKeep, onLoad }: { onKeep: () => void; onLoad: () => void }) {
  const { t } = useTranslation('settings');
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Notice
        tone="attention"
        icon={FileDiff}
        live="alert"
        action={
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={() => setAsking(true)}>{t('conflict.load')}</Button>
            <Button onClick={onKeep}>{t('conflict.keep')}</Button>
          </div>
        }
      >
        <strong className="font-medium text-strong">{t('conflict.title')}</strong>{' '}
        <span className="text-muted">
          {t('conflict.body')} {t('conflict.keepHint')}
        </span>
      </Notice>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('conflict.loadTitle')}
        body={t('conflict.loadBody')}
        confirmLabel={t('conflict.loadConfirm')}
        tone="danger"
        onConfirm={() => {
          setAsking(false);
          onLoad();
        }}
      />
    </>
  );
}
