import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { configAuthor, type ConfigAuthor, type ConfigBackup } from '../../contract/index.ts';
import { isTree, type Tree } from '../tree.ts';
import { versionOf } from '../version.ts';
import { makePrivate } from './private.ts';
import { parseToml } from './text.ts';

/** Copies kept in `backups/` beside the file (ui.md CF-15). */
const backupsKept = 30;

/**
 * Puts the file aside as `backups/config.<time>.<author>.toml`, `author` being who is about to change it; the last 30
 * stay. Null when there is nothing to keep. @throws I/O errors, with no half-written copy left behind.
 */
export async function keepPrevious(target: string, now: number, author: ConfigAuthor): Promise<string | null> {
  const previous = await stat(target).catch(() => null);
  if (previous === null || previous.size === 0) return null;
  return keep(target, now, author, (copy) => copyFile(target, copy));
}

/** The same for a text that is no longer on disk, such as what a hand-made edit replaced. @throws I/O errors. */
export function keepText(target: string, text: string, now: number, author: ConfigAuthor): Promise<string> {
  return keep(target, now, author, (copy) => writeFile(copy, text, { mode: 0o600 }));
}

/**
 * A copy beside the file before its format is upgraded: `config.backup.<local time>.toml` with the times of the original,
 * as the reference names it; never pruned (config.md 8). @throws I/O errors.
 */
export async function keepBeforeMigration(target: string, now: number): Promise<void> {
  const local = new Date(now - new Date(now).getTimezoneOffset() * 60_000);
  const copy = await freeName(dirname(target), `${stem(target)}.backup.${stamp(local.getTime())}`);
  const { atime, mtime } = await stat(target);
  await copyFile(target, copy);
  await makePrivate(copy);
  await utimes(copy, atime, mtime);
}

/** Copies a file that does not parse out of the way, as `config.toml.broken-<time>` (supervisor.md 3.6). */
export async function keepBroken(path: string, now: number): Promise<void> {
  const copy = `${path}.broken-${stamp(now)}`;
  await copyFile(path, copy);
  await makePrivate(copy);
}

/** All kept copies, newest first. */
export async function listBackups(path: string): Promise<ConfigBackup[]> {
  const found = candidates(path);
  const listed = await Promise.all(
    found.map(async ({ file, kind, author, at }) => {
      const { size, mtimeMs } = await stat(file);
      const parsed = parseToml(await readFile(file, 'utf8'));
      const version = parsed.ok ? versionOf(parsed.tree) : null;
      const backup: ConfigBackup = {
        id: basename(file),
        at: at ?? Math.round(mtimeMs),
        author,
        bytes: size,
        kind,
        version,
      };
      return { backup, mtimeMs };
    }),
  );
  // Names tell seconds; a name set free by a deleted copy is used again, so it does not order those of one second.
  return listed.toSorted((a, b) => b.backup.at - a.backup.at || b.mtimeMs - a.mtimeMs).map(({ backup }) => backup);
}

/** Text of one of them; null when none has this id. */
export async function readBackup(path: string, id: string): Promise<string | null> {
  const found = candidates(path).find(({ file }) => basename(file) === id);
  return found === undefined ? null : readFile(found.file, 'utf8');
}

/** Changes the text of every copy, times kept; answers with the names of those that could not be changed. */
export async function rewriteCopies(path: string, change: (text: string) => string): Promise<string[]> {
  const files = [`${path}.bak`, ...candidates(path).map(({ file }) => file)].filter((file) => existsSync(file));
  const failed: string[] = [];
  for (const file of files) {
    try {
      const text = await readFile(file, 'utf8');
      const next = change(text);
      if (next === text) continue;
      const { atime, mtime } = await stat(file);
      await writeFile(`${file}.tmp`, next, { mode: 0o600 });
      await utimes(`${file}.tmp`, atime, mtime);
      await rename(`${file}.tmp`, file);
    } catch {
      await rm(`${file}.tmp`, { force: true }).catch(() => undefined);
      failed.push(basename(file));
    }
  }
  return failed;
}

