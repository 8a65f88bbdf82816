import { below, isSamePath, isWindows, isWithin, partsOf, restOf, trimmed } from '../engine/torrents/paths.ts';

/** The folder above; null above a root. */
export function parentOf(path: string): string | null {
  const bare = trimmed(path);
  const found = /^(.*?)[\\/]+[^\\/]+$/.exec(isWindows(bare) ? bare : bare.replaceAll('\\', '\u0000'));
  if (found === null) return null;
  const above = (found[1] ?? '').replaceAll('\u0000', '\\');
  return isWindows(bare) ? trimmed(above) : above === '' ? '/' : above;
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
  if (partsOf(from).length === 0 || !isWithin(path, from)) return isSamePath(from, to) ? path : null;
  return below(to, restOf(path, from));
}
