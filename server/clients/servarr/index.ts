import type { z } from 'zod';
import type { ArrInstance } from '../../contract/settings.ts';
import { ClientError, ensureOk, isConnectionFailure, parseJson, readJson, request, retry } from '../http.ts';
import type { ClientRequest, ClientResponse, RetryDeps } from '../http.ts';
import type { ArrCommand, CommandParams } from './commands.ts';
import { dialects } from './dialects.ts';
import type { Dialect } from './dialects.ts';
import { readWholeQueue } from './queue.ts';
import type { QueueEntry } from './queue.ts';
import { readDownloadClients, readFolders, readRemoteMappings, readRootFolders } from './folders.ts';
import type { Reader } from './folders.ts';
import { readFormatFacts } from './formats.ts';
import type { FormatFacts } from './formats.ts';
import {
  commandListSchema,
  commandSchema,
  historySchema,
  indexersSchema,
  mediaSchema,
  queuePageSchema,
  statusSchema,
} from './schemas.ts';
import type { Media } from './schemas.ts';
import type { DownloadClientSetting, RemotePathMapping, RootFolder } from './types.ts';

export { findEqualCommand } from './commands.ts';
export type { ArrCommand, CommandParams } from './commands.ts';
export { dialects } from './dialects.ts';
export type { Dialect } from './dialects.ts';
export type { FormatFacts } from './formats.ts';
export type { QueueEntry } from './queue.ts';
export type { DownloadClientSetting, RemotePathMapping, RootFolder } from './types.ts';

/** The part of an Arr section the client needs. */
export type ServarrInstance = Pick<ArrInstance, 'name' | 'type' | 'uri' | 'apiKey' | 'skipTlsVerify'>;

export interface ServarrDeps {
  /** Milliseconds per call, 30000 when absent (torrents.md Q26). */
  timeoutMs?: number;
  /** Milliseconds for `status()`, 10000 when absent (torrents.md L2). */
  statusTimeoutMs?: number;
  /** Queue records per page, 1 or more, 1000 when absent. */
  queuePageSize?: number;
  /** Waiting between tries. */
  retry?: RetryDeps;
  /** Ends running calls at shutdown; they then reject with the signal's reason. */
  signal?: AbortSignal;
}

export interface DeleteQueueOptions {
  removeFromClient: boolean;
  blocklist: boolean;
  /** Keeps the Arr from starting a search of its own; its default is false. */
  skipRedownload?: boolean;
}

export interface ScanRequest {
  /** Path as the Arr sees it: the file itself or the download's folder (torrents.md Q12). */
  path: string;
  /** Torrent hash in any case, sent in upper case (torrents.md A64). */
  downloadClientId: string;
  importMode: ArrInstance['importMode'];
}

/**
 * One Arr over HTTP. Every method throws ClientError (`auth` = wrong key, a configuration error). Connection failures
 * other than a timeout, and answers that are not JSON, are tried again as torrents.md 1.6 says; HTTP error answers never.
 */
/** What an Arr says about itself. */
export interface ArrStatus {
  readonly appName: string;
  readonly version: string;
  /** How long it has been running, by its own clock; null when it does not tell. */
  readonly upSeconds: number | null;
}

export interface Servarr {
  readonly name: string;
  readonly type: ArrInstance['type'];
  /** One try, so that an outage is seen at once (torrents.md L2, Q39). */
  status(): Promise<ArrStatus>;
  /** All entries of all pages, those without library item included (torrents.md L12, Q16). */
  queue(): Promise<QueueEntry[]>;
  /** Removes the entry and all others of the same download; `gone` = it was not there any more (torrents.md A75, A76). */
  deleteQueueEntry(id: number, options: DeleteQueueOptions): Promise<'deleted' | 'gone'>;
  /** Queued, started, and ended commands of about the last five minutes. */
  commands(): Promise<ArrCommand[]>;
  /** @throws ClientError `notFound` when the Arr does not know the id. */
  command(id: number): Promise<ArrCommand>;
  /** Five tries. An equal command that is queued or running is returned instead of a new one (arr-api.md 1.6). */
  postCommand(name: string, params: CommandParams): Promise<ArrCommand>;
  /** The command `scanDownload` sends, for `findEqualCommand`. */
  scanCommand(scan: ScanRequest): { name: string; params: CommandParams };
  /** The command `searchMedia` sends, for `findEqualCommand`. */
  searchCommand(mediaIds: number[]): { name: string; params: CommandParams };
  /** Asks for the import of one finished download (torrents.md A64). */
  scanDownload(scan: ScanRequest): Promise<ArrCommand>;
  rssSync(): Promise<ArrCommand>;
  refreshMonitoredDownloads(): Promise<ArrCommand>;
  /** One combined command for all items; null when there are none (torrents.md Q15, Q38). */
  searchMedia(mediaIds: number[]): Promise<ArrCommand | null>;
  /** Title of a movie, episode (`Series S01E02 Title`), album or book; null when it does not exist (torrents.md 3.3). */
  lookupMedia(id: number): Promise<string | null>;
  mediaExists(id: number): Promise<boolean>;
  /** Does the history say that this download (hash in any case) was imported? */
  wasImported(downloadId: string): Promise<boolean>;
  /** What is there of one media item and what its profile asks for; null when the Arr does not know it (torrents.md 5.4). */
  formatFacts(mediaId: number): Promise<FormatFacts | null>;
  /** Torrent indexers in use that let a blocklisted hash through, by name; empty where the version has no such option. */
  indexersLettingBlocklistedThrough(): Promise<string[]>;
  /** What the path doctor asks; one try each, because somebody waits for the answer. */
  readonly folders: ArrFolderReads;
}

