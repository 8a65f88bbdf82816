import { arrTypeOf, patternOf } from '../../../server/config/browser.ts';
import type { ConfigField } from '../../../server/contract/index.ts';

/** Names of a header or key as written, quotes taken off; dots inside quotes stay in their part. */
function partsOf(written: string): string[] {
  const parts = written.match(/"(?:[^"\\]|\\.)*"|'[^']*'|[^\s."'[\]]+/g) ?? [];
  return parts.map((part) => part.replace(/^(["'])(.*)\1$/, '$2'));
}

/** The table a line stands in, from the last header above it. Lists of tables count as one level, `[]`. */
export function tableAt(lines: readonly string[], at: number): string[] {
  for (let index = Math.min(at, lines.length - 1); index >= 0; index -= 1) {
    const header = /^\s*(\[\[?)\s*([^\]]+?)\s*\]/.exec(lines[index] ?? '');
    if (header?.[2] !== undefined) return [...partsOf(header[2]), ...(header[1] === '[[' ? ['[]'] : [])];
  }
  return [];
}

/** Fields of a table, by what the catalogue calls it. */
function fieldsIn(fields: readonly ConfigField[], table: readonly string[]): ConfigField[] {
  const [section = ''] = table;
  const pattern = patternOf(table);
  const type = arrTypeOf(section);
  return fields.filter(
    ({ path, key, appliesTo }) =>
      path.toLowerCase() === `${pattern}.${key}`.toLowerCase() &&
      (type === null || appliesTo === null || appliesTo.includes(type)),
  );
}

/** The field a line sets, null when it sets none we know. */
export function fieldAt(fields: readonly ConfigField[], lines: readonly string[], at: number): ConfigField | null {
  const written = /^\s*((?:[\w"'-]|\s*\.\s*)+?)\s*=/.exec(lines[at] ?? '')?.[1];
  if (written === undefined) return null;
  const parts = [...tableAt(lines, at), ...partsOf(written)];
  const key = parts.at(-1) ?? '';
  return fieldsIn(fields, parts.slice(0, -1)).find((field) => field.key === key) ?? null;
}

export interface Offer {
  /** Shown, and inserted unless `insert` says otherwise. */
  readonly label: string;
  readonly insert?: string;
  readonly detail: string;
  readonly info: string;
}

/** A value as TOML writes it; null when no single word stands for it. */
const literal = (value: unknown): string | null =>
  typeof value === 'string' ? JSON.stringify(value) : typeof value === 'number' ? String(value) : null;

/** Keys that may still be set in the table of a line. */
export function keyOffers(fields: readonly ConfigField[], lines: readonly string[], at: number): Offer[] {
  return fieldsIn(fields, tableAt(lines, at))
    .filter(({ inert, hidden }) => !inert && !hidden)
    .map(({ key, label, help }) => ({ label: key, insert: `${key} = `, detail: label, info: help }));
}

/** Values the key of a line may have: its options, on and off, and words such as "No limit". */
export function valueOffers(fields: readonly ConfigField[], lines: readonly string[], at: number): Offer[] {
  const field = fieldAt(fields, lines, at);
  if (field === null) return [];
  const info = field.help;
  if (field.control === 'switch' || field.control === 'inherit-switch') {
    return ['true', 'false'].map((label) => ({ label, detail: '', info }));
  }
  return [...(field.options ?? []), ...field.special].flatMap(({ value, label }) => {
    const text = literal(value);
    return text === null ? [] : [{ label: text, detail: label, info }];
  });
}
