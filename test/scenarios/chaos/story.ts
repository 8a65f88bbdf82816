import { torrentState } from '../../../server/contract/index.ts';
import type { FakeTorrent } from '../../../server/sandbox/qbittorrent/index.ts';
import { FSP, IGN, IMP, SEED, STL, hashOf } from '../names.ts';
import { World } from '../world.ts';
import type { TorrentSpec } from '../world.ts';
import { Laws, limits } from './laws.ts';
import type { Chance } from './random.ts';
import { wire } from './wire.ts';

const ids = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
const states = torrentState.options.filter((state) => state !== 'unknown');
const badMessage = 'Not an upgrade for existing movie file(s)';
const faults = ['reset', 'lost', '500', 'html', 'truncated', '404', '503'] as const;
const paths: readonly (string | RegExp)[] = [
  /./,
  '/sync',
  '/torrents/delete',
  '/torrents/files',
  '/torrents/addTags',
  '/queue',
  '/command',
];

/** One made-up world and what happens to it. */
export class Story {
  readonly log: string[] = [];
  readonly laws: Laws;
  readonly #chance: Chance;
  readonly #world: World;
  #gone: { on: string; torrent: FakeTorrent }[] = [];

  private constructor(chance: Chance, world: World) {
    this.#chance = chance;
    this.#world = world;
    this.laws = new Laws(world);
  }

  /** Plays a world from its seed; returns the laws that were broken and what had happened. */
  static async play(chance: Chance): Promise<{ broken: string[]; log: string[] }> {
    const world = await World.create({
      release: chance.of(['5.1.4', '4.5.2']),
      config: configOf(chance),
      managers: ['arr', 'core'],
      ...(chance.is(0.4) && { more: ['qBit-B'] }),
    });
    const story = new Story(chance, world);
    wire.watch = (call) => story.laws.watch(call);
    world.hears = () => wire.hears();
    try {
      story.#populate();
      for (let act = chance.between(3, 7); act > 0; act -= 1) await story.#act();
      await story.#settle();
      return { broken: [...new Set(story.laws.broken)], log: story.log };
    } finally {
      wire.watch = () => undefined;
      await world.close();
    }
  }

  #populate(): void {
    for (const id of ids) {
      for (const on of this.#world.qbits.keys()) {
        if (this.#chance.is(on === 'qBit' ? 0.8 : 0.3)) this.#add(id, on);
      }
    }
  }

