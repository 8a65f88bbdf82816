import type { ArrType, PathSight } from '../contract/index.ts';

/** A category with the folder it was given; '' = below the default one. */
export interface CategoryFolder {
  readonly name: string;
  readonly savePath: string;
}

/** What one qBittorrent says about its folders. */
export interface QbitFolders {
  readonly savePath: string;
  /** Folder of unfinished downloads; null when they lie with the finished ones. */
  readonly tempPath: string | null;
  /** New torrents follow the folder of their category: automatic management, or category paths in manual mode. */
  readonly followsCategories: boolean;
  readonly categories: readonly CategoryFolder[];
}

/** The answer of a server, or the sentence why there is none. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: string };

export interface QbitFacts {
  readonly instance: string;
  readonly host: string;
  readonly port: number;
  readonly answer: Answer<QbitFolders>;
}

/** A download client of an Arr that is a qBittorrent. */
export interface DownloadClient {
  readonly name: string;
  readonly enabled: boolean;
  readonly host: string;
  readonly port: number;
  /** '' = none. */
  readonly category: string;
  /** Category a download gets once it is imported; '' = it keeps its own. */
  readonly importedCategory: string;
}

/** A remote path mapping of an Arr. */
export interface RemoteMapping {
  readonly host: string;
  readonly remote: string;
  readonly local: string;
}

/** What one Arr says about its folders. */
export interface ArrFolders {
  readonly clients: readonly DownloadClient[];
  readonly mappings: readonly RemoteMapping[];
  readonly roots: readonly { readonly path: string; readonly accessible: boolean | null }[];
}

export interface ArrFacts {
  readonly instance: string;
  readonly type: ArrType;
  /** Of our section. */
  readonly category: string;
  readonly answer: Answer<ArrFolders>;
}

/** What is configured and what the servers say; folders are looked at afterwards. */
export interface PathFacts {
  readonly inContainer: boolean;
  /** '' = not set. */
  readonly completedFolder: string;
  /** `Settings.PathMappings`. */
  readonly mappings: readonly { readonly remote: string; readonly local: string }[];
  readonly qbits: readonly QbitFacts[];
  readonly arrs: readonly ArrFacts[];
}

/** Is a folder there? `unknown` = it could not be asked. */
export type Presence = Exclude<PathSight, 'parent'>;

/** A folder of this computer. */
export interface LocalFolder {
  readonly presence: Presence;
  /** `st_dev`; null when it is not there. */
  readonly device: number | null;
  /** False when we may not look into it, or into a folder above it. */
  readonly readable: boolean;
  readonly writable: boolean;
  readonly freeBytes: number | null;
  /** Its disk did not answer in time. */
  readonly silent: boolean;
}

/** A folder about which nothing could be found out. */
export const unknownFolder: LocalFolder = {
  presence: 'unknown',
  device: null,
  readable: true,
  writable: false,
  freeBytes: null,
  silent: false,
};

/** What is seen of the folders that matter. */
export interface Sights {
  here(path: string): LocalFolder;
  /** As the Arr of this section lists its own folders. */
  app(instance: string, path: string): Presence;
}
