import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink, TextField, format, useNow } from '../../../ui/index.ts';
import type { OwnerRequest } from './use-owner.ts';

/** What the server wants before it shows secrets: the password once more, or that there is one at all. */
export function OwnerForm({ id, owner }: { id: string; owner: OwnerRequest }) {
  return owner.wants === 'setup' ? <NoPassword /> : <AskPassword id={id} owner={owner} />;
}

function NoPassword() {
  const { t } = useTranslation('settings');
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-body">{t('owner.noPassword')}</p>
      <ButtonLink to="/settings/access">{t('secret.setPassword')}</ButtonLink>
    </div>
  );
}

function AskPassword({ id, owner }: { id: string; owner: OwnerRequest }) {
  const { t } = useTranslation('settings');
  const [password, setPassword] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const now = useNow(1000);
  const wait = owner.limitedUntil === null ? 0 : Math.max(0, Math.ceil((owner.limitedUntil - now) / 1000));
  useEffect(() => field.current?.focus(), []);

  const submit = (): void => {
    // A password manager may have filled the field without telling React.
    const typed = field.current?.value ?? password;
    if (typed !== '') owner.send(typed);
    field.current?.focus();
  };
  return (
    <form
      id={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField
        label={t('owner.password')}
        type="password"
        name="password"
        autoComplete="current-password"
        value={password}
        inputRef={field}
        error={wait > 0 ? t('owner.limited', { time: format.duration(wait) }) : owner.error}
        onChange={(text) => {
          setPassword(text);
          owner.clearError();
        }}
      />
    </form>
  );
}
