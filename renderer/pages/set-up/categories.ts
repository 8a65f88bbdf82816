import { categoryPath } from '../../../server/config/browser.ts';
import type { ConnectionResult } from '../../../server/contract/index.ts';
import { categoryOf } from './changes.ts';
import type { DraftApp } from './draft.ts';

/** How the category of an app stands (ui.md 7, step 4); `differs` = its download client uses another one. */
export type CategoryState = 'fine' | 'made-later' | 'shared' | 'none' | 'differs' | 'unknown';

export interface CategoryRow {
  app: DraftApp;
  category: string;
  /** What the app's own download clients use; null when it was not asked with success. */
  theirs: readonly string[] | null;
  /** The other app with the same category. */
  twin: string | null;
  /** It is made in qBittorrent, which does not have it yet. */
  isNew: boolean;
  state: CategoryState;
}

const isSame = (one: string, other: string): boolean => categoryPath(one, '') === categoryPath(other, '');

/** Compares what each app uses with what qBittorrent has and with the other apps. */
export function categoryRows(
  apps: readonly DraftApp[],
  tests: Readonly<Record<string, ConnectionResult>>,
  known: readonly string[] | null,
): CategoryRow[] {
  const chosen = apps.map((app) => ({ app, category: categoryOf(app) }));
  return chosen.map(({ app, category }) => {
    const test = tests[app.id];
    const theirs = test?.success === true ? test.categories : null;
    const twin = chosen.find((other) => other.app.id !== app.id && isSame(other.category, category))?.app.name ?? null;
    const isNew = known !== null && !known.some((one) => isSame(one, category));
    return { app, category, theirs, twin, isNew, state: stateOf({ category, theirs, twin, isNew, known }) };
  });
}

function stateOf({
  category,
  theirs,
  twin,
  isNew,
  known,
}: Omit<CategoryRow, 'app' | 'state'> & { known: readonly string[] | null }): CategoryState {
  if (twin !== null) return 'shared';
  if (theirs === null) return 'unknown';
  if (theirs.length === 0) return 'none';
  if (!theirs.some((one) => isSame(one, category))) return 'differs';
  if (known === null) return 'unknown';
  return isNew ? 'made-later' : 'fine';
}

/** A category no other app of the draft has: the name of the app, else the name with a number. */
export function freeCategory(app: DraftApp, apps: readonly DraftApp[]): string {
  const taken = apps.filter(({ id }) => id !== app.id).map((other) => categoryOf(other));
  const name = app.name.trim().toLowerCase();
  const numbers = Array.from({ length: taken.length + 1 }, (_, index) => `${name}-${index + 2}`);
  return [name, ...numbers].find((one) => !taken.some((other) => isSame(one, other))) ?? name;
}
