import { bucketOf, buckets } from '../contract/index.ts';
import type {
  SeedingPolicy,
  TorrentGrouping,
  TorrentItem,
  TorrentRow,
  TorrentView,
  TorrentViewQuery,
} from '../contract/index.ts';
import { holdsWords, torrentOrder, wordsOf } from './torrent-query.ts';

/** Prepared lists that are kept: about one per open browser. */
const mostKept = 8;

interface Table {
  version(): number;
  /** All rows, removed ones included. */
  rows(): Iterable<TorrentRow>;
}

type Totals = TorrentView['totals'];

interface Group {
  readonly key: string;
  readonly rows: TorrentRow[];
  readonly totals: Totals;
  readonly managers: readonly string[];
  /** One torrent per owner: manager, client and category say which policy holds. */
  readonly owners: readonly TorrentRow[];
}

interface Prepared {
  readonly version: number;
  readonly groups: readonly Group[];
  readonly totals: Totals;
  readonly counts: Record<string, number>;
  readonly known: number;
}

type PolicyOf = (row: TorrentRow) => SeedingPolicy | null;

/**
 * Windows of the grouped table (ui.md TR-1, TR-8). A list is filtered, sorted and grouped once per version of the table and way
 * to look at it, when somebody asks; opening groups and scrolling cost only what is shown.
 */
export class TorrentViews {
  readonly #table: Table;
  readonly #kept = new Map<string, Prepared>();

  constructor(table: Table) {
    this.#table = table;
  }

  window(query: TorrentViewQuery, policyOf: PolicyOf): TorrentView {
    const { version, groups, totals, counts, known } = this.#prepared(query);
    const isOpen = (key: string): boolean => (query.only === null ? !closed.has(key) : query.only === key);
    const closed = new Set(query.closed);
    const flat = query.group === 'none';
    const items: TorrentItem[] = [];
    const end = query.offset + query.limit;
    let line = 0;
    for (const group of groups) {
      const open = flat || isOpen(group.key);
      if (!flat) {
        if (line >= query.offset && line < end) items.push(headOf(group, open, query.group, policyOf));
        line += 1;
      }
      if (!open) continue;
      const from = Math.max(0, query.offset - line);
      const to = Math.max(from, Math.min(group.rows.length, end - line));
      for (const row of group.rows.slice(from, to)) items.push({ kind: 'row', row });
      line += group.rows.length;
    }
    const groupKeys = flat ? [] : groups.map(({ key }) => key);
    return { version, lines: line, offset: query.offset, items, groupKeys, totals, counts, known };
  }

  #prepared(query: TorrentViewQuery): Prepared {
    const { group, show, text, sort, descending } = query;
    const key = JSON.stringify([group, show, text, sort, descending]);
    const version = this.#table.version();
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    const prepared = kept?.version === version ? kept : prepare(this.#table.rows(), version, query);
    this.#kept.set(key, prepared);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return prepared;
  }
}

function prepare(rows: Iterable<TorrentRow>, version: number, query: TorrentViewQuery): Prepared {
  const words = wordsOf(query.text);
  const counts: Record<string, number> = { all: 0 };
  for (const name of buckets) counts[name] = 0;
  const shown: TorrentRow[] = [];
  let known = 0;
  for (const row of rows) {
    known += 1;
    if (!holdsWords(row, words)) continue;
    const home = bucketOf(row);
    counts[home] = (counts[home] ?? 0) + 1;
    if (home !== 'removed') counts['all'] = (counts['all'] ?? 0) + 1;
    if (query.show === null ? home !== 'removed' : home === query.show) shown.push(row);
  }
  shown.sort(torrentOrder(query.sort, query.descending));
  return { version, known, counts, totals: totalsOf(shown), groups: grouped(shown, query.group) };
}

const keyOf: Record<TorrentGrouping, (row: TorrentRow) => string> = {
  category: (row) => row.category,
  decision: bucketOf,
  manager: (row) => row.manager,
  client: (row) => row.instance,
  tracker: (row) => row.tracker,
  none: () => '',
};

function totalsOf(rows: readonly TorrentRow[]): Totals {
  let seeding = 0;
  let size = 0;
  for (const row of rows) {
    if (bucketOf(row) === 'seeding') seeding += 1;
    size += row.size;
  }
  return { count: rows.length, seeding, size };
}

function grouped(rows: readonly TorrentRow[], grouping: TorrentGrouping): Group[] {
  const keyed = new Map<string, TorrentRow[]>();
  for (const row of rows) {
    const key = keyOf[grouping](row);
    const members = keyed.get(key);
    if (members === undefined) keyed.set(key, [row]);
    else members.push(row);
  }
  const groups = [...keyed].map(([key, members]): Group => {
    const managers = [...new Set(members.map(({ manager }) => manager))].toSorted();
    const owners = new Map(members.map((row) => [`${row.manager}\n${row.instance}\n${row.category}`, row]));
    return { key, rows: members, totals: totalsOf(members), managers, owners: [...owners.values()] };
  });
  const place = (key: string): number => buckets.findIndex((name) => name === key);
  if (grouping === 'decision') return groups.toSorted((a, b) => place(a.key) - place(b.key));
  return groups.toSorted((a, b) => Number(a.key === '') - Number(b.key === '') || (a.key < b.key ? -1 : 1));
}

/** A group of categories that all follow one policy shows it; others would show a half truth. */
function headOf(group: Group, open: boolean, grouping: TorrentGrouping, policyOf: PolicyOf): TorrentItem {
  const { key, totals, managers } = group;
  return {
    kind: 'group',
    group: { key, open, totals, managers: [...managers], policy: policyOfGroup(group, grouping, policyOf) },
  };
}

function policyOfGroup({ owners }: Group, grouping: TorrentGrouping, policyOf: PolicyOf): SeedingPolicy | null {
  if (grouping !== 'category' && grouping !== 'manager') return null;
  const policies = owners.map(policyOf);
  const [first = null] = policies;
  const same = JSON.stringify(first);
  return policies.every((policy) => JSON.stringify(policy) === same) ? first : null;
}
