import { torrentLayout } from '../contract/index.ts';
import type { TorrentLayout } from '../contract/index.ts';
import type { MetaStore } from './meta.ts';

/** How the owner likes the panel, the same in every browser. */
export interface PreferenceStore {
  /** Null: never set, or written by a version that knew other columns. */
  torrentLayout(): TorrentLayout | null;
  /** null = back to the panel's own. @throws when the database cannot be written. */
  setTorrentLayout(layout: TorrentLayout | null): void;
}

const key = 'panel.torrents';

/** Preferences of the panel over the table of single facts. */
export function createPreferenceStore(meta: MetaStore): PreferenceStore {
  return {
    torrentLayout: () => meta.get(key, torrentLayout),
    setTorrentLayout: (layout) => meta.set(key, layout),
  };
}
