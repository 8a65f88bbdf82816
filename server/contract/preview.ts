import { z } from 'zod';
import { factValues } from './common.ts';
import { actionKind, decisionCode, plannedAction } from './torrent.ts';

const side = z.object({
  decision: decisionCode,
  values: factValues,
  /** The decision in one English sentence. */
  reason: z.string(),
  action: actionKind,
  next: plannedAction.nullable(),
});

/** One torrent that would be judged differently. */
export const previewChange = z.object({
  instance: z.string(),
  hash: z.string(),
  name: z.string(),
  manager: z.string(),
  before: side,
  after: side,
});
export type PreviewChange = z.infer<typeof previewChange>;

/** What one manager says about changed settings. */
export const previewPart = z.object({
  /** Torrents compared. */
  compared: z.int(),
  /** Torrents whose decision or action differs, all of them. */
  differing: z.int(),
  /** The first ones of them, removals first. */
  changes: z.array(previewChange),
  /** Downloads the free-space guard would hold; null when this manager has no guard. */
  held: z.object({ before: z.int(), after: z.int() }).nullable(),
});
export type PreviewPart = z.infer<typeof previewPart>;

/** Answer of POST /api/config/preview. */
export const previewBody = previewPart.extend({
  /** More differ than are listed. */
  truncated: z.boolean(),
  /** What could not be compared and why, in words. */
  notes: z.array(z.string()),
});
export type PreviewBody = z.infer<typeof previewBody>;
