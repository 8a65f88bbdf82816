import { stringify } from 'smol-toml';
import { editToml, parseToml, type Edited } from '../document/text.ts';
import type { Tree } from '../tree.ts';
import { redactTree, restoreTree } from './tree.ts';

/**
 * The document as text with secrets replaced where they stand and comments kept (api.md 3.6). Text that cannot be edited
 * safely is written anew from the redacted tree: comments are lost then, secrets never leak.
 */
export function redactToml(text: string, tree: Tree): string {
  const wanted = redactTree(tree);
  const edited = editToml(text, wanted);
  return edited.ok ? edited.text : stringify(wanted);
}

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
