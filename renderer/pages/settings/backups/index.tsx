import { useMutation, useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { configPlan, configSaved, type ConfigBackup } from '../../../../server/contract/index.ts';
import { api, detailOf, reasonOf, useBlockedReason, webAddress } from '../../../data/index.ts';
import {
  Badge,
  Button,
  ButtonLink,
  Dialog,
  EmptyState,
  ErrorState,
  PageHeader,
  Skeleton,
  SkeletonBlock,
  format,
  showToast,
} from '../../../ui/index.ts';
import { useBackups } from '../conflict-notice.tsx';
import { PlanChanges } from '../review-dialog.tsx';
import { useRereadConfig } from '../use-config.ts';

/** What restoring a copy would change, and the button that does it. */
function RestoreDialog({ backup, onClose }: { backup: ConfigBackup; onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common']);
  const blocked = useBlockedReason();
  const reread = useRereadConfig();
  const address = `/config/backups/${encodeURIComponent(backup.id)}`;
  const diff = useQuery({
    queryKey: ['config', 'backup diff', backup.id],
    queryFn: ({ signal }) => api.get(`${address}/diff`, { schema: configPlan, signal }),
    gcTime: 0,
  });
  const plan = diff.data;
  const restore = useMutation({
    mutationFn: () =>
      api.post(
        `${address}/restore`,
        {},
        { schema: configSaved, headers: plan === undefined ? {} : { 'If-Match': plan.etag } },
      ),
    onSuccess: async ({ reloadType, affectedInstances }) => {
      onClose();
      showToast({
        title: t('backups.restored', { effect: t(`saved.${reloadType}`, { instances: affectedInstances.join(', ') }) }),
      });
      await reread();
    },
  });
  const time = format.dateTime(backup.at);
  const same = plan?.groups.length === 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="lg"
      title={t('backups.diffTitle', { time })}
      description={t('backups.draft')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button
            variant="primary"
            busy={restore.isPending}
            disabledReason={blocked ?? (same ? t('backups.diffNone') : null)}
            disabled={plan?.ok !== true}
            onClick={() => restore.mutate()}
          >
            {t('backups.restore')}
          </Button>
        </>
      }
    >
      {diff.isPending && <Skeleton className="w-2/3" />}
      {diff.error !== null && <p className="text-danger">{reasonOf(diff.error)}</p>}
      {plan !== undefined && plan.problem !== null && (
        <p className="text-danger">{t('backups.diffBroken', { message: plan.problem.message })}</p>
      )}
      {plan !== undefined && plan.validationErrors.length > 0 && (
        <div className="pb-3">
          <p className="text-danger">{t('backups.diffRefused')}</p>
          <ul>
            {plan.validationErrors.map(({ path, message }) => (
              <li key={path} className="text-dense wrap-anywhere">
                <code className="font-mono text-strong">{path}</code> {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      {plan !== undefined && (same ? <p>{t('backups.diffNone')}</p> : <PlanChanges plan={plan} />)}
      {restore.error !== null && (
        <p role="alert" className="text-danger">
          {t('backups.notRestored')}: {reasonOf(restore.error)}
        </p>
      )}
    </Dialog>
  );
}

function BackupRow({ backup, onOpen }: { backup: ConfigBackup; onOpen: () => void }) {
  const { t } = useTranslation('settings');
  const time = format.dateTime(backup.at);
  const size = format.bytes(backup.bytes);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-hairline py-2.5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-2">
          <time className="tabular text-dense text-strong">{time}</time>
          {backup.kind !== 'save' && <Badge tone="attention">{t(`backups.kind.${backup.kind}`)}</Badge>}
        </p>
        <p className="text-caption text-muted">
          {t('backups.before', { author: t(`author.${backup.author ?? 'unknown'}`) })} ·{' '}
          {backup.version === null
            ? t('backups.sizeOnly', { size })
            : t('backups.size', { size, version: backup.version })}
        </p>
      </div>
      <Button aria-label={t('backups.compareOf', { time })} onClick={onOpen}>
        {t('backups.compare')}
      </Button>
      <a
        href={webAddress(`/config/backups/${encodeURIComponent(backup.id)}/download`)}
        download
        aria-label={t('backups.downloadOf', { time })}
        className="inline-flex h-control items-center rounded-control px-3 text-dense font-medium text-accent-text underline-offset-4 hover:underline pointer-coarse:min-h-11"
      >
        {t('backups.download')}
      </a>
    </li>
  );
}

/** Copies of the configuration that were kept: look what is different, put one back, take it along (ui.md CF-15). */
export default function BackupsPage() {
  const { t } = useTranslation('settings');
  const { data, error, refetch, isFetching } = useBackups();
  const [opened, setOpened] = useState<ConfigBackup | null>(null);
  const backups = data?.backups;
  return (
    <>
      <PageHeader
        title={t('backups.title')}
        summary={backups === undefined ? undefined : t('backups.count', { count: backups.length })}
        refreshing={isFetching && backups !== undefined}
        actions={
          <ButtonLink variant="quiet" icon={ArrowLeft} to="/settings">
            {t('backups.back')}
          </ButtonLink>
        }
      />
      {backups === undefined ? (
        error === null ? (
          <SkeletonBlock what={t('backups.what')}>
            <Skeleton className="my-4 w-2/3" />
            <Skeleton className="my-4 w-1/2" />
          </SkeletonBlock>
        ) : (
          <ErrorState
            title={t('backups.error')}
            reason={reasonOf(error)}
            detail={detailOf(error)}
            onRetry={() => void refetch()}
            retrying={isFetching}
          />
        )
      ) : backups.length === 0 ? (
        <EmptyState title={t('backups.none')} body={t('backups.noneBody')} />
      ) : (
        <ul aria-label={t('backups.list')} className="border-t border-hairline">
          {backups.map((backup) => (
            <BackupRow key={backup.id} backup={backup} onOpen={() => setOpened(backup)} />
          ))}
        </ul>
      )}
      {opened !== null && <RestoreDialog backup={opened} onClose={() => setOpened(null)} />}
    </>
  );
}
