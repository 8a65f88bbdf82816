/** Paths of other computers: what style they are written in has nothing to do with where this program runs. */

/** One line of `Settings.PathMappings`. */
export interface PathMapping {
  /** Folder as qBittorrent names it. */
  readonly remote: string;
  /** The same folder on this computer. */
  readonly local: string;
}

/**
 * Where a path of qBittorrent is found on this computer: the longest mapping whose folder contains it decides,
 * without one the path is the same here (design.md 9).
 */
export function localPath(remote: string, mappings: readonly PathMapping[]): string {
  const fitting = mappings
    .filter((mapping) => isWithin(remote, mapping.remote))
    .toSorted((a, b) => partsOf(b.remote).length - partsOf(a.remote).length)[0];
  return fitting ? below(fitting.local, restOf(remote, fitting.remote)) : remote;
}

/** The other way round: how qBittorrent names a folder of this computer. */
export function remotePath(local: string, mappings: readonly PathMapping[]): string {
  return localPath(
    local,
    mappings.map(({ remote, local: here }) => ({ remote: here, local: remote })),
  );
}

/** `D:\films`, `D:/films` and `\\nas\films` are written for Windows, whatever this program runs on. */
export function isWindows(path: string): boolean {
  return /^[a-z]:([\\/]|$)/i.test(path) || path.startsWith('\\\\');
}

/** Does this path begin at a root, on whichever system it is one? */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || isWindows(path);
}

/** Without separators at its end; a root keeps its own. */
export function trimmed(path: string): string {
  const bare = path.trim().replace(/[\\/]+$/, '');
  if (bare === '' && path.trim() !== '') return '/';
  return /^[a-z]:$/i.test(bare) ? `${bare}\\` : bare;
}

/** Parts of a path; those of Windows paths in lower case, because they are compared without it there. */
export function partsOf(path: string): string[] {
  const parts = isWindows(path) ? path.toLowerCase().split(/[\\/]+/) : path.split('/');
  return parts.filter((part) => part !== '');
}

/**
 * Is this path the folder itself, or below it? Windows paths are held against each other without case and with either separator: a
 * folder that is taken for another one would be cleaned or removed although somebody else's files are in it. Paths of two styles
 * never contain each other.
 */
export function isWithin(path: string, folder: string): boolean {
  if (folder === '' || path === '' || isWindows(folder) !== isWindows(path)) return false;
  const inner = partsOf(path);
  return partsOf(folder).every((part, index) => inner[index] === part);
}

/** Do both name the same file or folder? */
export function isSamePath(a: string, b: string): boolean {
  return isWithin(a, b) && isWithin(b, a);
}

/** `rest` below `folder`, with the separators of the folder. */
export function below(folder: string, rest: string): string {
  const [separator, between] = isWindows(folder) ? ['\\', /[\\/]+/] : ['/', /\/+/];
  const parts = rest.split(between).filter((part) => part !== '');
  const base = trimmed(folder);
  if (parts.length === 0) return base;
  return `${base.endsWith(separator) ? base : `${base}${separator}`}${parts.join(separator)}`;
}

/** What is left of `path` below `folder`; only asked where `isWithin` says yes. */
export function restOf(path: string, folder: string): string {
  const separator = isWindows(path) ? /[\\/]+/ : /\/+/;
  const parts = path.split(separator).filter((part) => part !== '');
  return parts.slice(partsOf(folder).length).join('/');
}

/**
 * One text for all spellings that some file system takes for the same place: kind of separator, case, composed and decomposed letters,
 * dots and blanks at the end of a name, `.` and `..`. Only for asking whether two places may be one, where sparing too much is right.
 */
export function placeKey(place: string): string {
  const parts: string[] = [];
  for (const part of place
    .normalize('NFC')
    .toLowerCase()
    .split(/[\\/]+/)) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part.replace(/[. ]+$/, ''));
  }
  return parts.filter((part, at) => part !== '' || at === 0).join('/');
}
