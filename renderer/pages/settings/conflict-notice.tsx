import { useQuery } from '@tanstack/react-query';
import { FileDiff } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { configBackup } from '../../../server/contract/index.ts';
import { api } from '../../data/index.ts';
import { Badge, Button, ConfirmDialog, Dialog, Notice, format } from '../../ui/index.ts';
import { fieldAt, shownAs } from './changes.ts';
import type { DraftState } from './draft.ts';
import { merged, threeWay, type ThreeWay } from './merge.ts';
import { SettingKey } from './setting-key.tsx';
import { useFields } from './use-config.ts';
import { useTomlLibrary } from './use-toml-library.ts';

const backupList = z.object({ backups: z.array(configBackup) });

/** The kept copies of the configuration, newest first. */
export function useBackups() {
  return useQuery({
    queryKey: ['config', 'backups'],
    queryFn: ({ signal }) => api.get('/config/backups', { schema: backupList, signal }),
  });
}

/** Who changed the file last, and when; empty while that is not known. */
function useWho(): string {
  const { t } = useTranslation('settings');
  const last = useBackups().data?.backups[0];
  if (last === undefined) return '';
  return t('conflict.who', { author: t(`author.${last.author ?? 'unknown'}`), time: format.clock(last.at) });
}

function Side({ name, value }: { name: string; value: string | null }) {
  const { t } = useTranslation('settings');
  return (
    <div className="min-w-0">
      <dt className="text-caption text-muted">{name}</dt>
      <dd className="font-mono text-dense wrap-anywhere text-strong">{value ?? t('reviewDialog.notSet')}</dd>
    </div>
  );
}

function Differences({ rows }: { rows: readonly ThreeWay[] }) {
  const { t } = useTranslation('settings');
  const fields = useFields().data?.fields ?? [];
  return (
    <ul className="border-t border-hairline">
      {rows.map((row) => {
        const field = fieldAt(fields, row.key);
        return (
          <li key={row.path} className="border-b border-hairline py-2">
            <p className="flex flex-wrap items-center gap-x-2">
              {field !== null && <span className="text-dense text-strong">{field.label}</span>}
              <SettingKey path={row.path} />
              {row.clash && <Badge tone="attention">{t('conflict.clash')}</Badge>}
            </p>
            <dl className="grid gap-x-4 gap-y-1 pt-1 tablet:grid-cols-3">
              <Side name={t('conflict.base')} value={shownAs(field, row.base, t)} />
              <Side name={t('conflict.theirs')} value={shownAs(field, row.theirs, t)} />
              <Side name={t('conflict.mine')} value={shownAs(field, row.mine, t)} />
            </dl>
          </li>
        );
      })}
    </ul>
  );
}

interface ConflictNoticeProps {
  draft: DraftState;
  onMerge: (text: string) => void;
  onKeep: () => void;
  onLoad: () => void;
}

/** Somebody else saved the file meanwhile; the reader sees all three versions and decides how to go on (ui.md CF-12). */
export function ConflictNotice({ draft, onMerge, onKeep, onLoad }: ConflictNoticeProps) {
  const { t } = useTranslation('settings');
  const who = useWho();
  const [asking, setAsking] = useState(false);
  const [comparing, setComparing] = useState(false);
  const rows = useMemo(() => threeWay(draft), [draft]);
  const library = useTomlLibrary();
  const both = useMemo(() => ({ library: library.here, text: merged(draft) }), [draft, library.here]).text;
  const mergesLater = both === null && rows !== null && !library.here;
  return (
    <>
      <Notice tone="attention" icon={FileDiff} live="alert">
        <strong className="font-medium text-strong">{t('conflict.title')}</strong>{' '}
        <span className="text-muted">
          {who} {t('conflict.body')}
        </span>
        <div className="flex flex-wrap gap-2 pt-2">
          {both !== null && <Button onClick={() => onMerge(both)}>{t('conflict.merge')}</Button>}
          {mergesLater && <Button disabledReason={t('status.unwritten')}>{t('conflict.merge')}</Button>}
          {rows !== null && <Button onClick={() => setComparing(true)}>{t('conflict.compare')}</Button>}
          <Button onClick={onKeep}>{t('conflict.keep')}</Button>
          <Button onClick={() => setAsking(true)}>{t('conflict.load')}</Button>
        </div>
      </Notice>
      {rows !== null && (
        <Dialog
          open={comparing}
          onOpenChange={setComparing}
          size="lg"
          title={t('conflict.compareTitle')}
          description={t('conflict.compareBody')}
        >
          <Differences rows={rows} />
        </Dialog>
      )}
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
