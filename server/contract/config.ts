import { z } from 'zod';

/** One refused field (api.md 2.8.3). */
export const validationError = z.object({ path: z.string(), message: z.string() });
export type ValidationError = z.infer<typeof validationError>;

export const reloadType = z.enum(['full', 'multi_arr', 'single_arr', 'webui', 'qbit_hot', 'live', 'frontend', 'none']);
export type ReloadType = z.infer<typeof reloadType>;

/** Answer of POST /config in both dialects (api.md 2.8.3). */
export const configSaved = z.object({
  status: z.literal('ok'),
  configReloaded: z.boolean(),
  reloadType,
  affectedInstances: z.array(z.string()),
  /** Id of the copy of what was there before, for "Restore previous" (ui.md CF-14); absent when nothing was written. */
  backup: z.string().optional(),
});
export type ConfigSaved = z.infer<typeof configSaved>;

/** Who changed the configuration, as backups tell it (ui.md CF-15). */
export const configAuthor = z.enum([
  'panel',
  'token',
  'open',
  'file',
  'start',
  'migration',
  'restore',
  'import',
  'rollback',
]);
export type ConfigAuthor = z.infer<typeof configAuthor>;

/** A parse problem with its place in the text; lines and columns count from 1. */
export const tomlProblem = z.object({ line: z.int(), column: z.int(), message: z.string() });
export type TomlProblem = z.infer<typeof tomlProblem>;

/** POST /web/config/check: what a save of this text would say, without saving. */
export const configCheck = z.object({
  ok: z.boolean(),
  problem: tomlProblem.nullable(),
  validationErrors: z.array(validationError.extend({ line: z.int().nullable() })),
  reloadType: reloadType.nullable(),
  affectedInstances: z.array(z.string()),
  changed: z.array(z.string()),
});
export type ConfigCheck = z.infer<typeof configCheck>;
