import { useCallback, useState } from 'react';
import type { TorrentItem, TorrentRow } from '../../../server/contract/index.ts';
import { torrentKey } from '../../data/index.ts';

export interface Selection {
  /** By `instance/hash`, as they were when they were chosen or last on screen. */
  rows: ReadonlyMap<string, TorrentRow>;
  /** Choosing goes on: something is chosen, or the reader asked to choose (phones). */
  active: boolean;
  setActive: (active: boolean) => void;
  /** Selects one torrent, or takes it off again. */
  toggle: (row: TorrentRow) => void;
  add: (rows: readonly TorrentRow[]) => void;
  clear: () => void;
}

const nothing: ReadonlyMap<string, TorrentRow> = new Map();

/** Chosen rows as they are on screen now; the same map when nothing changed. A removed one can be commanded no more. */
export function renewed(
  chosen: ReadonlyMap<string, TorrentRow>,
  items: readonly TorrentItem[],
): ReadonlyMap<string, TorrentRow> {
  const next = new Map(chosen);
  let changed = false;
  for (const item of items) {
    if (item.kind !== 'row') continue;
    const key = torrentKey(item.row);
    const known = chosen.get(key);
    if (known === undefined || known === item.row) continue;
    changed = true;
    if (item.row.removedAt === null) next.set(key, item.row);
    else next.delete(key);
  }
  return changed ? next : chosen;
}

/** Torrents chosen for a bulk command (ui.md TR-5), kept while the reader scrolls and filters. */
export function useSelection(items: readonly TorrentItem[]): Selection {
  const [rows, setRows] = useState(nothing);
  const [asked, setAsked] = useState(false);
  const current = renewed(rows, items);
  if (current !== rows) setRows(current);
  const toggle = useCallback((row: TorrentRow) => {
    if (row.removedAt !== null) return;
    setRows((before) => {
      const next = new Map(before);
      if (!next.delete(torrentKey(row))) next.set(torrentKey(row), row);
      return next;
    });
  }, []);
  const setActive = (active: boolean): void => {
    setAsked(active);
    if (!active) setRows(nothing);
  };
  return {
    rows: current,
    active: asked || current.size > 0,
    setActive,
    toggle,
    add: (more) =>
      setRows((before) => {
        const live = more.filter((row) => row.removedAt === null);
        return new Map([...before, ...live.map((row) => [torrentKey(row), row] as const)]);
      }),
    clear: () => setActive(false),
  };
}
