import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { TomlProblem } from '../../contract/index.ts';
import { hasSettings, newestBackup } from '../document/backups.ts';
import { linkTarget, reason } from '../document/save.ts';
import { shapeProblem } from '../document/shape.ts';
import { isEmptyDocument, parseToml } from '../document/text.ts';
import type { Tree } from '../tree.ts';

/** What lies on disk now. `stamp` changes whenever the file does. */
export type FileState =
  | { readonly kind: 'ok'; readonly text: string; readonly tree: Tree; readonly stamp: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'empty'; readonly stamp: string }
  | { readonly kind: 'broken'; readonly problem: TomlProblem; readonly stamp: string }
  | { readonly kind: 'unreadable'; readonly error: string };

/**
 * Reads the file. One without `[Settings]` while a backup exists counts as broken, one without any key and without a
 * backup as empty (supervisor.md 1.4, S5, S6, Q11): a truncated file never opens the server. Bytes that are not UTF-8 are
 * broken as well, because writing them back would destroy them; so is a file whose [Settings] or [WebUI] is no table.
 */
export function readState(path: string): FileState {
  try {
    const stamp = stampOf(path);
    if (stamp === null) return danglingLink(path) ?? { kind: 'missing' };
    if (!statSync(path).isFile()) return { kind: 'unreadable', error: `${basename(path)} ${notAFile(path)}` };
    const bytes = readFileSync(path);
    const text = decoded(bytes);
    if (text === null) return { kind: 'broken', problem: encodingProblem(bytes), stamp };
    const parsed = parseToml(text);
    if (!parsed.ok) return { kind: 'broken', problem: parsed.problem, stamp };
    const shape = shapeProblem(text, parsed.tree);
    if (shape !== null) return { kind: 'broken', problem: shape, stamp };
    if (!hasSettings(parsed.tree) && newestBackup(path) !== null) {
      const message = 'the file is empty or cut off: it has no [Settings], but a backup exists';
      return { kind: 'broken', problem: { line: 1, column: 1, message }, stamp };
    }
    if (isEmptyDocument(parsed.tree)) return { kind: 'empty', stamp };
    return { kind: 'ok', text, tree: parsed.tree, stamp };
  } catch (error) {
    return { kind: 'unreadable', error: `${basename(path)} cannot be read: ${reason(error)}` };
  }
}

/** The disk with the owner's file may not be there yet: a new file in place of the link would hide it for good. */
function danglingLink(path: string): FileState | null {
  const link = linkTarget(path);
  return link === null
    ? null
    : { kind: 'unreadable', error: `${basename(path)} is a link to ${link}, which is not there` };
}

function notAFile(path: string): string {
  return statSync(path).isDirectory()
    ? 'cannot be read: a folder has this name'
    : 'is neither a file nor a link to one';
}

/** Size, time and identity of the file; null when there is none. */
export function stampOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.ino}:${found.size}:${found.mtimeMs}`;
}

/** ETag of a text (api.md 3.6). */
export function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"`;
}

/** Does an `If-Match` header name this ETag? */
export function matches(ifMatch: string, etag: string): boolean {
  return ifMatch.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')));
}

function decoded(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function encodingProblem(bytes: Buffer): TomlProblem {
  const lines = bytes.toString('latin1').split('\n');
  const line = lines.findIndex((text) => decoded(Buffer.from(text, 'latin1')) === null);
  const at = Math.max(0, line);
  const column = (lines[at] ?? '').search(/[^\t\x20-\x7e\r]/) + 1;
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const message = `the file is ${utf16 ? 'UTF-16, not UTF-8' : 'not UTF-8'} text; save it as UTF-8`;
  return { line: at + 1, column: Math.max(1, column), message };
}
