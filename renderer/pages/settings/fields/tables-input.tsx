import { ArrowDown, ArrowUp, Copy, Plus, Trash2 } from 'lucide-react';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigField } from '../../../../server/contract/index.ts';
import { Button, Disclosure, IconButton, SettingRow, moved } from '../../../ui/index.ts';
import { inheritedFrom, whenAbsent } from './defaults.ts';
import { displayValue } from './display.ts';
import { FieldSupport, isComposite, type FieldInputProps } from './types.ts';
import { readTables, readText } from './values.ts';

type Entry = Record<string, unknown>;

const without = (entry: Entry, key: string): Entry =>
  Object.fromEntries(Object.entries(entry).filter(([name]) => name !== key));

/** A new entry holds what must be filled in, and what new entries of qBitrr hold; limits are left to be inherited. */
function newEntry(fields: readonly ConfigField[]): Entry {
  const given = fields.filter((field) => inheritedFrom(field) === null && !field.inert);
  return Object.fromEntries(given.map((field) => [field.key, field.default ?? '']));
}

type Input = React.ComponentType<FieldInputProps>;

function EntryField({
  Input,
  field,
  path,
  entry,
  onChange,
  disabled,
}: {
  Input: Input;
  field: ConfigField;
  path: string;
  entry: Entry;
  onChange: (entry: Entry) => void;
  disabled: boolean;
}) {
  const { t } = useTranslation('settings');
  const value = entry[field.key];
  const from = inheritedFrom(field);
  return (
    <SettingRow
      label={field.label}
      required={field.required}
      help={field.help}
      composite={isComposite(field)}
      pathNote={<code className="font-mono text-caption text-muted">{field.key}</code>}
      marks={
        from !== null && (
          <p className="text-caption text-muted">
            {value === undefined ? (
              t('entry.inherited')
            ) : (
              <Button variant="link" className="text-caption" onClick={() => onChange(without(entry, field.key))}>
                {t('entry.inherit')}
              </Button>
            )}
          </p>
        )
      }
    >
      <Input
        field={field}
        path={`${path}.${field.key}`}
        value={value}
        fallback={whenAbsent(field)}
        disabled={disabled}
        onChange={(next) => onChange(next === undefined ? without(entry, field.key) : { ...entry, [field.key]: next })}
      />
    </SettingRow>
  );
}

/** What a card is called: its name, its address, else its position. */
function titleOf(entry: Entry, position: number, fallback: string): string {
  const named = ['Name', 'URI', 'remote'].map((key) => readText(entry[key])).find((text) => text.trim() !== '');
  return named ?? `${fallback} ${position}`;
}

/** A list of tables as cards: trackers, path mappings, single categories (ui.md CF-2). */
export function TablesInput({
  field,
  path,
  value,
  onChange,
  disabled = false,
  Input,
}: FieldInputProps & {
  /** Draws the fields of an entry. */
  Input: Input;
}) {
  const { t } = useTranslation('settings');
  const { fields } = useContext(FieldSupport);
  const [opened, setOpened] = useState<number | null>(null);
  const inside = fields.filter((one) => one.path.startsWith(`${field.path}.[].`));
  const entries = readTables(value);
  const put = (at: number, entry: Entry): void => onChange(entries.with(at, entry));
  return (
    <div className="flex flex-col gap-2">
      <ul aria-label={field.label} className="border-t border-hairline empty:hidden">
        {entries.map((entry, at) => {
          const title = titleOf(entry, at + 1, field.label);
          const name = { title };
          const main = inside.filter((one) => !one.advanced && !one.inert);
          const more = inside.filter((one) => one.advanced || one.inert);
          const draw = (one: ConfigField) => (
            <EntryField
              key={one.key}
              Input={Input}
              field={one}
              path={`${path}.${at}`}
              entry={entry}
              disabled={disabled}
              onChange={(next) => put(at, next)}
            />
          );
          const summary = main
            .filter((one) => one.key !== 'Name' && one.key !== 'URI' && entry[one.key] !== undefined)
            .slice(0, 3)
            .map((one) => `${one.label}: ${displayValue(one, entry[one.key], t)}`)
            .join(' · ');
          return (
            <li key={at} className="border-b border-hairline py-1.5">
              <div className="flex items-center gap-1">
                <button
                  type="button"
                  aria-expanded={opened === at}
                  onClick={() => setOpened(opened === at ? null : at)}
                  className="min-h-8 min-w-0 flex-1 text-left pointer-coarse:min-h-11"
                >
                  <span className="block truncate font-medium text-strong">{title}</span>
                  <span className="block truncate text-caption text-muted">{summary}</span>
                </button>
                <IconButton
                  icon={ArrowUp}
                  label={t('entry.up', name)}
                  disabledReason={at === 0 ? t('entry.first') : null}
                  onClick={() => onChange(moved(entries, at, at - 1))}
                />
                <IconButton
                  icon={ArrowDown}
                  label={t('entry.down', name)}
                  disabledReason={at === entries.length - 1 ? t('entry.last') : null}
                  onClick={() => onChange(moved(entries, at, at + 1))}
                />
                <IconButton
                  icon={Copy}
                  label={t('entry.duplicate', name)}
                  onClick={() => onChange(entries.toSpliced(at + 1, 0, { ...entry }))}
                />
                <IconButton
                  icon={Trash2}
                  label={t('entry.remove', name)}
                  onClick={() => onChange(entries.toSpliced(at, 1))}
                />
              </div>
              {opened === at && (
                <div className="flex flex-col gap-4 border-l border-hairline py-3 pl-4">
                  {main.map(draw)}
                  {more.length > 0 && main.length > 0 && (
                    <Disclosure summary={t('entry.more')}>
                      <div className="flex flex-col gap-4">{more.map(draw)}</div>
                    </Disclosure>
                  )}
                  {main.length === 0 && more.map(draw)}
                </div>
              )}
            </li>
          );
        })}
      </ul>
      <Button
        variant="quiet"
        icon={Plus}
        className="self-start"
        disabled={disabled}
        onClick={() => {
          onChange([...entries, newEntry(inside)]);
          setOpened(entries.length);
        }}
      >
        {t('entry.add')}
      </Button>
    </div>
  );
}
