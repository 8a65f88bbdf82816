import { z } from 'zod';
import type { ArrType } from './common.ts';

/** Why a title is or is not searched (api.md 2.6); null = never computed. */
export const searchReason = z.enum(['Missing', 'Quality', 'CustomFormat', 'Upgrade', 'Not being searched']);
export type SearchReason = z.infer<typeof searchReason>;

/** `missing` = max(monitored - available, 0); `available` = monitored and having a file. */
export const rollUp = z.object({ available: z.int(), monitored: z.int(), missing: z.int() });
export type RollUp = z.infer<typeof rollUp>;
/** Of the whole instance, never of the filtered set. */
export const titleCounts = rollUp.extend({ quality_met: z.int(), requests: z.int() });
export type TitleCounts = z.infer<typeof titleCounts>;

const profile = { qualityProfileId: z.int().nullable(), qualityProfileName: z.string().nullable() };
const flags = {
  monitored: z.boolean(),
  hasFile: z.boolean(),
  qualityMet: z.boolean(),
  isRequest: z.boolean(),
  upgrade: z.boolean(),
  customFormatScore: z.int().nullable(),
  minCustomFormatScore: z.int().nullable(),
  customFormatMet: z.boolean(),
  reason: searchReason.nullable(),
  ...profile,
};
const paging = { total: z.int(), page: z.int(), page_size: z.int() };
const category = z.string();

export const movieRow = z.object({ id: z.int(), title: z.string(), year: z.int(), ...flags });
export type MovieRow = z.infer<typeof movieRow>;
export const moviesBody = z.object({ category, counts: titleCounts, ...paging, movies: z.array(movieRow) });

export const episodeRow = z.object({
  episodeNumber: z.int(),
  title: z.string(),
  monitored: z.boolean(),
  hasFile: z.boolean(),
  /** UTC ISO 8601 with Z, '' when not known. */
  airDateUtc: z.string(),
  reason: searchReason.nullable(),
});
export const seriesEntry = z.object({
  series: z.object({ id: z.int().nullable(), title: z.string(), ...profile }),
  totals: rollUp,
  /** By season number; `0` specials, `unknown` if none. */
  seasons: z.record(z.string(), rollUp.extend({ episodes: z.array(episodeRow) })),
});
export type SeriesEntry = z.infer<typeof seriesEntry>;
export const seriesBody = z.object({ category, counts: rollUp, ...paging, series: z.array(seriesEntry) });

export const trackRow = z.object({
  id: z.int(),
  trackNumber: z.int().nullable(),
  title: z.string().nullable(),
  /** Seconds. */
  duration: z.number().nullable(),
  hasFile: z.boolean(),
  trackFileId: z.int().nullable(),
  monitored: z.boolean(),
  reason: z.union([searchReason, z.literal('Unmonitored')]),
});
export const albumEntry = z.object({
  album: z.object({
    id: z.int(),
    title: z.string(),
    artistId: z.int(),
    artistName: z.string().nullable(),
    foreignAlbumId: z.string(),
    releaseDate: z.string().nullable(),
    ...flags,
  }),
  totals: rollUp,
  tracks: z.array(trackRow),
});
export type AlbumEntry = z.infer<typeof albumEntry>;
const music = { counts: titleCounts, counts_tracks: rollUp };
export const albumsBody = z.object({
  category,
  ...music,
  album_total: z.int(),
  ...paging,
  albums: z.array(albumEntry),
});

/** A track of `flat_mode`. */
export const flatTrackRow = trackRow
  .omit({ reason: true })
  .extend({ albumId: z.int(), albumTitle: z.string(), artistTitle: z.string(), artistId: z.int() });
export type FlatTrackRow = z.infer<typeof flatTrackRow>;
export const tracksBody = z.object({ category, counts: rollUp, ...paging, tracks: z.array(flatTrackRow) });

const artistBase = {
  id: z.int(),
  name: z.string(),
  monitored: z.boolean(),
  albumCount: z.int(),
  trackTotalCount: z.int(),
  qualityProfileName: z.string().nullable(),
  searched: z.boolean(),
};
export const artistEntry = z.object({
  artist: z.object({
    ...artistBase,
    albumsMonitored: z.int(),
    albumsAvailable: z.int(),
    albumsMissing: z.int(),
    tracksMonitored: z.int(),
    tracksAvailable: z.int(),
    tracksMissing: z.int(),
  }),
});
export type ArtistEntry = z.infer<typeof artistEntry>;
export const artistsBody = z.object({
  category,
  ...music,
  album_total: z.int(),
  ...paging,
  artists: z.array(artistEntry),
});
export const artistBody = z.object({
  category,
  ...music,
  artist: z.object(artistBase),
  albums: z.array(albumEntry),
});
export type ArtistDetail = Pick<z.infer<typeof artistBody>, 'artist' | 'albums'>;

