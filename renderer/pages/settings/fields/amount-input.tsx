import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigField } from '../../../../server/contract/index.ts';
import { Checkbox, SelectBox, TextBox } from '../../../ui/index.ts';
import { displayValue } from './display.ts';
import type { FieldInputProps } from './types.ts';
import { baseUnit, isRate, readAmount, writeAmount, type Amount } from './values.ts';

const amountOption = 'amount';
const durationUnits = ['s', 'm', 'h', 'd', 'w', 'M'] as const;
const sizeUnits = ['', 'K', 'M', 'G', 'T', 'P'] as const;
const rateUnits = ['', 'K', 'M'] as const;

type UnitKey =
  | `duration.${(typeof durationUnits)[number]}`
  | `size.${'B' | 'K' | 'M' | 'G' | 'T' | 'P'}`
  | `rate.${'B' | 'K' | 'M'}`;

/** Units to choose from, as keys of texts; a duration in minutes offers seconds only where a file has some. */
function unitsOf(field: ConfigField, current: string): { value: string; key: UnitKey }[] {
  if (field.control === 'size')
    return sizeUnits.map((unit) => ({ value: unit, key: `size.${unit === '' ? 'B' : unit}` }));
  if (isRate(field)) return rateUnits.map((unit) => ({ value: unit, key: `rate.${unit === '' ? 'B' : unit}` }));
  return durationUnits
    .filter((unit) => unit !== 's' || baseUnit(field) === 's' || current === 's')
    .map((unit) => ({ value: unit, key: `duration.${unit}` }));
}

const hasUnits = (field: ConfigField): boolean =>
  field.control === 'duration' || field.control === 'size' || isRate(field);

/** Unit of a new amount: what the fallback is counted in, else the field's own. */
function firstUnit(field: ConfigField, fallback: unknown): string {
  if (fallback !== undefined) return readAmount(field, fallback).unit;
  return field.control === 'duration' ? baseUnit(field) : field.control === 'size' ? 'G' : isRate(field) ? 'K' : '';
}

/** What is typed, kept as it was typed until the value changes from elsewhere. */
function useAmount({ field, value, fallback, onChange }: FieldInputProps): {
  typed: Amount;
  change: (next: Amount) => void;
  leave: () => void;
} {
  const read = (): Amount => {
    const amount = readAmount(field, value);
    return value === undefined ? { ...amount, unit: firstUnit(field, fallback) } : amount;
  };
  const [typed, setTyped] = useState(read);
  const [seen, setSeen] = useState(value);
  if (!Object.is(value, seen)) {
    setSeen(value);
    if (!Object.is(writeAmount(field, typed), value)) setTyped(read());
  }
  const store = (next: Amount): void => {
    const written = writeAmount(field, next);
    if (!Object.is(written, value)) onChange(written);
  };
  const isEmpty = (next: Amount): boolean => next.special === null && next.text.trim() === '';
  return {
    typed,
    change: (next) => {
      setTyped(next);
      // An emptied field is most often filled again: its key, with the comments beside it, leaves the file only afterwards.
      if (!isEmpty(next)) store(next);
    },
    leave: () => {
      if (isEmpty(typed)) store(typed);
    },
  };
}

/** A number with its unit, or one of its words ("No limit") in place of a magic number (ui.md CF-2, CF-3). */
export function AmountInput(props: FieldInputProps) {
  const { field, fallback, disabled = false } = props;
  const { t } = useTranslation('settings');
  const { typed, change, leave } = useAmount(props);
  const units = hasUnits(field) ? unitsOf(field, typed.unit) : [];
  const shown = typed.special === null;
  const only = field.special.length === 1 ? field.special[0] : undefined;
  const placeholder = fallback === undefined ? (field.example ?? undefined) : displayValue(field, fallback, t);
  const words = field.control === 'percent' ? '%' : field.unit === 'days' ? t('unit.daysName') : (field.unit ?? '');
  return (
    <div className="flex flex-wrap items-center gap-2">
      {shown && (
        <TextBox
          value={typed.text}
          onChange={(text) => change({ ...typed, text })}
          onBlur={leave}
          inputMode={field.type === 'float' ? 'decimal' : 'numeric'}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          disabled={disabled}
          className="tabular w-36"
        />
      )}
      {shown && units.length > 0 && (
        <SelectBox
          fit
          label={t('unit.of', { label: field.label })}
          value={typed.unit}
          disabled={disabled}
          onChange={(unit) => change({ ...typed, unit })}
          options={units.map((unit) => ({ value: unit.value, label: t(`unit.${unit.key}`) }))}
        />
      )}
      {shown && units.length === 0 && words !== '' && <span className="text-dense text-muted">{words}</span>}
      {only !== undefined && (
        <Checkbox
          label={only.label}
          checked={!shown}
          disabled={disabled}
          onChange={(chosen) => change({ ...typed, special: chosen ? only.value : null })}
        />
      )}
      {only === undefined && field.special.length > 0 && (
        <SelectBox
          fit
          label={t('unit.kindOf', { label: field.label })}
          value={typed.special === null ? amountOption : String(typed.special)}
          disabled={disabled}
          onChange={(next) => {
            const option = field.special.find(({ value }) => String(value) === next);
            change({ ...typed, special: option?.value ?? null });
          }}
          options={[
            { value: amountOption, label: t('unit.amount') },
            ...field.special.map(({ value, label }) => ({ value: String(value), label })),
          ]}
        />
      )}
    </div>
  );
}
