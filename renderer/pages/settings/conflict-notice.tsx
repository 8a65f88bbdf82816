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
      <Notice tone="attention" icon={FileDiff} live="alert">
        <strong className="font-medium text-strong">{t('conflict.title')}</strong>{' '}
        <span className="text-muted">
          {t('conflict.body')} {t('conflict.keepHint')}
        </span>
        <div className="flex flex-wrap gap-2 pt-2">
          <Button onClick={onKeep}>{t('conflict.keep')}</Button>
          <Button onClick={() => setAsking(true)}>{t('conflict.load')}</Button>
        </div>
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
