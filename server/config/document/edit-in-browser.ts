import type { Tree } from '../tree.ts';
import { editText, type Edited, type TextEdit } from './text.ts';

let libraryEdit: TextEdit | null = null;

/** Fetches the TOML patch library, half of all that Settings would load, for the few edits that need it. @throws when it cannot be fetched */
export async function fetchLibraryEdit(): Promise<void> {
  ({ libraryEdit } = await import('./library-edit.ts'));
}

/** `editToml` for browsers: what single lines cannot say waits for the library. */
export function editToml(text: string, wanted: Tree): Edited {
  const edited = editText(text, wanted, libraryEdit === null ? [] : [libraryEdit]);
  if (edited.ok || libraryEdit !== null) return edited;
  void fetchLibraryEdit().catch(() => undefined);
  return { ok: false, error: 'this change needs a part of the editor that is not loaded yet. Try again in a moment' };
}
