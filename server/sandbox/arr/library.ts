import type { ArrType } from '../../contract/common.ts';
import type { FakeArrState, FakeMedia, FakeParent } from './state.ts';
import { timestamp } from './times.ts';
import type { Resource } from './times.ts';

/** Series, artist or author of an item; movies have none. */
export function parentOf(state: FakeArrState, media: FakeMedia): FakeParent | undefined {
  return media.parentId === null ? undefined : state.parents.get(media.parentId);
}

/** A movie, episode, album or book as the server shows it (arr-api.md 2-5). */
export function mediaResource(state: FakeArrState, media: FakeMedia, withParent: boolean): Resource {
  const parent = parentOf(state, media);
  const nested = withParent && parent !== undefined ? parentResource(state, parent) : null;
  const { id, title, monitored } = media;
  return { id, title, monitored, ...mediaMembers[state.type](media, parent, nested) };
}

type MediaMembers = (media: FakeMedia, parent: FakeParent | undefined, nested: Resource | null) => Resource;

const fileSize = (media: FakeMedia): number => (media.hasFile ? 1_073_741_824 : 0);
const fileCount = (media: FakeMedia): number => (media.hasFile ? 1 : 0);
/** Id of the file of an item, 0 for none. */
export const fileIdOf = (media: FakeMedia): number => (media.hasFile ? 500 + media.id : 0);
const lastSearchTime = (media: FakeMedia): string | null =>
  media.lastSearchAt === null ? null : timestamp(media.lastSearchAt);

const mediaMembers: Record<ArrType, MediaMembers> = {
  radarr: (media) => ({
    year: media.year,
    tmdbId: 1000 + media.id,
    hasFile: media.hasFile,
    movieFileId: fileIdOf(media),
    qualityProfileId: media.qualityProfileId,
    minimumAvailability: 'released',
    isAvailable: true,
    status: 'released',
    path: `/movies/${media.title}`,
    titleSlug: String(1000 + media.id),
    sizeOnDisk: fileSize(media),
    statistics: { movieFileCount: fileCount(media), sizeOnDisk: fileSize(media) },
    tags: [],
    images: [],
    added: timestamp(0),
    lastSearchTime: lastSearchTime(media),
  }),
  sonarr: (media, _, series) => ({
    seriesId: media.parentId,
    tvdbId: 3000 + media.id,
    seasonNumber: media.seasonNumber,
    episodeNumber: media.episodeNumber,
    airDateUtc: `${media.year}-01-01T20:00:00Z`,
    hasFile: media.hasFile,
    episodeFileId: fileIdOf(media),
    runtime: 45,
    lastSearchTime: lastSearchTime(media),
    series,
  }),
  lidarr: (media, _, artist) => ({
    artistId: media.parentId,
    foreignAlbumId: `album-${media.id}`,
    profileId: media.qualityProfileId,
    albumType: 'Album',
    duration: 2_400_000,
    releaseDate: `${media.year}-01-01T00:00:00Z`,
    artist,
    statistics: {
      trackFileCount: 10 * fileCount(media),
      trackCount: 10,
      totalTrackCount: 10,
      sizeOnDisk: fileSize(media),
      percentOfTracks: 100 * fileCount(media),
    },
    lastSearchTime: lastSearchTime(media),
  }),
  readarr: (media, parent, author) => ({
    authorTitle: `${parent?.title.toLowerCase() ?? ''} ${media.title}`,
    authorId: media.parentId,
    foreignBookId: `book-${media.id}`,
    titleSlug: `book-${media.id}`,
    releaseDate: `${media.year}-01-01T00:00:00Z`,
    author,
    statistics: {
      bookFileCount: fileCount(media),
      bookCount: 1,
      totalBookCount: 1,
      sizeOnDisk: fileSize(media),
      percentOfBooks: 100 * fileCount(media),
    },
  }),
};

/** A series, artist or author as the server shows it. */
export function parentResource(state: FakeArrState, parent: FakeParent): Resource {
  const { id, title, monitored, qualityProfileId } = parent;
  const shared = { id, monitored, qualityProfileId, path: `/library/${title}`, tags: [], images: [] };
  if (state.type === 'lidarr') {
    return {
      ...shared,
      artistName: title,
      foreignArtistId: `artist-${id}`,
      metadataProfileId: 1,
      status: 'continuing',
    };
  }
  if (state.type === 'readarr') {
    const slug = `author-${id}`;
    return { ...shared, authorName: title, foreignAuthorId: slug, titleSlug: slug, metadataProfileId: 1 };
  }
  const children = [...state.media.values()].filter((media) => media.parentId === id);
  const seasons = [...new Set(children.map((media) => media.seasonNumber))].toSorted((a, b) => a - b);
  return {
    ...shared,
    title,
    year: children[0]?.year ?? 0,
    tvdbId: 2000 + id,
    tvMazeId: 0,
    tmdbId: 0,
    status: 'continuing',
    titleSlug: `series-${id}`,
    seasons: seasons.map((seasonNumber) => ({ seasonNumber, monitored: true })),
    added: timestamp(0),
  };
}
