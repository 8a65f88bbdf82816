import {
  editTomlFully,
  getAt,
  isRedacted,
  parseToml,
  splitKey,
  withChanges,
} from '../../../../server/config/browser.ts';

/**
 * The masked file to hand out: where nothing was stored it says so, so that whoever reads it in misses only what there was
 * (ui.md CF-20). `secrets` are the last letters of the stored ones, null for none. @throws when that cannot be said in the file
 */
export async function exportText(masked: string, secrets: Readonly<Record<string, string | null>>): Promise<string> {
  const parsed = parseToml(masked);
  if (!parsed.ok) return masked;
  const names = new Set(Object.keys(parsed.tree));
  const empty = Object.entries(secrets)
    .filter(([, ends]) => ends === null)
    .map(([dotted]) => ({ path: splitKey(dotted, names), value: '' }))
    .filter(({ path }) => isRedacted(getAt(parsed.tree, path)));
  const edited = await editTomlFully(masked, withChanges(parsed.tree, empty));
  if (!edited.ok) throw new Error(edited.error);
  return edited.text;
}
