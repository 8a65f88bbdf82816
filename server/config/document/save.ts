import { chmod, copyFile, mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';

/** The two calls that fail on full disks and bind-mounted files; tests replace them. */
export interface SaveDisk {
  rename(from: string, to: string): Promise<void>;
  write(path: string, text: string): Promise<void>;
}
export type SaveOutcome = { ok: true } | { ok: false; error: string };

/** Backups kept in `backups/` beside the file. */
const backupsKept = 30;

export const realDisk: SaveDisk = { rename, write: writeDurably };

/**
 * Replaces `path` by `text` (supervisor.md 3.4): temporary file in the same folder, fsync, the previous file kept as
 * `.bak` and as a dated copy in `backups/`, rename, fsync of the folder; mode 0600. A file that cannot be renamed over
 * (EBUSY, EXDEV) is overwritten in place after the copy is safe. A failure leaves the file as it was.
 */
export async function saveFile(
  path: string,
  text: string,
  now: number,
  disk: SaveDisk = realDisk,
): Promise<SaveOutcome> {
  const target = await realpath(path).catch(() => path);
  const temporary = `${target}.tmp`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await disk.write(temporary, text);
    const kept = await keepPrevious(target, now);
    try {
      await disk.rename(temporary, target);
    } catch (error) {
      if (!['EBUSY', 'EXDEV'].includes(codeOf(error))) throw error;
      await overwrite(target, text, kept, disk);
      await rm(temporary, { force: true });
    }
    await syncFolder(dirname(target));
    return { ok: true };
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    return { ok: false, error: `${basename(path)} could not be written: ${reason(error)}` };
  }
}

/** Copies a file that does not parse out of the way, as `config.toml.broken-<time>` (supervisor.md 3.6). */
export async function keepBroken(path: string, now: number): Promise<void> {
  const copy = `${path}.broken-${stamp(now)}`;
  await copyFile(path, copy);
  await makePrivate(copy);
}

async function keepPrevious(target: string, now: number): Promise<string | null> {
  const previous = await stat(target).catch(() => null);
  if (previous === null || previous.size === 0) return null;
  const backup = `${target}.bak`;
  await copyFile(target, backup);
  await makePrivate(backup);
  const folder = join(dirname(target), 'backups');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const dated = await freeName(folder, `${stem(target)}.${stamp(now)}`);
  await copyFile(target, dated);
  await makePrivate(dated);
  await prune(folder, stem(target));
  return backup;
}

async function overwrite(target: string, text: string, kept: string | null, disk: SaveDisk): Promise<void> {
  try {
    await disk.write(target, text);
  } catch (error) {
    if (kept !== null) await copyFile(kept, target);
    throw error;
  }
}

async function freeName(folder: string, name: string, attempt = 1): Promise<string> {
  const path = join(folder, `${name}${attempt === 1 ? '' : `_${attempt}`}.toml`);
  const taken = await stat(path).then(
    () => true,
    () => false,
  );
  return taken ? freeName(folder, name, attempt + 1) : path;
}

async function prune(folder: string, name: string): Promise<void> {
  const names = (await readdir(folder)).filter((file) => file.startsWith(`${name}.`) && file.endsWith('.toml'));
  const dated = await Promise.all(names.map(async (file) => ({ file, at: (await stat(join(folder, file))).mtimeMs })));
  const old = dated.toSorted((a, b) => b.at - a.at || b.file.localeCompare(a.file)).slice(backupsKept);
  await Promise.all(old.map(({ file }) => rm(join(folder, file), { force: true })));
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

/** Windows and some network folders know no modes or folder handles; the save itself is done by then. */
async function makePrivate(path: string): Promise<void> {
  if (process.platform !== 'win32') await chmod(path, 0o600).catch(() => undefined);
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

function stamp(now: number): string {
  return new Date(now).toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-');
}

function stem(path: string): string {
  return basename(path, extname(path));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function reason(error: unknown): string {
  const known: Record<string, string> = {
    ENOSPC: 'the disk is full',
    EROFS: 'the disk is read-only',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    ENOENT: 'the folder does not exist',
  };
  return known[codeOf(error)] ?? (codeOf(error) || 'unknown cause');
}
