import { blocklistResource, historyResource, queueResource } from './resources.ts';
import type { FakeArrState, QueueRow } from './state.ts';
import type { Resource } from './times.ts';
import type { FieldSpec, QueryValues } from './validate.ts';

/** A removal through the API, for a world that has to follow it (arr-api.md 1.7). */
export interface QueueRemoval {
  downloadId: string;
  mediaIds: number[];
  removeFromClient: boolean;
  blocklist: boolean;
  skipRedownload: boolean;
  changeCategory: boolean;
}

export const pagingSpec: FieldSpec = { page: 'int', pageSize: 'int', sortKey: 'string', sortDirection: 'string' };
export const removalSpec: FieldSpec = {
  removeFromClient: 'bool',
  blocklist: 'bool',
  skipRedownload: 'bool',
  changeCategory: 'bool',
};

type SortValue = (row: QueueRow) => string | number;
const sortValues: Record<string, SortValue> = {
  timeleft: (row) => row.download.timeleftSeconds ?? Number.MAX_SAFE_INTEGER,
  title: (row) => row.download.title,
  status: (row) => row.download.status,
  size: (row) => row.download.size,
  added: (row) => row.added,
};

export function queuePage(state: FakeArrState, query: QueryValues): Resource {
  const withUnknown = query[state.dialect.includeUnknown] === true;
  const includes = new Set(Object.keys(query).filter((name) => query[name] === true));
  const rows = state.queue.filter((row) => withUnknown || row.mediaId !== null);
  const key = Object.keys(sortValues).find((name) => name === String(query.sortKey ?? '').toLowerCase()) ?? 'timeleft';
  const value = sortValues[key] ?? (() => 0);
  const direction = sortDirection(query);
  const sign = direction === 'ascending' ? 1 : -1;
  const ordered = rows.toSorted((a, b) => sign * (compare(value(a), value(b)) || a.id - b.id));
  return paged(query, ordered, key, (row) => queueResource(state, row, includes));
}

export function blocklistPage(state: FakeArrState, query: QueryValues): Resource {
  return paged(query, state.blocklist.toReversed(), 'date', (row) => blocklistResource(state, row));
}

export function historyPage(state: FakeArrState, query: QueryValues): Resource {
  const wanted = state.history.filter(({ downloadId }) => (query.downloadId ?? downloadId) === downloadId);
  return paged(query, wanted.toReversed(), 'date', (row) => historyResource(state, row));
}

/** Removes all records of the download one record belongs to; null = no such record (arr-api.md 1.7). */
export function removeDownload(state: FakeArrState, id: number, query: QueryValues): QueueRemoval | null {
  const row = state.queue.find((candidate) => candidate.id === id);
  if (row === undefined) return null;
  const { download } = row;
  const mediaIds = state.removeQueueEntry(download.downloadId).flatMap(({ mediaId }) => mediaId ?? []);
  const removal: QueueRemoval = {
    downloadId: download.downloadId,
    mediaIds,
    removeFromClient: query.removeFromClient !== false,
    blocklist: query.blocklist === true,
    skipRedownload: query.skipRedownload === true,
    changeCategory: query.changeCategory === true,
  };
  if (removal.blocklist) {
    const { title: sourceTitle, downloadId } = download;
    state.blocklist.push({ id: state.nextId(), mediaIds, sourceTitle, downloadId, at: state.now() });
    for (const mediaId of mediaIds) state.addHistory('downloadFailed', mediaId, download);
  }
  return removal;
}

// Ten per page unless asked otherwise; beyond the end the last page comes again (arr-api.md 1.4).
function paged<T>(query: QueryValues, rows: T[], sortKey: string, render: (row: T) => Resource): Resource {
  const pageSize = positive(query.pageSize, 10);
  const page = Math.min(positive(query.page, 1), Math.max(1, Math.ceil(rows.length / pageSize)));
  return {
    page,
    pageSize,
    sortKey,
    sortDirection: sortDirection(query),
    totalRecords: rows.length,
    records: rows.slice((page - 1) * pageSize, page * pageSize).map(render),
  };
}

function sortDirection(query: QueryValues): 'ascending' | 'descending' {
  return String(query.sortDirection ?? '').toLowerCase() === 'ascending' ? 'ascending' : 'descending';
}

function positive(value: QueryValues[string] | undefined, fallback: number): number {
  return typeof value === 'number' && value > 0 ? value : fallback;
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b));
}
