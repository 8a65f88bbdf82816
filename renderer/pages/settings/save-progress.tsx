import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { configSaved, type ConfigPlan, type ConfigSaved, type ProcessRow } from '../../../server/contract/index.ts';
import { api, reasonOf, useBlockedReason, useProcesses } from '../../data/index.ts';
import { Button, Notice, StatusText, showToast } from '../../ui/index.ts';
import { useRereadConfig } from './use-config.ts';

/** A save that was made in this tab, and what was planned of it. */
export interface Saved {
  readonly saved: ConfigSaved;
  /** Instances that restart; null = every manager. */
  readonly restarts: readonly string[] | null;
  readonly address: ConfigPlan['address'];
  /** Version of the file after the save; undefined when that could not be read. */
  readonly etag: string | undefined;
  /** Unix milliseconds. */
  readonly at: number;
}

type Step = 'waiting' | 'running' | 'failed';

/** How far a worker had come `elapsed` milliseconds after the save: `running` only once it was started anew. */
export function stepOf(row: Pick<ProcessRow, 'status' | 'alive' | 'uptime'>, elapsed: number): Step {
  if (row.status === 'failed' || row.status === 'stopped') return 'failed';
  // Uptimes are whole seconds.
  return row.alive && row.uptime * 1000 <= elapsed + 1000 ? 'running' : 'waiting';
}

/** Labels of saves that restart managers; what is only taken away has nothing to restart. */
const restarting: ReadonlySet<string> = new Set(['full', 'multi_arr', 'single_arr']);

const shapes = { waiting: 'working', running: 'running', failed: 'failed' } as const;

/** Puts the configuration back that was in force before a save, its secrets included, unless somebody saved after it (ui.md CF-14). */
function useUndo(etag: string | undefined): { undo: (backup: string) => void; pending: boolean } {
  const { t } = useTranslation('settings');
  const reread = useRereadConfig();
  const { mutate, isPending } = useMutation({
    mutationFn: (id: string) =>
      api.post(
        `/config/backups/${encodeURIComponent(id)}/restore`,
        {},
        { schema: configSaved, headers: etag === undefined ? {} : { 'If-Match': etag } },
      ),
    onSuccess: async () => {
      showToast({ title: t('progress.restored') });
      await reread();
    },
    onError: (error) => showToast({ title: t('progress.notRestored'), body: reasonOf(error), tone: 'danger' }),
  });
  return { undo: mutate, pending: isPending };
}

function useSteps({ restarts, at }: Saved): { key: string; name: string; step: Step }[] {
  const { t } = useTranslation('settings');
  const { data, dataUpdatedAt } = useProcesses();
  const affected = (data?.processes ?? []).filter(({ name }) => restarts === null || restarts.includes(name));
  return affected.map((row) => ({
    key: `${row.category}/${row.kind}`,
    name: `${row.name}, ${t(`progress.kind.${row.kind}`)}`,
    step: stepOf(row, dataUpdatedAt - at),
  }));
}

/** After a save: what restarts and how far it is, where the panel went, and the way back (ui.md CF-14). */
export function SaveProgress({ saved, onClose }: { saved: Saved; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const blocked = useBlockedReason();
  const { undo, pending } = useUndo(saved.etag);
  const { address, restarts } = saved;
  const { backup, reloadType } = saved.saved;
  const works = restarts === null || restarts.length > 0;
  const steps = useSteps(saved);
  const done = steps.length > 0 && steps.every(({ step }) => step === 'running');
  const host = address === null || ['0.0.0.0', '::', ''].includes(address.host) ? location.hostname : address.host;
  const target = address === null ? '' : `${location.protocol}//${host}:${address.port}${address.urlBase}/ui/settings`;
  return (
    <Notice
      shape={works && !done ? 'working' : 'running'}
      live="status"
      action={
        <>
          {backup !== undefined && (
            <Button
              variant="link"
              busy={pending}
              disabledReason={blocked}
              onClick={() => {
                undo(backup);
                onClose();
              }}
            >
              {t('progress.undo')}
            </Button>
          )}
          <Button variant="link" onClick={onClose}>
            {t('progress.close')}
          </Button>
        </>
      }
    >
      <strong className="font-medium text-strong">
        {works && done
          ? t('progress.done')
          : t(`saved.${!works && restarting.has(reloadType) ? 'live' : reloadType}`, {
              instances: (restarts ?? []).join(', '),
            })}
      </strong>
      {address !== null && (
        <>
          {' '}
          {t('progress.moved')}{' '}
          <a href={target} className="text-accent-text underline underline-offset-4">
            {target}
          </a>
        </>
      )}
      {works && steps.length > 0 && (
        <ul aria-label={t('progress.workers')} className="flex flex-wrap gap-x-5 gap-y-1 pt-1">
          {steps.map(({ key, name, step }) => (
            <li key={key} className="flex items-center gap-2 text-dense">
              <span className="text-strong">{name}</span>
              <StatusText shape={shapes[step]}>{t(`progress.step.${step}`)}</StatusText>
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
