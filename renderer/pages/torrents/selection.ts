import { useState } from 'react';
import type { TorrentRow } from '../../../server/contract/index.ts';

export interface Selection {
  keys: ReadonlySet<string>;
  /** Choosing goes on: something is chosen, or the reader asked to choose (phones). */
  active: boolean;
  setActive: (active: boolean) => void;
  /** Selects one torrent, or takes it off again. */
  toggle: (key: string) => void;
  add: (keys: readonly string[]) => void;
  clear: () => void;
}

/** Torrents chosen for a bulk command (ui.md TR-5). */
export function useSelection(): Selection {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const [asked, setActive] = useState(false);
  return {
    keys,
    active: asked || keys.size > 0,
    setActive: (active) => {
      setActive(active);
      if (!active) setKeys(new Set());
    },
    toggle: (key) =>
      setKeys((before) => {
        const next = new Set(before);
        if (!next.delete(key)) next.add(key);
        return next;
      }),
    add: (more) => setKeys((before) => new Set([...before, ...more])),
    clear: () => {
      setActive(false);
      setKeys(new Set());
    },
  };
}

/** The selected torrents that are still in the client: a removed one can be commanded no more. */
export const selectedRows = (keys: ReadonlySet<string>, rows: ReadonlyMap<string, TorrentRow>): TorrentRow[] =>
  [...keys].flatMap((key) => {
    const row = rows.get(key);
    return row === undefined || row.removedAt !== null ? [] : [row];
  });
