import { useTranslation } from 'react-i18next';
import type { PathCheck } from '../../../../server/contract/index.ts';
import { usePathCheck } from '../../../data/index.ts';
import { StatusShape, format } from '../../../ui/index.ts';
import { Browse } from '../../shared/browse.tsx';
import { TextInput } from './plain-inputs.tsx';
import type { FieldInputProps } from './types.ts';
import { readText } from './values.ts';

/** What the server finds at a folder: whether it can be written, and the room on its disk. */
function FolderNote({ found }: { found: PathCheck }) {
  const { t } = useTranslation('settings');
  return (
    <>
      <StatusShape shape={!found.exists ? 'failed' : found.writable ? 'running' : 'attention'} />
      {found.exists
        ? [
            t(found.writable ? 'path.fine' : 'path.readOnly'),
            ...(found.freeBytes === null ? [] : [t('path.free', { free: format.bytes(found.freeBytes) })]),
          ].join(', ')
        : found.message}
    </>
  );
}

/** A file is only read or run, so that neither room nor leave to write counts. */
function FileNote({ found }: { found: PathCheck }) {
  const { t } = useTranslation('settings');
  const isFile = found.exists && !found.isFolder;
  return (
    <>
      <StatusShape shape={isFile ? 'running' : 'failed'} />
      {t(isFile ? 'path.fine' : found.exists ? 'path.noFile' : 'path.nothing')}
    </>
  );
}

/** A folder or file of the server, with what the server finds there (ui.md CF-2). */
export function PathInput(props: FieldInputProps) {
  const text = readText(props.value);
  const found = usePathCheck(text);
  const isFile = props.field.control === 'file';
  const Note = isFile ? FileNote : FolderNote;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center gap-2">
        <TextInput {...props} />
        <Browse
          kind={isFile ? 'file' : 'folder'}
          at={text}
          label={props.field.label}
          disabled={props.disabled ?? false}
          onPick={props.onChange}
        />
      </div>
      {found !== undefined && (
        <p className="flex items-center gap-2 text-dense text-muted wrap-anywhere">
          <Note found={found} />
        </p>
      )}
    </div>
  );
}
