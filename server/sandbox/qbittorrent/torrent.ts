import type { TorrentState } from '../../contract/torrent.ts';
import type { Fields } from './revised.ts';
import type { FakeQbitVersion } from './versions.ts';

export interface FakeFile {
  /** Relative, `/` between folders. */
  name: string;
  /** Bytes. */
  size: number;
  /** 0 skip, 1 normal, 6 high, 7 maximum. */
  priority: number;
}

export interface FakeTracker {
  url: string;
  /** 0 disabled, 1 not contacted, 2 working, 3 updating, 4 not working. */
  status: number;
  message: string;
}

/** One torrent as the fake keeps it. Times are epoch seconds, null = never; sizes bytes; rates bytes per second. */
export interface FakeTorrent {
  /** 40 hex digits, lower case. */
  hash: string;
  name: string;
  /** 5.x spelling; a 4.x server writes `paused...`. */
  state: TorrentState;
  category: string;
  tags: string[];
  /** 0..1 of the wanted files. */
  progress: number;
  downloaded: number;
  uploaded: number;
  addedOn: number;
  completionOn: number | null;
  lastActivity: number;
  /** Seconds; null = unknown. */
  eta: number | null;
  dlspeed: number;
  upspeed: number;
  dlLimit: number;
  upLimit: number;
  ratioLimit: number;
  /** Minutes. */
  seedingTimeLimit: number;
  inactiveSeedingTimeLimit: number;
  /** Seconds. */
  seedingTime: number;
  timeActive: number;
  seeds: number;
  leechs: number;
  swarmSeeds: number;
  swarmLeechs: number;
  availability: number;
  /** 0 = not queued. */
  priority: number;
  savePath: string;
  forceStart: boolean;
  superSeeding: boolean;
  isPrivate: boolean;
  /** Empty = no metadata yet. */
  files: FakeFile[];
  trackers: FakeTracker[];
}
export type NewTorrent = Partial<FakeTorrent> & { hash: string; name: string };

/** Fills in what a new torrent does not say. `now` in epoch seconds. */
export function newTorrent(wanted: NewTorrent, now: number, savePath: string): FakeTorrent {
  const isDone = wanted.progress === 1;
  return {
    state: 'downloading',
    category: '',
    tags: [],
    progress: 0,
    downloaded: 0,
    uploaded: 0,
    addedOn: now,
    completionOn: isDone ? now : null,
    lastActivity: now,
    eta: null,
    dlspeed: 0,
    upspeed: 0,
    dlLimit: 0,
    upLimit: 0,
    ratioLimit: -2,
    seedingTimeLimit: -2,
    inactiveSeedingTimeLimit: -2,
    seedingTime: 0,
    timeActive: 0,
    seeds: 0,
    leechs: 0,
    swarmSeeds: 0,
    swarmLeechs: 0,
    availability: isDone ? -1 : 1,
    priority: 0,
    savePath,
    forceStart: false,
    superSeeding: false,
    isPrivate: false,
    files: [{ name: `${wanted.name}/${wanted.name}.mkv`, size: 1_073_741_824, priority: 1 }],
    trackers: [],
    ...wanted,
  };
}

export function wantedSize(torrent: FakeTorrent): number {
  return torrent.files.reduce((sum, file) => sum + (file.priority === 0 ? 0 : file.size), 0);
}

/** Root folder of several files, the file of one, empty without metadata. */
export function contentPath({ files, savePath }: FakeTorrent): string {
  const first = files[0]?.name;
  if (first === undefined) return '';
  const root = first.split('/')[0] ?? '';
  return `${savePath}/${files.length === 1 ? first : root}`;
}

export function isComplete(torrent: FakeTorrent): boolean {
  return torrent.progress === 1 && torrent.files.length > 0;
}

export function stateName(state: TorrentState, version: FakeQbitVersion): string {
  return version.saysStopped ? state : state.replace('stopped', 'paused');
}

