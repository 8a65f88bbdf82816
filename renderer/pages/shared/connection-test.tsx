import { useMutation } from '@tanstack/react-query';
import { PlugZap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { connectionResult, type ConnectionRequest, type ConnectionResult } from '../../../server/contract/index.ts';
import { api, reasonOf, useBlockedReason } from '../../data/index.ts';
import { Button, StatusShape, cx } from '../../ui/index.ts';

function useFacts(result: ConnectionResult, category: string | null): string[] {
  const { t } = useTranslation('connections');
  const { latencyMs, version, clockSkewSeconds, profiles, categories, categoryFound } = result;
  const names = profiles.map(({ name }) => name).join(', ');
  return [
    ...(latencyMs === null ? [] : [t('answered', { ms: latencyMs })]),
    ...(version === null ? [] : [t('version', { version })]),
    ...(profiles.length === 0 ? [] : [t('profiles', { count: profiles.length, names })]),
    ...(categories.length === 0 ? [] : [t('categories', { count: categories.length })]),
    ...(categoryFound === null || category === null
      ? []
      : [t(categoryFound ? 'categoryThere' : 'categoryMissing', { name: category })]),
    ...(clockSkewSeconds === null || Math.abs(clockSkewSeconds) < 5 ? [] : [t('skew', { seconds: clockSkewSeconds })]),
  ];
}

/** What a test of a connection found: fact, cause, next step, then the figures (ui.md CF-9). */
function ConnectionOutcome({ result, category }: { result: ConnectionResult; category: string | null }) {
  const facts = useFacts(result, category);
  return (
    <div className="flex items-start gap-2 text-dense">
      <StatusShape
        shape={!result.success ? 'failed' : result.warnings.length > 0 ? 'attention' : 'running'}
        className="mt-1"
      />
      <div className="min-w-0 wrap-anywhere">
        <p className={result.success ? 'text-strong' : 'text-danger'}>{result.message}</p>
        {facts.length > 0 && <p className="text-muted">{facts.join(' · ')}</p>}
        {result.warnings.map((warning) => (
          <p key={warning} className="text-body">
            {warning}
          </p>
        ))}
      </div>
    </div>
  );
}

interface ConnectionTestProps {
  /** What is tested, for those who hear the button alone. */
  name: string;
  /** Null while there is nothing to ask. */
  request: ConnectionRequest | null;
  /** Why there is nothing to ask yet. */
  missing?: string;
  /** The outcome as the caller keeps it, null for none; without it this part keeps its own. */
  kept?: ConnectionResult | null;
  onResult?: (result: ConnectionResult) => void;
  className?: string;
}

/** A button that tries a connection with the values given, saved or not, and says what came of it (ui.md CF-9). */
export function ConnectionTest({ name, request, missing, kept, onResult, className }: ConnectionTestProps) {
  const { t } = useTranslation('connections');
  const blocked = useBlockedReason();
  const test = useMutation({
    mutationFn: (asked: ConnectionRequest) => api.post('/connections/test', asked, { schema: connectionResult }),
    onSuccess: (result) => onResult?.(result),
  });
  // A result belongs to the values it was made with.
  const current = JSON.stringify(test.variables) === JSON.stringify(request);
  const result = kept === undefined ? (current ? (test.data ?? null) : null) : kept;
  return (
    <div className={cx('flex flex-col gap-2', className)}>
      <Button
        icon={PlugZap}
        className="self-start"
        aria-label={t('title', { name })}
        busy={test.isPending}
        disabledReason={blocked ?? (request === null ? missing : null)}
        onClick={() => request !== null && test.mutate(request)}
      >
        {t(test.isPending ? 'running' : 'run')}
      </Button>
      <div aria-live="polite">
        {result !== null && (
          <ConnectionOutcome
            result={result}
            category={request?.kind === 'qbittorrent' ? (request.category ?? null) : null}
          />
        )}
        {current && test.error !== null && (
          <p className="text-dense text-danger wrap-anywhere">{t('failed', { reason: reasonOf(test.error) })}</p>
        )}
      </div>
    </div>
  );
}
