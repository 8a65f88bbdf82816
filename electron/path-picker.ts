import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { OpenDialogOptions, OpenDialogReturnValue } from 'electron';
import type { PathWish } from '../server/contract/index.ts';

/** Opens the dialog of the operating system. */
type OpenDialog = (options: OpenDialogOptions) => Promise<OpenDialogReturnValue>;

/** The path itself, or the nearest folder above it that is there; undefined when there is none to begin at. */
export async function startOf(at: string): Promise<string | undefined> {
  if (!path.isAbsolute(at)) return undefined;
  const isThere = await stat(at).then(
    () => true,
    () => false,
  );
  if (isThere) return at;
  const above = path.dirname(at);
  return above === at ? undefined : startOf(above);
}

/** Lets the owner choose a folder or file (ui.md CF-2); null when the dialog was left without a choice. */
export async function pickPath({ kind, at }: PathWish, open: OpenDialog): Promise<string | null> {
  const defaultPath = await startOf(at.trim());
  const { canceled, filePaths } = await open({
    // A qBitrr of old keeps its config.toml in a hidden folder.
    properties: kind === 'folder' ? ['openDirectory', 'createDirectory'] : ['openFile', 'showHiddenFiles'],
    ...(defaultPath !== undefined && { defaultPath }),
  });
  return canceled ? null : (filePaths[0] ?? null);
}
