import {
  torrentGrouping,
  torrentSort,
  type TorrentGrouping,
  type TorrentSort,
} from '../../../server/contract/index.ts';
import { buckets, type Bucket } from './buckets.ts';

/** How the table is ordered. */
export interface Order {
  sort: TorrentSort;
  descending: boolean;
}

/** What the reader chose to see; kept in the address so that it can be shared and restored (ui.md 1.5). */
export interface ListState extends Order {
  show: Bucket | 'all';
  text: string;
  group: TorrentGrouping;
  /** Keys of closed groups. */
  closed: readonly string[];
  /** Deep link to one group: every other group is closed (ui.md TR-7). */
  only: string | null;
}

export const defaultListState: ListState = {
  show: 'all',
  text: '',
  group: 'category',
  sort: 'decision',
  descending: false,
  closed: [],
  only: null,
};

const oneOf = <T extends string>(allowed: readonly T[], value: string | null, otherwise: T): T =>
  allowed.find((item) => item === value) ?? otherwise;

/** Reads the query of `/torrents`; anything unknown falls back to the default, the order to the one that is stored. */
export function readListState(query: URLSearchParams, stored: Order = defaultListState): ListState {
  const only = query.get('category');
  const sort = torrentSort.safeParse(query.get('sort'));
  const order = sort.success ? { sort: sort.data, descending: query.get('dir') === 'desc' } : stored;
  return {
    show: oneOf(['all', ...buckets], query.get('show'), defaultListState.show),
    text: query.get('q') ?? '',
    group: only === null ? oneOf(torrentGrouping.options, query.get('group'), defaultListState.group) : 'category',
    sort: order.sort,
    descending: order.descending,
    closed: query.getAll('closed'),
    only,
  };
}

/** The query for a state; defaults are left out so that the plain address stays plain. */
export function writeListState(state: ListState, stored: Order = defaultListState): URLSearchParams {
  const query = new URLSearchParams();
  if (state.show !== defaultListState.show) query.set('show', state.show);
  if (state.text !== '') query.set('q', state.text);
  if (state.only !== null) query.set('category', state.only);
  else if (state.group !== defaultListState.group) query.set('group', state.group);
  if (state.sort !== stored.sort || state.descending !== stored.descending) {
    query.set('sort', state.sort);
    if (state.descending) query.set('dir', 'desc');
  }
  for (const key of state.closed) query.append('closed', key);
  return query;
}

/** Is this group's content shown? */
export const isOpen = (state: ListState, key: string): boolean =>
  state.only === null ? !state.closed.includes(key) : state.only === key;

/** Opens or closes one group; a deep link turns into ordinary open and closed groups. */
export function toggleGroup(state: ListState, key: string, allKeys: readonly string[]): ListState {
  const closed = allKeys.filter((other) => (other === key ? isOpen(state, other) : !isOpen(state, other)));
  return { ...state, only: null, closed };
}

/** A click on a column: sorts by it, or turns the order around when it is already sorted by. */
export const sortBy = (order: Order, sort: TorrentSort): Order => ({
  sort,
  descending: order.sort === sort ? !order.descending : false,
});
