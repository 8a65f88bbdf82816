import type { Clock } from '../../contract/common.ts';
import { Revised, Revisions } from './revised.ts';
import { isComplete, newTorrent, torrentFields } from './torrent.ts';
import type { FakeFile, FakeTorrent, FakeTracker, NewTorrent } from './torrent.ts';
import type { FakeQbitVersion } from './versions.ts';

export interface FakePreferences {
  save_path: string;
  temp_path_enabled: boolean;
  temp_path: string;
  queueing_enabled: boolean;
  max_active_downloads: number;
  max_active_uploads: number;
  max_active_torrents: number;
  max_ratio_enabled: boolean;
  max_ratio: number;
  max_seeding_time_enabled: boolean;
  max_seeding_time: number;
  max_ratio_act: number;
  auto_tmm_enabled: boolean;
  use_category_paths_in_manual_mode: boolean;
  use_subcategories: boolean;
  web_ui_port: number;
}

export type FakeConnection = 'connected' | 'firewalled' | 'disconnected';

/** A torrent that was deleted through the API. */
export interface Deletion {
  hash: string;
  name: string;
  deleteFiles: boolean;
  /** Unix milliseconds. */
  at: number;
}

const maxDeletions = 2000;

/** All the fake remembers. Tests and the demo world change it through the methods. */
export class FakeQbitState {
  readonly version: FakeQbitVersion;
  readonly revisions = new Revisions();
  readonly records = {
    torrents: new Revised(this.revisions),
    categories: new Revised(this.revisions),
    tags: new Revised(this.revisions),
    trackers: new Revised(this.revisions),
    server: new Revised(this.revisions),
  };
  readonly preferences: FakePreferences;
  readonly deletions: Deletion[] = [];
  /** False: it keeps the announce addresses to itself, as a server in trouble does. */
  tellsTrackers = true;
  readonly #clock: Clock;
  readonly #torrents = new Map<string, FakeTorrent>();
  #freeSpace = 50_000_000_000;
  #transferIsOld = true;
  #connection: FakeConnection = 'connected';

  constructor(version: FakeQbitVersion, clock: Clock, savePath: string) {
    this.version = version;
    this.#clock = clock;
    this.preferences = {
      save_path: savePath,
      temp_path_enabled: false,
      temp_path: `${savePath}/temp`,
      queueing_enabled: true,
      max_active_downloads: 8,
      max_active_uploads: 20,
      max_active_torrents: 25,
      max_ratio_enabled: false,
      max_ratio: -1,
      max_seeding_time_enabled: false,
      max_seeding_time: -1,
      max_ratio_act: 0,
      auto_tmm_enabled: false,
      use_category_paths_in_manual_mode: false,
      use_subcategories: false,
      web_ui_port: 0,
    };
  }

  /** Unix milliseconds. */
  now(): number {
    return this.#clock.now();
  }

