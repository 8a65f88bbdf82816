import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { TomlProblem } from '../../contract/index.ts';
import { isEmptyDocument, parseToml } from '../document/text.ts';
import { isTree, type Tree } from '../tree.ts';

/** What lies on disk now. `stamp` changes whenever the file does. */
export type FileState =
  | { readonly kind: 'ok'; readonly text: string; readonly tree: Tree; readonly stamp: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'empty'; readonly stamp: string }
  | { readonly kind: 'broken'; readonly text: string; readonly problem: TomlProblem; readonly stamp: string }
  | { readonly kind: 'unreadable'; readonly error: string };

/**
 * Reads the file. One without `[Settings]` while a backup exists counts as broken, one without any key and without a
 * backup as empty (supervisor.md 1.4, S5, S6, Q11): a truncated file never opens the server.
 */
export function readState(path: string): FileState {
  try {
    const stamp = stampOf(path);
    if (stamp === null) return { kind: 'missing' };
    const text = readFileSync(path, 'utf8');
    const parsed = parseToml(text);
    if (!parsed.ok) return { kind: 'broken', text, problem: parsed.problem, stamp };
    if (!isTree(parsed.tree['Settings']) && newestBackup(path) !== null) {
      const message = 'the file is empty or cut off: it has no [Settings], but a backup exists';
      return { kind: 'broken', text, problem: { line: 1, column: 1, message }, stamp };
    }
    if (isEmptyDocument(parsed.tree)) return { kind: 'empty', stamp };
    return { kind: 'ok', text, tree: parsed.tree, stamp };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return { kind: 'unreadable', error: `${basename(path)} cannot be read: ${code}` };
  }
}

/** Size, time and identity of the file; null when there is none. */
export function stampOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.ino}:${found.size}:${found.mtimeMs}`;
}

/** The newest backup that parses and has `[Settings]`; ours first, then the dated ones of ours and of the reference. */
export function newestBackup(path: string): string | null {
  const folder = dirname(path);
  const backups = join(folder, 'backups');
  const dated = [
    ...(existsSync(backups) ? readdirSync(backups).map((name) => join(backups, name)) : []),
    ...readdirSync(folder)
      .filter((name) => /\.backup\.[\d_-]+\.toml$/.test(name))
      .map((name) => join(folder, name)),
  ].toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  const candidates = [`${path}.bak`, ...dated].filter((candidate) => existsSync(candidate));
  return candidates.find(isGood) ?? null;
}

/** ETag of a text (api.md 3.6). */
export function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"`;
}

/** Does an `If-Match` header name this ETag? */
export function matches(ifMatch: string, etag: string): boolean {
  return ifMatch.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')));
}

function isGood(path: string): boolean {
  const parsed = parseToml(readFileSync(path, 'utf8'));
  return parsed.ok && isTree(parsed.tree['Settings']);
}
