import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { pathReport } from '../../../server/contract/index.ts';
import { ApiError, api, detailOf, reasonOf, useBlockedReason, usePathCheck } from '../../data/index.ts';
import {
  Button,
  Checkbox,
  DiskGauge,
  ErrorState,
  Section,
  Skeleton,
  SkeletonBlock,
  StatusShape,
  TextField,
  format,
} from '../../ui/index.ts';
import { FolderReport } from '../folders/report.tsx';
import { Browse } from '../shared/browse.tsx';
import { changeDraft, useSetUp } from './draft.ts';
import { StepFrame } from './frame.tsx';
import { useChanges, type ConfigFacts } from './use-facts.ts';

/** A `G` of Settings.FreeSpace, in bytes. */
const gigabyte = 1024 ** 3;

/** Moves the mark of the gauge above it, so it runs from the right end of the disk as the mark does. */
function KeepSlider({ total, keep, onKeep }: { total: number; keep: number; onKeep: (gigabytes: string) => void }) {
  const { t } = useTranslation('setUp');
  const most = Math.floor(total / gigabyte);
  return (
    <input
      type="range"
      dir="rtl"
      className="block h-6 w-full cursor-pointer accent-accent"
      aria-label={t('folder.keepFreeSlider')}
      aria-valuetext={format.bytes(keep)}
      min={0}
      max={most}
      step={Math.max(1, Math.round(most / 200))}
      value={Math.min(most, keep / gigabyte)}
      onChange={({ target }) => onKeep(target.value === '0' ? '' : target.value)}
    />
  );
}

/** What the server finds where the owner points. */
function FolderNote({ path, keep, onKeep }: { path: string; keep: number; onKeep: (gigabytes: string) => void }) {
  const { t } = useTranslation('setUp');
  const data = usePathCheck(path.trim());
  if (data === undefined) return null;
  const { freeBytes, totalBytes } = data;
  const room =
    freeBytes === null || totalBytes === null
      ? ''
      : t('folder.free', { free: format.bytes(freeBytes), total: format.bytes(totalBytes) });
  return (
    <>
      <output className="flex items-start gap-2 text-dense text-body wrap-anywhere">
        <StatusShape shape={data.isFolder ? (data.writable ? 'running' : 'attention') : 'failed'} className="mt-1" />
        <span>
          {data.message} {room}
        </span>
      </output>
      {freeBytes !== null && totalBytes !== null && (
        <div>
          <DiskGauge
            label={t('folder.gauge', { room, keep: format.bytes(keep) })}
            total={totalBytes}
            used={totalBytes - freeBytes}
            reserved={0}
            keep={keep}
          />
          <KeepSlider total={totalBytes} keep={keep} onKeep={onKeep} />
        </div>
      )}
    </>
  );
}

/** The folder of finished downloads, how much of its disk stays free, and the path doctor (ui.md 7, step 5). */
export function FolderStep({ facts }: { facts: ConfigFacts }) {
  const { t } = useTranslation('setUp');
  const blocked = useBlockedReason();
  const { folder, remote, keepFree } = useSetUp(({ draft }) => draft);
  const changes = useChanges(facts);
  const doctor = useQuery({
    // The changes hold secrets, so that they may not be part of a key that outlives this step.
    queryKey: ['path doctor', 'set-up'],
    queryFn: ({ signal }) => api.post('/path-doctor', { changes }, { schema: pathReport, signal }),
    gcTime: 0,
    staleTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const client = doctor.data?.clients[0];
  const saves = client?.folders.find(({ role }) => role === 'complete');
  const local = folder ?? '';
  const isMisfit = doctor.error instanceof ApiError && doctor.error.status === 400;

  useEffect(() => {
    if (saves === undefined || folder !== null) return;
    const isHere = saves.here.sight === 'there';
    changeDraft({ folder: isHere ? saves.here.path : '', remote: isHere ? null : saves.name });
  }, [saves, folder]);

  const keepFreeError = keepFree.trim() !== '' && !(Number(keepFree) > 0) ? t('folder.keepFreeError') : null;
  return (
    <StepFrame step="folder" title={t('folder.title')} body={t('folder.body')}>
      {saves !== undefined && <p className="wrap-anywhere text-body">{t('folder.says', { path: saves.name })}</p>}
      {client !== undefined && client.trouble !== null && (
        <p className="flex items-start gap-2 wrap-anywhere text-body">
          <StatusShape shape="failed" className="mt-1.5" />
          {t('folder.silent', { reason: client.trouble })}
        </p>
      )}
      <div className="flex max-w-140 flex-col gap-4">
        <div className="flex flex-col gap-1.5">
          <TextField
            label={t('folder.folder')}
            path="Settings.CompletedDownloadFolder"
            help={t('folder.folderHelp')}
            value={local}
            spellCheck={false}
            mono
            suffix={
              <Browse
                kind="folder"
                at={local}
                label={t('folder.folder')}
                onPick={(value) => changeDraft({ folder: value })}
              />
            }
            onChange={(value) => changeDraft({ folder: value })}
          />
          <FolderNote
            path={local}
            keep={keepFreeError === null ? Number(keepFree) * gigabyte : 0}
            onKeep={(gigabytes) => changeDraft({ keepFree: gigabytes })}
          />
        </div>
        {saves !== undefined && local.trim() !== '' && local.trim() !== saves.name && (
          <Checkbox
            label={t('folder.same', { path: saves.name })}
            help={t('folder.sameHelp')}
            checked={remote === saves.name}
            onChange={(same) => changeDraft({ remote: same ? saves.name : null })}
          />
        )}
        <TextField
          className="max-w-60"
          label={t('folder.keepFree')}
          path="Settings.FreeSpace"
          help={t('folder.keepFreeHelp')}
          error={keepFreeError}
          value={keepFree}
          inputMode="decimal"
          onChange={(value) => changeDraft({ keepFree: value })}
        />
      </div>
      <Section
        title={t('folder.report')}
        actions={
          <Button
            variant="link"
            busy={doctor.isFetching}
            disabledReason={blocked}
            onClick={() => void doctor.refetch()}
          >
            {t('folder.check')}
          </Button>
        }
      >
        {doctor.data !== undefined && <FolderReport report={doctor.data} />}
        {doctor.data === undefined && doctor.error === null && (
          <SkeletonBlock what={t('folder.asking')}>
            <div className="flex flex-col gap-4 py-5">
              <Skeleton className="w-3/4" />
              <Skeleton className="w-1/2" />
            </div>
          </SkeletonBlock>
        )}
        {doctor.error !== null && (
          <ErrorState
            title={t('folder.failed')}
            reason={isMisfit ? t('folder.misfit') : reasonOf(doctor.error)}
            detail={detailOf(doctor.error)}
          />
        )}
      </Section>
    </StepFrame>
  );
}
