import type { Dialect } from './dialects.ts';
import type { QueuePage, QueueRecord } from './schemas.ts';

/** One record of the Arr's queue. A season pack has one per episode, all with the same `downloadId` (arr-api.md 1.7). */
export interface QueueEntry {
  id: number;
  /** Torrent hash in upper case. */
  downloadId: string | null;
  title: string;
  /** First letter lower case, e.g. `completed`; `''` when absent. */
  status: string;
  /** `ok`, `warning`, `error` or `''`. */
  trackedDownloadStatus: string;
  /** E.g. `importPending`, `importBlocked`, `''`. */
  trackedDownloadState: string;
  statusMessages: { title: string; messages: string[] }[];
  outputPath: string | null;
  /** Movie, episode, album or book id; empty when the library does not know the download. */
  mediaIds: number[];
  /** Sonarr only. */
  seriesId: number | null;
  customFormatScore: number | null;
}

const maxReadings = 3;

/**
 * Reads the whole queue page by page (torrents.md Q16). The queue moves while it is read, so entries are joined by id, and
 * when their number differs from the server's own count the queue is read again, three times at most.
 */
export async function readWholeQueue(
  fetchPage: (page: number) => Promise<QueuePage>,
  dialect: Dialect,
): Promise<QueueEntry[]> {
  let records = new Map<number, QueueRecord>();
  for (let reading = 0; reading < maxReadings; reading++) {
    const { found, total } = await readPages(fetchPage);
    records = found;
    if (found.size === total) break;
  }
  return [...records.values()].map((record) => toEntry(record, dialect));
}

async function readPages(
  fetchPage: (page: number) => Promise<QueuePage>,
): Promise<{ found: Map<number, QueueRecord>; total: number }> {
  const found = new Map<number, QueueRecord>();
  for (let page = 1; ; page++) {
    const answer = await fetchPage(page);
    const before = found.size;
    for (const record of answer.records) found.set(record.id, record);
    // Beyond the end the server repeats the last page (arr-api.md 1.4), which brings nothing new.
    const atEnd = found.size === before || page * answer.pageSize >= answer.totalRecords;
    if (atEnd) return { found, total: answer.totalRecords };
  }
}

function toEntry(record: QueueRecord, dialect: Dialect): QueueEntry {
  const mediaId = record[dialect.mediaIdField] ?? 0;
  return {
    id: record.id,
    downloadId: record.downloadId ? record.downloadId.toUpperCase() : null,
    title: record.title,
    status: record.status,
    trackedDownloadStatus: record.trackedDownloadStatus,
    trackedDownloadState: record.trackedDownloadState,
    statusMessages: record.statusMessages ?? [],
    outputPath: record.outputPath || null,
    mediaIds: mediaId > 0 ? [mediaId] : [],
    seriesId: record.seriesId ?? null,
    customFormatScore: record.customFormatScore ?? null,
  };
}
