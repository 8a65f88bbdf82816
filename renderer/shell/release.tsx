import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { releaseResult, type AttentionItem } from '../../server/contract/index.ts';
import { reasonOf } from '../data/api-error.ts';
import { api } from '../data/api.ts';
import { useBlockedReason } from '../data/connection.ts';
import { queryClient } from '../data/runtime.ts';
import { Button, ConfirmDialog, showToast } from '../ui/index.ts';

interface ReleaseProps {
  what: NonNullable<AttentionItem['release']>;
  /** Why removals are stopped; said again before they go on. */
  why: string;
}

/** Lets removals go on that the budget or an outage stopped; asks first, because files may go (design.md 5). */
export function Release({ what, why }: ReleaseProps) {
  const { t } = useTranslation('shell');
  const blocked = useBlockedReason();
  const [asking, setAsking] = useState(false);
  const { mutate, isPending } = useMutation({
    mutationFn: () => api.post('/removals/release', { what }, { schema: releaseResult }),
    onSuccess: () => showToast({ title: t('attention.release.done') }),
    onError: (error) => showToast({ title: t('attention.release.failed'), body: reasonOf(error), tone: 'danger' }),
    onSettled: () => {
      setAsking(false);
      void queryClient.invalidateQueries({ queryKey: ['status'] });
    },
  });
  return (
    <>
      <Button variant="link" disabledReason={blocked} onClick={() => setAsking(true)}>
        {t(`attention.release.${what}`)}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('attention.release.title')}
        body={t('attention.release.body')}
        confirmLabel={t('attention.release.budget')}
        tone="danger"
        busy={isPending}
        onConfirm={() => mutate()}
      >
        <p className="text-dense text-muted">{why}</p>
      </ConfirmDialog>
    </>
  );
}
