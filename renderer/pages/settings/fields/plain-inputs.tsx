import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Segmented, SelectBox, SuggestBox, SwitchBox, TagsBox, TextAreaBox, TextBox } from '../../../ui/index.ts';
import { displayValue } from './display.ts';
import { FieldSupport, type FieldInputProps } from './types.ts';
import { readList, readOption, readSwitch, readText } from './values.ts';

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
