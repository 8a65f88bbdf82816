import { useTranslation } from 'react-i18next';
import { usePathCheck } from '../../../data/index.ts';
import { StatusShape, format } from '../../../ui/index.ts';
import { TextInput } from './plain-inputs.tsx';
import type { FieldInputProps } from './types.ts';
import { readText } from './values.ts';

/** A folder or file of the server, with what the server finds there (ui.md CF-2). */
export function PathInput(props: FieldInputProps) {
  const { t } = useTranslation('settings');
  const found = usePathCheck(readText(props.value));
  return (
    <div className="flex flex-col gap-1.5">
      <TextInput {...props} />
      {found !== undefined && (
        <p className="flex items-center gap-2 text-dense text-muted wrap-anywhere">
          <StatusShape shape={!found.exists ? 'failed' : found.writable ? 'running' : 'attention'} />
          {found.exists
            ? [
                t(found.writable ? 'path.fine' : 'path.readOnly'),
                ...(found.freeBytes === null ? [] : [t('path.free', { free: format.bytes(found.freeBytes) })]),
              ].join(', ')
            : found.message}
        </p>
      )}
    </div>
  );
}
