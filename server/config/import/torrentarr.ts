import { arrTypeOf, isQbitName } from '../sections.ts';
import { getAt, isTree, withChange, type Tree } from '../tree.ts';
import type { Notes } from './types.ts';

/**
 * What Torrentarr writes otherwise than qBitrr: its format version runs one major ahead, the search table may be called
 * `Search`, and managed categories have a removal mode and a seeding time in seconds.
 */
export function fromTorrentarr(tree: Tree, notes: Notes): Tree {
  const stamped = withStamp(tree);
  const entries = Object.entries(stamped).map(([name, table]) => {
    if (!isTree(table)) return [name, table] as const;
    if (arrTypeOf(name) !== null) return [name, arrSection(name, table, notes)] as const;
    return [name, isQbitName(name) ? qbitSection(name, table, notes) : table] as const;
  });
  return Object.fromEntries(entries);
}

function withStamp(tree: Tree): Tree {
  const stamp = getAt(tree, ['Settings', 'ConfigVersion']);
  const match = typeof stamp === 'string' ? /^(\d+)\.(.+)$/.exec(stamp) : null;
  if (match === null || Number(match[1]) < 6) return tree;
  // Its minor numbers count for themselves; all of them know what 5.9.2 knew, so no step below that is due.
  return withChange(tree, { path: ['Settings', 'ConfigVersion'], value: '5.9.2' });
}

function arrSection(name: string, table: Tree, notes: Notes): Tree {
  const { Search: search, ...rest } = table;
  const isMoved = isTree(search) && !Object.hasOwn(table, 'EntrySearch');
  if (isMoved) notes.understood.push({ from: `${name}.Search`, to: `${name}.EntrySearch`, message: 'Renamed' });
  for (const key of ['SearchOnly', 'ProcessingOnly']) {
    if (table[key] !== true) continue;
    const message = `There is no such mode for one app; ${key === 'SearchOnly' ? 'its torrents will be looked after too' : 'turn off EntrySearch.SearchMissing instead'}`;
    notes.attention.push({ from: `${name}.${key}`, to: null, message });
  }
  return isMoved ? { ...rest, EntrySearch: search } : table;
}

function qbitSection(name: string, table: Tree, notes: Notes): Tree {
  const seeding = table['CategorySeeding'];
  if (!isTree(seeding)) return table;
  const { RemoveMode: mode, MinSeedTime: seconds, ...rest } = seeding;
  const place = `${name}.CategorySeeding`;
  const added: Tree = {};
  if (mode !== undefined && !Object.hasOwn(seeding, 'RemoveTorrent')) {
    // 1 removes at the ratio; what "always" removes is not certain, so nothing is.
    added['RemoveTorrent'] = mode === 1 ? 1 : -1;
    const note = {
      from: `${place}.RemoveMode`,
      to: `${place}.RemoveTorrent`,
      message: mode === 1 ? 'Removed at the ratio' : 'Never removed',
    };
    if (mode === 0 || mode === 1) notes.understood.push(note);
    else
      notes.attention.push({
        ...note,
        message: `RemoveMode ${JSON.stringify(mode)} has no equal here; torrents are never removed until you choose`,
      });
  }
  if (typeof seconds === 'number' && !Object.hasOwn(seeding, 'MinSeedingTimeDays')) {
    added['MinSeedingTimeDays'] = Math.ceil(seconds / 86_400);
    notes.understood.push({
      from: `${place}.MinSeedTime`,
      to: `${place}.MinSeedingTimeDays`,
      message: 'In whole days, rounded up',
    });
  }
  return { ...table, CategorySeeding: { ...rest, ...added } };
}
