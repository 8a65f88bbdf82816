import { arrFields } from './arr.ts';
import { arrTorrentFields } from './arr-torrent.ts';
import { categorySeedingFields } from './category-seeding.ts';
import { entrySearchFields } from './entry-search.ts';
import type { Field } from './field.ts';
import { ownFields } from './own.ts';
import { qbitFields } from './qbit.ts';
import { requestFields } from './requests.ts';
import { processFields } from './settings-processes.ts';
import { settingsFields } from './settings.ts';
import { trackerFields } from './trackers.ts';
import { webUiFields } from './webui.ts';

export type { Derived, Field, FieldReload, FieldType, FieldValue } from './field.ts';

/** Every key there is, in the order of a generated file. */
export const catalogue: readonly Field[] = [
  ...settingsFields,
  ...processFields,
  ...webUiFields,
  ...qbitFields,
  ...categorySeedingFields,
  ...trackerFields('<qbit>.Trackers', 'qbit_hot'),
  ...arrFields,
  ...entrySearchFields,
  ...requestFields,
  ...arrTorrentFields,
  ...trackerFields('<arr>.Torrent.Trackers', 'live'),
  ...ownFields,
];

const byPattern = new Map(catalogue.map((field) => [field.path.toLowerCase(), field]));

/** The field of a path pattern such as `<arr>.Torrent.StalledDelay`, ignoring case; null for an unknown key. */
export function fieldByPattern(pattern: string): Field | null {
  return byPattern.get(pattern.toLowerCase()) ?? null;
}

const tablePatterns = new Set(
  catalogue.flatMap(({ path }) => {
    const parts = path.split('.');
    return parts.slice(1).map((_, at) =>
      parts
        .slice(0, at + 1)
        .join('.')
        .toLowerCase(),
    );
  }),
);

/** Does a table stand at this pattern, with fields in it, such as `<arr>.EntrySearch`? Ignores case. */
export function isTableOfFields(pattern: string): boolean {
  return tablePatterns.has(pattern.toLowerCase());
}
