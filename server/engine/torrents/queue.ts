import type { QueueFacts } from './facts.ts';
import { notQueued } from './facts.ts';

/** One record of an Arr's queue, as much of it as the rules need. */
export interface QueueRecord {
  readonly status: string;
  readonly trackedDownloadStatus: string;
  readonly trackedDownloadState: string;
  readonly statusMessages: readonly { readonly title: string; readonly messages: readonly string[] }[];
  readonly mediaIds: readonly number[];
  readonly customFormatScore: number | null;
}

/** What an Arr holds of one media item already, and what its profile asks for. */
export interface MediaFormat {
  readonly hasFile: boolean;
  readonly fileScore: number | null;
  readonly minScore: number | null;
}

/** How the custom format check is made (torrents.md 5.4). */
export interface FormatPolicy {
  readonly unmetSearch: boolean;
  readonly forceMinimum: boolean;
  readonly bySeries: boolean;
}

/** States in which the Arr no longer wants the download (FIX Q9). */
const settled = new Set(['imported', 'ignored']);

/** Facts about one download from all its queue records (FIX Q15). `formats` by media id; what is missing there is not known. */
export function queueFacts(
  records: readonly QueueRecord[],
  blocklisted: readonly string[],
  policy: FormatPolicy,
  formats: ReadonlyMap<number, MediaFormat | null>,
): QueueFacts {
  if (records.length === 0) return notQueued;
  const scores = records.map((record) => record.customFormatScore).filter((score) => score !== null);
  return {
    pending: records.some((record) => !settled.has(record.trackedDownloadState)),
    bad: records.map((record) => badMessage(record, blocklisted)).find((message) => message !== null) ?? null,
    complaint: records.map(complaintOf).find((message) => message !== null) ?? null,
    score: scores[0] ?? null,
    format: policy.unmetSearch ? formatOf(records, policy, formats) : null,
  };
}

/** B1, B2: a listed message, compared whole and with its case, in a message group that has a title. */
function badMessage(record: QueueRecord, blocklisted: readonly string[]): string | null {
  const waits =
    record.status === 'completed' &&
    record.trackedDownloadState === 'importPending' &&
    record.trackedDownloadStatus === 'warning';
  if (!waits) return null;
  const said = record.statusMessages.filter(({ title }) => title !== '').flatMap(({ messages }) => messages);
  return said.find((message) => blocklisted.includes(message)) ?? null;
}

function complaintOf(record: QueueRecord): string | null {
  const troubled = record.trackedDownloadStatus === 'warning' || record.trackedDownloadStatus === 'error';
  if (!troubled && record.trackedDownloadState !== 'importBlocked') return null;
  const [first] = record.statusMessages;
  const text = first?.messages[0] ?? first?.title ?? '';
  return text === '' ? null : text;
}

/** C1-C5: unmet only when it is for every item of the download; null when no item could be compared. */
function formatOf(
  records: readonly QueueRecord[],
  policy: FormatPolicy,
  formats: ReadonlyMap<number, MediaFormat | null>,
): QueueFacts['format'] {
  const compared = records.flatMap((record) =>
    record.mediaIds.flatMap((mediaId) => compare(record.customFormatScore, formats.get(mediaId) ?? null, policy) ?? []),
  );
  const [first] = compared;
  if (first === undefined) return null;
  return { unmet: compared.every(({ unmet }) => unmet), wanted: Math.min(...compared.map(({ wanted }) => wanted)) };
}

function compare(
  score: number | null,
  media: MediaFormat | null,
  { forceMinimum, bySeries }: FormatPolicy,
): { unmet: boolean; wanted: number } | null {
  if (score === null || media === null) return null;
  const belowMinimum = media.minScore !== null && score < media.minScore;
  const byMinimum = media.minScore === null ? null : { unmet: forceMinimum && belowMinimum, wanted: media.minScore };
  if (bySeries || !media.hasFile) return byMinimum;
  if (media.fileScore === null) return null;
  const belowFile = score < media.fileScore;
  const unmet = forceMinimum ? belowFile && belowMinimum : belowFile;
  return { unmet, wanted: forceMinimum && media.minScore !== null ? media.minScore : media.fileScore };
}
