import type { ArrType, Clock } from '../../contract/common.ts';
import { fakeDialects } from './dialects.ts';
import type { FakeDialect } from './dialects.ts';
import { FakeArrFolders } from './folders.ts';

/** A movie, episode, album or book. */
export interface FakeMedia {
  id: number;
  title: string;
  /** Series, artist or author; null for movies. */
  parentId: number | null;
  year: number;
  seasonNumber: number;
  episodeNumber: number;
  monitored: boolean;
  hasFile: boolean;
  /** Custom format score of the file it has. */
  fileScore: number;
  qualityProfileId: number;
  /** Unix milliseconds of the last search command that named it. */
  lastSearchAt: number | null;
}
export type NewMedia = Partial<Omit<FakeMedia, 'parentId' | 'lastSearchAt'>> & {
  title: string;
  /** Series, artist or author by title, made when it does not exist; the item's own title when absent. */
  parentTitle?: string;
};

export interface FakeParent {
  id: number;
  title: string;
  monitored: boolean;
  qualityProfileId: number;
}

export interface StatusMessage {
  title: string;
  messages: string[];
}

/** What the records of one download share. Sizes in bytes, time left in seconds, null = unknown. */
export interface FakeDownload {
  downloadId: string;
  title: string;
  status: string;
  trackedDownloadStatus: string;
  trackedDownloadState: string;
  statusMessages: StatusMessage[];
  errorMessage: string | null;
  outputPath: string | null;
  size: number;
  sizeleft: number;
  timeleftSeconds: number | null;
  customFormatScore: number;
  downloadClient: string;
  indexer: string;
  /** When set, an import scan does not import: it leaves this message on the download. */
  importError: string | null;
}
export type NewDownload = Partial<FakeDownload> & {
  downloadId: string;
  /** One record each; none = a download the library does not know. */
  mediaIds: number[];
};

export interface QueueRow {
  id: number;
  mediaId: number | null;
  /** Unix milliseconds. */
  added: number;
  download: FakeDownload;
}

export interface BlocklistRow {
  id: number;
  mediaIds: number[];
  sourceTitle: string;
  downloadId: string;
  at: number;
}

export interface HistoryRow {
  id: number;
  mediaId: number;
  sourceTitle: string;
  downloadId: string;
  eventType: string;
  at: number;
}

/** All the fake remembers. Tests and the demo world change it through the methods; the lists are for reading. */
/** Rows kept; a demo runs for days. */
const maxHistory = 1000;

export class FakeArrState {
  readonly type: ArrType;
  readonly dialect: FakeDialect;
  readonly media = new Map<number, FakeMedia>();
  readonly parents = new Map<number, FakeParent>();
  readonly blocklist: BlocklistRow[] = [];
  readonly history: HistoryRow[] = [];
  readonly folders = new FakeArrFolders();
  /** Unix milliseconds; long ago unless a test says otherwise. */
  startedAt = 0;
  /** Searches by itself after a blocklisting removal, as the servers do unless told not to (arr-api.md 1.7). */
  redownloadFailed = true;
  /** "Reject Blocklisted Torrent Hashes While Grabbing" of its one indexer. */
  rejectsBlocklisted = true;
  /** `minFormatScore` per quality profile; 0 for all others. */
  readonly minFormatScores = new Map<number, number>();
  queue: QueueRow[] = [];
  readonly #clock: Clock;
  #lastId = 0;

  constructor(type: ArrType, clock: Clock) {
    this.type = type;
    this.dialect = fakeDialects[type];
    this.#clock = clock;
  }

  /** Unix milliseconds. */
  now(): number {
    return this.#clock.now();
  }

  nextId(): number {
    return ++this.#lastId;
  }

