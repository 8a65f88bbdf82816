import { isWindows } from '../engine/torrents/paths.ts';

/** Paths of other computers: what style they are written in has nothing to do with where this program runs. */

/** Without separators at its end; a root keeps its own. */
export function trimmed(path: string): string {
  const bare = path.trim().replace(/[\\/]+$/, '');
  if (bare === '' && path.trim() !== '') return '/';
  return /^[a-z]:$/i.test(bare) ? `${bare}\\` : bare;
}

/** Parts of a path; those of Windows paths in lower case, because they are compared without it there. */
function partsOf(path: string): string[] {
  const parts = isWindows(path) ? path.toLowerCase().split(/[\\/]+/) : path.split('/');
  return parts.filter((part) => part !== '');
}

/** The same folder, or one below it. Paths of two styles never contain each other. */
export function contains(folder: string, path: string): boolean {
  if (folder === '' || path === '' || isWindows(folder) !== isWindows(path)) return false;
  const outer = partsOf(folder);
  const inner = partsOf(path);
  return outer.every((part, index) => inner[index] === part);
}

export function isSamePath(a: string, b: string): boolean {
  return contains(a, b) && contains(b, a);
}

/** The folder above; null above a root. */
export function parentOf(path: string): string | null {
  const bare = trimmed(path);
  const found = /^(.*?)[\\/]+[^\\/]+$/.exec(isWindows(bare) ? bare : bare.replaceAll('\\', '\u0000'));
  if (found === null) return null;
  const above = (found[1] ?? '').replaceAll('\u0000', '\\');
  return isWindows(bare) ? trimmed(above) : above === '' ? '/' : above;
}

/** `rest` below `folder`, with the separators of the folder. */
export function below(folder: string, rest: string): string {
  const separator = isWindows(folder) ? '\\' : '/';
  const parts = rest.split(/[\\/]+/).filter((part) => part !== '');
  const base = trimmed(folder);
  if (parts.length === 0) return base;
  return `${base.endsWith(separator) ? base : `${base}${separator}`}${parts.join(separator)}`;
}

/** What is left of `path` below `folder`; only asked where `contains` says yes. */
export function restOf(path: string, folder: string): string {
  const separator = isWindows(path) ? /[\\/]+/ : /\/+/;
  const parts = path.split(separator).filter((part) => part !== '');
  return parts.slice(partsOf(folder).length).join('/');
}

/** First folder of a path: `/data/films` -> `data`, `D:\films` -> `d:`. */
export function topOf(path: string): string {
  return partsOf(path)[0] ?? '';
}

/**
 * How `path` is called by somebody who calls `known` `name`: the parts both names end with are left out, and what remains of them is
 * exchanged (`/data/dl` is `/mnt/dl`, so `/data/films` is `/mnt/films`). Null where that says nothing.
 */
export function renamed(path: string, known: string, name: string): string | null {
  let from = trimmed(known);
  let to = trimmed(name);
  for (;;) {
    const [fromAbove, toAbove] = [parentOf(from), parentOf(to)];
    const sameEnd = partsOf(from).at(-1)?.toLowerCase() === partsOf(to).at(-1)?.toLowerCase();
    if (!sameEnd || fromAbove === null || toAbove === null) break;
    [from, to] = [fromAbove, toAbove];
  }
  // Two roots are no knowledge about anything below them.
  if (partsOf(from).length === 0 || !contains(from, path)) return isSamePath(from, to) ? path : null;
  return below(to, restOf(path, from));
}
