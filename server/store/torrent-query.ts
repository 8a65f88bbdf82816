import { bucketOf, buckets } from '../contract/index.ts';
import type { TorrentQuery, TorrentRow, TorrentsBody, TorrentSort } from '../contract/index.ts';

interface Indexed {
  readonly haystack: string;
  readonly name: string;
}

const indexed = new WeakMap<TorrentRow, Indexed>();

/** Made once per version of a row: changed rows are new objects. */
function indexOf(row: TorrentRow): Indexed {
  const known = indexed.get(row);
  if (known) return known;
  const { hash, category, manager, instance, tracker, tags } = row;
  const name = row.name.toLowerCase();
  const haystack = [name, hash, category, manager, instance, tracker, ...tags].join('\n').toLowerCase();
  const made = { haystack, name };
  indexed.set(row, made);
  return made;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const due = (row: TorrentRow): number =>
  row.next === null ? Number.MAX_SAFE_INTEGER : (row.next.at ?? Number.MAX_SAFE_INTEGER - 1);
const urgency = (row: TorrentRow): number => buckets.indexOf(bucketOf(row));
const byNumber =
  (of: (row: TorrentRow) => number | null) =>
  (a: TorrentRow, b: TorrentRow): number =>
    (of(a) ?? Number.MAX_SAFE_INTEGER) - (of(b) ?? Number.MAX_SAFE_INTEGER);
const byText =
  (of: (row: TorrentRow) => string) =>
  (a: TorrentRow, b: TorrentRow): number =>
    compareText(of(a), of(b));

const comparators: Record<TorrentSort, (a: TorrentRow, b: TorrentRow) => number> = {
  name: byText((row) => indexOf(row).name),
  decision: (a, b) => urgency(a) - urgency(b) || compareText(a.decision, b.decision),
  manager: (a, b) => compareText(a.manager, b.manager) || compareText(a.instance, b.instance),
  instance: byText((row) => row.instance),
  category: byText((row) => row.category),
  tracker: byText((row) => row.tracker),
  state: byText((row) => row.state),
  progress: byNumber((row) => row.progress),
  next: byNumber(due),
  added: byNumber((row) => row.addedAt),
  size: byNumber((row) => row.size),
  ratio: byNumber((row) => row.ratio),
  eta: byNumber((row) => row.eta),
  dlspeed: byNumber((row) => row.dlspeed),
  upspeed: byNumber((row) => row.upspeed),
  downloaded: byNumber((row) => row.downloaded),
  uploaded: byNumber((row) => row.uploaded),
  seedingTime: byNumber((row) => row.seedingTime),
  seeds: byNumber((row) => row.seeds),
  peers: byNumber((row) => row.leechs),
  availability: byNumber((row) => row.availability),
  tags: byText((row) => row.tags.join(' ')),
  savePath: byText((row) => row.savePath),
  score: byNumber((row) => row.score),
};

/** Order of the table; equal rows keep the order of their names whichever way round. */
export function torrentOrder(sort: TorrentSort, descending: boolean): (a: TorrentRow, b: TorrentRow) => number {
  const compare = comparators[sort];
  const sign = descending ? -1 : 1;
  return (a, b) => sign * compare(a, b) || comparators.name(a, b);
}

/** The words of a text filter, in lower case. */
export const wordsOf = (text: string | null): string[] => (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);

/** Does every word occur in name, tag, category, hash, tracker, manager or instance? */
export const holdsWords = (row: TorrentRow, words: readonly string[]): boolean =>
  words.length === 0 || words.every((word) => indexOf(row).haystack.includes(word));

/** Filters, counts, sorts and cuts (ui.md TR-8). */
export function queryTorrents(rows: Iterable<TorrentRow>, query: TorrentQuery): TorrentsBody {
  const found: TorrentRow[] = [];
  const words = wordsOf(query.text);
  for (const row of rows) if (fits(row, query, words)) found.push(row);
  const counts: Record<string, number> = { all: 0 };
  for (const name of buckets) counts[name] = 0;
  const shown: TorrentRow[] = [];
  for (const row of found) {
    const home = bucketOf(row);
    counts[home] = (counts[home] ?? 0) + 1;
    if (home !== 'removed') counts['all'] = (counts['all'] ?? 0) + 1;
    const wanted = query.show === null ? query.includeRemoved || home !== 'removed' : home === query.show;
    if (wanted) shown.push(row);
  }
  shown.sort(torrentOrder(query.sort, query.descending));
  const torrents = shown.slice(query.offset, query.offset + query.limit);
  const totals = {
    count: shown.length,
    seeding: shown.filter((row) => bucketOf(row) === 'seeding').length,
    size: shown.reduce((sum, row) => sum + row.size, 0),
  };
  const truncated = query.offset + torrents.length < shown.length;
  return { torrents, total: shown.length, truncated, counts, totals };
}

function fits(row: TorrentRow, query: TorrentQuery, words: readonly string[]): boolean {
  if (query.instance !== null && row.instance !== query.instance) return false;
  if (query.manager !== null && row.manager !== query.manager) return false;
  if (query.category !== null && row.category !== query.category) return false;
  if (query.decision !== null && row.decision !== query.decision) return false;
  if (query.tracker !== null && row.tracker !== query.tracker) return false;
  return holdsWords(row, words);
}
