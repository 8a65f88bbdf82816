import { z } from 'zod';

/** Query parameters by name; a repeated one counts once, the first (api.md 2.0). */
export function queryOf(search: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(search)) {
    if (!Object.hasOwn(values, name)) values[name] = value;
  }
  return values;
}

/**
 * Lenient integer of the full dialect: optional sign and digits, anything else behaves as if absent (api.md 2.0). Larger ones than
 * a number can hold exactly count as the largest.
 */
export const lenientInt = z
  .string()
  .optional()
  .meta({ type: 'integer' })
  .transform((text) =>
    text !== undefined && /^[+-]?\d+$/.test(text.trim())
      ? Math.min(Math.max(Number(text), Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)
      : undefined,
  );

/** Lenient integer held inside a range, with a default for absent or unreadable values. */
export const clampedInt = (fallback: number, min: number, max: number) =>
  lenientInt
    .transform((value) => Math.min(Math.max(value ?? fallback, min), max))
    .meta({ default: fallback, minimum: min, maximum: max });

/** Lenient boolean: false for empty, `0`, `false`, `none` in any case; every other value is true (api.md 2.0). */
export const lenientBoolean = z
  .string()
  .optional()
  .meta({ type: 'boolean' })
  .transform((text) => text !== undefined && !['', '0', 'false', 'none'].includes(text.trim().toLowerCase()));

/** Text filter: absent or empty = null = no filter. */
export const filterText = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === '' ? null : text));

/** Comma list; empty entries fall out. */
export const commaList = z
  .string()
  .optional()
  .transform((text) =>
    (text ?? '')
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  );

const texts = z.array(z.string()).max(2000);

/** Texts that may hold any sign, as a JSON list; anything else behaves as if absent. */
export const textList = z
  .string()
  .optional()
  .transform((text) => texts.safeParse(parsedOrNull(text ?? '')).data ?? []);

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