  #add(id: string, on: string): void {
    const chance = this.#chance;
    const isDone = chance.is(0.4);
    const shared = chance.is(0.3);
    const name = shared ? 'Shared' : `Movie.${id}`;
    const files = chance.of([[`${name}/a.mkv`], [`${name}/a.mkv`, `${name}/b.exe`], [`${name}/b.exe`]]);
    const spec: TorrentSpec = {
      id,
      on,
      name,
      files,
      state: isDone ? chance.of(['stalledUP', 'uploading', 'stoppedUP', 'missingFiles']) : chance.of(downloading),
      progress: isDone ? 1 : chance.of([0, 0.05, 0.5, 0.995]),
      category: chance.of(['radarr', 'radarr', 'radarr', 'seed', 'failed', 'recheck', 'other']),
      inactive: chance.of([5, 600, 1000, 5000]),
      added: chance.of([60, 7200, 90_000]),
      ratio: chance.of([0, 0.5, 1.5, 3]),
      seedingTime: chance.of([0, 86_400, 9 * 86_400]),
      availability: chance.of([-1, 0.4, 2]),
      eta: chance.of([100, 9000]),
      tags: [SEED, IMP, STL, FSP, IGN].filter(() => chance.is(0.15)),
      trackers: [{ url: `https://${chance.of([limits.owedHost, 't.other.org'])}/announce` }],
      checked: chance.is(0.5),
      ...(isDone && { completed: chance.of([10, 7200]) }),
    };
    this.#world.add(spec);
    for (const file of files) this.#world.lay(`/downloads/radarr/${file}`);
    if (chance.is(0.5)) this.#queue(id);
    this.#tell(`${on} has ${id} ${spec.category} ${spec.state} ${spec.progress} ${name} ${spec.tags?.join() ?? ''}`);
  }

  #queue(id: string): void {
    const has = this.#world.arr.state.queue.some(({ download }) => download.downloadId.toLowerCase() === hashOf(id));
    if (has) return;
    const bad = this.#chance.is(0.3) && {
      status: 'completed',
      trackedDownloadState: 'importPending',
      trackedDownloadStatus: 'warning',
      statusMessages: [{ title: 'x', messages: [badMessage] }],
    };
    this.#world.queue({ id, media: [{ id: 10 + ids.findIndex((one) => one === id), title: `Movie ${id}` }], ...bad });
  }

  async #act(): Promise<void> {
    for (let count = this.#chance.between(0, 3); count > 0; count -= 1) await this.#event();
    const cut = this.#chance.is(0.5) ? this.#chance.between(1, 60) : null;
    this.#world.cutting = cut === null ? null : wire.cutAt(cut);
    const calls = await this.#world.pass();
    this.#tell(`pass${cut === null ? '' : ` cut at ${cut}`}: ${calls.join(' ')}`);
    this.#world.cutting = null;
    if (this.#chance.is(0.2)) this.#kill();
    const seconds = this.#chance.of([1, 6, 40, 200, 700, 1000, 4000]);
    // An Arr forgets a command five minutes after it has ended, so that nobody can tell any more whether it was sent.
    if (cut !== null && seconds >= 200) for (const id of ids) this.#anotherScan(hashOf(id));
    this.#wait(seconds);
  }

  #kill(): void {
    const host = this.#chance.is(0.5);
    this.#world.kill({ host });
    this.#tell(host ? 'all is killed' : 'the managers are killed');
  }

  #wait(seconds: number): void {
    this.#world.wait(seconds);
    this.#tell(`${seconds} s go by`);
  }

  /** Something the world outside does. */
  async #event(): Promise<void> {
    const chance = this.#chance;
    const on = chance.of([...this.#world.qbits.keys()]);
    const { state } = this.#world.qbit(on);
    const torrents = state.torrents();
    const torrent = torrents[chance.between(0, Math.max(0, torrents.length - 1))];
    switch (chance.between(0, 11)) {
      case 0:
        if (torrent) state.patchTorrent(torrent.hash, { state: chance.of(states) });
        return this.#tell(`${on}: a state changes`);
      case 1:
        if (torrent) state.patchTorrent(torrent.hash, { lastActivity: this.#now, state: 'downloading', progress: 0.6 });
        if (torrent) this.#anotherScan(torrent.hash);
        return this.#tell(`${on}: ${torrent?.hash.slice(0, 1)} receives data`);
      case 2:
        return this.#vanish(on, torrent ? [torrent] : []);
      case 3:
        this.#world.qbit(on).expireSessions();
        return this.#vanish(on, torrents);
      case 4:
        return this.#comeBack();
      case 5:
        for (const { hash } of torrents) state.patchTorrent(hash, { state: 'missingFiles' });
        return this.#tell(`${on}: the disk is gone`);
      case 6:
        return this.#fault(on);
      case 7:
        this.#world.arr.state.queue.length = 0;
        return this.#tell('the Arr lists nothing');
      case 8:
        for (const id of ids) if (chance.is(0.4)) this.#queue(id);
        return this.#tell('the Arr lists more');
      case 9:
        this.#world.setClock(chance.of([-7200, -60, 60, 7200, 30_000]));
        return this.#tell('the clock jumps');
      case 10:
        this.#world.configure(configOf(chance));
        this.laws.releaseBudget();
        return this.#tell(`settings change, observe-only ${this.#world.settings.observeOnly}`);
      default:
        return torrent && this.#keep(torrent.hash, on);
    }
  }

  async #keep(hash: string, on: string): Promise<void> {
    const id = ids.find((one) => hashOf(one) === hash) ?? 'A';
    if (this.#world.row(id, on) === null) return;
    const { ok } = await this.#world.command('keep', id, on);
    this.#tell(`Keep of ${id} on ${on}: ${ok}`);
  }

  #fault(on: string): void {
    const kind = this.#chance.of(faults);
    const path = this.#chance.of(paths);
    const times = this.#chance.between(1, 8);
    const where = this.#chance.is(0.5) ? this.#world.qbit(on) : this.#world.arr;
    where.fault(path, kind, times);
    if (where !== this.#world.arr) this.laws.unseen.add(on);
    this.#tell(`${where === this.#world.arr ? 'the Arr' : on} answers ${String(path)} with ${kind}, ${times} times`);
  }

  #vanish(on: string, torrents: readonly FakeTorrent[]): void {
    for (const torrent of torrents) {
      this.#gone.push({ on, torrent: { ...torrent } });
      this.#world.qbit(on).state.removeTorrent(torrent.hash);
    }
    this.#tell(`${on}: ${torrents.length} torrents are not listed any more`);
  }

  #comeBack(): void {
    for (const { on, torrent } of this.#gone) {
      const { state } = this.#world.qbit(on);
      if (!state.torrent(torrent.hash)) state.addTorrent(torrent);
      this.#anotherScan(torrent.hash);
    }
    this.#tell(`${this.#gone.length} torrents are listed again`);
    this.#gone = [];
  }

  #anotherScan(hash: string): void {
    this.laws.allowedScans.set(hash, (this.laws.allowedScans.get(hash) ?? 0) + 1);
  }

  /** All answer again and time goes by: what was begun comes to an end. */
  async #settle(): Promise<void> {
    for (const fake of this.#world.qbits.values()) fake.release();
    this.#world.arr.release();
    for (const seconds of [700, 700, 400]) {
      this.#wait(seconds);
      this.#tell(`pass: ${(await this.#world.pass()).join(' ')}`);
    }
    this.laws.atTheEnd();
  }

  get #now(): number {
    return Math.round(this.#world.now / 1000);
  }

  #tell(line: string): void {
    this.log.push(line);
  }
}

