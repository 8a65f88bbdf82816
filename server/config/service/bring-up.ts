import { keepBeforeMigration } from '../document/backups.ts';
import { reason } from '../document/save.ts';
import { migrate } from '../migrate/index.ts';
import type { Tree } from '../tree.ts';
import type { ConfigFile } from './file.ts';
import type { ConfigServiceOptions } from './types.ts';

/** A document as it was read, made ready to be used. */
export interface Loaded {
  readonly text: string;
  readonly tree: Tree;
  readonly stamp: string;
  /** Why the file on disk is not the same as `text`; null when it is. */
  readonly issue: string | null;
}

/**
 * The document of a file brought to the present version, and saved when that changed it. Where the copy or the save fails
 * the new form counts for this run, the file stays as it is, and `issue` says why.
 */
export async function broughtUp(
  file: ConfigFile,
  { clock, report }: Pick<ConfigServiceOptions, 'clock' | 'report'>,
  { text, tree, stamp }: Omit<Loaded, 'issue'>,
): Promise<Loaded> {
  const result = migrate(text, tree);
  if (!result.ok) return { text, tree, stamp, issue: result.error };
  const { migration } = result;
  for (const note of migration.notes) report?.('notice', note);
  if (!migration.changed) return { text, tree, stamp, issue: null };
  const kept = migration.older ? await copied(file.path, clock.now()) : null;
  const saved = kept === null ? await file.write(migration.text, 'migration') : { ok: false as const, error: kept };
  const issue = saved.ok ? null : `config.toml still has its old form: ${saved.error}`;
  return { text: migration.text, tree: migration.tree, stamp: file.stamp() ?? stamp, issue };
}

/** Null when the copy is safe, else why it is not. */
async function copied(path: string, now: number): Promise<string | null> {
  return keepBeforeMigration(path, now).then(
    () => null,
    (error: unknown) => `no copy of it could be made: ${reason(error)}`,
  );
}
