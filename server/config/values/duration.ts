export type DurationUnit = 'seconds' | 'minutes';

const suffixed = /^(-?\d+)([sSmMhHdDwW]?)$/;
const float = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * A duration of config.md 7 in its base unit; null = the caller's fallback. Numbers and booleans count in the base unit,
 * text takes one of `s m h d w M` (M = 30 days, the only letter whose case counts).
 */
export function parseDuration(value: unknown, unit: DurationUnit): number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return Number.isFinite(value) ? whole(value) : null;
  if (typeof value !== 'string' || value.length > 32) return null;
  const text = value.trim();
  const match = suffixed.exec(text);
  if (match === null) return float.test(text) ? finite(Math.trunc(Number(text))) : null;
  const count = Number(match[1]);
  const suffix = match[2] ?? '';
  if (suffix === '') return finite(whole(count));
  const seconds = count * secondsOf(suffix);
  return finite(unit === 'seconds' ? whole(seconds) : wholeMinutes(seconds / 60));
}

/**
 * Tracker limits and hit-and-run numbers (config.md 7): base unit seconds, fractions are kept, booleans and rubbish are
 * unset (null).
 */
export function parseTrackerNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (suffixed.test(text)) return parseDuration(text, 'seconds');
  const number = float.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

function secondsOf(suffix: string): number {
  if (suffix === 'M') return 2_592_000;
  switch (suffix.toLowerCase()) {
    case 'm':
      return 60;
    case 'h':
      return 3600;
    case 'd':
      return 86_400;
    case 'w':
      return 604_800;
    default:
      return 1;
  }
}

function wholeMinutes(minutes: number): number {
  return minutes > 0 && minutes < 1 ? 1 : whole(minutes);
}

function whole(value: number): number {
  const cut = Math.trunc(value);
  return cut === 0 ? 0 : cut;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? whole(value) : null;
}
