import { Copy, Eye, EyeOff } from 'lucide-react';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink, IconButton, TextBox, copyText } from '../../../ui/index.ts';
import { RevealDialog } from '../secrets/reveal-dialog.tsx';
import { shownSeconds, useReveal } from '../secrets/use-reveal.ts';
import { FieldSupport, type FieldInputProps } from './types.ts';
import { readSecret, readText } from './values.ts';

/** `bytes` random bytes in hexadecimal digits. */
function randomHex(bytes: number): string {
  const parts = Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0'));
  return parts.join('');
}

/** Nobody types a fingerprint: the password is set where it is asked for twice (ui.md CF-11). */
function PasswordLink({ path }: { path: string }) {
  const { t } = useTranslation('settings');
  const set = typeof useContext(FieldSupport).secrets[path] === 'string';
  return (
    <div className="flex flex-wrap items-center gap-3">
      <span className="text-dense text-muted">{t(set ? 'secret.stored' : 'secret.none')}</span>
      <ButtonLink to="/settings/access">{t(set ? 'secret.changePassword' : 'secret.setPassword')}</ButtonLink>
    </div>
  );
}

/** A stored secret stays out of sight and is replaced by typing (ui.md CF-11). */
export function SecretInput(props: FieldInputProps) {
  return props.field.path === 'WebUI.PasswordHash' ? <PasswordLink path={props.path} /> : <TypedSecret {...props} />;
}

function TypedSecret({ field, path, value, onChange, disabled = false }: FieldInputProps) {
  const { t } = useTranslation(['settings', 'common']);
  const [shown, setShown] = useState(false);
  const [before] = useState(value);
  const reveal = useReveal(path);
  const ends = useContext(FieldSupport).secrets[path];
  const found = readSecret(value);
  // An empty secret is masked like any other.
  const state = found === 'stored' && ends === null ? 'none' : found;
  const placeholder =
    state !== 'stored' ? t('secret.noneHint') : ends ? t('secret.storedEnds', { ends }) : t('secret.storedHint');
  const canGenerate = field.path === 'WebUI.Token' || field.path === 'Webhooks.<name>.Secret';
  const revealed = state === 'stored' ? reveal.value : null;
  const mono = { mono: true, spellCheck: false, disabled, className: 'min-w-0 flex-1 basis-48 max-tablet:basis-full' };
  return (
    <div className="flex flex-wrap items-center gap-2">
      {revealed === null ? (
        <TextBox
          {...mono}
          type={shown ? 'text' : 'password'}
          value={state === 'typed' && value !== 'CHANGE_ME' ? readText(value) : ''}
          onChange={(text) => onChange(text === '' && readSecret(before) === 'stored' ? before : text)}
          placeholder={placeholder}
          autoComplete="new-password"
        />
      ) : (
        // What is looked at is no draft: it is replaced after it was hidden again.
        <TextBox {...mono} type="text" value={revealed} onChange={() => undefined} readOnly autoComplete="off" />
      )}
      {revealed !== null && (
        <IconButton
          icon={Copy}
          label={t('secret.copy', { label: field.label })}
          onClick={() => void copyText(revealed)}
        />
      )}
      {state === 'stored' && typeof ends === 'string' && !disabled && (
        <Button
          variant="quiet"
          icon={revealed === null ? Eye : EyeOff}
          busy={reveal.owner.busy}
          aria-label={t(revealed === null ? 'secret.revealOf' : 'secret.hideOf', { label: field.label })}
          onClick={revealed === null ? reveal.ask : reveal.hide}
        >
          {t(revealed === null ? 'secret.reveal' : 'secret.hide')}
        </Button>
      )}
      {state === 'typed' && (
        <Button variant="quiet" onClick={() => setShown(!shown)}>
          {t(shown ? 'secret.hide' : 'secret.show')}
        </Button>
      )}
      {canGenerate && !disabled && (
        <Button
          onClick={() => {
            setShown(true);
            onChange(randomHex(32));
          }}
        >
          {t('secret.generate')}
        </Button>
      )}
      {state === 'stored' && !disabled && (
        <Button variant="quiet" onClick={() => onChange('')}>
          {t('secret.remove')}
        </Button>
      )}
      <p aria-live="polite" className="basis-full text-dense text-muted empty:hidden">
        {revealed !== null && t('secret.shownFor', { count: shownSeconds })}
      </p>
      <RevealDialog label={field.label} owner={reveal.owner} />
    </div>
  );
}