export interface ArrFolderReads {
  /** Its qBittorrents, those switched off too. */
  downloadClients(): Promise<DownloadClientSetting[]>;
  remoteMappings(): Promise<RemotePathMapping[]>;
  roots(): Promise<RootFolder[]>;
  /** Full paths of the folders inside one, as the Arr sees them; empty when it is not there. */
  inside(folder: string): Promise<string[]>;
}

const importedEvents = new Set(['downloadFolderImported', 'downloadImported', 'trackFileImported', 'bookFileImported']);
/** Radarr 4.7, Sonarr 4, Lidarr 2 and later: "Reject Blocklisted Torrent Hashes While Grabbing". */
const rejectOption = 'rejectBlocklistedTorrentHashesWhileGrabbing';

const shortRetry = { tries: 3, capSeconds: 3, retryOn: worthAnotherTry };
const longRetry = { tries: 5, capSeconds: 5, retryOn: worthAnotherTry };

/** Makes the client of one Arr section. Nothing is sent before the first method call. */
export function createServarr(instance: ServarrInstance, deps: ServarrDeps = {}): Servarr {
  const dialect = dialects[instance.type];
  const base = `${instance.uri.replace(/\/+$/, '')}/api/${dialect.apiVersion}`;
  const pageSize = deps.queuePageSize ?? 1000;

  const callOf = (
    method: string,
    path: string,
    body?: unknown,
    timeoutMs = deps.timeoutMs ?? 30_000,
  ): ClientRequest => ({
    target: instance.name,
    url: `${base}/${path}`,
    method,
    headers: {
      'X-Api-Key': instance.apiKey,
      Accept: 'application/json',
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    timeoutMs,
    skipTlsVerify: instance.skipTlsVerify,
    signal: deps.signal,
  });

  async function command(policy: typeof shortRetry, name: string, params: CommandParams): Promise<ArrCommand> {
    const call = callOf('POST', 'command', { name, ...params });
    return retry(policy, async () => readJson(call, await answered(call), commandSchema), deps.retry);
  }

  async function status(): Promise<ArrStatus> {
    const call = callOf('GET', 'system/status', undefined, deps.statusTimeoutMs ?? 10_000);
    try {
      const response = await answered(call);
      const { appName, version, startTime } = readJson(call, response, statusSchema);
      return { appName, version, upSeconds: upSecondsOf(startTime, response.headers.date) };
    } catch (error) {
      if (!isNotFound(error)) throw error;
      const question = `knows no /api/${dialect.apiVersion}/system/status; is this address a ${instance.type}?`;
      throw new ClientError('notFound', instance.name, question, 404);
    }
  }

  async function queue(): Promise<QueueEntry[]> {
    return readWholeQueue((page) => {
      const query = `page=${page}&pageSize=${pageSize}&sortKey=timeleft&sortDirection=ascending&${dialect.includeUnknown}=true`;
      const call = callOf('GET', `queue?${query}`);
      return retry(shortRetry, async () => readJson(call, await answered(call), queuePageSchema), deps.retry);
    }, dialect);
  }

  async function deleteQueueEntry(id: number, options: DeleteQueueOptions): Promise<'deleted' | 'gone'> {
    const query = new URLSearchParams({
      removeFromClient: String(options.removeFromClient),
      blocklist: String(options.blocklist),
    });
    if (options.skipRedownload !== undefined) query.set('skipRedownload', String(options.skipRedownload));
    const call = callOf('DELETE', `queue/${id}?${query.toString()}`);
    try {
      await retry(longRetry, () => answered(call), deps.retry);
      return 'deleted';
    } catch (error) {
      if (isNotFound(error)) return 'gone';
      throw error;
    }
  }

  async function lookupMedia(id: number): Promise<string | null> {
    const call = callOf('GET', `${dialect.mediaPath}/${id}`);
    try {
      return titleOf(await retry(longRetry, async () => readJson(call, await answered(call), mediaSchema), deps.retry));
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  }

  async function getOrNull<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
    const call = callOf('GET', path);
    try {
      return await retry(shortRetry, async () => readJson(call, await answered(call), schema), deps.retry);
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  }

  const readOnce: Reader = async (path, schema) => {
    const call = callOf('GET', path);
    return readJson(call, await answered(call), schema);
  };
  const scanCommand = ({ path, downloadClientId, importMode }: ScanRequest) => ({
    name: dialect.scanCommand,
    params: { path, downloadClientId: downloadClientId.toUpperCase(), importMode },
  });
  const searchCommand = (mediaIds: number[]) => searchOf(dialect, mediaIds);
  const getCommand = callOf('GET', 'command');

  return {
    name: instance.name,
    type: instance.type,
    status,
    queue,
    deleteQueueEntry,
    commands: () =>
      retry(shortRetry, async () => readJson(getCommand, await answered(getCommand), commandListSchema), deps.retry),
    command: (id) => {
      const call = callOf('GET', `command/${id}`);
      return retry(shortRetry, async () => readJson(call, await answered(call), commandSchema), deps.retry);
    },
    postCommand: (name, params) => command(longRetry, name, params),
    scanCommand,
    searchCommand,
    scanDownload: (scan) => {
      const { name, params } = scanCommand(scan);
      return command(shortRetry, name, params);
    },
    rssSync: () => command(shortRetry, 'RssSync', {}),
    refreshMonitoredDownloads: () => command(shortRetry, 'RefreshMonitoredDownloads', {}),
    searchMedia: async (mediaIds) => {
      if (mediaIds.length === 0) return null;
      const { name, params } = searchCommand(mediaIds);
      return command(longRetry, name, params);
    },
    lookupMedia,
    mediaExists: async (id) => (await lookupMedia(id)) !== null,
    wasImported: async (downloadId) => {
      const hash = encodeURIComponent(downloadId.toUpperCase());
      const found = await getOrNull(`history?page=1&pageSize=50&downloadId=${hash}`, historySchema);
      return found?.records?.some(({ eventType }) => importedEvents.has(eventType)) === true;
    },
    formatFacts: (mediaId) => readFormatFacts(instance.type, mediaId, getOrNull),
    indexersLettingBlocklistedThrough: async () => {
      const indexers = (await getOrNull('indexer', indexersSchema)) ?? [];
      return indexers
        .filter(({ protocol, enableRss, enableAutomaticSearch, fields }) => {
          const inUse = protocol === 'torrent' && (enableRss === true || enableAutomaticSearch === true);
          return inUse && fields?.some(({ name, value }) => name === rejectOption && value !== true) === true;
        })
        .map(({ name }) => name);
    },
    folders: {
      downloadClients: () => readDownloadClients(readOnce),
      remoteMappings: () => readRemoteMappings(readOnce),
      roots: () => readRootFolders(readOnce),
      inside: (folder) => readFolders(readOnce, folder),
    },
  };
}

/** Sends the call and lets only 2xx through; a server that is still starting says so in its own words (arr-api.md 1.1). */
async function answered(call: ClientRequest): Promise<ClientResponse> {
  const response = await request(call);
  if (response.status === 503 && /starting up/i.test(response.text)) {
    throw new ClientError('server', call.target, 'is still starting up (503); it is asked again at the next pass', 503);
  }
  ensureOk(call, response);
  // A login page with 200 is no success, not even where the body does not matter.
  if (response.text.trimStart().startsWith('<')) parseJson(call, response);
  return response;
}

// A call that hung its whole time is not repeated: a pass would stand still for minutes.
function worthAnotherTry(error: unknown): boolean {
  if (!(error instanceof ClientError)) return false;
  return (isConnectionFailure(error) && error.kind !== 'timeout') || error.kind === 'notJson';
}

function isNotFound(error: unknown): boolean {
  return error instanceof ClientError && error.kind === 'notFound';
}

function searchOf(dialect: Dialect, mediaIds: number[]): { name: string; params: CommandParams } {
  const ids = [...new Set(mediaIds)].toSorted((a, b) => a - b);
  return { name: dialect.searchCommand, params: { [dialect.searchParam]: ids } };
}

function titleOf(media: Media): string {
  if (typeof media.seasonNumber !== 'number' || typeof media.episodeNumber !== 'number') return media.title;
  const number = `S${String(media.seasonNumber).padStart(2, '0')}E${String(media.episodeNumber).padStart(2, '0')}`;
  return [media.series?.title ?? '', number, media.title].filter((part) => part !== '').join(' ');
}

function upSecondsOf(startTime: string | null | undefined, date: string | undefined): number | null {
  const seconds = (Date.parse(date ?? '') - Date.parse(startTime ?? '')) / 1000;
  return Number.isNaN(seconds) || seconds < 0 ? null : seconds;
}
