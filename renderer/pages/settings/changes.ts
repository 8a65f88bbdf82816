import { patternOf, splitKey } from '../../../server/config/browser.ts';
import type { ConfigField, FieldControl, PlannedChange } from '../../../server/contract/index.ts';
import { displayValue, type Say } from './fields/index.ts';

/** A value as TOML would write it on one line. Null = not there. */
export function showValue(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `[${value.map((item) => showValue(item) ?? '').join(', ')}]`;
  if (typeof value === 'object') {
    const pairs = Object.entries(value).map(([key, item]) => `${key} = ${showValue(item) ?? ''}`);
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
  }
  return JSON.stringify(value);
}

/** The field a planned change is about; null for keys the catalogue does not know. */
export const fieldOf = (fields: readonly ConfigField[], { path, instance }: PlannedChange): ConfigField | null =>
  fieldAt(fields, splitKey(path, new Set(instance === null ? [] : [instance])));

/** The field a key belongs to; null where the catalogue does not know it. */
export function fieldAt(fields: readonly ConfigField[], key: readonly string[]): ConfigField | null {
  const pattern = patternOf(key).toLowerCase();
  return fields.find((field) => field.path.toLowerCase() === pattern) ?? null;
}

const amounts: readonly FieldControl[] = ['number', 'duration', 'size', 'percent'];

/** An amount as the form shows it, unit and all, and a number that stands for words in these words; everything else as it stands in the file. Null = not there. */
export function shownAs(field: ConfigField | null, value: unknown, say: Say): string | null {
  const isThere = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
  const isTold = field !== null && (amounts.includes(field.control) || isNumberedChoice(field));
  return isTold && isThere ? displayValue(field, value, say) : showValue(value);
}

const isNumberedChoice = ({ control, options }: ConfigField): boolean =>
  control === 'select' && (options ?? []).some(({ value }) => typeof value === 'number');
