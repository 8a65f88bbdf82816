import type { Tree } from '../tree.ts';
import { editText, type Edited, type TextEdit } from './text.ts';

let libraryEdit: TextEdit | null = null;

/** Fetches the TOML patch library, half of all that Settings would load, for the few edits that need it. @throws when it cannot be fetched */
export async function fetchLibraryEdit(): Promise<void> {
  try {
    ({ libraryEdit } = await import('./library-edit.ts'));
  } catch (cause) {
    throw new Error('the server did not hand out a part of the editor', { cause });
  }
}

/** Was the library fetched? Until then `editToml` makes those edits only that single lines can say. */
export const hasLibraryEdit = (): boolean => libraryEdit !== null;

/** `editToml` for browsers, with what was fetched so far. */
export const editToml = (text: string, wanted: Tree): Edited =>
  editText(text, wanted, libraryEdit === null ? [] : [libraryEdit]);

/** The same; what single lines cannot say waits for the library. @throws when it cannot be fetched */
export async function editTomlFully(text: string, wanted: Tree): Promise<Edited> {
  const edited = editToml(text, wanted);
  if (edited.ok || hasLibraryEdit()) return edited;
  await fetchLibraryEdit();
  return editToml(text, wanted);
}
