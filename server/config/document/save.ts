import { lstatSync, readlinkSync } from 'node:fs';
import { chown, copyFile, mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { ConfigAuthor } from '../../contract/index.ts';
import { keepPrevious } from './backups.ts';
import { diskCauses } from './disk-causes.ts';
import { makePrivate } from './private.ts';

/** The two calls that fail on full disks and bind-mounted files; tests replace them. */
export interface SaveDisk {
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly write: (path: string, text: string) => Promise<void>;
}
/** `backup` is the id of the copy of what was there before; null when there was nothing. */
export type SaveOutcome =
  | { ok: true; backup: string | null }
  /** `overtaken`: somebody else changed the file meanwhile; theirs stands. */
  | { ok: false; error: string; overtaken?: true };

export interface SaveContext {
  /** Unix milliseconds. */
  readonly now: number;
  readonly author: ConfigAuthor;
  readonly disk?: SaveDisk | undefined;
  /** Is the file still the one the text was made from? Asked last of all. */
  readonly isUnchanged?: () => boolean;
}

export const realDisk: SaveDisk = { rename, write: writeDurably };

/**
 * Replaces `path` by `text` (supervisor.md 3.4): temporary file in the same folder, fsync, the previous file kept as
 * `.bak` and as a dated copy in `backups/`, rename, fsync of the folder; mode 0600. A file that cannot be renamed over
 * (EBUSY, EXDEV) is overwritten in place after the copy is safe. A failure leaves the file as it was, and success is only
 * told after the file was read back.
 */
export async function saveFile(
  path: string,
  text: string,
  { now, author, disk, isUnchanged }: SaveContext,
): Promise<SaveOutcome> {
  const { write, rename: move } = disk ?? realDisk;
  const link = linkTarget(path);
  const target = await realpath(path).catch(() => link ?? path);
  const temporary = `${target}.tmp`;
  try {
    // The folder a link leads to may lie on a disk that is away: nothing is made in its place.
    if (link === null) await mkdir(dirname(target), { recursive: true });
    await write(temporary, text);
    await keepOwner(target, temporary);
    const kept = await keepBak(target);
    const backup = await keepPrevious(target, now, author).catch((error: unknown) => {
      throw new Error(`no copy of it could be made in backups: ${reason(error)}`, { cause: error });
    });
    if (isUnchanged?.() === false) {
      await rm(temporary, { force: true });
      return { ok: false, error: 'config.toml is being changed by somebody else', overtaken: true };
    }
    try {
      await move(temporary, target);
    } catch (error) {
      if (!inPlaceCodes.includes(codeOf(error))) throw error;
      await overwrite(target, text, kept, write);
      await rm(temporary, { force: true });
    }
    await syncFolder(dirname(target));
    if ((await readFile(target, 'utf8')) !== text) throw new Error('what was written cannot be read back');
    return { ok: true, backup };
  } catch (error) {
    for (const file of [temporary, `${target}.bak.tmp`]) await rm(file, { force: true }).catch(() => undefined);
    return { ok: false, error: `${basename(path)} could not be written: ${reason(error)}` };
  }
}

/** Where a symbolic link leads, one step; null for anything else. */
export function linkTarget(path: string): string | null {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isSymbolicLink() === true ? resolve(dirname(path), readlinkSync(path)) : null;
}

/** The file cannot be renamed over: mounted by itself, or, on Windows, held open by another program. */
const inPlaceCodes = process.platform === 'win32' ? ['EBUSY', 'EXDEV', 'EPERM', 'EACCES'] : ['EBUSY', 'EXDEV'];

/** A program that runs as root leaves the file to whom it belonged. */
async function keepOwner(target: string, temporary: string): Promise<void> {
  const previous = process.getuid?.() === 0 ? await stat(target).catch(() => null) : null;
  if (previous !== null) await chown(temporary, previous.uid, previous.gid).catch(() => undefined);
}

async function keepBak(target: string): Promise<string | null> {
  const previous = await stat(target).catch(() => null);
  if (previous === null || previous.size === 0) return null;
  const backup = `${target}.bak`;
  // Not in place: a full disk must not leave a cut-off copy where a good one was.
  await copyFile(target, `${backup}.tmp`);
  await makePrivate(`${backup}.tmp`);
  await rename(`${backup}.tmp`, backup);
  return backup;
}

async function overwrite(target: string, text: string, kept: string | null, write: SaveDisk['write']): Promise<void> {
  try {
    await write(target, text);
  } catch (error) {
    if (kept !== null) await copyFile(kept, target);
    throw error;
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
  await makePrivate(path);
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync().catch(() => undefined);
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** The cause of an I/O failure in words. */
export function reason(error: unknown): string {
  const known: Record<string, string> = {
    ...diskCauses,
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    ENOENT: 'the folder does not exist',
    EEXIST: 'a file stands where a folder belongs',
    EISDIR: 'a folder has this name',
    ELOOP: 'its links lead in a circle',
  };
  const code = codeOf(error);
  return known[code] ?? (code || (error instanceof Error ? error.message : 'unknown cause'));
}
