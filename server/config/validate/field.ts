import type { Field } from '../catalogue/index.ts';
import { isTree } from '../tree.ts';
import { translatePattern } from '../values/pattern.ts';
import { cronProblem } from '../values/cron.ts';
import { parseSize } from '../values/size.ts';
import { isPlaceholder } from '../values/words.ts';

const numeric = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The name of a key in messages, e.g. `WebUI Port` or `Free Space Folder`. */
export function labelOf(field: Field): string {
  const key = field.path.split('.').at(-1) ?? '';
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  return ['WebUI.Host', 'WebUI.Port', 'WebUI.Token'].includes(field.path) ? `WebUI ${words}` : words;
}

/** Why a new value of this key is refused, in the words of api.md 2.8.3; null when it is fine. */
export function fieldProblem(field: Field, value: unknown): string | null {
  const special = specialProblem(field.path, value);
  if (special !== undefined) return special;
  if (field.unchecked === true && field.items !== 'regex') return null;
  const label = labelOf(field);
  switch (field.type) {
    case 'bool':
      return typeof value === 'boolean' ? null : `${label} must be true or false`;
    case 'int':
    case 'float':
      return isNumeric(value) ? boundsProblem(field, label, Number(value)) : `${label} must be a number`;
    case 'duration': {
      const number = durationNumber(value, field.unit === 'minutes' ? 60 : 1);
      return number === null ? `${label} must be a number` : boundsProblem(field, label, number);
    }
    case 'enum':
      return optionProblem(field, label, value);
    case 'string[]':
      return Array.isArray(value) || typeof value === 'string'
        ? patternProblem(field, value)
        : `${label} must be a list of tags`;
    case 'table[]':
      return Array.isArray(value) ? null : `${label} must be a list`;
    case 'table':
      return isTree(value) ? null : `${label} must be a mapping`;
    default:
      if (field.required === true && (typeof value !== 'string' || value.trim() === '')) return `${label} is required`;
      return typeof value === 'string' ? null : `${label} must be a string`;
  }
}

/** Keys with rules of their own; undefined when the general rules go on. */
function specialProblem(path: string, value: unknown): string | null | undefined {
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
  switch (path) {
    case 'Settings.CompletedDownloadFolder':
      return text === '' || isPlaceholder(text) ? 'Completed Download Folder must be set to a valid path' : undefined;
    case 'Settings.FreeSpace':
      if (text === '') return 'Free Space must be provided';
      return text === '-1' || parseSize(text) !== null
        ? null
        : 'Free Space must be -1 or a number optionally suffixed with K, M, G, T, or P';
    case 'Settings.AutoUpdateCron':
      if (text === '') return undefined;
      if (![5, 6].includes(text.split(/\s+/).length)) {
        return 'Auto Update Cron must contain 5 or 6 space-separated fields';
      }
      return cronProblem(text) ?? undefined;
    case 'WebUI.UrlBase':
      if (typeof value !== 'string') return undefined;
      if (text === '') return null;
      if (!text.startsWith('/')) return 'UrlBase must start with / (e.g. /qbitrr)';
      if (text.endsWith('/')) return 'UrlBase must not end with a trailing slash';
      return text.includes('//') ? 'UrlBase is invalid (contains `//`)' : null;
    default:
      return undefined;
  }
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && numeric.test(value.trim()));
}

function durationNumber(value: unknown, base: number): number | null {
  if (isNumeric(value)) return Number(value);
  if (typeof value !== 'string' || value.length > 32) return null;
  const match = /^(-?\d+)([sSmMhHdDwW])$/.exec(value.trim());
  if (match === null) return null;
  const seconds: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
  const suffix = match[2] ?? '';
  const each = suffix === 'M' ? 2_592_000 : (seconds[suffix.toLowerCase()] ?? 1);
  return (Number(match[1]) * each) / base;
}

function boundsProblem(field: Field, label: string, value: number): string | null {
  const min = field.min ?? 0;
  if (value < min) return min === -1 ? `${label} must be -1 or greater` : `${label} must be >= ${min}`;
  return field.max !== undefined && value > field.max ? `${label} must be <= ${field.max}` : null;
}

function optionProblem(field: Field, label: string, value: unknown): string | null {
  const options = (field.options ?? []).map(String);
  const text = typeof value === 'number' ? String(value) : value;
  if (text === '' || text === null) return `${label} is required`;
  if (typeof text !== 'string') return `${label} must be a string`;
  const bracketed = /\((-?\w+)\)/.exec(text)?.[1];
  if (options.includes(text) || (bracketed !== undefined && options.includes(bracketed))) return null;
  return `${label} must be one of: ${options.join(', ')}`;
}

function patternProblem(field: Field, value: unknown[] | string): string | null {
  if (field.items !== 'regex' || field.path.endsWith('FileExtensionAllowlist')) return null;
  const patterns = Array.isArray(value) ? value : [value];
  for (const pattern of patterns) {
    const result = typeof pattern === 'string' ? translatePattern(pattern, true) : null;
    if (result?.ok === false)
      return `${labelOf(field)}: the pattern "${String(pattern)}" is not valid: ${result.message}`;
  }
  return null;
}
