import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseToml } from '../../server/config/document/text.ts';
import { configFieldList } from '../../server/config/forms/fields.ts';
import { rowsOf } from '../../renderer/pages/settings/form/rows.ts';
import { searchEntries, searchRows } from '../../renderer/pages/settings/form/search.ts';
import { formSections } from '../../renderer/pages/settings/form/sections.ts';
import { judged, measured, median } from './figure.ts';
import type { Figure } from './figure.ts';

const runs = 5;
const typed = ['free space', 'stalled', 'overseerr api key', 'Radarr seeding', 'zzzz'];

/** One keystroke in the search over every setting of a file with far more instances than anybody has (ui.md CF-6). */
export function searchFigures(corpus: string): Figure[] {
  const parsed = parseToml(readFileSync(path.join(corpus, 'huge.toml'), 'utf8'));
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const { tree } = parsed;
  const context = { fields: configFieldList(), locks: {}, tree, before: tree, plan: null };
  const start = performance.now();
  const rows = formSections(tree).flatMap((section) => rowsOf(section, context));
  const entries = searchEntries(rows, ({ value }) => JSON.stringify(value ?? ''));
  const prepared = performance.now() - start;
  const prefixes = typed.flatMap((text) => Array.from(text, (_, at) => text.slice(0, at + 1)));
  const keystrokes = prefixes.map((prefix) =>
    median(
      Array.from({ length: runs }, () => {
        const begun = performance.now();
        searchRows(entries, prefix);
        return performance.now() - begun;
      }),
    ),
  );
  const note = `${rows.length} settings, ${prefixes.length} keystrokes, median of ${runs} each`;
  return [
    judged(measured('settings_search_keystroke_ms', Math.max(...keystrokes), 'ms', `${note}, the slowest`), {
      most: 16,
    }),
    measured('settings_search_keystroke_median_ms', median(keystrokes), 'ms', note),
    measured('settings_rows_ms', prepared, 'ms', `${rows.length} settings, their rows and search texts, made once`),
  ];
}