const unknownEta = 8_640_000;

/** The fields of `torrents/info` and `sync/maindata`, without `hash` (arr-api.md 8.4). */
export function torrentFields(torrent: FakeTorrent, version: FakeQbitVersion): Fields {
  const isUnread = !version.saysStopped && torrent.state === 'checkingResumeData';
  const size = wantedSize(torrent);
  const completed = Math.round(size * torrent.progress);
  const hasMetadata = torrent.files.length > 0;
  const ratio = torrent.downloaded > 0 ? torrent.uploaded / torrent.downloaded : 0;
  const path = contentPath(torrent);
  const working = torrent.trackers.find((tracker) => tracker.status === 2);
  return {
    name: torrent.name,
    state: stateName(torrent.state, version),
    category: torrent.category,
    tags: torrent.tags.join(', '),
    progress: torrent.progress,
    size,
    total_size: torrent.files.reduce((sum, file) => sum + file.size, 0),
    completed,
    amount_left: size - completed,
    downloaded: torrent.downloaded,
    uploaded: torrent.uploaded,
    downloaded_session: torrent.downloaded,
    uploaded_session: torrent.uploaded,
    ratio: Math.round(ratio * 1000) / 1000,
    ratio_limit: torrent.ratioLimit,
    seeding_time_limit: torrent.seedingTimeLimit,
    max_ratio: torrent.ratioLimit === -2 ? -1 : torrent.ratioLimit,
    max_seeding_time: torrent.seedingTimeLimit === -2 ? -1 : torrent.seedingTimeLimit,
    seeding_time: torrent.seedingTime,
    time_active: torrent.timeActive,
    added_on: torrent.addedOn,
    completion_on: torrent.completionOn ?? version.unsetTime,
    last_activity: torrent.lastActivity,
    seen_complete: torrent.completionOn ?? version.unsetTime,
    eta: torrent.eta ?? unknownEta,
    dlspeed: torrent.dlspeed,
    upspeed: torrent.upspeed,
    dl_limit: torrent.dlLimit,
    up_limit: torrent.upLimit,
    priority: torrent.priority,
    num_seeds: torrent.seeds,
    num_leechs: torrent.leechs,
    num_complete: torrent.swarmSeeds,
    num_incomplete: torrent.swarmLeechs,
    availability: torrent.progress === 1 ? -1 : torrent.availability,
    save_path: torrent.savePath,
    // 4.5 does not know its folder before it has read the resume data.
    content_path: isUnread ? path.slice(torrent.savePath.length + 1) : path,
    tracker: working?.url ?? '',
    trackers_count: torrent.trackers.length,
    auto_tmm: false,
    force_start: torrent.forceStart,
    super_seeding: torrent.superSeeding,
    seq_dl: false,
    f_l_piece_prio: false,
    magnet_uri: `magnet:?xt=urn:btih:${torrent.hash}&dn=${encodeURIComponent(torrent.name)}`,
    download_path: '',
    infohash_v1: torrent.hash,
    infohash_v2: '',
    ...(version.fields.inactiveLimits && {
      inactive_seeding_time_limit: torrent.inactiveSeedingTimeLimit,
      max_inactive_seeding_time: -1,
    }),
    ...(version.fields.popularity && {
      popularity: 0,
      root_path: torrent.files.length > 1 ? path : '',
      reannounce: 0,
      comment: '',
      private: hasMetadata ? torrent.isPrivate : null,
      has_metadata: hasMetadata,
    }),
    ...(version.fields.shareLimitAction && {
      share_limit_action: 'Default',
      created_by: '',
      creation_date: -1,
      piece_size: pieceSize,
      pieces_num: Math.ceil(size / pieceSize),
      pieces_have: Math.floor(completed / pieceSize),
      total_wasted: 0,
      connections_count: torrent.seeds + torrent.leechs,
      connections_limit: 100,
    }),
  };
}

export const pieceSize = 4_194_304;
