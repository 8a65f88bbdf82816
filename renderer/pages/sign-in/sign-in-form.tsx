import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { webAddress } from '../../data/index.ts';
import { Button, TextField, format, useNow } from '../../ui/index.ts';
import { outcomeOf, type SignInOutcome } from './outcome.ts';

/** The name a password manager files the token under; the server does not look at it. */
const account = 'qbitrr-api-token';

/** Plain `fetch`: a refused token must not look like a lost session, and the wait is told by a header. */
async function signIn(token: string): Promise<SignInOutcome> {
  try {
    const response = await fetch(webAddress('/session'), {
      method: 'POST',
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ token }),
    });
    return await outcomeOf(response, Date.now());
  } catch {
    return { kind: 'unreachable' };
  }
}

/** The token field with its errors (ui.md AU-3). What was pasted stays in the field whatever the answer is. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useTranslation('signIn');
  const [token, setToken] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [block, setBlock] = useState<{ until: number; seconds: number } | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const now = useNow(1000);
  // `now` is up to a second old, so the first value may be too large.
  const wait = block === null ? 0 : Math.min(block.seconds, Math.max(0, Math.ceil((block.until - now) / 1000)));

  useEffect(() => field.current?.focus(), []);

  const messageOf = (outcome: Exclude<SignInOutcome, { kind: 'ok' | 'limited' }>): string =>
    outcome.kind === 'other' ? t('error.other', { reason: outcome.reason }) : t(`error.${outcome.kind}`);

  const submit = async (): Promise<void> => {
    // A password manager may have filled the field without telling React.
    const value = (field.current?.value ?? token).trim();
    if (value === '') {
      setError(t('error.empty'));
      field.current?.focus();
      return;
    }
    setBusy(true);
    const outcome = await signIn(value);
    setBusy(false);
    if (outcome.kind === 'ok') {
      onSignedIn();
      return;
    }
    setBlock(
      outcome.kind === 'limited' ? { until: Date.now() + outcome.seconds * 1000, seconds: outcome.seconds } : null,
    );
    setError(outcome.kind === 'limited' ? null : messageOf(outcome));
    field.current?.focus();
  };

  const limited = wait > 0 ? t('error.limited', { time: format.duration(wait) }) : null;
  return (
    <form
      className="flex flex-col gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && wait === 0) void submit();
      }}
    >
      <input
        type="text"
        name="username"
        autoComplete="username"
        value={account}
        readOnly
        hidden
        aria-label={t('user')}
      />
      <TextField
        label={t('token')}
        type="password"
        name="password"
        autoComplete="current-password"
        spellCheck={false}
        mono
        value={token}
        inputRef={field}
        error={limited ?? error}
        onChange={(value) => {
          setToken(value);
          setError(null);
        }}
      />
      {block !== null && wait === 0 && error === null && (
        <output className="text-dense text-muted">{t('error.limitedOver')}</output>
      )}
      <Button
        type="submit"
        variant="primary"
        busy={busy}
        disabledReason={limited}
        className="self-start max-tablet:w-full"
      >
        {busy ? t('submitting') : t('submit')}
      </Button>
    </form>
  );
}