const downloading: readonly FakeTorrent['state'][] = [
  'downloading',
  'stalledDL',
  'metaDL',
  'stoppedDL',
  'queuedDL',
  'error',
  'missingFiles',
];

function configOf(chance: Chance): Record<string, unknown> {
  const owing = [{ URI: `https://${limits.owedHost}/announce`, HitAndRunMode: 'and', MinSeedRatio: limits.owedRatio }];
  return {
    'Settings.ObserveOnly': chance.is(0.1),
    'Settings.MaxRemovalsPerHour': chance.of([0, 1, 2, 20]),
    'Settings.RemovalGraceMinutes': chance.of([0, 0, 5]),
    'Settings.Tagless': chance.is(0.2),
    'qBit.ManagedCategories': ['seed'],
    'qBit.CategorySeeding': { StalledDelay: 15, DeleteFiles: true, RemoveTorrent: 1, MaxUploadRatio: limits.ratio },
    'Radarr-A.RssSyncTimer': chance.of([0, 1]),
    'Radarr-A.Torrent.FileExtensionAllowlist': ['.mkv'],
    'Radarr-A.Torrent.DoNotRemoveSlow': chance.is(0.5),
    'Radarr-A.Torrent.MaximumETA': limits.eta,
    'Radarr-A.Torrent.ReSearchStalled': chance.is(0.5),
    'Radarr-A.Torrent.SeedingMode.RemoveTorrent': chance.of([-1, 3]),
    'Radarr-A.Torrent.SeedingMode.MaxUploadRatio': limits.ratio,
    'Radarr-A.Torrent.SeedingMode.MaxSeedingTime': limits.seeding,
    'qBit.Trackers': owing,
    'Radarr-A.Torrent.Trackers': owing,
  };
}
