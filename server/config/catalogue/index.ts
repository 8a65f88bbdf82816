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

export { hasNoEffect } from './field.ts';
export type { Derived, Field, FieldReload, FieldType, FieldValue } from './field.ts';

/** Until there are search loops, the help of what they will read says so. */
function waitingForSearches(field: Field): Field {
  if (field.waiting !== true) return field;
  return { ...field, help: `${field.help} It has no effect yet: searches come with a later version.` };
}

/** Every key there is, in the order of a generated file. */
export const catalogue: readonly Field[] = [
  ...settingsFields.map(waitingForSearches),
  ...processFields,
  ...webUiFields,
  ...qbitFields,
  ...categorySeedingFields,
  ...trackerFields('<qbit>.Trackers', 'qbit_hot'),
  ...arrFields,
  ...[...entrySearchFields, ...requestFields].map(waitingForSearches),
  ...arrTorrentFields,
  ...trackerFields('<arr>.Torrent.Trackers', 'live'),
  ...ownFields.map(waitingForSearches),
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
