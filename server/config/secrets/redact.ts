import { stringify } from 'smol-toml';
import type { Edited } from '../document/text.ts';
import type { Tree } from '../tree.ts';
import { redactTree } from './tree.ts';

/**
 * The document as text with secrets replaced where they stand and comments kept (api.md 3.6), by a way to edit texts. Text that cannot be
 * edited safely is written anew from the redacted tree: comments are lost then, secrets never leak.
 */
export const redacting =
  (edit: (text: string, wanted: Tree) => Edited) =>
  (text: string, tree: Tree): string => {
    const wanted = redactTree(tree);
    const edited = edit(text, wanted);
    return edited.ok ? edited.text : stringify(wanted);
  };
