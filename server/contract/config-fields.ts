import { z } from 'zod';
import { arrType } from './common.ts';
import { effect } from './config-plan.ts';

/** One field of GET /config/schema, in the form of the reference (api.md 2.8.2). */
export const schemaField = z.object({
  section: z.enum(['Settings', 'WebUI', 'qBit', 'Arr']),
  /** Dotted, below the section. */
  key: z.string(),
  label: z.string(),
  path: z.array(z.string()),
  kind: z.enum(['text', 'number', 'checkbox', 'password', 'select', 'tags', 'duration', 'mapping', 'trackers']),
  default: z.unknown(),
  comments: z.union([z.string(), z.array(z.string())]),
  required: z.boolean(),
  secure: z.boolean(),
  uiExpose: z.boolean(),
  /** null on Arr fields. */
  applyLive: z.boolean().nullable(),
  requiresRestart: z.boolean().nullable(),
  options: z.array(z.string()).optional(),
  description: z.string().optional(),
  placeholder: z.string().optional(),
  nativeUnit: z.enum(['seconds', 'minutes']).optional(),
  allowNegative: z.literal(true).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  arrKinds: z.array(z.string()).optional(),
});
export type SchemaField = z.infer<typeof schemaField>;
export const configSchema = z.object({
  version: z.literal(1),
  sections: z.object({
    Settings: z.array(schemaField),
    WebUI: z.array(schemaField),
    qBit: z.array(schemaField),
    Arr: z.array(schemaField),
  }),
});
export type ConfigSchema = z.infer<typeof configSchema>;

/** How the panel edits a value (ui.md CF-2). */
export const fieldControl = z.enum([
  'text',
  'lines',
  'secret',
  'number',
  'port',
  'switch',
  'inherit-switch',
  'select',
  'tags',
  'patterns',
  'duration',
  'size',
  'percent',
  'path',
  'file',
  'url',
  'host',
  'cron',
  'category',
  'categories',
  'profiles',
  'tables',
]);
export type FieldControl = z.infer<typeof fieldControl>;

const fieldOption = z.object({ value: z.union([z.string(), z.number()]), label: z.string() });
export type FieldOption = z.infer<typeof fieldOption>;

/** All the panel knows about a key; made from the same catalogue as validation, generated files and docs. */
export const configField = z.object({
  /** `<qbit>`, `<arr>`, `<name>` stand for section names, `[]` for an element of a list. */
  path: z.string(),
  key: z.string(),
  label: z.string(),
  /** Heading under which the field stands in its section. */
  group: z.string(),
  /** Shown only after "All settings" (ui.md CF-6). */
  advanced: z.boolean(),
  hidden: z.boolean(),
  /** Kept for older files, without any effect. */
  inert: z.boolean(),
  control: fieldControl,
  type: z.string(),
  help: z.string(),
  example: z.string().nullable(),
  aliases: z.array(z.string()),
  /** Value of a new file or section; null = not written. */
  default: z.unknown(),
  defaultByType: z.record(z.string(), z.unknown()).nullable(),
  /** Wins over the type when the section name contains the text in any case. */
  defaultByName: z.object({ contains: z.string(), value: z.unknown() }).nullable(),
  /** Written into a new section. */
  inTemplate: z.boolean(),
  /** What holds while the key is absent; `{ from }` names where the value then comes from. */
  whenMissing: z.unknown(),
  /** The value that means "off", where there is one. */
  off: z.union([z.string(), z.number()]).nullable(),
  /** Values that are no amounts, in words, such as -1 for "No limit". */
  special: z.array(fieldOption),
  options: z.array(fieldOption).nullable(),
  unit: z.string().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  required: z.boolean(),
  /** Dotted path of the switch that makes the key necessary, below the same section unless it names one. */
  requiredWhen: z.string().nullable(),
  secret: z.boolean(),
  appliesTo: z.array(arrType).nullable(),
  effect,
  env: z.string().nullable(),
  /** First version of this program, or `qBitrr`, that knows the key. */
  since: z.string(),
});
export type ConfigField = z.infer<typeof configField>;

/** Answer of GET /config/fields. */
export const configFields = z.object({
  fields: z.array(configField),
  /** Keys that an environment variable decides, by dotted key (ui.md CF-5). */
  locks: z.record(z.string(), z.object({ variable: z.string(), value: z.unknown() })),
  /** Last letters of the stored secrets by dotted key (ui.md CF-11): '' for those too short to tell any, null for empty ones. */
  secrets: z.record(z.string(), z.string().nullable()),
});
export type ConfigFields = z.infer<typeof configFields>;
