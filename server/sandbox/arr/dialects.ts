import type { ArrType } from '../../contract/common.ts';
import type { FieldType } from './validate.ts';

/** The shape of one application as the fake plays it (arr-api.md 1-5); written apart from the client's table on purpose. */
export interface FakeDialect {
  appName: string;
  version: string;
  api: '/api/v1' | '/api/v3';
  /** Resource, queue field and search parameter of the searchable item. */
  media: { path: string; idField: string; nested: string; idsField: string };
  /** Where the files of an item are read; `idsField` where a list is asked for instead of one. */
  file: { path: string; idsField: string | null };
  /** Series, artist or author; Radarr has none. */
  parent: { path: string; idField: string; nested: string } | null;
  includeUnknown: string;
  /** Other query parameters of `GET /queue`. */
  includes: string[];
  mediaFilters: Record<string, FieldType>;
  commands: Record<string, Record<string, FieldType>>;
  scanCommand: string;
  searchCommand: string;
  importedEvent: string;
  trackedStates: string[];
}

const scan: Record<string, FieldType> = { path: 'string', downloadClientId: 'string', importMode: 'importMode' };
const everywhere = { RssSync: {}, RefreshMonitoredDownloads: {} };
const v3States = [
  'downloading',
  'importBlocked',
  'importPending',
  'importing',
  'imported',
  'failedPending',
  'failed',
  'ignored',
];
const readarrStates = [
  'downloading',
  'downloadFailed',
  'downloadFailedPending',
  'importPending',
  'importing',
  'importFailed',
  'imported',
  'ignored',
];

export const fakeDialects: Record<ArrType, FakeDialect> = {
  radarr: {
    appName: 'Radarr',
    version: '6.0.4.10291',
    api: '/api/v3',
    media: { path: '/movie', idField: 'movieId', nested: 'movie', idsField: 'movieIds' },
    file: { path: '/moviefile', idsField: null },
    parent: null,
    includeUnknown: 'includeUnknownMovieItems',
    includes: ['includeMovie'],
    mediaFilters: { tmdbId: 'int', excludeLocalCovers: 'bool', languageId: 'int' },
    commands: {
      MoviesSearch: { movieIds: 'ints' },
      MissingMoviesSearch: {},
      CutoffUnmetMoviesSearch: {},
      DownloadedMoviesScan: scan,
      ...everywhere,
    },
    scanCommand: 'DownloadedMoviesScan',
    searchCommand: 'MoviesSearch',
    importedEvent: 'downloadFolderImported',
    trackedStates: v3States,
  },
  sonarr: {
    appName: 'Sonarr',
    version: '4.0.16.2944',
    api: '/api/v3',
    media: { path: '/episode', idField: 'episodeId', nested: 'episode', idsField: 'episodeIds' },
    file: { path: '/episodefile', idsField: null },
    parent: { path: '/series', idField: 'seriesId', nested: 'series' },
    includeUnknown: 'includeUnknownSeriesItems',
    includes: ['includeSeries', 'includeEpisode'],
    mediaFilters: {
      seriesId: 'int',
      seasonNumber: 'int',
      episodeIds: 'ints',
      includeSeries: 'bool',
    },
    commands: {
      EpisodeSearch: { episodeIds: 'ints' },
      SeriesSearch: { seriesId: 'int' },
      SeasonSearch: { seriesId: 'int', seasonNumber: 'int' },
      MissingEpisodeSearch: { seriesId: 'int', monitored: 'bool' },
      DownloadedEpisodesScan: scan,
      ...everywhere,
    },
    scanCommand: 'DownloadedEpisodesScan',
    searchCommand: 'EpisodeSearch',
    importedEvent: 'downloadFolderImported',
    trackedStates: v3States,
  },
  lidarr: {
    appName: 'Lidarr',
    version: '2.14.5.4836',
    api: '/api/v1',
    media: { path: '/album', idField: 'albumId', nested: 'album', idsField: 'albumIds' },
    file: { path: '/trackfile', idsField: 'albumId' },
    parent: { path: '/artist', idField: 'artistId', nested: 'artist' },
    includeUnknown: 'includeUnknownArtistItems',
    includes: ['includeArtist', 'includeAlbum'],
    mediaFilters: { artistId: 'int', albumIds: 'ints', includeAllArtistAlbums: 'bool' },
    commands: {
      AlbumSearch: { albumIds: 'ints' },
      ArtistSearch: { artistId: 'int' },
      MissingAlbumSearch: {},
      CutoffUnmetAlbumSearch: {},
      DownloadedAlbumsScan: scan,
      ...everywhere,
    },
    scanCommand: 'DownloadedAlbumsScan',
    searchCommand: 'AlbumSearch',
    importedEvent: 'downloadImported',
    trackedStates: [...readarrStates, 'importBlocked'],
  },
  readarr: {
    appName: 'Readarr',
    version: '0.4.18.2805',
    api: '/api/v1',
    media: { path: '/book', idField: 'bookId', nested: 'book', idsField: 'bookIds' },
    file: { path: '/bookfile', idsField: 'bookId' },
    parent: { path: '/author', idField: 'authorId', nested: 'author' },
    includeUnknown: 'includeUnknownAuthorItems',
    includes: ['includeAuthor', 'includeBook'],
    mediaFilters: { authorId: 'int', bookIds: 'ints' },
    commands: {
      BookSearch: { bookIds: 'ints' },
      AuthorSearch: { authorId: 'int' },
      MissingBookSearch: {},
      CutoffUnmetBookSearch: {},
      DownloadedBooksScan: scan,
      ...everywhere,
    },
    scanCommand: 'DownloadedBooksScan',
    searchCommand: 'BookSearch',
    importedEvent: 'downloadImported',
    trackedStates: readarrStates,
  },
};