/** The newest copy that parses and has `[Settings]`, to be offered for a file that is broken; null when there is none. */
export function newestBackup(path: string): string | null {
  const dated = candidates(path)
    .filter(({ kind }) => kind !== 'broken')
    .map(({ file }) => file)
    .toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return [`${path}.bak`, ...dated].filter((file) => existsSync(file)).find(isGood) ?? null;
}

interface Candidate {
  readonly file: string;
  readonly kind: ConfigBackup['kind'];
  readonly author: ConfigAuthor | null;
  /** Unix milliseconds the name tells; null when it tells none. */
  readonly at: number | null;
}

function candidates(path: string): Candidate[] {
  const folder = dirname(path);
  const ours = join(folder, 'backups');
  const time = String.raw`(\d{4}-\d\d-\d\d)_(\d\d)-(\d\d)-(\d\d)`;
  const saved = new RegExp(`^${escaped(stem(path))}\\.${time}(?:\\.([a-z]+))?(?:_\\d+)?\\.toml$`);
  const migrated = new RegExp(`^${escaped(stem(path))}\\.backup\\.${time}(?:_\\d+)?\\.toml$`);
  const broken = new RegExp(`^${escaped(basename(path))}\\.broken-${time}$`);
  const among = (dir: string, pattern: RegExp, kind: ConfigBackup['kind'], zone: string): Candidate[] =>
    (existsSync(dir) ? readdirSync(dir) : []).flatMap((name) => {
      const match = pattern.exec(name);
      if (match === null) return [];
      const [, day = '', hour = '', minute = '', second = '', who] = match;
      const at = Date.parse(`${day}T${hour}:${minute}:${second}${zone}`);
      const author = kind === 'migration' ? 'migration' : (configAuthor.safeParse(who).data ?? null);
      return [{ file: join(dir, name), kind, author, at: Number.isNaN(at) ? null : at }];
    });
  return [
    ...among(ours, saved, 'save', 'Z'),
    ...among(folder, migrated, 'migration', ''),
    ...among(folder, broken, 'broken', 'Z'),
  ];
}

async function keep(
  target: string,
  now: number,
  author: ConfigAuthor,
  write: (copy: string) => Promise<void>,
): Promise<string> {
  const folder = join(dirname(target), 'backups');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const copy = await freeName(folder, `${stem(target)}.${stamp(now)}.${author}`);
  try {
    await write(copy);
  } catch (error) {
    await rm(copy, { force: true });
    throw error;
  }
  await makePrivate(copy);
  await prune(target, now, copy);
  return basename(copy);
}

/** What cannot be deleted stays: the new copy is safe, and a save does not fail for an old one. */
async function prune(target: string, now: number, newest: string): Promise<void> {
  const others = candidates(target).filter(({ file, kind }) => kind === 'save' && file !== newest);
  const dated = await Promise.all(
    others.map(async ({ file, at }) => ({ file, at: at ?? 0, written: (await stat(file)).mtimeMs })),
  );
  // A copy from the future was made before the clock was put right, so before all that tell a time until now.
  const old = dated
    .toSorted((a, b) => Number(a.at > now) - Number(b.at > now) || b.at - a.at || b.written - a.written)
    .slice(backupsKept - 1);
  await Promise.allSettled(old.map(({ file }) => rm(file, { force: true })));
}

async function freeName(folder: string, name: string, attempt = 1): Promise<string> {
  const path = join(folder, `${name}${attempt === 1 ? '' : `_${attempt}`}.toml`);
  return existsSync(path) ? freeName(folder, name, attempt + 1) : path;
}

function isGood(path: string): boolean {
  const parsed = parseToml(readFileSync(path, 'utf8'));
  return parsed.ok && hasSettings(parsed.tree);
}

/** A file that was cut off lacks it (supervisor.md 1.4). */
export function hasSettings(tree: Tree): boolean {
  return isTree(tree['Settings']);
}

function stamp(now: number): string {
  return new Date(now).toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-');
}

function stem(path: string): string {
  return basename(path, extname(path));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
