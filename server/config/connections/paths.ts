import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { PathCheck } from '../../contract/index.ts';

/** What a folder is like as this program sees it (ui.md CF-2): there, writable, how much room. */
export async function checkPath(path: string): Promise<PathCheck> {
  const nothing: PathCheck = {
    path,
    exists: false,
    isFolder: false,
    writable: false,
    freeBytes: null,
    totalBytes: null,
    message: '',
  };
  if (!isAbsolute(path)) return { ...nothing, message: 'A path has to begin at the root, such as /data or D:\\.' };
  const found = await stat(path).catch(() => null);
  if (found === null) {
    return {
      ...nothing,
      message: 'There is no such folder on the computer this program runs on. In a container it has to be mounted.',
    };
  }
  const writable = await access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
  const disk = await statfs(path).catch(() => null);
  const isFolder = found.isDirectory();
  const message = !isFolder
    ? 'This is a file, not a folder.'
    : writable
      ? 'The folder is there and can be written.'
      : 'The folder is there but cannot be written by this program.';
  const room = disk === null ? {} : { freeBytes: disk.bavail * disk.bsize, totalBytes: disk.blocks * disk.bsize };
  return { ...nothing, exists: true, isFolder, writable, ...room, message };
}
