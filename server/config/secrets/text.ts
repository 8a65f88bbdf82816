import { editToml } from '../document/edit.ts';
import { parseToml, type Edited } from '../document/text.ts';
import type { Tree } from '../tree.ts';
import { redacting } from './redact.ts';
import { restoreTree } from './tree.ts';

export const redactToml = redacting(editToml);

/** Submitted text with the stored secrets put back, and what it then says (api.md 3.6 step 2). */
export function restoreToml(
  text: string,
  stored: Tree,
): (Edited & { ok: true; tree: Tree }) | (Edited & { ok: false }) {
  const parsed = parseToml(text);
  if (!parsed.ok) return { ok: false, error: parsed.problem.message };
  const tree = restoreTree(parsed.tree, stored);
  const edited = editToml(text, tree);
  return edited.ok ? { ok: true, text: edited.text, tree } : edited;
}
