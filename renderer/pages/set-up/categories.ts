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
  state: CategoryState;
}

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
    const twin = chosen.find((other) => other.app.id !== app.id && other.category === category)?.app.name ?? null;
    return { app, category, theirs, twin, state: stateOf({ category, theirs, twin, known }) };
  });
}

function stateOf({
  category,
  theirs,
  twin,
  known,
}: Pick<CategoryRow, 'category' | 'theirs' | 'twin'> & { known: readonly string[] | null }): CategoryState {
  if (twin !== null) return 'shared';
  if (theirs === null) return 'unknown';
  if (theirs.length === 0) return 'none';
  if (!theirs.includes(category)) return 'differs';
  if (known === null) return 'unknown';
  return known.includes(category) ? 'fine' : 'made-later';
}
