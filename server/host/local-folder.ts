import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { unknownFolder } from '../paths/index.ts';
import type { LocalFolder } from '../paths/index.ts';
import { SilentDiskError, patiently } from '../worker/patient-disk.ts';

/** Milliseconds a disk may take; somebody waits for the answer. */
const waitMs = 3000;

/** What a folder of this computer is like, by looking only: hardlinks are told by its device, not by trying one. */
export async function localFolder(path: string): Promise<LocalFolder> {
  // A Windows path on another system, or the other way round, is no path here.
  if (!isAbsolute(path)) return { ...unknownFolder, presence: 'missing' };
  try {
    return await patiently(path, () => look(path), waitMs);
  } catch (error) {
    if (error instanceof SilentDiskError) return { ...unknownFolder, silent: true };
    throw error;
  }
}

async function look(path: string): Promise<LocalFolder> {
  const found = await stat(path).catch((error: unknown) => codeOf(error));
  // What we may not look into is there for all we know.
  if (typeof found === 'string')
    return found === 'EACCES' ? { ...unknownFolder, readable: false } : { ...unknownFolder, presence: 'missing' };
  if (!found.isDirectory()) return { ...unknownFolder, presence: 'missing' };
  const [readable, writable] = await Promise.all([
    may(path, constants.R_OK | constants.X_OK),
    may(path, constants.W_OK),
  ]);
  const disk = await statfs(path).catch(() => null);
  const freeBytes = disk === null ? null : disk.bavail * disk.bsize;
  return { presence: 'there', device: found.dev, readable, writable, freeBytes, silent: false };
}

function may(path: string, what: number): Promise<boolean> {
  return access(path, what).then(
    () => true,
    () => false,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
