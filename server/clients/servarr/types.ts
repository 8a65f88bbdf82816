/** A download client of an Arr that is a qBittorrent. */
export interface DownloadClientSetting {
  name: string;
  enabled: boolean;
  /** As the Arr reaches it. */
  host: string;
  /** 0 when it does not tell. */
  port: number;
  /** '' = none. */
  category: string;
  /** Category a download gets once it is imported; '' = it keeps its own. */
  importedCategory: string;
}

/** A remote path mapping: what that host calls `remote` is `local` for the Arr. */
export interface RemotePathMapping {
  host: string;
  remote: string;
  local: string;
}

export interface RootFolder {
  path: string;
  /** Null when the version does not tell. */
  accessible: boolean | null;
}
