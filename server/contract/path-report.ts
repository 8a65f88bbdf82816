import { z } from 'zod';
import { arrType } from './common.ts';

/** `problem` = imports fail or data is at risk, `warning` = works worse than it could, `note` = good to know. */
export const pathSeverity = z.enum(['problem', 'warning', 'note']);
export type PathSeverity = z.infer<typeof pathSeverity>;

const finding = <Code extends string, Severity extends PathSeverity, Values extends z.ZodRawShape>(
  code: Code,
  severity: Severity,
  values: Values,
) => z.object({ code: z.literal(code), severity: z.literal(severity), values: z.object(values) });

const text = z.string();
/** Where qBittorrent runs as far as its address says, and whether we run in a container: it decides the remedy. */
const where = z.enum(['here', 'container', 'remote']);

/** What is wrong with folders and categories, as a code and the values of its sentence and remedy. Paths are as the named party writes them. */
export const pathFinding = z.discriminatedUnion('code', [
  finding('no-client', 'problem', {}),
  finding('client-off', 'problem', { client: text }),
  finding('other-address', 'warning', { client: text, theirs: text, ours: text }),
  finding('no-category', 'problem', { client: text, ours: text }),
  finding('other-category', 'problem', { client: text, theirs: text, ours: text }),
  finding('category-shared', 'problem', { category: text, others: text }),
  finding('category-missing', 'note', { category: text, qbit: text }),
  finding('imported-category', 'warning', { client: text, category: text }),
  finding('category-path-unused', 'note', { category: text, path: text, used: text }),
  /** `local` is empty where we cannot tell how the app names the folder. */
  finding('mapping-needed', 'problem', { host: text, remote: text, local: text }),
  finding('mapping-wrong-host', 'problem', { wrong: text, host: text, remote: text, local: text }),
  finding('mapping-target-missing', 'problem', { host: text, remote: text, local: text }),
  finding('mapping-not-needed', 'problem', { host: text, remote: text, local: text }),
  /** One runs on Windows, the other does not. */
  finding('path-style', 'problem', { host: text, remote: text, local: text }),
  finding('no-root', 'warning', {}),
  finding('root-missing', 'problem', { root: text }),
  finding('root-in-downloads', 'problem', { root: text, downloads: text }),
  finding('downloads-in-root', 'warning', { root: text, downloads: text }),
  finding('hardlink-other-device', 'warning', { root: text, downloads: text }),
  finding('hardlink-separate-mounts', 'warning', { root: text, downloads: text }),
  finding('not-here', 'warning', { path: text, local: text, qbit: text, where }),
  finding('not-readable', 'warning', { path: text }),
  finding('not-writable', 'warning', { path: text }),
  finding('disk-silent', 'warning', { path: text }),
  finding('completed-missing', 'warning', { path: text }),
  finding('completed-elsewhere', 'warning', { path: text, saves: text }),
  finding('incomplete-other-device', 'note', { incomplete: text, complete: text }),
]);
export type PathFinding = z.infer<typeof pathFinding>;

/** `parent` = the folder above is there and the first download makes this one. */
export const pathSight = z.enum(['there', 'parent', 'missing', 'unknown']);
export type PathSight = z.infer<typeof pathSight>;

/** How one party names a folder, and whether it has it. */
export const namedFolder = z.object({ path: z.string(), sight: pathSight });
export type NamedFolder = z.infer<typeof namedFolder>;

/** By comparing disks only, nothing is written. `unsure` = on one disk, but the app may see two mounts of it. */
export const hardlinkVerdict = z.enum(['possible', 'impossible', 'unsure', 'unknown']);
export type HardlinkVerdict = z.infer<typeof hardlinkVerdict>;

export const pathClient = z.object({
  instance: z.string(),
  /** Why it could not be asked; null when it was. */
  trouble: z.string().nullable(),
  folders: z.array(
    z.object({
      role: z.enum(['complete', 'incomplete']),
      name: z.string(),
      here: namedFolder,
      freeBytes: z.number().nullable(),
    }),
  ),
  findings: z.array(pathFinding),
});
export type PathClient = z.infer<typeof pathClient>;

export const pathApp = z.object({
  instance: z.string(),
  type: arrType,
  trouble: z.string().nullable(),
  /** Category of our section. */
  category: z.string(),
  /** One per download client of the app that leads to a configured qBittorrent. */
  downloads: z.array(
    z.object({
      client: z.string(),
      clientCategory: z.string(),
      qbit: z.string(),
      /** As qBittorrent names it. */
      name: z.string(),
      app: namedFolder,
      here: namedFolder,
    }),
  ),
  library: z.array(z.object({ app: namedFolder, here: namedFolder, hardlinks: hardlinkVerdict })),
  findings: z.array(pathFinding),
});
export type PathApp = z.infer<typeof pathApp>;

/** Answer of GET and POST /path-doctor. */
export const pathReport = z.object({
  /** Unix milliseconds. */
  checkedAt: z.int(),
  inContainer: z.boolean(),
  /** `Settings.CompletedDownloadFolder`; null when it is not set. */
  completedFolder: namedFolder.nullable(),
  findings: z.array(pathFinding),
  clients: z.array(pathClient),
  apps: z.array(pathApp),
});
export type PathReport = z.infer<typeof pathReport>;