  torrents(): FakeTorrent[] {
    return [...this.#torrents.values()];
  }

  torrent(hash: string): FakeTorrent | undefined {
    return this.#torrents.get(hash);
  }

  /** Unknown tags and the category are made. @throws Error when the hash is taken or is none. */
  addTorrent(wanted: NewTorrent): FakeTorrent {
    if (!/^[0-9a-f]{40}$/.test(wanted.hash)) throw new Error(`"${wanted.hash}" is no torrent hash`);
    if (this.#torrents.has(wanted.hash)) throw new Error(`torrent ${wanted.hash} exists already`);
    const torrent = newTorrent(wanted, Math.floor(this.now() / 1000), this.preferences.save_path);
    this.#torrents.set(torrent.hash, torrent);
    if (torrent.category !== '' && !this.hasCategory(torrent.category)) this.addCategory(torrent.category, '');
    this.createTags(torrent.tags);
    this.#publish(torrent);
    this.#publishTrackers(torrent.trackers);
    return torrent;
  }

  /** @throws Error when there is no such torrent. */
  patchTorrent(hash: string, change: Partial<Omit<FakeTorrent, 'hash'>>): void {
    const torrent = this.#known(hash);
    const trackers = torrent.trackers;
    Object.assign(torrent, change);
    this.#publish(torrent);
    if (change.trackers !== undefined) this.#publishTrackers([...trackers, ...change.trackers]);
  }

  setFiles(hash: string, files: FakeFile[]): void {
    this.patchTorrent(hash, { files });
  }

  setTrackers(hash: string, trackers: FakeTracker[]): void {
    this.patchTorrent(hash, { trackers });
  }

  /** False when it was not there. */
  removeTorrent(hash: string): boolean {
    const torrent = this.#torrents.get(hash);
    if (torrent === undefined) return false;
    this.#torrents.delete(hash);
    this.records.torrents.delete(hash);
    this.#publishTrackers(torrent.trackers);
    this.#transferIsOld = true;
    return true;
  }

  recordDeletion({ hash, name }: FakeTorrent, deleteFiles: boolean): void {
    this.deletions.push({ hash, name, deleteFiles, at: this.now() });
    if (this.deletions.length > maxDeletions) this.deletions.shift();
  }

  hasCategory(name: string): boolean {
    return this.records.categories.get(name) !== undefined;
  }

  addCategory(name: string, savePath: string): void {
    this.records.categories.set(name, { name, savePath });
  }

  createTags(tags: readonly string[]): void {
    for (const tag of tags) this.records.tags.set(tag, {});
  }

  /** Bytes left on the disk of the save path. */
  setFreeSpace(bytes: number): void {
    this.#freeSpace = Math.round(bytes);
    this.#transferIsOld = true;
  }

  /** What the server says of its own connection. */
  setConnection(connection: FakeConnection): void {
    this.#connection = connection;
    this.#transferIsOld = true;
  }

  /** Rates and counts of the whole client, brought up to date first. */
  server(): Record<string, unknown> {
    if (this.#transferIsOld) this.#publishServer();
    return this.records.server.get('server') ?? {};
  }

  #known(hash: string): FakeTorrent {
    const torrent = this.#torrents.get(hash);
    if (torrent === undefined) throw new Error(`torrent ${hash} does not exist`);
    return torrent;
  }

  #publish(torrent: FakeTorrent): void {
    this.records.torrents.set(torrent.hash, torrentFields(torrent, this.version));
    this.#transferIsOld = true;
  }

  #publishTrackers(changed: readonly FakeTracker[]): void {
    for (const url of new Set(changed.map((tracker) => tracker.url))) {
      const hashes = this.torrents()
        .filter((torrent) => torrent.trackers.some((tracker) => tracker.url === url))
        .map((torrent) => torrent.hash);
      if (hashes.length === 0) this.records.trackers.delete(url);
      else this.records.trackers.set(url, { hashes: hashes.join('|') });
    }
  }

  #publishServer(): void {
    this.#transferIsOld = false;
    const torrents = this.torrents();
    const sum = (of: (torrent: FakeTorrent) => number) => torrents.reduce((total, torrent) => total + of(torrent), 0);
    this.records.server.set('server', {
      connection_status: this.#connection,
      dl_info_speed: sum((torrent) => torrent.dlspeed),
      dl_info_data: sum((torrent) => torrent.downloaded),
      up_info_speed: sum((torrent) => torrent.upspeed),
      up_info_data: sum((torrent) => torrent.uploaded),
      dl_rate_limit: 0,
      up_rate_limit: 0,
      dht_nodes: 300 + torrents.length,
      alltime_dl: sum((torrent) => torrent.downloaded),
      alltime_ul: sum((torrent) => torrent.uploaded),
      total_wasted_session: 0,
      global_ratio: '1.0',
      total_peer_connections: sum((torrent) => torrent.seeds + torrent.leechs),
      queueing: this.preferences.queueing_enabled,
      use_alt_speed_limits: false,
      refresh_interval: 1500,
      free_space_on_disk: this.#freeSpace,
      ...(!this.version.subcategoriesAlways && { use_subcategories: this.preferences.use_subcategories }),
    });
  }
}

/** Effects of the buttons; what happens afterwards is up to the test or the demo world. */
export const transitions = {
  start: (torrent: FakeTorrent): Partial<FakeTorrent> =>
    isStoppedOrBroken(torrent) ? { state: isComplete(torrent) ? 'stalledUP' : 'stalledDL' } : {},
  stop: (torrent: FakeTorrent): Partial<FakeTorrent> => ({
    state: isComplete(torrent) ? 'stoppedUP' : 'stoppedDL',
    dlspeed: 0,
    upspeed: 0,
    eta: null,
  }),
  recheck: (torrent: FakeTorrent): Partial<FakeTorrent> => ({
    state: isComplete(torrent) ? 'checkingUP' : 'checkingDL',
    dlspeed: 0,
    upspeed: 0,
    eta: null,
  }),
};

function isStoppedOrBroken({ state }: FakeTorrent): boolean {
  return ['stoppedDL', 'stoppedUP', 'error', 'missingFiles'].includes(state);
}
