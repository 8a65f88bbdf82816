import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  importProposal,
  importSource,
  type ImportProposal,
  type ImportRequest,
} from '../../../../server/contract/index.ts';
import { api, desktopBridge, detailOf, reasonOf, useBlockedReason } from '../../../data/index.ts';
import { Button, ErrorState, Select, TextField, format } from '../../../ui/index.ts';
import { Browse } from '../browse.tsx';

interface Picked {
  name: string;
  text: string;
}

interface SourceFormProps {
  /** What was read; null as soon as another source is chosen. */
  onProposal: (proposal: ImportProposal | null) => void;
  /** Hands a config.toml of this program on as it is; left out where that is no choice. */
  own?: { refusal: string | null; onText: (text: string) => void };
}

/** Where a configuration comes from: a path on the server or a file of this device; reading it writes nothing (ui.md 7 step 1, CF-20). */
export function SourceForm({ onProposal, own }: SourceFormProps) {
  const { t } = useTranslation('imports');
  const blocked = useBlockedReason();
  const file = useId();
  const sources = own === undefined ? importSource.options : [...importSource.options, 'toml' as const];
  const [source, setSource] = useState<(typeof sources)[number]>('qbitrr');
  const [path, setPath] = useState('');
  const [picked, setPicked] = useState<Picked | null>(null);
  const read = useMutation({
    mutationFn: (asked: ImportRequest) => api.post('/config/import', asked, { schema: importProposal }),
    onSuccess: onProposal,
  });
  const forget = (): void => {
    read.reset();
    onProposal(null);
  };
  const pick = async (chosen: File | undefined): Promise<void> => {
    forget();
    setPicked(chosen === undefined ? null : { name: chosen.name, text: await chosen.text() });
  };
  const isOwn = source === 'toml';
  const written = path.trim();
  const missing = picked === null && (isOwn || written === '') ? t('unnamed') : null;
  const submit = (): void => {
    if (missing !== null) return;
    if (!isOwn) read.mutate(picked === null ? { source, path: written } : { source, text: picked.text });
    else if (picked !== null && own?.refusal === null) own.onText(picked.text);
  };
  return (
    <>
      <form
        noValidate
        className="flex max-w-140 flex-col items-start gap-4 py-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Select
          label={t('source')}
          value={source}
          options={sources.map((value) => ({ value, label: t(`sources.${value}`) }))}
          onChange={(next) => {
            setSource(next);
            forget();
          }}
          className="w-full"
        />
        {!isOwn && (
          <TextField
            label={t('path')}
            help={t('pathHelp')}
            value={path}
            onChange={setPath}
            mono
            spellCheck={false}
            autoComplete="off"
            className="w-full"
            suffix={<Browse kind="file" at={path} label={t('path')} onPick={setPath} />}
          />
        )}
        {(isOwn || desktopBridge() === null) && (
          <div className="flex max-w-full flex-col gap-1">
            <label htmlFor={file} className="text-dense font-medium text-strong">
              {isOwn ? t('file') : t('or')}
            </label>
            <input
              id={file}
              type="file"
              accept=".toml,.yaml,.yml,.conf,.env,.txt"
              className="max-w-full text-dense text-body file:mr-3 file:h-control file:rounded-control file:border file:border-hairline file:bg-surface file:px-3 file:text-strong"
              onChange={({ target }) => void pick(target.files?.[0])}
            />
          </div>
        )}
        {picked !== null && !isOwn && (
          <p className="max-w-full text-dense text-muted wrap-anywhere">
            {t('textOf', { name: picked.name, size: format.bytes(picked.text.length) })}
          </p>
        )}
        <Button
          type="submit"
          variant={read.data === undefined ? 'primary' : 'plain'}
          busy={read.isPending}
          disabledReason={missing ?? (isOwn ? (own?.refusal ?? null) : blocked)}
        >
          {t(isOwn ? 'draft' : read.isPending ? 'reading' : 'read')}
        </Button>
        {isOwn && <p className="text-dense text-muted">{t('draftHint')}</p>}
      </form>
      {read.isError && <ErrorState title={t('failed')} reason={reasonOf(read.error)} detail={detailOf(read.error)} />}
    </>
  );
}
