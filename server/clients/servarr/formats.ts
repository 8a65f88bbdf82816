import type { ArrType } from '../../contract/common.ts';
import { z } from 'zod';
import { dialects } from './dialects.ts';

/** What an Arr holds of one media item already, and what its profile asks for (torrents.md 5.4). */
export interface FormatFacts {
  /** A file is there. */
  readonly hasFile: boolean;
  /** Lowest score of its files; null when the Arr does not score them. */
  readonly fileScore: number | null;
  /** `minFormatScore` of the quality profile; null when it cannot be told. */
  readonly minScore: number | null;
}

const id = z.int().nullish();
const profileOf = z.looseObject({ qualityProfileId: id });
const mediaWithFile = z.looseObject({
  movieFileId: id,
  episodeFileId: id,
  qualityProfileId: id,
  profileId: id,
  series: profileOf.nullish(),
  artist: profileOf.nullish(),
  author: profileOf.nullish(),
  statistics: z.looseObject({ trackFileCount: id, bookFileCount: id }).nullish(),
});
const scoredFile = z.looseObject({ customFormatScore: z.number().nullish() });
const scoredFiles = z.array(scoredFile).or(scoredFile.transform((file) => [file]));
const profile = z.looseObject({ minFormatScore: z.number().nullish() });

/** GETs a path under the API base and checks the answer; null for a 404. */
export type Getter = <T>(path: string, schema: z.ZodType<T>) => Promise<T | null>;

/** Where the file of one media item is read, null when it has none. */
function filePath(type: ArrType, mediaId: number, media: z.infer<typeof mediaWithFile>): string | null {
  switch (type) {
    case 'radarr':
      return media.movieFileId ? `moviefile/${media.movieFileId}` : null;
    case 'sonarr':
      return media.episodeFileId ? `episodefile/${media.episodeFileId}` : null;
    case 'lidarr':
      return media.statistics?.trackFileCount ? `trackfile?albumId=${mediaId}` : null;
    case 'readarr':
      return media.statistics?.bookFileCount ? `bookfile?bookId=${mediaId}` : null;
  }
}

/** Reads the facts of one media item; null when the Arr does not know it (C1). @throws ClientError */
export async function readFormatFacts(type: ArrType, mediaId: number, get: Getter): Promise<FormatFacts | null> {
  const media = await get(`${dialects[type].mediaPath}/${mediaId}`, mediaWithFile);
  if (media === null) return null;
  const path = filePath(type, mediaId, media);
  const files = path === null ? [] : ((await get(path, scoredFiles)) ?? []);
  const scores = files.map((file) => file.customFormatScore).filter((score) => typeof score === 'number');
  const parent = media.series ?? media.artist ?? media.author;
  const profileId = media.qualityProfileId ?? media.profileId ?? parent?.qualityProfileId;
  const wanted = profileId ? await get(`qualityprofile/${profileId}`, profile) : null;
  return {
    hasFile: path !== null,
    fileScore: scores.length > 0 ? Math.min(...scores) : null,
    minScore: wanted?.minFormatScore ?? null,
  };
}
