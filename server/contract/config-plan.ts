import { z } from 'zod';
import { configAuthor, reloadType, tomlProblem, validationError } from './config.ts';

/**
 * What a change really does, least first (ui.md CF-13): nothing but the screen; in force at once; qBittorrent rules anew;
 * another address of the panel; one instance restarts and keeps, or loses, its search history; every manager restarts.
 */
export const effect = z.enum(['screen', 'now', 'qbittorrent', 'web', 'restart', 'restart-reset', 'restart-all']);
export type Effect = z.infer<typeof effect>;

/** One changed key. TOML knows no null: here it means that the key is absent. Secrets are masked on both sides. */
export const plannedChange = z.object({
  path: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  effect,
  /** Section the change belongs to when that is an instance. */
  instance: z.string().nullable(),
  secret: z.boolean(),
  /** Name of the key in the panel; null for keys we do not know. */
  label: z.string().nullable(),
});
export type PlannedChange = z.infer<typeof plannedChange>;

/** Answer of POST /config/plan and of the diff of a backup: what a save would do, without saving. */
export const configPlan = z.object({
  ok: z.boolean(),
  /** Of the configuration the plan starts from; send it back as If-Match. */
  etag: z.string(),
  problem: tomlProblem.nullable(),
  validationErrors: z.array(validationError.extend({ line: z.int().nullable() })),
  warnings: z.array(validationError),
  reloadType: reloadType.nullable(),
  /** Grouped by effect, strongest last; empty groups are left out. */
  groups: z.array(z.object({ effect, changes: z.array(plannedChange) })),
  /** Instances that restart, that only get new values, and those whose search history would be cleared with consent. */
  restarts: z.array(z.string()),
  refreshes: z.array(z.string()),
  resetsSearch: z.array(z.string()),
  /** Where the panel will be found when that changes. */
  address: z.object({ host: z.string(), port: z.int(), urlBase: z.string() }).nullable(),
});
export type ConfigPlan = z.infer<typeof configPlan>;

/** What is to be planned: changes by dotted key, or a whole document. */
export type PlanRequest = { changes: Record<string, unknown> } | { config: string };

/** A kept copy of the configuration (ui.md CF-15). */
export const configBackup = z.object({
  id: z.string(),
  /** Unix milliseconds at which it was put aside. */
  at: z.int(),
  /** Who made the change it was kept from; null when that is not known. */
  author: configAuthor.nullable(),
  bytes: z.int(),
  /** `save` = before a save, `migration` = before an upgrade of the file format, `broken` = a file that did not parse. */
  kind: z.enum(['save', 'migration', 'broken']),
  /** `Settings.ConfigVersion` in it; null when it does not parse. */
  version: z.string().nullable(),
});
export type ConfigBackup = z.infer<typeof configBackup>;
