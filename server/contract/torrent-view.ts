import { z } from 'zod';
import type { Bucket } from './buckets.ts';
import { torrentSort } from './control.ts';
import type { TorrentSort } from './control.ts';
import { torrentRow } from './torrent.ts';

/** What the table of torrents can be grouped by (ui.md TR-1); `manager` is the Arr, `client` the qBittorrent. */
export const torrentGrouping = z.enum(['category', 'decision', 'manager', 'client', 'tracker', 'none']);
export type TorrentGrouping = z.infer<typeof torrentGrouping>;

/** When seeding is enough in a group, from the configuration in force; times in seconds. */
export const seedingPolicy = z.object({
  /** `RT`: -1 never, 1 ratio, 2 time, 3 either, 4 both. */
  removeMode: z.union([z.literal(-1), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  /** null = no limit. */
  maxRatio: z.number().nullable(),
  maxSeedingSeconds: z.number().nullable(),
});
export type SeedingPolicy = z.infer<typeof seedingPolicy>;

const totals = z.object({ count: z.int(), seeding: z.int(), size: z.number() });

export const torrentGroup = z.object({
  /** Category, bucket, manager, client or tracker; empty for torrents without one. */
  key: z.string(),
  open: z.boolean(),
  totals,
  /** The managers that own torrents of it, in alphabetical order. */
  managers: z.array(z.string()),
  /** Null where the group has no single one. */
  policy: seedingPolicy.nullable(),
});
export type TorrentGroup = z.infer<typeof torrentGroup>;

export const torrentItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('group'), group: torrentGroup }),
  z.object({ kind: z.literal('row'), row: torrentRow }),
]);
export type TorrentItem = z.infer<typeof torrentItem>;

/** A window of the grouped, filtered and sorted table. */
export const torrentView = z.object({
  /** Rises with every change of the table. */
  version: z.int(),
  /** Lines of the whole list, group heads included. */
  lines: z.int(),
  /** Line of the first item. */
  offset: z.int(),
  items: z.array(torrentItem),
  groupKeys: z.array(z.string()),
  /** Of all torrents that match, in open and closed groups. */
  totals,
  /** Torrents per group of decisions under the text filter; `all` leaves removed ones out. */
  counts: z.record(z.string(), z.int()),
  /** All torrents, removed ones included, whatever the filter. */
  known: z.int(),
});
export type TorrentView = z.infer<typeof torrentView>;

/** What GET /torrents/view shows. `limit` 1..500. */
export interface TorrentViewQuery {
  group: TorrentGrouping;
  show: Bucket | null;
  text: string | null;
  sort: TorrentSort;
  descending: boolean;
  /** Keys of closed groups. */
  closed: readonly string[];
  /** The one open group (ui.md TR-7); null = all but the closed ones. */
  only: string | null;
  offset: number;
  limit: number;
}

/** Most torrents that one news names. */
export const mostNamed = 200;

/** What changed in the table since the last news; the rows are asked for by whoever shows them. */
export const torrentNews = z.object({
  version: z.int(),
  total: z.int(),
  changed: z.array(z.object({ instance: z.string(), hash: z.string() })),
  /** True when more changed than is named. */
  more: z.boolean(),
});
export type TorrentNews = z.infer<typeof torrentNews>;

/** Columns of the table (ui.md TR-2). The name is always shown, first. */
export const torrentColumn = z.enum([
  'manager',
  'progress',
  'decision',
  'next',
  'state',
  'size',
  'dlspeed',
  'upspeed',
  'downloaded',
  'uploaded',
  'eta',
  'seedingTime',
  'seeds',
  'peers',
  'ratio',
  'availability',
  'added',
  'tags',
  'category',
  'client',
  'tracker',
  'score',
  'savePath',
]);
export type TorrentColumn = z.infer<typeof torrentColumn>;

/** Pixels a column may be wide. */
export const columnWidth = { least: 56, most: 640 } as const;

/** How the owner set up the table, the same in every browser (ui.md TR-2). Columns not named stand at their default. */
export const torrentLayout = z.strictObject({
  columns: z
    .array(
      z.strictObject({
        id: torrentColumn,
        shown: z.boolean(),
        width: z.int().min(columnWidth.least).max(columnWidth.most),
      }),
    )
    .max(torrentColumn.options.length)
    .refine((columns) => new Set(columns.map(({ id }) => id)).size === columns.length, 'a column is named twice'),
  sort: torrentSort,
  descending: z.boolean(),
});
export type TorrentLayout = z.infer<typeof torrentLayout>;

/** The layout in force; null = nothing was stored, the panel's own holds. */
export const torrentLayoutBody = z.object({ layout: torrentLayout.nullable() });
/** Body of POST /preferences/torrents; null = back to the panel's own. */
export const torrentLayoutChange = z.strictObject({ layout: torrentLayout.nullable() });
