import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { emptyEnvironment, resolveSettings } from '../../server/config/index.ts';
import type { CommandOutcome } from '../../server/api/services.ts';
import type {
  ArrType,
  Clock,
  EngineSettings,
  Intent,
  MemoryEntry,
  PreviewBody,
  ToHost,
  TorrentCommand,
} from '../../server/contract/index.ts';
import { compileFileRules } from '../../server/engine/torrents/files.ts';
import { managerPlans } from '../../server/host/plans.ts';
import { startFakeArr } from '../../server/sandbox/arr/index.ts';
import type { CommandLife, FakeArr, NewDownload, NewMedia } from '../../server/sandbox/arr/index.ts';
import { startFakeQbittorrent } from '../../server/sandbox/qbittorrent/index.ts';
import type { FakeQbitRelease, FakeQbittorrent, FakeTorrent } from '../../server/sandbox/qbittorrent/index.ts';
import { openState } from '../../server/store/state.ts';
import type { StateStore } from '../../server/store/state.ts';
import { Manager } from '../../server/worker/manager.ts';
import { HostSide } from '../support/host-side.ts';
import { baseTree, setAt } from './base-config.ts';
import { callsOf } from './calls.ts';
import type { TorrentSpec } from './torrent-spec.ts';
import { SEED, begin, gib, hashOf, letterOf } from './names.ts';

export type { TorrentSpec } from './torrent-spec.ts';

export interface WorldOptions {
  release: FakeQbitRelease;
  /** Configuration keys beside the generated defaults, dotted. */
  config?: Record<string, unknown>;
  type?: ArrType;
  /** More qBittorrent sections. */
  more?: string[];
  managers?: ('arr' | 'core')[];
  /** Free bytes of the disk, for the free-space guard. */
  freeBytes?: number;
  online?: boolean;
  /** How long the Arr works on a command. */
  commandLife?: CommandLife;
}

const arrNames: Record<ArrType, string> = {
  radarr: 'Radarr-A',
  sonarr: 'Sonarr-A',
  lidarr: 'Lidarr-A',
  readarr: 'Readarr-A',
};

/** Make-believe servers, real managers, the real gate and store, and a clock that is moved by hand. */
export class World {
  now = begin * 1000;
  mono = 1_000_000;
  freeBytes: number;
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-scenario-'));
  readonly qbits = new Map<string, FakeQbittorrent>();
  readonly arr: FakeArr;
  readonly sent: ToHost[] = [];
  host: HostSide;
  /** Runs a pass so that it may be cut off; null when it was. */
  cutting: (<T>(work: () => Promise<T>) => Promise<T | null>) | null = null;
  /** Whether the host still hears what a manager says. */
  hears: () => boolean = () => true;
  settings: EngineSettings;
  readonly #options: WorldOptions;
  readonly #store: StateStore;
  readonly #managers = new Map<string, Manager>();
  readonly #frozen: { fake: FakeQbittorrent; hash: string; state: FakeTorrent['state'] }[] = [];
  readonly #memory: MemoryEntry[] = [];
  #seen = 0;
  /** Rises with each kill; what an earlier one still says is heard by nobody. */
  #generation = 0;

  private constructor(options: WorldOptions, arr: FakeArr, store: StateStore, parts: Parts) {
    this.#options = options;
    this.arr = arr;
    this.#store = store;
    for (const [name, fake] of parts.qbits) this.qbits.set(name, fake);
    this.freeBytes = options.freeBytes ?? 0;
    this.settings = this.#resolve(options.config ?? {});
    parts.attach(this);
    this.host = new HostSide(store, this.clock, () => this.settings);
  }

  static async create(options: WorldOptions): Promise<World> {
    let world: World | null = null;
    let tick = 0;
    // Requests to different servers get different times, so that their order over all servers can be told.
    const clock: Clock = {
      now: () => (world?.now ?? begin * 1000) + (tick = (tick + 1) % 900_000) / 1000,
      monotonic: () => world?.mono ?? 0,
    };
    const type = options.type ?? 'radarr';
    const arr = await startFakeArr({ type, clock, ...(options.commandLife && { commandLife: options.commandLife }) });
    const names = ['qBit', ...(options.more ?? [])];
    const qbits = await Promise.all(
      names.map(async (name): Promise<[string, FakeQbittorrent]> => [
        name,
        await startFakeQbittorrent({ version: options.release, userName: 'admin', password: 'secret', clock }),
      ]),
    );
    const folder = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-scenario-db-'));
    const dbClock: Clock = { now: () => world?.now ?? begin * 1000, monotonic: () => world?.mono ?? 0 };
    const store = await openState({ dataDir: folder, clock: dbClock, historyDays: () => 90 });
    return new World(options, arr, store, {
      qbits,
      attach: (made) => {
        world = made;
      },
    });
  }

