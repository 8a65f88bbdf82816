import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  Button,
  ButtonLink,
  Segmented,
  SelectBox,
  SuggestBox,
  SwitchBox,
  TagsBox,
  TextAreaBox,
  TextBox,
} from '../../../ui/index.ts';
import { displayValue } from './display.ts';
import { FieldSupport, type FieldInputProps } from './types.ts';
import { readList, readOption, readSecret, readSwitch, readText } from './values.ts';

/** Empty text of an optional key means that the key is not there; a key that is there keeps its empty text. */
const textToStore = (text: string, value: unknown): unknown => (text === '' && value === undefined ? undefined : text);

/** Plain text. */
export function TextInput({ field, value, fallback, onChange, disabled = false }: FieldInputProps) {
  const mono = ['url', 'host', 'path', 'file'].includes(field.control);
  const text = readText(value);
  const shownFallback = readText(fallback);
  return (
    <TextBox
      value={text === 'CHANGE_ME' ? '' : text}
      onChange={(next) => onChange(textToStore(next, value))}
      placeholder={shownFallback === '' || shownFallback === 'CHANGE_ME' ? (field.example ?? '') : shownFallback}
      inputMode={field.control === 'url' ? 'url' : 'text'}
      autoComplete="off"
      spellCheck={false}
      disabled={disabled}
      mono={mono}
    />
  );
}

/** Text of several lines. */
export function LinesInput({ value, onChange, disabled = false }: FieldInputProps) {
  const text = readText(value);
  return (
    <TextAreaBox
      value={text}
      onChange={(next) => onChange(textToStore(next, value))}
      rows={Math.min(Math.max(text.split('\n').length, 3), 12)}
      disabled={disabled}
      mono
    />
  );
}

/** A whole number without grouping, such as a port; what is no number stays as it was typed. */
export function PortInput({ value, fallback, onChange, disabled = false }: FieldInputProps) {
  // An emptied field is most often filled again, so the key leaves the file only afterwards.
  const [emptied, setEmptied] = useState(false);
  return (
    <TextBox
      value={emptied ? '' : readText(value)}
      onChange={(text) => {
        setEmptied(text === '');
        if (text !== '') onChange(/^\d+$/.test(text) ? Number(text) : text);
      }}
      onBlur={() => {
        if (emptied) onChange(undefined);
        setEmptied(false);
      }}
      placeholder={readText(fallback)}
      inputMode="numeric"
      autoComplete="off"
      disabled={disabled}
      className="tabular w-28"
    />
  );
}

/** On or off. */
export function SwitchInput({ field, value, fallback, onChange, disabled = false }: FieldInputProps) {
  const { t } = useTranslation('settings');
  const on = readSwitch(value) ?? readSwitch(fallback) ?? false;
  const odd = value !== undefined && readSwitch(value) === null;
  return (
    <div className="flex min-h-8 items-center gap-2.5 pointer-coarse:min-h-11">
      <SwitchBox checked={on} onChange={onChange} disabled={disabled} />
      <span className="text-dense text-muted">
        {odd ? displayValue(field, value, t) : t(on ? 'value.on' : 'value.off')}
      </span>
    </div>
  );
}

/** On, off, or as somewhere else; the key is left out then. */
export function InheritSwitchInput({ field, value, onChange }: FieldInputProps) {
  const { t } = useTranslation('settings');
  const on = readSwitch(value);
  return (
    <Segmented
      label={field.label}
      value={on === null ? 'inherit' : on ? 'on' : 'off'}
      onChange={(next) => onChange(next === 'inherit' ? undefined : next === 'on')}
      options={[
        { value: 'inherit', label: t('value.inherit') },
        { value: 'on', label: t('value.on') },
        { value: 'off', label: t('value.off') },
      ]}
      className="self-start"
    />
  );
}

/** One of the options; a word the catalogue does not know is offered as it is, so that it is not lost. */
export function SelectInput({ field, value, fallback, onChange, disabled = false }: FieldInputProps) {
  const known = readOption(field, value) ?? (value === undefined ? readOption(field, fallback) : null);
  const odd = known === null && value !== undefined ? [{ value: readText(value), label: readText(value) }] : [];
  return (
    <div className="flex">
      <SelectBox
        fit
        value={known === null ? readText(value) : String(known.value)}
        disabled={disabled}
        onChange={(next) =>
          onChange((field.options ?? []).find((option) => String(option.value) === next)?.value ?? next)
        }
        options={[
          ...odd,
          ...(field.options ?? []).map((option) => ({ value: String(option.value), label: option.label })),
        ]}
      />
    </div>
  );
}

/** A list of words: tags, categories, events. While the key is absent the fallback is shown and taken along by an edit. */
export function TagsInput({ field, value, fallback, onChange, disabled = false }: FieldInputProps) {
  const { categories, events } = useContext(FieldSupport);
  const suggestions =
    field.control === 'categories' ? categories : field.path === 'Webhooks.<name>.Events' ? events : [];
  return (
    <TagsBox
      label={field.label}
      items={readList(value ?? fallback)}
      onChange={onChange}
      suggestions={suggestions}
      placeholder={field.example ?? undefined}
      disabled={disabled}
    />
  );
}

/** A category, with those of qBittorrent offered. */
export function CategoryInput({ field, value, fallback, onChange, disabled = false }: FieldInputProps) {
  const { categories } = useContext(FieldSupport);
  const text = readText(value);
  return (
    <SuggestBox
      value={text}
      onChange={(next) => onChange(textToStore(next, value))}
      suggestions={categories}
      placeholder={readText(fallback) || (field.example ?? '')}
      disabled={disabled}
    />
  );
}

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
  const ends = useContext(FieldSupport).secrets[path];
  const found = readSecret(value);
  // An empty secret is masked like any other.
  const state = found === 'stored' && ends === null ? 'none' : found;
  const placeholder =
    state !== 'stored' ? t('secret.noneHint') : ends ? t('secret.storedEnds', { ends }) : t('secret.storedHint');
  const canGenerate = field.path === 'WebUI.Token' || field.path === 'Webhooks.<name>.Secret';
  return (
    <div className="flex flex-wrap items-center gap-2">
      <TextBox
        type={shown ? 'text' : 'password'}
        value={state === 'typed' && value !== 'CHANGE_ME' ? readText(value) : ''}
        onChange={(text) => onChange(text === '' && readSecret(before) === 'stored' ? before : text)}
        placeholder={placeholder}
        autoComplete="new-password"
        spellCheck={false}
        disabled={disabled}
        mono
        className="min-w-0 flex-1 basis-48"
      />
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
    </div>
  );
}
