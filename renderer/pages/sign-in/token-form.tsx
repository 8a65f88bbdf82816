import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/index.ts';
import { send, useAttempt } from './attempt.ts';
import { FormFrame } from './form-frame.tsx';

/** The name a password manager files the token under; the server does not look at it. */
const account = 'qbitrr-api-token';

interface TokenFormProps {
  onSignedIn: () => void;
  /** The usual way in: takes the focus when it appears. */
  main: boolean;
}

/** The token field with its errors (ui.md AU-3). What was pasted stays in the field whatever the answer is. */
export function TokenForm({ onSignedIn, main }: TokenFormProps) {
  const { t } = useTranslation('signIn');
  const [token, setToken] = useState('');
  const attempt = useAttempt(onSignedIn);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (main) field.current?.focus();
  }, [main]);

  const submit = (): void => {
    // A password manager may have filled the field without telling React.
    const value = (field.current?.value ?? token).trim();
    if (value === '') attempt.complain(t('error.empty'));
    else attempt.run(() => send('/session', { token: value }), t('error.wrong'));
    field.current?.focus();
  };

  return (
    <FormFrame attempt={attempt} action={t('submit')} main={main} onSubmit={submit}>
      <input
        type="text"
        name="username"
        autoComplete="username"
        value={account}
        readOnly
        hidden
        aria-label={t('account')}
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
        error={attempt.limited ?? attempt.error}
        onChange={(value) => {
          setToken(value);
          attempt.clear();
        }}
      />
    </FormFrame>
  );
}