  /** @throws Error when the id is taken. */
  addMedia(wanted: NewMedia): FakeMedia {
    const { parentTitle, ...rest } = wanted;
    if (wanted.id !== undefined && this.media.has(wanted.id)) throw new Error(`media ${wanted.id} exists already`);
    const media: FakeMedia = {
      year: 2020,
      seasonNumber: 1,
      episodeNumber: 1,
      monitored: true,
      hasFile: false,
      fileScore: 0,
      qualityProfileId: 1,
      lastSearchAt: null,
      ...rest,
      id: rest.id ?? this.#freeMediaId(),
      parentId: this.dialect.parent === null ? null : this.#parentOf(parentTitle ?? wanted.title).id,
    };
    this.media.set(media.id, media);
    return media;
  }

  removeMedia(id: number): void {
    this.media.delete(id);
  }

  /** Adds one record per media item and returns the records' ids in that order. */
  addQueueEntry(wanted: NewDownload): number[] {
    const { mediaIds, ...rest } = wanted;
    const download: FakeDownload = {
      title: `Release.${wanted.downloadId.slice(0, 8)}`,
      status: 'downloading',
      trackedDownloadStatus: 'ok',
      trackedDownloadState: 'downloading',
      statusMessages: [],
      errorMessage: null,
      outputPath: null,
      size: 1_073_741_824,
      sizeleft: 536_870_912,
      timeleftSeconds: 600,
      customFormatScore: 0,
      downloadClient: 'qBittorrent',
      indexer: 'Demo indexer',
      importError: null,
      ...rest,
      downloadId: wanted.downloadId.toUpperCase(),
    };
    this.#checkState(download);
    const rows = (mediaIds.length === 0 ? [null] : mediaIds).map((mediaId) => {
      if (mediaId !== null && !this.media.has(mediaId)) throw new Error(`media ${mediaId} does not exist`);
      return { id: this.nextId(), mediaId, added: this.now(), download };
    });
    this.queue.push(...rows);
    for (const row of rows) if (row.mediaId !== null) this.addHistory('grabbed', row.mediaId, download);
    return rows.map((row) => row.id);
  }

  /** Changes what all records of a download show. @throws Error when the queue does not hold it. */
  updateQueueEntry(downloadId: string, change: Partial<Omit<FakeDownload, 'downloadId'>>): void {
    const row = this.rowsOf(downloadId)[0];
    if (row === undefined) throw new Error(`download ${downloadId} is not queued`);
    this.#checkState({ ...row.download, ...change });
    Object.assign(row.download, change);
  }

  /** Takes all records of a download out, as when the client no longer lists it. */
  removeQueueEntry(downloadId: string): QueueRow[] {
    const gone = this.rowsOf(downloadId);
    this.queue = this.queue.filter((row) => !gone.includes(row));
    return gone;
  }

  /** All records of a download; the hash in any case. */
  rowsOf(downloadId: string): QueueRow[] {
    return this.queue.filter((row) => row.download.downloadId === downloadId.toUpperCase());
  }

  addHistory(eventType: string, mediaId: number, download: FakeDownload): void {
    const { title: sourceTitle, downloadId } = download;
    this.history.push({ id: this.nextId(), mediaId, sourceTitle, downloadId, eventType, at: this.now() });
    if (this.history.length > maxHistory) this.history.splice(0, this.history.length - maxHistory);
  }

  #checkState(download: FakeDownload): void {
    const { trackedStates, appName } = this.dialect;
    if (trackedStates.includes(download.trackedDownloadState)) return;
    throw new Error(`${appName} has no trackedDownloadState "${download.trackedDownloadState}"`);
  }

  #freeMediaId(): number {
    return Math.max(0, ...this.media.keys()) + 1;
  }

  #parentOf(title: string): FakeParent {
    const found = [...this.parents.values()].find((parent) => parent.title === title);
    if (found !== undefined) return found;
    const made = { id: this.parents.size + 1, title, monitored: true, qualityProfileId: 1 };
    this.parents.set(made.id, made);
    return made;
  }
}
