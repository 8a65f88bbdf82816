/** A value in short: scalars and lists as written, tables by their keys. Null = not there. */
export function showValue(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `[${value.map((item) => showValue(item) ?? '').join(', ')}]`;
  if (typeof value === 'object') return `{ ${Object.keys(value).join(', ')} }`;
  return JSON.stringify(value);
}
