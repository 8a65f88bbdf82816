import { normaliseCategory } from '../../engine/torrents/ownership.ts';
import { logLevel, type LogLevel } from '../../contract/index.ts';

/** `Theme`, `ViewDensity`, `AutoUpdateChannel`: the option of that name in any case, else `fallback` (config.md 7). */
export function foldOption<T extends string>(value: unknown, options: readonly T[], fallback: T): T {
  if (typeof value !== 'string') return fallback;
  const text = value.trim().toLowerCase();
  return options.find((option) => option.toLowerCase() === text) ?? fallback;
}

/** A log level in any case; null when there is no such level (supervisor.md 6.1, S7). */
export function parseLogLevel(value: unknown): LogLevel | null {
  const parsed = logLevel.safeParse(typeof value === 'string' ? value.trim().toUpperCase() : value);
  return parsed.success ? parsed.data : null;
}

/** `y yes t true on 1` / `n no f false off 0`, any case, blanks around ignored (config.md 5). */
export function parseBoolean(text: string): { ok: true; value: boolean } | { ok: false; expected: string } {
  const word = text.trim().toLowerCase();
  if (['y', 'yes', 't', 'true', 'on', '1'].includes(word)) return { ok: true, value: true };
  if (['n', 'no', 'f', 'false', 'off', '0'].includes(word)) return { ok: true, value: false };
  return { ok: false, expected: 'true or false' };
}

/** `HitAndRunMode`: any case; true means `and`; anything else `disabled` (config.md 7). */
export function hitAndRunMode(value: unknown): 'disabled' | 'and' | 'or' {
  return value === true ? 'and' : foldOption(value, ['disabled', 'and', 'or'], 'disabled');
}

/** `SearchBySeries`: boolean, `smart` in any case, or `true`/`True`/`TRUE`; anything else false (config.md 7). */
export function searchBySeries(value: unknown): 'smart' | boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return false;
  if (value.trim().toLowerCase() === 'smart') return 'smart';
  return ['true', 'True', 'TRUE'].includes(value);
}

/** `RemoveTorrent`: a number, its digits, or a label such as `Do not remove (-1)`; anything else -1 (config.md 7). */
export function removeTorrent(value: unknown): -1 | 1 | 2 | 3 | 4 {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  const digits = /\((-?\d+)\)/.exec(text)?.[1] ?? text;
  const found = ([1, 2, 3, 4] as const).find((option) => String(option) === digits);
  return found ?? -1;
}

/** `importMode`; the old `Hardlink` and anything unknown are read as Auto (config.md 7). */
export function importMode(value: unknown): 'Auto' | 'Move' | 'Copy' {
  return foldOption(value, ['Auto', 'Move', 'Copy'], 'Auto');
}

/** `WebUI.UrlBase` with one leading and no trailing slash; the root is empty (config.md 7). */
export function normaliseUrlBase(value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '') return '';
  return (text.startsWith('/') ? text : `/${text}`).replace(/\/+$/, '');
}

/** A category path (torrents.md Y1); an empty result is the trimmed original, then `fallback` (config.md 7). */
export function categoryPath(value: unknown, fallback: string): string {
  const text = typeof value === 'string' ? value.trim() : '';
  return normaliseCategory(text) || text || fallback;
}

/** `CHANGE_ME` in any case, blanks around it ignored. */
export function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && value.trim().toUpperCase() === 'CHANGE_ME';
}

/** Text that is there, not blank and not the placeholder. */
export function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && !isPlaceholder(value);
}

/**
 * An address in comparable form: scheme and host in lower case, default port and trailing slashes gone (supervisor.md
 * Q47). Null when it is not an http or https address.
 */
export function comparableUrl(text: string): string | null {
  const url = URL.parse(text.trim());
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return null;
  return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
}
