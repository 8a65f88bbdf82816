import { z } from 'zod';
import { arrType } from './common.ts';

const place = {
  instance: z.string().optional(),
  url: z.string().optional(),
  skipTlsVerify: z.boolean().optional(),
};

/**
 * POST /connections/test. With `instance` what is missing or `[redacted]` comes from that section of the stored
 * configuration, so a form with masked secrets can be tested.
 */
export const connectionRequest = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('qbittorrent'),
    ...place,
    userName: z.string().optional(),
    password: z.string().optional(),
    apiKey: z.string().optional(),
    /** Looked for among the categories found. */
    category: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal('arr'), ...place, type: arrType.optional(), apiKey: z.string().optional() }),
  z.strictObject({ kind: z.literal('overseerr'), ...place, apiKey: z.string().optional() }),
  z.strictObject({ kind: z.literal('ombi'), ...place, apiKey: z.string().optional() }),
  z.strictObject({ kind: z.literal('webhook'), ...place }),
]);
export type ConnectionRequest = z.infer<typeof connectionRequest>;

/** Why a server cannot be used, as a code; the sentence is in `message`. */
export const connectionCause = z.enum([
  'address',
  'refused',
  'dns',
  'timeout',
  'tls',
  'reset',
  'auth',
  'banned',
  'wrong-app',
  'path',
  'version',
  'answer',
]);
export type ConnectionCause = z.infer<typeof connectionCause>;

export const connectionResult = z.object({
  success: z.boolean(),
  /** Fact, cause, next step. */
  message: z.string(),
  cause: connectionCause.nullable(),
  /** Milliseconds of the first answer; null when there was none. */
  latencyMs: z.int().nullable(),
  version: z.string().nullable(),
  /** Seconds the other clock is ahead of ours; null when it did not tell. */
  clockSkewSeconds: z.int().nullable(),
  profiles: z.array(z.object({ id: z.int(), name: z.string() })),
  categories: z.array(z.string()),
  /** Is the category asked about there? null when none was asked about, or the list is not known. */
  categoryFound: z.boolean().nullable(),
  warnings: z.array(z.string()),
});
export type ConnectionResult = z.infer<typeof connectionResult>;

/** Answer of POST /arr/test-connection (api.md 2.8.4): refused servers are a 200, so that an Arr's 401 is not taken for ours. */
export const arrTestPassed = z.object({
  success: z.literal(true),
  message: z.string(),
  systemInfo: z.object({ version: z.string(), branch: z.string().nullable() }),
  qualityProfiles: z.array(z.object({ id: z.int(), name: z.string() })),
});
export const arrTestFailed = z.object({
  success: z.literal(false),
  message: z.string(),
  error: z.string(),
  details: z.string(),
});
export const arrTestBody = z.union([arrTestPassed, arrTestFailed]);
export type ArrTestAnswer = { status: 200 | 400 | 500; body: z.infer<typeof arrTestBody> };

/** The programs this one works with. */
export const localApp = z.enum(['qbittorrent', ...arrType.options]);
export type LocalApp = z.infer<typeof localApp>;

/** What a qBittorrent of this computer has in its own settings (ui.md 7, step 2). */
const localQbit = z.object({
  file: z.string(),
  /** `unsaid` = the file does not tell, as that of a headless one never does. */
  webUi: z.enum(['on', 'off', 'unsaid']),
  https: z.boolean(),
  /** Where it listens; `*` = everywhere. */
  address: z.string(),
  port: z.int(),
  /** Null when none is stored, or none is needed from this computer. */
  userName: z.string().nullable(),
});
export type LocalQbit = z.infer<typeof localQbit>;

/**
 * Answer of GET /connections/local: what answers on the computer the server runs on (ui.md 7), at the usual ports and, in the desktop
 * application, at the one in qBittorrent's own settings.
 */
export const localApps = z.object({
  apps: z.array(
    z.object({
      app: localApp,
      url: z.string(),
      /** `other` = something answers, but not this program; `unasked` = it listens at an address that is not of this computer alone. */
      answer: z.enum(['found', 'other', 'nothing', 'unasked']),
      /** The settings this address comes from; null for a usual one. */
      settings: localQbit.pick({ file: true, webUi: true, userName: true }).nullable(),
    }),
  ),
  /** IPv4 addresses by which other devices reach that computer, as far as it knows itself. */
  addresses: z.array(z.string()),
});
export type LocalApps = z.infer<typeof localApps>;

/** Answer of POST /paths/check. */
export const pathCheck = z.object({
  path: z.string(),
  exists: z.boolean(),
  isFolder: z.boolean(),
  writable: z.boolean(),
  /** Bytes on its disk; null when it cannot be told. */
  freeBytes: z.number().nullable(),
  totalBytes: z.number().nullable(),
  message: z.string(),
});
export type PathCheck = z.infer<typeof pathCheck>;
