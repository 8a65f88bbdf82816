import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink, TextField, format, useNow } from '../../../ui/index.ts';
import type { OwnerRequest } from './use-owner.ts';

interface OwnerFormProps {
  /** For the button that submits it. */
  id: string;
  owner: OwnerRequest;
  /** It appears in a dialog that is open already, and takes the focus then; a dialog that opens with it does so itself. */
  late?: boolean;
}

/** What the server wants before it shows secrets: the password once more, or that there is one at all. */
export function OwnerForm(props: OwnerFormProps) {
  return props.owner.wants === 'setup' ? <NoPassword /> : <AskPassword {...props} />;
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

function AskPassword({ id, owner, late = false }: OwnerFormProps) {
  const { t } = useTranslation('settings');
  const [password, setPassword] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const now = useNow(1000);
  const wait = owner.limitedUntil === null ? 0 : Math.max(0, Math.ceil((owner.limitedUntil - now) / 1000));
  useEffect(() => {
    if (late) field.current?.focus();
  }, [late]);

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
