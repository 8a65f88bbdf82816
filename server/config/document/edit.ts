import type { Tree } from '../tree.ts';
import { libraryEdit } from './library-edit.ts';
import { editText, type Edited, type EditOptions } from './text.ts';

/** `editText` with all there is: single lines first, then the TOML patch library. */
export const editToml = (text: string, wanted: Tree, options: EditOptions = {}): Edited =>
  editText(text, wanted, [libraryEdit], options);
