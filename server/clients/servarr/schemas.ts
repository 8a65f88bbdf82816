import { z } from 'zod';

// Only what we read. Null members are left out by the server, and older builds spell enums with a capital letter,
// so absent and null mean the same and words are compared with a lower first letter (arr-api.md 1.1).
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const id = z.int().nullish();
const word = z.string().nullish();
/** Absent and null become `''`. */
const enumWord = z
  .string()
  .nullish()
  .transform((text) => lowerFirst(text ?? ''));
const textOrEmpty = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

export const statusSchema = z.looseObject({
  appName: textOrEmpty,
  version: z.string(),
  startTime: z.string().nullish(),
});

const statusMessage = z
  .looseObject({ title: textOrEmpty, messages: z.array(z.string()).nullish() })
  .transform(({ title, messages }) => ({ title, messages: messages ?? [] }));

const queueRecord = z.looseObject({
  id: z.int(),
  downloadId: word,
  title: textOrEmpty,
  status: enumWord,
  trackedDownloadStatus: enumWord,
  trackedDownloadState: enumWord,
  statusMessages: z.array(statusMessage).nullish(),
  outputPath: word,
  customFormatScore: z.number().nullish(),
  seriesId: id,
  movieId: id,
  episodeId: id,
  albumId: id,
  bookId: id,
});
export type QueueRecord = z.output<typeof queueRecord>;

export const queuePageSchema = z.looseObject({
  pageSize: z.int(),
  totalRecords: z.int(),
  records: z
    .array(queueRecord)
    .nullish()
    .transform((records) => records ?? []),
});
export type QueuePage = z.output<typeof queuePageSchema>;

export const commandSchema = z
  .looseObject({
    id: z.int(),
    name: textOrEmpty,
    status: enumWord,
    result: enumWord,
    message: textOrEmpty,
    body: z
      .record(z.string(), z.unknown())
      .nullish()
      .transform((body) => body ?? {}),
    queued: z.string().nullish(),
  })
  .transform(({ queued, ...command }) => ({ ...command, queuedAt: instantOf(queued) }));
export const commandListSchema = z.array(commandSchema);

export const historySchema = z.looseObject({ records: z.array(z.looseObject({ eventType: enumWord })).nullish() });

// Each field of an indexer or a download client is a name with any value; one that was never set comes without it.
const providerField = z.looseObject({ name: textOrEmpty, value: z.unknown().optional() });
export const indexersSchema = z.array(
  z.looseObject({
    name: textOrEmpty,
    protocol: enumWord,
    enableRss: z.boolean().nullish(),
    enableAutomaticSearch: z.boolean().nullish(),
    fields: z.array(providerField).nullish(),
  }),
);

export const downloadClientsSchema = z.array(
  z.looseObject({
    name: textOrEmpty,
    enable: z.boolean().nullish(),
    implementation: textOrEmpty,
    fields: z.array(providerField).nullish(),
  }),
);

export const remoteMappingsSchema = z.array(
  z.looseObject({ host: textOrEmpty, remotePath: textOrEmpty, localPath: textOrEmpty }),
);

export const rootFoldersSchema = z.array(
  z.looseObject({ path: z.string(), accessible: z.boolean().nullish(), freeSpace: z.number().nullish() }),
);

export const folderListSchema = z.looseObject({ directories: z.array(z.looseObject({ path: z.string() })).nullish() });

export const mediaSchema = z.looseObject({
  title: textOrEmpty,
  seasonNumber: z.int().nullish(),
  episodeNumber: z.int().nullish(),
  series: z.looseObject({ title: textOrEmpty }).nullish(),
});
export type Media = z.output<typeof mediaSchema>;

/** Unix milliseconds of a server's timestamp; null when there is none or it is not one. */
function instantOf(timestamp: string | null | undefined): number | null {
  const instant = Date.parse(timestamp ?? '');
  return Number.isNaN(instant) ? null : instant;
}
