import type { ArrType } from '../../contract/common.ts';

/** What differs between the four applications (arr-api.md 1.1, 1.6, 1.7). */
export interface Dialect {
  apiVersion: 'v1' | 'v3';
  /** Import scan of one finished download (torrents.md 3.2). */
  scanCommand: string;
  /** Search for single media items, all of them in one command (torrents.md Q15; Sonarr: episodes, Q38). */
  searchCommand: string;
  /** The search command's parameter that takes the media ids. */
  searchParam: string;
  /** Query parameter that also lists downloads the library does not know (torrents.md Q16). */
  includeUnknown: string;
  /** Media id of a queue record. */
  mediaIdField: 'movieId' | 'episodeId' | 'albumId' | 'bookId';
  /** Resource that holds one media item. */
  mediaPath: string;
}

export const dialects: Record<ArrType, Dialect> = {
  radarr: {
    apiVersion: 'v3',
    scanCommand: 'DownloadedMoviesScan',
    searchCommand: 'MoviesSearch',
    searchParam: 'movieIds',
    includeUnknown: 'includeUnknownMovieItems',
    mediaIdField: 'movieId',
    mediaPath: 'movie',
  },
  sonarr: {
    apiVersion: 'v3',
    scanCommand: 'DownloadedEpisodesScan',
    searchCommand: 'EpisodeSearch',
    searchParam: 'episodeIds',
    includeUnknown: 'includeUnknownSeriesItems',
    mediaIdField: 'episodeId',
    mediaPath: 'episode',
  },
  lidarr: {
    apiVersion: 'v1',
    scanCommand: 'DownloadedAlbumsScan',
    searchCommand: 'AlbumSearch',
    searchParam: 'albumIds',
    includeUnknown: 'includeUnknownArtistItems',
    mediaIdField: 'albumId',
    mediaPath: 'album',
  },
  readarr: {
    apiVersion: 'v1',
    scanCommand: 'DownloadedBooksScan',
    searchCommand: 'BookSearch',
    searchParam: 'bookIds',
    includeUnknown: 'includeUnknownAuthorItems',
    mediaIdField: 'bookId',
    mediaPath: 'book',
  },
};
