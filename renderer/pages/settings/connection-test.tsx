import { useMutation } from '@tanstack/react-query';
import { PlugZap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { connectionResult, type ConnectionRequest, type ConnectionResult } from '../../../server/contract/index.ts';
import { api, reasonOf, useBlockedReason } from '../../data/index.ts';
import { Button, StatusShape } from '../../ui/index.ts';

function useFacts(result: ConnectionResult, category: string | null): string[] {
  const { t } = useTranslation('settings');
  const { latencyMs, version, clockSkewSeconds, profiles, categories, categoryFound } = result;
  const names = profiles.map(({ name }) => name).join(', ');
  return [
    ...(latencyMs === null ? [] : [t('form.test.answered', { ms: latencyMs })]),
    ...(version === null ? [] : [t('form.test.version', { version })]),
    ...(profiles.length === 0 ? [] : [t('form.test.profiles', { count: profiles.length, names })]),
    ...(categories.length === 0 ? [] : [t('form.test.categories', { count: categories.length })]),
    ...(categoryFound === null || category === null
      ? []
      : [t(categoryFound ? 'form.test.categoryThere' : 'form.test.categoryMissing', { name: category })]),
    ...(clockSkewSeconds === null || Math.abs(clockSkewSeconds) < 5
      ? []
      : [t('form.test.skew', { seconds: clockSkewSeconds })]),
  ];
}

/** What a test of a connection found: fact, cause, next step, then the figures (ui.md CF-9). */
function ConnectionOutcome({ result, category = null }: { result: ConnectionResult; category?: string | null }) {
  const facts = useFacts(result, category);
  return (
    <div className="flex items-start gap-2 text-dense">
      <StatusShape
        shape={!result.success ? 'failed' : result.warnings.length > 0 ? 'attention' : 'running'}
        className="mt-1"
      />
      <div className="min-w-0 wrap-anywhere">
        <p className="text-strong">{result.message}</p>
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

/** A button that tries a connection with the values given, saved or not, and says what came of it (ui.md CF-9). */
export function ConnectionTest({
  name,
  request,
  onResult,
}: {
  /** What is tested, for the accessible name. */
  name: string;
  request: ConnectionRequest;
  onResult?: (result: ConnectionResult) => void;
}) {
  const { t } = useTranslation('settings');
  const blocked = useBlockedReason();
  const test = useMutation({
    mutationFn: (asked: ConnectionRequest) => api.post('/connections/test', asked, { schema: connectionResult }),
    onSuccess: (result) => onResult?.(result),
  });
  // A result belongs to the values it was made with.
  const current = JSON.stringify(test.variables) === JSON.stringify(request);
  return (
    <div className="flex flex-col gap-2 border-b border-hairline py-3">
      <Button
        icon={PlugZap}
        className="self-start"
        aria-label={t('form.test.title', { name })}
        busy={test.isPending}
        disabledReason={blocked}
        onClick={() => test.mutate(request)}
      >
        {t(test.isPending ? 'form.test.running' : 'form.test.run')}
      </Button>
      <div aria-live="polite">
        {current && test.data !== undefined && (
          <ConnectionOutcome
            result={test.data}
            category={request.kind === 'qbittorrent' ? (request.category ?? null) : null}
          />
        )}
        {current && test.error !== null && (
          <p className="text-dense text-danger">{t('form.test.failed', { reason: reasonOf(test.error) })}</p>
        )}
      </div>
    </div>
  );
}
