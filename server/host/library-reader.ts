import path from 'node:path';
import type { Clock } from '../contract/index.ts';
import type { LibraryReader } from '../api/services.ts';
import { Covers, absentLibrary, openLink } from '../library/index.ts';
import type { Workspace } from './workspace.ts';

/** The library views over the workspace in force; posters are kept in its data folder. */
export function libraryReader(input: {
  workspace: () => Workspace;
  clock: Clock;
  warn: (message: string) => void;
}): LibraryReader {
  const { workspace, clock, warn } = input;
  const covers = new Covers({ clock, folder: () => path.join(workspace().dataDir, 'cache', 'covers'), warn });
  const arrs = () => workspace().resolved.engine.arrs;
  const find = (name: string) => arrs().find((arr) => arr.name === name);
  return {
    instances: arrs,
    built: () => workspace().engine.supervisor.initialised,
    view: absentLibrary,
    cover: (name, id) => {
      const arr = find(name);
      return arr === undefined ? Promise.resolve(null) : covers.get(arr, id);
    },
    openLink: (name, id) => {
      const arr = find(name);
      const gone = { ok: false, reason: 'missing', details: `${name} is no longer managed` } as const;
      return arr === undefined ? Promise.resolve(gone) : openLink(arr, id);
    },
  };
}
