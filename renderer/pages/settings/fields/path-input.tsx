import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pathCheck } from '../../../../server/contract/index.ts';
import { api } from '../../../data/index.ts';
import { StatusShape, format } from '../../../ui/index.ts';
import { TextInput } from './plain-inputs.tsx';
import type { FieldInputProps } from './types.ts';
import { readText } from './values.ts';

/** The value once it has stopped changing for `wait` milliseconds. */
export function useSettled<Value>(value: Value, wait: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return settled;
}

/** A folder or file of the server, with what the server finds there (ui.md CF-2). */
export function PathInput(props: FieldInputProps) {
  const { t } = useTranslation('settings');
  const path = useSettled(readText(props.value), 400);
  const check = useQuery({
    queryKey: ['path check', path],
    queryFn: ({ signal }) => api.post('/paths/check', { path }, { schema: pathCheck, signal }),
    enabled: path !== '' && path !== 'CHANGE_ME',
    staleTime: 10_000,
    retry: false,
  });
  const found = check.data;
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
