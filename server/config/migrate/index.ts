import { editToml } from '../document/edit.ts';
import { renameSection } from '../document/rename.ts';
import { withChange, type Tree } from '../tree.ts';
import { compareVersions, configVersion, versionOf } from '../version.ts';
import type { Outcome, Step } from './step.ts';
import { oldSections, oldWebKeys, readarrList } from './steps-always.ts';
import { matchSubcategories, profileMappings, qbitCategories, restartKeys } from './steps-early.ts';
import { hitAndRunModes, trackersToQbit } from './steps-trackers.ts';

/** The steps of config.md 8 in their order. */
const steps: readonly Step[] = [
  oldWebKeys,
  oldSections,
  readarrList,
  profileMappings,
  restartKeys,
  qbitCategories,
  matchSubcategories,
  trackersToQbit,
  hitAndRunModes,
];

/** What became of a document. */
export interface Migration {
  readonly text: string;
  readonly tree: Tree;
  /** The version stamp was older: a dated copy is due before anything is written. */
  readonly older: boolean;
  readonly changed: boolean;
  /** What was done, and what the owner should look at. */
  readonly notes: readonly string[];
}
export type MigrationResult = { ok: true; migration: Migration } | { ok: false; error: string };

/**
 * Brings a document to the present version (config.md 8): steps below their version, steps that always run, then the
 * stamp. A document of a newer program is left as it is. Nothing is filled in that means the same when it is absent
 * (section 9), unless the file is brought up from an older version anyway. Every comment stays.
 */
export function migrate(text: string, tree: Tree): MigrationResult {
  const from = versionOf(tree);
  const age = compareVersions(from, configVersion);
  const unchanged: Migration = { text, tree, older: age < 0, changed: false, notes: [] };
  if (age > 0) return { ok: true, migration: unchanged };
  const start: Outcome = { tree, renames: [], notes: [] };
  const due = steps.filter((step) => isDue(step, tree, from, age < 0));
  const {
    tree: stepped,
    renames,
    notes,
  } = due.reduce((at, step) => {
    const outcome = step.run(at.tree);
    return {
      tree: outcome.tree,
      renames: [...at.renames, ...outcome.renames],
      notes: [...at.notes, ...outcome.notes],
    };
  }, start);
  const wanted = age < 0 ? withChange(stepped, { path: ['Settings', 'ConfigVersion'], value: configVersion }) : stepped;
  const renamed = renames.reduce((at, { from: old, to }) => renameSection(at, old, to), text);
  const edited = editToml(renamed, wanted, { keepAllComments: true });
  if (!edited.ok)
    return {
      ok: false,
      error: `The configuration of version ${from} could not be brought up to date: ${edited.error}`,
    };
  const summary = age < 0 ? [`The configuration was brought from version ${from} to ${configVersion}.`] : [];
  return {
    ok: true,
    migration: {
      ...unchanged,
      text: edited.text,
      tree: wanted,
      changed: edited.text !== text,
      notes: [...summary, ...notes],
    },
  };
}

function isDue(step: Step, tree: Tree, from: string, older: boolean): boolean {
  switch (step.when) {
    case 'always':
      return true;
    case 'older':
      return older;
    default:
      return compareVersions(from, step.when.below) < 0 || step.when.or?.(tree) === true;
  }
}