const authorBase = {
  id: z.int(),
  name: z.string(),
  monitored: z.boolean(),
  bookCount: z.int(),
  qualityProfileName: z.string().nullable(),
  searched: z.boolean(),
};
export const authorEntry = z.object({
  author: z.object({
    ...authorBase,
    booksMonitored: z.int(),
    booksAvailable: z.int(),
    booksMissing: z.int(),
  }),
});
export type AuthorEntry = z.infer<typeof authorEntry>;
export const authorsBody = z.object({
  category,
  counts: titleCounts,
  book_total: z.int(),
  ...paging,
  authors: z.array(authorEntry),
});
export const bookEntry = z.object({
  book: z.object({
    id: z.int(),
    title: z.string(),
    authorId: z.int(),
    authorName: z.string().nullable(),
    foreignBookId: z.string(),
    releaseDate: z.string().nullable(),
    ...flags,
  }),
});
export type BookEntry = z.infer<typeof bookEntry>;
export const authorBody = z.object({
  category,
  counts: titleCounts,
  author: z.object(authorBase),
  books: z.array(bookEntry),
});
export type AuthorDetail = Pick<z.infer<typeof authorBody>, 'author' | 'books'>;

/** A page, from 0; `size` 1..1000. */
export interface PageQuery {
  page: number;
  size: number;
  /** Case-insensitive (ASCII) substring; null = all. */
  text: string | null;
}
/** Filters on one flag each; null = all. */
export interface FlagQuery {
  monitored: boolean | null;
  hasFile: boolean | null;
  qualityMet: boolean | null;
  isRequest: boolean | null;
}
export interface MovieQuery extends PageQuery, FlagQuery {
  yearMin: number | null;
  yearMax: number | null;
}
export interface SeriesQuery extends PageQuery {
  /** Only series with a monitored episode that has no file, and only such episodes. */
  missing: boolean;
}
export interface AlbumQuery extends PageQuery, FlagQuery {
  groupByArtist: boolean;
}
/** `text` = track, album or artist. */
export interface TrackQuery extends PageQuery {
  monitored: boolean | null;
  hasFile: boolean | null;
}
/** Artists or authors; `missing` and `reason` must hold for one album or book together. */
export interface PeopleQuery extends PageQuery {
  monitored: boolean | null;
  missing: boolean;
  reason: string | null;
}

export interface Page<Row> {
  rows: Row[];
  /** As the list says: of the instance, or after filters (api.md 2.6). */
  total: number;
  /** The page really served. */
  page: number;
}

/** Answer of a library; the first means the catalogue has not been set up yet, the others that its database was broken. */
export type LibraryAnswer<Value> =
  { ok: true; value: Value } | { ok: false; reason: 'absent' | 'repaired' | 'corrupt' };
type Answered<Value> = Promise<LibraryAnswer<Value>>;

/** The stored library of one Arr; read only, no call to the Arr. A library only has the views of its type. */
export interface LibraryView {
  movies(instance: string, query: MovieQuery): Answered<Page<MovieRow> & { counts: TitleCounts }>;
  series(instance: string, query: SeriesQuery): Answered<Page<SeriesEntry> & { counts: RollUp }>;
  albums(
    instance: string,
    query: AlbumQuery,
  ): Answered<Page<AlbumEntry> & { counts: TitleCounts; tracks: RollUp; albumTotal: number }>;
  tracks(instance: string, query: TrackQuery): Answered<Page<FlatTrackRow> & { counts: RollUp }>;
  artists(
    instance: string,
    query: PeopleQuery,
  ): Answered<Page<ArtistEntry> & { counts: TitleCounts; tracks: RollUp; albumTotal: number }>;
  /** null = no such artist. */
  artist(instance: string, id: number): Answered<(ArtistDetail & { counts: TitleCounts; tracks: RollUp }) | null>;
  authors(
    instance: string,
    query: PeopleQuery,
  ): Answered<Page<AuthorEntry> & { counts: TitleCounts; bookTotal: number }>;
  author(instance: string, id: number): Answered<(AuthorDetail & { counts: TitleCounts }) | null>;
}

/** What an Arr has a page and a poster for. */
export const coverKind = z.enum(['movie', 'series', 'artist', 'author']);
export type CoverKind = z.infer<typeof coverKind>;
export const coverKindOf: Record<ArrType, CoverKind> = {
  radarr: 'movie',
  sonarr: 'series',
  lidarr: 'artist',
  readarr: 'author',
};
