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
    .map((mapping) => ({ from: trimmed(mapping.remote), to: trimmed(mapping.local) }))
    .filter(({ from }) => isWithin(remote, from))
    .toSorted((a, b) => b.from.length - a.from.length)[0];
  return fitting ? fitting.to + remote.slice(fitting.from.length) : remote;
}

/** The other way round: how qBittorrent names a folder of this computer. */
export function remotePath(local: string, mappings: readonly PathMapping[]): string {
  return localPath(
    local,
    mappings.map(({ remote, local: here }) => ({ remote: here, local: remote })),
  );
}

function trimmed(folder: string): string {
  return folder.replace(/[/\\]+$/, '');
}

/** `D:\films`, `D:/films` and `\\nas\films` are written for Windows, whatever this program runs on. */
export function isWindows(path: string): boolean {
  return /^[a-z]:([\\/]|$)/i.test(path) || path.startsWith('\\\\');
}

/** Does this path begin at a root, on whichever system it is one? */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || isWindows(path);
}

/** Is this path the folder itself or below it? Both as qBittorrent writes them, without a separator at the end. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`) || path.startsWith(`${folder}\\`);
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
