import { z } from 'zod';

/** Limits of a category; -1 = unlimited or off, times in seconds, rates in bytes/s. */
export const seedingConfig = z.object({
  maxRatio: z.number(),
  maxTime: z.number(),
  removeMode: z.int(),
  downloadLimit: z.number(),
  uploadLimit: z.number(),
});
export type SeedingConfig = z.infer<typeof seedingConfig>;

const categoryFigures = {
  category: z.string(),
  managedBy: z.enum(['qbit', 'arr']),
  torrentCount: z.int(),
  seedingCount: z.int(),
  totalSize: z.number(),
  /** Two decimals. */
  avgRatio: z.number(),
  /** Seconds. */
  avgSeedingTime: z.number(),
  seedingConfig,
};

/** A row of GET /qbit/categories (api.md 2.7). */
export const qbitCategory = z.object({ ...categoryFigures, instance: z.string() });
export type QbitCategory = z.infer<typeof qbitCategory>;

/** A torrent of GET /qbit/overview: times in unix seconds; nothing is ever null. */
export const overviewTorrent = z.object({
  hash: z.string(),
  name: z.string(),
  category: z.string(),
  state: z.string(),
  tags: z.array(z.string()),
  progress: z.number(),
  availability: z.number(),
  ratio: z.number(),
  ratioLimit: z.number(),
  priority: z.int(),
  eta: z.number(),
  size: z.number(),
  totalSize: z.number(),
  downloaded: z.number(),
  uploaded: z.number(),
  amountLeft: z.number(),
  dlspeed: z.number(),
  upspeed: z.number(),
  numSeeds: z.int(),
  numLeechs: z.int(),
  numComplete: z.int(),
  numIncomplete: z.int(),
  addedOn: z.int(),
  completionOn: z.int(),
  seedingTime: z.number(),
  timeActive: z.number(),
  lastActivity: z.int(),
  seedingTimeLimit: z.number(),
  dlLimit: z.number(),
  upLimit: z.number(),
});
export type OverviewTorrent = z.infer<typeof overviewTorrent>;

export const overviewCategory = z.object({
  ...categoryFigures,
  /** `all` when an Arr's torrents lie on several clients. */
  qbitInstance: z.string(),
  arrName: z.string().nullable(),
  /** At most 500. */
  torrents: z.array(overviewTorrent),
  torrentsTruncated: z.boolean(),
});
export type OverviewCategory = z.infer<typeof overviewCategory>;

export const qbitCategoriesBody = z.object({ categories: z.array(qbitCategory), ready: z.boolean() });
export type QbitCategoriesBody = z.infer<typeof qbitCategoriesBody>;
export const qbitOverviewBody = z.object({
  instances: z.array(z.string()),
  categories: z.array(overviewCategory),
  ready: z.boolean(),
});
export type QbitOverviewBody = z.infer<typeof qbitOverviewBody>;
/** Category -> client -> number of torrents. */
export const distributionBody = z.object({
  distribution: z.record(z.string(), z.record(z.string(), z.int())),
});
export type DistributionBody = z.infer<typeof distributionBody>;
