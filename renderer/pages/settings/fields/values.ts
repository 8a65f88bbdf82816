import { isRedacted, isTree } from '../../../../server/config/browser.ts';
import type { ConfigField, FieldOption } from '../../../../server/contract/index.ts';

/** A number as it is typed: one of the field's words, or text and a unit. Text that is no number stays as it was typed. */
export interface Amount {
  /** `special` value that is chosen; null = an amount. */
  special: string | number | null;
  text: string;
  /** Letter or factor of the unit; '' where the field has one unit only. */
  unit: string;
}

const whole = /^[+-]?\d+$/;
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)$/;

/** Same number, in whatever form the file holds it. */
const means = (value: unknown, option: string | number): boolean =>
  (typeof value === 'number' || typeof value === 'string') && String(value).trim() === String(option);

/** The word a value stands for ("No limit"); null for an amount. */
export function specialOf(field: ConfigField, value: unknown): FieldOption | null {
  return field.special.find((option) => means(value, option.value)) ?? null;
}

const amount = (text: string, unit: string): Amount => ({ special: null, text, unit });
/** What stands for "no amount was typed": the key is left out. */
const nothing = undefined;

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}

const inPercent = (field: ConfigField): boolean => field.control === 'percent' && field.unit === 'fraction';
/** Ten digits are more than any share needs, and hide the last bits of binary fractions. */
const tidy = (value: number): number => Number(value.toPrecision(10));

function readNumber(field: ConfigField, value: unknown): Amount {
  const text = textOf(value);
  return amount(inPercent(field) && decimal.test(text) ? String(tidy(Number(text) * 100)) : text, '');
}

function writeNumber(field: ConfigField, { text }: Amount): unknown {
  const typed = text.trim().replace(',', '.');
  if (typed === '') return nothing;
  if (!decimal.test(typed)) return text;
  return inPercent(field) ? tidy(Number(typed) / 100) : Number(typed);
}

/** Letter of a duration's own unit. */
export const baseUnit = (field: ConfigField): 's' | 'm' => (field.unit === 'minutes' ? 'm' : 's');

function readDuration(field: ConfigField, value: unknown): Amount {
  const text = textOf(value).trim();
  const match = /^([-+\d.,]+)([sSmMhHdDwW])$/.exec(text);
  const [, number = '', letter = ''] = match ?? [];
  return match === null
    ? amount(text, baseUnit(field))
    : amount(number, letter === 'M' ? letter : letter.toLowerCase());
}

function writeDuration(field: ConfigField, { text, unit }: Amount): unknown {
  const typed = text.trim();
  if (typed === '') return nothing;
  if (unit === baseUnit(field)) return whole.test(typed) ? Number(typed) : typed;
  return `${typed}${unit}`;
}

function readSize(value: unknown): Amount {
  const text = textOf(value).trim();
  const match = /^([\d.,]+)([kKmMgGtTpP])$/.exec(text);
  const [, number = '', letter = ''] = match ?? [];
  return match === null ? amount(text, '') : amount(number, letter.toUpperCase());
}

const writeSize = ({ text, unit }: Amount): unknown => (text.trim() === '' ? nothing : `${text.trim()}${unit}`);

/** Bytes per second of one unit of a speed. */
export const rateUnits = { '': 1, K: 1024, M: 1_048_576 } as const;
const isRateUnit = (unit: string): unit is keyof typeof rateUnits => Object.hasOwn(rateUnits, unit);

function readRate(value: unknown): Amount {
  const text = textOf(value).trim();
  const bytes = Number(text);
  if (!whole.test(text) || bytes <= 0) return amount(text, 'K');
  const unit = bytes % rateUnits.M === 0 ? 'M' : bytes % rateUnits.K === 0 ? 'K' : '';
  return amount(String(bytes / rateUnits[unit]), unit);
}

function writeRate({ text, unit }: Amount): unknown {
  const typed = text.trim().replace(',', '.');
  if (typed === '') return nothing;
  if (!decimal.test(typed) || !isRateUnit(unit)) return text;
  return Math.round(Number(typed) * rateUnits[unit]);
}

export const isRate = (field: ConfigField): boolean => field.control === 'number' && field.unit === 'bytes/s';

/** A stored number as it is typed (ui.md CF-2, CF-3): a suffix such as `1w` is kept, -1 becomes a word. */
export function readAmount(field: ConfigField, value: unknown): Amount {
  const special = specialOf(field, value);
  const read = isRate(field)
    ? readRate(special === null ? value : undefined)
    : field.control === 'duration'
      ? readDuration(field, special === null ? value : undefined)
      : field.control === 'size'
        ? readSize(special === null ? value : undefined)
        : readNumber(field, special === null ? value : undefined);
  return special === null ? read : { ...read, special: special.value };
}

/** What to store for what was typed; undefined = nothing was, so the key is left out. */
export function writeAmount(field: ConfigField, typed: Amount): unknown {
  if (typed.special !== null) return typed.special;
  if (isRate(field)) return writeRate(typed);
  if (field.control === 'duration') return writeDuration(field, typed);
  return field.control === 'size' ? writeSize(typed) : writeNumber(field, typed);
}

/** The option a file's word stands for: any letter case, booleans as words, labels such as `Both (4)` (config.md 7). */
export function readOption(field: ConfigField, value: unknown): FieldOption | null {
  const text = typeof value === 'boolean' ? String(value) : textOf(value).trim();
  const bracketed = /\((-?\w+)\)/.exec(text)?.[1];
  const word = (text === 'Hardlink' ? 'Auto' : (bracketed ?? text)).toLowerCase();
  return (field.options ?? []).find((option) => String(option.value).toLowerCase() === word) ?? null;
}

/** On or off; null when the file holds something else or nothing. */
export function readSwitch(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return word === 'true' ? true : word === 'false' ? false : null;
}

/** Words of a list; a single text counts as a list of one, as everywhere in the program. */
export function readList(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value) ? value.map((item: unknown) => textOf(item)) : [];
}

/** Pairs of a mapping in the order of the file. */
export function readPairs(value: unknown): [string, string][] {
  return isTree(value) ? Object.entries(value).map(([key, item]) => [key, textOf(item)]) : [];
}

/** A mapping of pairs; the last of two equal keys counts, and pairs without a key are left out. */
export function writePairs(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(pairs.filter(([key]) => key !== ''));
}

/** Tables of a list. What is no table is shown as an empty one. */
export function readTables(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map((item: unknown) => (isTree(item) ? item : {})) : [];
}

export type SecretState = 'stored' | 'typed' | 'none';

/** Is there a secret, and may it be seen? (ui.md CF-11) */
export function readSecret(value: unknown): SecretState {
  if (isRedacted(value)) return 'stored';
  return typeof value === 'string' && value !== '' ? 'typed' : 'none';
}

export const readText = (value: unknown): string => textOf(value);
