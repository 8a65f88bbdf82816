import type { TFunction } from 'i18next';
import { isTree, parseDuration } from '../../../../server/config/browser.ts';
import type { ConfigField } from '../../../../server/contract/index.ts';
import { format } from '../../../ui/index.ts';
import {
  baseUnit,
  isRate,
  readAmount,
  readList,
  readOption,
  readSecret,
  readSwitch,
  readText,
  specialOf,
} from './values.ts';

/** Looks up a text of the Settings pages. */
export type Say = TFunction<'settings'>;

const joined = (words: readonly string[]): string => words.join(', ');

const steps = [86_400, 3600, 60, 1] as const;

/** Every part of a time span, since 90 seconds are not a minute: 1 min 30 s. */
function exactly(seconds: number): string {
  const parts = steps.map((step, at) => Math.floor((seconds % (steps[at - 1] ?? Infinity)) / step) * step);
  const told = parts.filter((part) => part > 0).map((part) => format.duration(part));
  return told.length === 0 || !Number.isInteger(seconds) ? format.duration(seconds) : told.join(' ');
}

const isRateLetter = (unit: string): unit is 'K' | 'M' => unit === 'K' || unit === 'M';

function amountWords(field: ConfigField, value: unknown, say: Say): string {
  const { text, unit } = readAmount(field, value);
  if (field.control === 'duration') {
    const amount = parseDuration(value, baseUnit(field) === 'm' ? 'minutes' : 'seconds');
    return amount === null ? readText(value) : exactly(baseUnit(field) === 'm' ? amount * 60 : amount);
  }
  if (field.control === 'size') return unit === '' ? `${text} B` : `${text} ${unit}B`;
  if (isRate(field)) return `${text} ${say(`unit.rate.${isRateLetter(unit) ? unit : 'B'}`)}`;
  if (field.control === 'percent') return `${text} %`;
  if (field.unit === null) return text;
  return field.unit === 'days' ? say('unit.days', { count: Number(text) }) : `${text} ${field.unit}`;
}

/** A stored value in words a person uses, never a magic number: "15 min", "No limit", "50 GB", "stored". */
export function displayValue(field: ConfigField, value: unknown, say: Say): string {
  if (field.secret) return say(`secret.${readSecret(value)}`);
  if (value === undefined || value === null) return say('value.none');
  const special = specialOf(field, value);
  if (special !== null) return special.label;
  switch (field.control) {
    case 'switch':
    case 'inherit-switch': {
      const on = readSwitch(value);
      return on === null ? readText(value) : say(on ? 'value.on' : 'value.off');
    }
    case 'select':
      return readOption(field, value)?.label ?? readText(value);
    case 'tags':
    case 'patterns':
    case 'categories':
      return readList(value).length === 0 ? say('value.empty') : joined(readList(value));
    case 'profiles':
      return isTree(value) && Object.keys(value).length > 0
        ? joined(Object.entries(value).map(([from, to]) => `${from} → ${readText(to)}`))
        : say('value.empty');
    case 'tables':
      return say('value.entries', { count: Array.isArray(value) ? value.length : 0 });
    case 'number':
    case 'duration':
    case 'size':
    case 'percent':
      return amountWords(field, value, say);
    default:
      return readText(value) === '' ? say('value.empty') : readText(value);
  }
}
