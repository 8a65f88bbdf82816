import type { TorrentRow } from '../../../server/contract/index.ts';
import { bucketOf, buckets, type Bucket } from './buckets.ts';
import { isOpen, type ListState, type SortKey } from './list-state.ts';

export interface Totals {
  count: number;
  seeding: number;
  /** Bytes. */
  size: number;
}

export interface Group {
  key: string;
  rows: readonly TorrentRow[];
  totals: Totals;
  /** The managers that own rows of this group, in alphabetical order. */
  managers: readonly string[];
}

export type ListItem = { kind: 'group'; group: Group; open: boolean } | { kind: 'row'; row: TorrentRow };

export interface TorrentList {
  items: readonly ListItem[];
  groupKeys: readonly string[];
  totals: Totals;
  groupCount: number;
  /** Torrents per chip, for the whole table under the text filter; `all` leaves removed ones out. */
  counts: Readonly<Counts>;
  /** All torrents in the table, removed ones included. */
  known: number;
}

interface RowFacts {
  bucket: Bucket;
  haystack: string;
  nameKey: string;
}

const factsOfRow = new WeakMap<TorrentRow, RowFacts>();

/** Derived once per row version: live updates replace the objects of changed rows and keep all others. */
function factsOf(row: TorrentRow): RowFacts {
  const known = factsOfRow.get(row);
  if (known !== undefined) return known;
  const nameKey = row.name.toLowerCase();
  const facts: RowFacts = {
    bucket: bucketOf(row),
    nameKey,
    haystack: [nameKey, row.hash, row.category, row.manager, row.instance, ...row.tags].join('\n').toLowerCase(),
  };
  factsOfRow.set(row, facts);
  return facts;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byName = (a: TorrentRow, b: TorrentRow): number => compareText(factsOf(a).nameKey, factsOf(b).nameKey);
const urgency = (row: TorrentRow): number => buckets.indexOf(factsOf(row).bucket);
const due = (row: TorrentRow): number =>
  row.next === null ? Number.MAX_SAFE_INTEGER : (row.next.at ?? Number.MAX_SAFE_INTEGER - 1);

const comparators: Record<SortKey, (a: TorrentRow, b: TorrentRow) => number> = {
  name: byName,
  decision: (a, b) => urgency(a) - urgency(b) || compareText(a.decision, b.decision),
  manager: (a, b) => compareText(a.manager, b.manager) || compareText(a.instance, b.instance),
  progress: (a, b) => a.progress - b.progress,
  next: (a, b) => due(a) - due(b),
  added: (a, b) => a.addedAt - b.addedAt,
  size: (a, b) => a.size - b.size,
};

/** A new array in the wanted order; equal rows keep the order of their names whichever way round. */
export function sortRows(rows: readonly TorrentRow[], sort: SortKey, descending: boolean): TorrentRow[] {
  const compare = comparators[sort];
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(a, b) || byName(a, b));
}

/** Every word of the text must occur in name, tag, category, hash, manager or instance; case does not matter. */
export function matchesText(row: TorrentRow, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const { haystack } = factsOf(row);
  return words.every((word) => haystack.includes(word));
}

const groupKeyOf: Record<ListState['group'], (row: TorrentRow) => string> = {
  category: (row) => row.category,
  manager: (row) => row.manager,
  decision: (row) => factsOf(row).bucket,
  none: () => '',
};

const totalsOf = (rows: readonly TorrentRow[]): Totals => ({
  count: rows.length,
  seeding: rows.filter((row) => factsOf(row).bucket === 'seeding').length,
  size: rows.reduce((sum, row) => sum + row.size, 0),
});

function groupRows(rows: readonly TorrentRow[], grouping: ListState['group']): Group[] {
  const keyed = new Map<string, TorrentRow[]>();
  for (const row of rows) {
    const key = groupKeyOf[grouping](row);
    const members = keyed.get(key);
    if (members === undefined) keyed.set(key, [row]);
    else members.push(row);
  }
  const groups = [...keyed].map(([key, members]) => ({
    key,
    rows: members,
    totals: totalsOf(members),
    managers: [...new Set(members.map((row) => row.manager))].toSorted(compareText),
  }));
  if (grouping === 'decision') return groups.toSorted((a, b) => position(a.key) - position(b.key));
  return groups.toSorted((a, b) => Number(a.key === '') - Number(b.key === '') || compareText(a.key, b.key));
}

const position = (key: string): number => buckets.findIndex((bucket) => bucket === key);

type Counts = Record<Bucket | 'all', number>;
const noCounts: Counts = {
  all: 0,
  removal: 0,
  problem: 0,
  held: 0,
  importing: 0,
  downloading: 0,
  waiting: 0,
  seeding: 0,
  ignored: 0,
  removed: 0,
};

function countBuckets(rows: readonly TorrentRow[]): Counts {
  const counts = { ...noCounts };
  for (const row of rows) {
    const { bucket } = factsOf(row);
    counts[bucket] += 1;
    if (bucket !== 'removed') counts.all += 1;
  }
  return counts;
}

/** Filters, sorts and groups the table into the flat list the screen shows (ui.md TR-1). */
export function buildList(rows: readonly TorrentRow[], state: ListState): TorrentList {
  const found = rows.filter((row) => matchesText(row, state.text));
  const shown = found.filter((row) => {
    const { bucket } = factsOf(row);
    return state.show === 'all' ? bucket !== 'removed' : bucket === state.show;
  });
  const groups = groupRows(sortRows(shown, state.sort, state.descending), state.group);
  const items = groups.flatMap((group): ListItem[] => {
    const members = group.rows.map((row): ListItem => ({ kind: 'row', row }));
    if (state.group === 'none') return members;
    const open = isOpen(state, group.key);
    return [{ kind: 'group', group, open }, ...(open ? members : [])];
  });
  return {
    items,
    groupKeys: groups.map((group) => group.key),
    groupCount: groups.length,
    totals: totalsOf(shown),
    counts: countBuckets(found),
    known: rows.length,
  };
}
