import type { FakeCommand } from './commands.ts';
import { fileIdOf, mediaResource, parentOf, parentResource } from './library.ts';
import type { BlocklistRow, FakeArrState, FakeMedia, HistoryRow, QueueRow } from './state.ts';
import { timeSpan, timestamp } from './times.ts';
import type { Resource } from './times.ts';

const quality = {
  quality: { id: 7, name: 'Bluray-1080p' },
  revision: { version: 1, real: 0, isRepack: false },
};

/** Nested objects only where the query asked for them (arr-api.md 1.7). */
export function queueResource(state: FakeArrState, row: QueueRow, includes: Set<string>): Resource {
  const { dialect } = state;
  const { download } = row;
  const media = row.mediaId === null ? undefined : state.media.get(row.mediaId);
  const parent = media === undefined ? undefined : parentOf(state, media);
  const wants = (nested: string) => includes.has(`include${nested.charAt(0).toUpperCase()}${nested.slice(1)}`);
  return {
    id: row.id,
    [dialect.media.idField]: media?.id ?? null,
    ...(dialect.parent && { [dialect.parent.idField]: media?.parentId ?? null }),
    ...(media && wants(dialect.media.nested) && { [dialect.media.nested]: mediaResource(state, media, false) }),
    ...(dialect.parent &&
      parent &&
      wants(dialect.parent.nested) && { [dialect.parent.nested]: parentResource(state, parent) }),
    ...(state.type === 'sonarr' && {
      seasonNumber: media?.seasonNumber ?? null,
      episodeHasFile: media?.hasFile ?? false,
    }),
    quality,
    customFormats: [],
    customFormatScore: download.customFormatScore,
    size: download.size,
    title: download.title,
    sizeleft: download.sizeleft,
    timeleft: download.timeleftSeconds === null ? null : timeSpan(download.timeleftSeconds),
    estimatedCompletionTime:
      download.timeleftSeconds === null ? null : timestamp(state.now() + download.timeleftSeconds * 1000),
    added: state.type === 'readarr' ? null : timestamp(row.added),
    status: download.status,
    trackedDownloadStatus: download.trackedDownloadStatus,
    trackedDownloadState: download.trackedDownloadState,
    statusMessages: download.statusMessages,
    errorMessage: download.errorMessage,
    downloadId: download.downloadId,
    protocol: 'torrent',
    downloadClient: download.downloadClient,
    downloadClientHasPostImportCategory: false,
    indexer: download.indexer,
    outputPath: download.outputPath,
  };
}

export function commandResource(command: FakeCommand): Resource {
  const result = { completed: 'successful', failed: 'unsuccessful', aborted: 'unsuccessful' };
  const span = command.endedAt === null ? null : command.endedAt - (command.startedAt ?? command.endedAt);
  return {
    id: command.id,
    name: command.name,
    commandName: command.name.replace(/(?<=[a-z])(?=[A-Z])/g, ' '),
    message: command.message,
    body: {
      ...command.params,
      sendUpdatesToClient: true,
      updateScheduledTask: true,
      requiresDiskAccess: false,
      isExclusive: false,
      name: command.name,
      trigger: command.trigger,
      suppressMessages: false,
    },
    priority: 'normal',
    status: command.status,
    result: Object.entries(result).find(([status]) => status === command.status)?.[1] ?? 'unknown',
    queued: timestamp(command.queuedAt),
    started: command.startedAt === null ? null : timestamp(command.startedAt),
    ended: command.endedAt === null ? null : timestamp(command.endedAt),
    duration: span === null ? null : timeSpan(span / 1000),
    trigger: command.trigger,
    stateChangeTime: timestamp(command.endedAt ?? command.startedAt ?? command.queuedAt),
    sendUpdatesToClient: true,
    updateScheduledTask: true,
  };
}

export function blocklistResource(state: FakeArrState, row: BlocklistRow): Resource {
  const { media, parent } = state.dialect;
  const first = state.media.get(row.mediaIds[0] ?? 0);
  return {
    id: row.id,
    ...(parent
      ? { [parent.idField]: first?.parentId ?? null, [media.idsField]: row.mediaIds }
      : { movieId: first?.id }),
    sourceTitle: row.sourceTitle,
    quality,
    date: timestamp(row.at),
    protocol: 'torrent',
    message: 'Manually marked as failed',
  };
}

export function historyResource(state: FakeArrState, row: HistoryRow): Resource {
  const { media, parent } = state.dialect;
  return {
    id: row.id,
    [media.idField]: row.mediaId,
    ...(parent && { [parent.idField]: state.media.get(row.mediaId)?.parentId ?? null }),
    sourceTitle: row.sourceTitle,
    quality,
    qualityCutoffNotMet: false,
    date: timestamp(row.at),
    downloadId: row.downloadId,
    eventType: row.eventType,
    data: {},
  };
}

/** The one file of a media item. */
export function fileResource(state: FakeArrState, media: FakeMedia): Resource {
  const { parent, media: words } = state.dialect;
  return {
    id: fileIdOf(media),
    [words.idField]: media.id,
    ...(parent && { [parent.idField]: media.parentId }),
    path: `/library/${media.title}.mkv`,
    size: 1_073_741_824,
    dateAdded: timestamp(0),
    quality,
    qualityCutoffNotMet: false,
    // Readarr does not score files (arr-api.md 5).
    ...(state.type !== 'readarr' && { customFormats: [], customFormatScore: media.fileScore }),
  };
}

/** The one torrent indexer of the server. */
export function indexerResource(state: FakeArrState): Resource {
  return {
    id: 1,
    name: 'Demo indexer',
    implementationName: 'Torznab',
    implementation: 'Torznab',
    configContract: 'TorznabSettings',
    protocol: 'torrent',
    priority: 25,
    enableRss: true,
    enableAutomaticSearch: true,
    enableInteractiveSearch: true,
    supportsRss: true,
    supportsSearch: true,
    tags: [],
    fields: [{ order: 7, name: 'rejectBlocklistedTorrentHashesWhileGrabbing', value: state.rejectsBlocklisted }],
  };
}

export function qualityProfile(id: number, minFormatScore = 0): Resource {
  return {
    id,
    name: 'HD-1080p',
    upgradeAllowed: true,
    cutoff: 7,
    items: [{ quality: quality.quality, items: [], allowed: true }],
    minFormatScore,
    cutoffFormatScore: 0,
    formatItems: [],
  };
}
