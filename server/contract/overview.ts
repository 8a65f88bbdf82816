import { z } from 'zod';
import { bucket } from './buckets.ts';
import { actionKind, decisionCode } from './torrent.ts';

/** Something the engine will do by itself (ui.md OV-4). */
export const plannedItem = z.object({
  kind: z.enum(['torrent', 'held', 'restart', 'update-check']),
  /** Unix milliseconds, null when it waits for a condition instead of a time. */
  at: z.int().nullable(),
  /** What it happens to: torrent or loop; '' where there is nothing to name. */
  name: z.string(),
  /** qBittorrent section and hash of a torrent, for the way to its trail. */
  instance: z.string().nullable(),
  hash: z.string().nullable(),
  /** Arr section, `core` or `Main`. */
  manager: z.string(),
  action: actionKind.nullable(),
  /** What will have been decided then. */
  decision: decisionCode.nullable(),
  /** Torrents it concerns. */
  count: z.int(),
});
export type PlannedItem = z.infer<typeof plannedItem>;

/** How often something was done. */
export const dayCounts = z.object({
  searches: z.number(),
  imports: z.number(),
  removals: z.number(),
  holds: z.number(),
});
export type DayCounts = z.infer<typeof dayCounts>;

/** GET /overview: what comes next, how the torrents stand, and what was done today (ui.md OV-4 to OV-6). */
export const overviewBody = z.object({
  /** Soonest first, those without a time last; at most 12. */
  planned: z.array(plannedItem),
  /** How many there are with those left out. */
  plannedTotal: z.int(),
  /** Live torrents by bucket. */
  decisions: z.partialRecord(bucket, z.int()),
  today: dayCounts,
  /** Per day, over the seven days before. */
  average: dayCounts,
  /** Different actions that observe-only kept from happening, as far as the ledger reaches back. */
  observed: z.int(),
  /** True once any torrent was ever judged. */
  hasRun: z.boolean(),
});
export type OverviewBody = z.infer<typeof overviewBody>;