  get clock(): Clock {
    return { now: () => this.now, monotonic: () => this.mono };
  }

  get arrName(): string {
    return arrNames[this.#options.type ?? 'radarr'];
  }

  qbit(name = 'qBit'): FakeQbittorrent {
    const fake = this.qbits.get(name);
    if (!fake) throw new Error(`no qBittorrent ${name}`);
    return fake;
  }

  /** Adds a torrent; its data is laid on the disk where `content_path` says. */
  add(spec: TorrentSpec): string {
    const {
      id = 'A',
      on = 'qBit',
      inactive,
      added,
      completed,
      ratio,
      left,
      files,
      trackers,
      checked,
      frozen,
      ...rest
    } = spec;
    const hash = hashOf(id);
    const name = rest.name ?? (id === 'A' ? 'Movie.2020' : `Movie.2020.${id}`);
    const list = (files ?? [`${name}/a.mkv`]).map((entry) => {
      const [file = '', mark] = entry.split(' ');
      return { name: file, size: left ?? 10 * gib, priority: mark === 'p0' ? 0 : 1 };
    });
    const fake = this.qbit(on);
    fake.state.addTorrent({
      name,
      category: this.#options.type ?? 'radarr',
      savePath: '/downloads/radarr',
      tags: [SEED],
      ...rest,
      hash,
      files: list,
      trackers: (trackers ?? [{ url: 'https://t.other.org/announce' }]).map(({ url, message = '' }) => ({
        url,
        message,
        status: message === '' ? 2 : 4,
      })),
      addedOn: begin - (added ?? 7200),
      lastActivity: begin - (inactive ?? 60),
      ...(completed !== undefined && { completionOn: begin - completed }),
      ...(ratio !== undefined && { downloaded: 1000, uploaded: Math.round(ratio * 1000) }),
    });
    if (checked !== false)
      this.#remember(on, hash, 'checked', JSON.stringify({ signature: this.#signature(), n: 0, m: 1 }));
    if (frozen) this.#frozen.push({ fake, hash, state: rest.state ?? 'downloading' });
    return hash;
  }

  /** A file of a torrent on the disk, as the mapped `/downloads` shows it. */
  lay(file: string): string {
    const at = path.join(this.folder, file.replace(/^\/downloads\//, ''));
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, 'data');
    return at;
  }

  /** Files below `/downloads`, by name. */
  laidFiles(): string[] {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(this.folder, path.join(entry.parentPath, entry.name)))
      .toSorted((a, b) => a.localeCompare(b));
  }

  /** What a manager remembered from before. */
  remembers(on: string, id: string, key: MemoryEntry['key'], value: string): void {
    this.#remember(on, hashOf(id), key, value);
  }

  /** Queue entry 77 for download A and media 5, or another one; returns the ids of its records. */
  queue(change: Partial<NewDownload> & { id?: string; media?: NewMedia[] } = {}): number[] {
    const { id = 'A', media = [{ id: 5, title: 'Movie' }], ...rest } = change;
    const mediaIds = media.map((item) =>
      item.id !== undefined && this.arr.state.media.has(item.id) ? item.id : this.arr.state.addMedia(item).id,
    );
    // The first record is 77, as torrents.md 9 has it.
    let last = this.arr.state.nextId();
    while (last < 76) last = this.arr.state.nextId();
    return this.arr.state.addQueueEntry({ downloadId: hashOf(id).toUpperCase(), mediaIds, ...rest });
  }

  /** One pass of each manager, repeated while something is due at once; returns what the servers were asked to do. */
  async pass(): Promise<string[]> {
    this.#start();
    for (const manager of this.#managers.values()) {
      for (let again = 0; again < 6; again += 1) {
        const seconds = this.cutting ? await this.cutting(() => manager.pass()) : await manager.pass();
        if (seconds === null) {
          this.kill();
          return this.take();
        }
        this.#freeze();
        if (seconds > 0.1) break;
      }
    }
    return this.take();
  }

  /** The managers are gone as after kill -9, with `host` the program itself; the next pass starts with what is stored. */
  kill({ host = false } = {}): void {
    this.#generation += 1;
    this.#managers.clear();
    if (host) this.host = new HostSide(this.#store, this.clock, () => this.settings);
  }

  /** Announced actions that have not ended. */
  openIntents(): Intent[] {
    return [this.arrName, 'core'].flatMap((manager) => this.#store.intents.open(manager));
  }

  /** Seconds until the next pass of the first manager. */
  async passAndWait(): Promise<number> {
    this.#start();
    const [first] = this.#managers.values();
    return (await first?.pass()) ?? 0;
  }

  /** Lets time pass on both clocks, seconds. */
  wait(seconds: number): void {
    this.now += seconds * 1000;
    this.mono += seconds * 1000;
  }

  /** Moves the wall clock alone. */
  setClock(seconds: number): void {
    this.now += seconds * 1000;
  }

  /** Calls since the last look, in their order over all servers. */
  take(): string[] {
    const calls = callsOf({ arr: this.arr, qbits: this.qbits, nameOf: letterOf });
    const fresh = calls.slice(this.#seen);
    this.#seen = calls.length;
    return fresh;
  }

  /** New settings, as a save would push them. */
  configure(config: Record<string, unknown>): void {
    this.settings = this.#resolve({ ...this.#options.config, ...config });
    for (const manager of this.#managers.values()) manager.apply(this.settings);
  }

  /** What would be decided with these keys changed. */
  async preview(config: Record<string, unknown>): Promise<PreviewBody> {
    this.#start();
    const answer = this.host.requests.preview(this.#resolve({ ...this.#options.config, ...config }), [
      this.arrName,
      'core',
    ]);
    for (const manager of this.#managers.values()) await manager.pass();
    return answer;
  }

  /** What an owner asks of a torrent; the manager answers in its next pass. */
  async command(command: TorrentCommand, id = 'A', on = 'qBit'): Promise<CommandOutcome> {
    this.#start();
    const owner = this.row(id, on)?.manager ?? this.arrName;
    const answer = this.host.requests.command(owner, command, on, hashOf(id));
    for (const manager of this.#managers.values()) await manager.pass();
    return answer;
  }

  decision(id = 'A', on = 'qBit'): string | undefined {
    return this.#store.torrents.row(on, hashOf(id))?.decision;
  }

  row(id = 'A', on = 'qBit') {
    return this.#store.torrents.row(on, hashOf(id));
  }

  memory(): MemoryEntry[] {
    return this.#store.memory.all();
  }

  async close(): Promise<void> {
    for (const fake of this.qbits.values()) await fake.stop();
    await this.arr.stop();
    this.#store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What no part of the program should ever send. */
  violations(): string[] {
    return [...this.arr.violations, ...[...this.qbits.values()].flatMap((fake) => fake.violations)];
  }

  #start(): void {
    if (this.#managers.size > 0) return;
    const isFirst = this.#generation === 0;
    if (isFirst) this.#store.memory.remember(this.#memory);
    const generation = this.#generation;
    const plans = managerPlans({ engine: this.settings, loops: { torrents: true, search: [] } });
    for (const kind of this.#options.managers ?? ['arr']) {
      const name = kind === 'core' ? 'core' : this.arrName;
      const units = plans.find((plan) => plan.manager === name)?.units ?? [];
      const manager = new Manager(
        {
          type: 'init',
          protocol: 1,
          manager: name,
          dataDir: '',
          units: units.map(({ category, kind: unit }) => ({ category, kind: unit })),
          settings: this.settings,
          memory: this.#store.memory.all(),
          intents: this.#store.intents.open(name),
          upSince: isFirst
            ? Object.fromEntries([...this.qbits.keys()].map((qbit) => [qbit, 0]))
            : this.host.remotes.upSince(),
        },
        {
          clock: this.clock,
          random: () => 0,
          send: (message) => {
            if (generation !== this.#generation || !this.hears()) return;
            this.sent.push(message);
            this.host.take(name, message);
          },
          measureDisk: () => Promise.resolve({ free: this.freeBytes, total: 4096 * gib }),
          probe: () => Promise.resolve(this.#options.online ?? true),
          runProgram: () => Promise.resolve({ code: null, output: '' }),
        },
      );
      this.host.attach(name, (message) => {
        if (message.type === 'intentAnswer') manager.intentAnswered(message);
        if (message.type === 'shared' || message.type === 'freeSpace') manager.learn(message);
        if (message.type === 'command') manager.command(message);
        if (message.type === 'preview') manager.preview(message);
      });
      this.#managers.set(name, manager);
    }
  }

  #freeze(): void {
    for (const { fake, hash, state } of this.#frozen) {
      if (fake.state.torrent(hash)) fake.state.patchTorrent(hash, { state });
    }
  }

  #remember(instance: string, hash: string, key: MemoryEntry['key'], value: string): void {
    this.#memory.push({ instance, hash, key, value });
  }

  #signature(): string {
    const arr = this.settings.arrs[0];
    return arr ? compileFileRules(arr.torrent).signature : '';
  }

  /** `C0` of torrents.md 9 with the given keys laid over it, through the real configuration. */
  #resolve(change: Record<string, unknown>): EngineSettings {
    const tree = baseTree(this);
    for (const [key, value] of Object.entries(change)) setAt(tree, key.split('.'), value);
    const { engine, issues, fatal } = resolveSettings(tree, emptyEnvironment);
    if (issues.length > 0 || fatal.length > 0) throw new Error(JSON.stringify([issues, fatal]));
    return engine;
  }
}

interface Parts {
  qbits: [string, FakeQbittorrent][];
  attach(world: World): void;
}
