import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/index.ts';
import { send, useAttempt } from './attempt.ts';
import { FormFrame } from './form-frame.tsx';
import type { SignInOutcome } from './outcome.ts';

const minimum = 8;

/** The first password, from a browser: it takes the setup token (ui.md AU-1, AU-2), and signs in at once. */
export function SetUpForm({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useTranslation('signIn');
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [setupToken, setSetupToken] = useState('');
  const attempt = useAttempt(onSignedIn);

  const setUp = async (): Promise<SignInOutcome> => {
    const login = { username: username.trim(), password };
    const set = await send('/auth/set-password', { ...login, setupToken: setupToken.trim() }, 403);
    return set.kind === 'ok' ? send('/login', login) : set;
  };
  const submit = (): void => {
    const isEmpty = username.trim() === '' || password === '' || setupToken.trim() === '';
    if (isEmpty) attempt.complain(t('error.emptySetUp'));
    else if (password.length < minimum) attempt.complain(t('error.short'));
    else attempt.run(setUp, t('error.wrongSetUp'));
  };
  const edit = (set: (value: string) => void) => (value: string) => {
    set(value);
    attempt.clear();
  };

  return (
    <FormFrame attempt={attempt} action={t('setUp.submit')} main={false} onSubmit={submit}>
      <p className="text-dense text-muted">{t('setUp.lead')}</p>
      <TextField
        label={t('user')}
        name="username"
        autoComplete="username"
        spellCheck={false}
        value={username}
        onChange={edit(setUsername)}
      />
      <TextField
        label={t('setUp.newPassword')}
        type="password"
        name="new-password"
        autoComplete="new-password"
        help={t('setUp.passwordHelp')}
        value={password}
        onChange={edit(setPassword)}
      />
      <TextField
        label={t('setUp.token')}
        type="password"
        name="setup-token"
        autoComplete="off"
        spellCheck={false}
        mono
        help={t('setUp.tokenHelp')}
        value={setupToken}
        error={attempt.limited ?? attempt.error}
        onChange={edit(setSetupToken)}
      />
    </FormFrame>
  );
}
