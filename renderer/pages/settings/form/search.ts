import type { FormRow } from './rows.ts';

/** One setting as the search reads it; all texts in lower case. */
export interface SearchEntry {
  readonly row: FormRow;
  readonly label: string;
  readonly key: string;
  /** Other words for it. */
  readonly aliases: string;
  /** Name of its section, and its heading. */
  readonly place: string;
  readonly value: string;
  readonly help: string;
}

/** Prepares rows for the search. `shown` gives the present value in words; secrets never come in. */
export function searchEntries(rows: readonly FormRow[], shown: (row: FormRow) => string): SearchEntry[] {
  return rows.map((row) => {
    const { field, dotted, section } = row;
    const options = (field.options ?? []).map(({ label }) => label).join(' ');
    return {
      row,
      label: field.label.toLowerCase(),
      key: dotted.toLowerCase(),
      aliases: field.aliases.join(' ').toLowerCase(),
      place: `${section.id} ${field.group}`.toLowerCase(),
      value: field.secret ? '' : shown(row).toLowerCase(),
      help: `${field.help} ${options}`.toLowerCase(),
    };
  });
}

/** Words of a query, in lower case. */
export const wordsOf = (query: string): string[] => query.toLowerCase().split(/\s+/).filter(Boolean);

/** How well one word fits, 0 = not at all. */
function weight(entry: SearchEntry, word: string): number {
  if (entry.label.startsWith(word)) return 9;
  if (entry.label.includes(` ${word}`)) return 8;
  if (entry.label.includes(word)) return 6;
  if (entry.key.endsWith(word)) return 6;
  if (entry.key.includes(word)) return 5;
  if (entry.aliases.includes(word)) return 4;
  if (entry.place.includes(word)) return 3;
  if (entry.value.includes(word)) return 2;
  return entry.help.includes(word) ? 1 : 0;
}

/** Settings in which every word of the query is found, the best first (ui.md CF-6). An empty query finds all, in their order. */
export function searchRows(entries: readonly SearchEntry[], query: string): FormRow[] {
  const words = wordsOf(query);
  const found = entries.flatMap((entry) => {
    let total = 0;
    for (const word of words) {
      const one = weight(entry, word);
      if (one === 0) return [];
      total += one;
    }
    return [{ row: entry.row, total: entry.row.field.advanced ? total - 0.5 : total }];
  });
  return words.length === 0
    ? entries.map(({ row }) => row)
    : found.toSorted((a, b) => b.total - a.total).map(({ row }) => row);
}

/** A text cut at the places where words of the query stand, for marking them. */
export function cutAt(text: string, query: string): { text: string; hit: boolean }[] {
  const words = wordsOf(query).map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  if (words.length === 0) return [{ text, hit: false }];
  const parts = text.split(new RegExp(`(${words.join('|')})`, 'i'));
  return parts.map((part, at) => ({ text: part, hit: at % 2 === 1 })).filter((part) => part.text !== '');
}
