import type { TorrentState } from '../../contract/torrent.ts';

/** What qBittorrent says about one torrent (torrents.md 0.2), normalised over all supported versions. */
export interface TorrentFacts {
  /** 40 hex digits, lower case. */
  hash: string;
  name: string;
  /** Empty when uncategorised. */
  category: string;
  /** Paused states arrive as stopped ones, unheard-of ones as `unknown` (FIX Q2). */
  state: TorrentState;
  /** Exact labels, trimmed (FIX Q17). */
  tags: string[];
  /** 0..1 of the wanted files. */
  progress: number;
  /** Bytes of the wanted files. */
  size: number;
  totalSize: number;
  /** Bytes. */
  amountLeft: number;
  downloaded: number;
  uploaded: number;
  /** Seconds; null when qBittorrent does not know (8640000). */
  eta: number | null;
  /** Bytes per second. */
  dlspeed: number;
  upspeed: number;
  /** Connected peers. */
  seeds: number;
  leechs: number;
  /** In the swarm. */
  swarmSeeds: number;
  swarmLeechs: number;
  /** Copies in the swarm; -1 when complete. */
  availability: number;
  /** -1 = infinite. */
  ratio: number;
  /** Limit in force, own or global; -1 = none. */
  maxRatio: number;
  /** Limit in force in minutes; -1 = none. */
  maxSeedingTime: number;
  /** Own limit; -2 = global, -1 = none. */
  ratioLimit: number;
  /** Seconds. */
  seedingTime: number;
  timeActive: number;
  /** Own limit in minutes; -2 = global, -1 = none. */
  seedingTimeLimit: number;
  /** Bytes per second; 0 = none. */
  dlLimit: number;
  upLimit: number;
  superSeeding: boolean;
  /** Unix milliseconds. */
  addedAt: number;
  completedAt: number | null;
  lastActivityAt: number | null;
  /** Path on the qBittorrent machine; empty without metadata. */
  contentPath: string;
  savePath: string;
  /** Place in the queue from 1; 0 when not queued. */
  priority: number;
  /** Null before 5.0 and without metadata. */
  isPrivate: boolean | null;
  trackersCount: number;
  /** Announce addresses, sorted; torrents with the same ones share one array. Fewer than `trackersCount` = not all known. */
  trackers: readonly string[];
}

/** The fields of one torrent that a delta brought. */
export type TorrentPatch = Partial<Omit<TorrentFacts, 'hash' | 'trackers'>>;

/** The whole client, not a torrent. */
export interface ServerFacts {
  /** Bytes per second. */
  dlspeed: number;
  upspeed: number;
  /** Bytes on the disk of the default save path; null when qBittorrent cannot tell. */
  freeSpace: number | null;
  connection: ConnectionStatus;
  /** Whether torrents wait in a queue. */
  queueing: boolean;
}

export type ConnectionStatus = 'connected' | 'firewalled' | 'disconnected' | 'unknown';

export interface Category {
  name: string;
  /** Empty = below the default save path. */
  savePath: string;
}

/** Where a client saves; paths as it names them. */
export interface SaveFolders {
  savePath: string;
  /** Null when unfinished downloads lie with the finished ones. */
  tempPath: string | null;
  /** New torrents follow the folder of their category: automatic management, or category paths in manual mode. */
  followsCategories: boolean;
}

/** One answer of `sync/maindata`, to be given to `mergeMaindata`. */
export interface SyncDelta {
  /** True: everything not named here is gone. */
  full: boolean;
  torrents: Map<string, TorrentPatch>;
  removed: string[];
  categories: Category[];
  removedCategories: string[];
  tags: string[];
  removedTags: string[];
  /** Hashes per announce address; a listed address is listed whole. */
  trackers: Map<string, string[]>;
  removedTrackers: string[];
  /** What the server's clock says, unix milliseconds; null when it does not tell. */
  serverDate: number | null;
  server: Partial<ServerFacts>;
}

export interface QbitVersion {
  /** e.g. `5.1.0`. */
  app: string;
  /** e.g. `2.11.4`. */
  webApi: string;
}

