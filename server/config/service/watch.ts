import { realpathSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import { stampOf } from './load.ts';

/** An editor writes in several steps; the file is looked at once it has been quiet for this long (supervisor.md 3.6). */
const quietMs = 500;
/** Where a folder cannot be watched, and for files mounted by themselves, which tell their folder nothing. */
const lookEveryMs = 1000;

/**
 * Tells when the file was written, replaced, renamed over or deleted, at most once per quiet half second. The folder is
 * watched, since an editor that renames a new file into place ends a watch on the file itself; of a symbolic link both
 * folders. @returns a function that ends it.
 */
export function watchFile(path: string, changed: () => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  const soon = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      changed();
    }, quietMs);
  };
  const watchers = placesOf(path).flatMap((place) => watchFolder(place, soon) ?? []);
  let seen = stampOf(path);
  const looking = setInterval(() => {
    const now = stampOf(path);
    if (now !== seen) soon();
    seen = now;
  }, lookEveryMs);
  looking.unref();
  return () => {
    clearInterval(looking);
    if (timer !== null) clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

function placesOf(path: string): string[] {
  try {
    return [...new Set([path, realpathSync(path)])];
  } catch {
    return [path];
  }
}

/** Null where the system refuses: out of watches, or a network folder. The clock looks then. */
function watchFolder(path: string, changed: () => void): FSWatcher | null {
  try {
    const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
      if (name === null || name === basename(path)) changed();
    });
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
