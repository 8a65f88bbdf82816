import { readFileSync } from 'node:fs';
import path from 'node:path';
import { editToml } from '../../server/config/document/edit.ts';
import { parseToml } from '../../server/config/document/text.ts';
import { withChange } from '../../server/config/tree.ts';
import { configFieldList } from '../../server/config/forms/fields.ts';
import { rowsOf } from '../../renderer/pages/settings/form/rows.ts';
import { searchEntries, searchRows } from '../../renderer/pages/settings/form/search.ts';
import { formSections } from '../../renderer/pages/settings/form/sections.ts';
import { judged, measured, median } from './figure.ts';
import type { Figure } from './figure.ts';

const runs = 5;
const warmUps = 5;
const editRuns = 15;
const typed = ['free space', 'stalled', 'overseerr api key', 'Radarr seeding', 'zzzz'];

/** One keystroke in the search over every setting, and one in a field, of a file with far more instances than anybody has (ui.md CF-6). */
export function searchFigures(corpus: string): Figure[] {
  const text = readFileSync(path.join(corpus, 'huge.toml'), 'utf8');
  const parsed = parseToml(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const { tree } = parsed;
  const edits = Array.from({ length: warmUps + editRuns }, (_, run) => {
    const begun = performance.now();
    editToml(text, withChange(tree, { path: ['Settings', 'LoopSleepTimer'], value: 100 + run }));
    return performance.now() - begun;
  });
  const context = { fields: configFieldList(), locks: {}, tree, before: tree, plan: null };
  const start = performance.now();
  const rows = formSections(tree).flatMap((section) => rowsOf(section, context));
  const entries = searchEntries(rows, ({ value }) => JSON.stringify(value ?? ''));
  const prepared = performance.now() - start;
  const prefixes = typed.flatMap((words) => Array.from(words, (_, at) => words.slice(0, at + 1)));
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
    judged(
      measured(
        'settings_edit_ms',
        median(edits.slice(warmUps)),
        'ms',
        `one key of ${text.split('\n').length} lines, as at a keystroke in the form`,
      ),
      {
        most: 100,
      },
    ),
    measured('settings_rows_ms', prepared, 'ms', `${rows.length} settings, their rows and search texts, made once`),
  ];
}