export interface TorrentFile {
  index: number;
  /** Relative, `/` between folders. */
  name: string;
  /** Bytes. */
  size: number;
  /** 0..1. */
  progress: number;
  /** 0 skip, 1 normal, 6 high, 7 maximum. */
  priority: number;
  availability: number;
}

export type TrackerStatus = 'disabled' | 'notContacted' | 'working' | 'updating' | 'notWorking';

export interface TorrentTracker {
  url: string;
  tier: number;
  status: TrackerStatus;
  message: string;
}

export interface TransferInfo {
  connection: ConnectionStatus;
  /** Bytes per second. */
  dlspeed: number;
  upspeed: number;
  /** Bytes per second; 0 = none. */
  dlLimit: number;
  upLimit: number;
}

export interface ShareLimits {
  /** -2 = global, -1 = none. */
  ratio: number;
  /** Minutes; -2 = global, -1 = none. */
  seedingMinutes: number;
  /** Minutes without activity; -2 = global, -1 = none. Ignored before 4.6. */
  inactiveMinutes: number;
}

/** The delta stream of one client. It owns its login, since qBittorrent keeps the delta state per session cookie. */
export interface SyncSession {
  /** Next changes; one call at a time. The first one, and each one after an error or a new login, is full. */
  poll(): Promise<SyncDelta>;
}

/**
 * One qBittorrent. Every method throws ClientError; connection failures are tried again first (torrents.md 1.6).
 * Hash lists may be empty (nothing is sent) or long (sent in batches); unknown hashes are skipped by the server.
 */
export interface Qbittorrent {
  readonly name: string;
  /** Remembered until the connection or the login is lost. @throws ClientError `unsupported` below 4.3.9. */
  version(): Promise<QbitVersion>;
  openSync(): SyncSession;
  /** Empty without metadata. @throws ClientError `notFound`. */
  files(hash: string): Promise<TorrentFile[]>;
  /** Without the DHT, PeX and LSD rows. @throws ClientError `notFound`. */
  trackers(hash: string): Promise<TorrentTracker[]>;
  categories(): Promise<Category[]>;
  saveFolders(): Promise<SaveFolders>;
  transferInfo(): Promise<TransferInfo>;
  start(hashes: readonly string[]): Promise<void>;
  stop(hashes: readonly string[]): Promise<void>;
  recheck(hashes: readonly string[]): Promise<void>;
  remove(hashes: readonly string[], deleteFiles: boolean): Promise<void>;
  /** Priority 0, 1, 6 or 7. @throws ClientError `notFound`; `conflict` without metadata or for an unknown index. */
  filePrio(hash: string, indexes: readonly number[], priority: number): Promise<void>;
  addTags(hashes: readonly string[], tags: readonly string[]): Promise<void>;
  removeTags(hashes: readonly string[], tags: readonly string[]): Promise<void>;
  createTags(tags: readonly string[]): Promise<void>;
  /** Empty = none. @throws ClientError `conflict` when the category does not exist. */
  setCategory(hashes: readonly string[], category: string): Promise<void>;
  /** Empty save path = below the default one. @throws ClientError `conflict` when it exists or the name is not allowed. */
  createCategory(name: string, savePath: string): Promise<void>;
  setShareLimits(hashes: readonly string[], limits: ShareLimits): Promise<void>;
  /** Bytes per second; 0 = none. */
  setDownloadLimit(hashes: readonly string[], bytesPerSecond: number): Promise<void>;
  /** Bytes per second; 0 = none. */
  setUploadLimit(hashes: readonly string[], bytesPerSecond: number): Promise<void>;
  setSuperSeeding(hashes: readonly string[], on: boolean): Promise<void>;
  /** @throws ClientError `notFound`. */
  isPrivate(hash: string): Promise<boolean>;
  /** Known addresses are skipped by the server. @throws ClientError `notFound`. */
  addTrackers(hash: string, urls: readonly string[]): Promise<void>;
  /** Addresses that are gone already are no error (torrents.md R32). */
  removeTrackers(hash: string, urls: readonly string[]): Promise<void>;
  /** One torrent at a time; @throws ClientError `conflict` while queueing is off. */
  topPriority(hash: string): Promise<void>;
}
