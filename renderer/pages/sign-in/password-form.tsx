import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/index.ts';
import { send, useAttempt } from './attempt.ts';
import { FormFrame } from './form-frame.tsx';

/** User name and password (ui.md AU-1, AU-3). */
export function PasswordForm({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useTranslation('signIn');
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useAttempt(onSignedIn);
  const nameField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  useEffect(() => nameField.current?.focus(), []);

  const submit = (): void => {
    // A password manager may have filled the fields without telling React.
    const login = {
      username: (nameField.current?.value ?? username).trim(),
      password: passwordField.current?.value ?? password,
    };
    const isEmpty = login.username === '' || login.password === '';
    if (isEmpty) attempt.complain(t('error.emptyLogin'));
    else attempt.run(() => send('/login', login), t('error.wrongLogin'));
    (login.username === '' ? nameField : passwordField).current?.focus();
  };
  const edit = (set: (value: string) => void) => (value: string) => {
    set(value);
    attempt.clear();
  };

  return (
    <FormFrame attempt={attempt} action={t('submit')} main onSubmit={submit}>
      <TextField
        label={t('user')}
        name="username"
        autoComplete="username"
        spellCheck={false}
        value={username}
        inputRef={nameField}
        onChange={edit(setUsername)}
      />
      <TextField
        label={t('password')}
        type="password"
        name="password"
        autoComplete="current-password"
        value={password}
        inputRef={passwordField}
        error={attempt.limited ?? attempt.error}
        onChange={edit(setPassword)}
      />
    </FormFrame>
  );
}
