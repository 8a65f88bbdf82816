import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { connectionResult, type ConnectionRequest, type ConnectionResult } from '../../../server/contract/index.ts';
import { api, reasonOf, useBlockedReason } from '../../data/index.ts';
import { Button, StatusShape } from '../../ui/index.ts';

interface TestRowProps {
  /** Null while there is no address to ask. */
  request: ConnectionRequest | null;
  result: ConnectionResult | null;
  onResult: (result: ConnectionResult) => void;
  /** Why there is nothing to ask yet. */
  missing: string;
  /** Says which connection, for readers that hear the button alone. */
  label: string;
}

/** Tries a connection and tells in words how it went (ui.md CF-9). */
export function TestRow({ request, result, onResult, missing, label }: TestRowProps) {
  const { t } = useTranslation('setUp');
  const blocked = useBlockedReason();
  const test = useMutation({
    mutationFn: (asked: ConnectionRequest) => api.post('/connections/test', asked, { schema: connectionResult }),
    onSuccess: onResult,
  });
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <Button
        busy={test.isPending}
        aria-label={label}
        disabledReason={blocked ?? (request === null ? missing : null)}
        onClick={() => request !== null && test.mutate(request)}
      >
        {test.isPending ? t('testing') : t('test')}
      </Button>
      <output className="flex min-h-control min-w-0 flex-1 basis-60 flex-col justify-center gap-1">
        {test.isError && (
          <span className="text-dense text-danger wrap-anywhere">
            {t('testFailed', { reason: reasonOf(test.error) })}
          </span>
        )}
        {result !== null && (
          <span className="flex items-start gap-2 text-dense wrap-anywhere">
            <StatusShape shape={result.success ? 'running' : 'failed'} className="mt-1" />
            <span className={result.success ? 'text-body' : 'text-danger'}>
              {result.success ? t('passed', { message: result.message, ms: result.latencyMs ?? 0 }) : result.message}
            </span>
          </span>
        )}
        {result?.warnings.map((warning) => (
          <span key={warning} className="flex items-start gap-2 text-dense text-body wrap-anywhere">
            <StatusShape shape="attention" className="mt-1" />
            {warning}
          </span>
        ))}
      </output>
    </div>
  );
}
