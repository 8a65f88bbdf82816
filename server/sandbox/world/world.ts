import type { Clock } from '../../contract/common.ts';
import type { FakeCommand, FakeMedia, QueueRemoval } from '../arr/index.ts';
import type { FakeQbitState, QbitAction } from '../qbittorrent/index.ts';
import { firstCast, vacancyMinutes } from './cast.ts';
import type { Destiny, Entrance, Phase } from './cast.ts';
import { otherTitles, releaseOf } from './catalogue.ts';
import type { Release } from './catalogue.ts';
import { categoryOf } from './life.ts';
import type { Life, Realm } from './life.ts';
import { download, duration, leave, look, seed, seedingBeat } from './phases.ts';
import type { Stage } from './phases.ts';
import type { Placeholders } from './placeholders.ts';
import { delist, enlist, importByItself, mirror } from './queue-mirror.ts';
import type { Random } from './random.ts';

const maxTorrents = 74;
const trackers = ['https://tracker.example.org/announce', 'udp://open.example.org:1337/announce'];
/** Minutes of each round in which the Arr of the second Sonarr does not answer; the first ones of it. */
const outage = { everyMinutes: 20, minutes: 4, section: 'Sonarr-Anime' };
/** World seconds until an Arr notices that the client no longer lists a download. */
const noticeSeconds = 75;
const disk = { least: 1_500_000_000, most: 14_000_000_000 };

export interface WorldParts {
  qbit: FakeQbitState;
  realms: readonly Realm[];
  placeholders: Placeholders;
  clock: Clock;
  random: Random;
  savePath: string;
}

/** The torrents of the demo and what becomes of them; moved along by `step`, and by what the program asks for. */
export class World implements Stage {
  readonly qbit: FakeQbitState;
  readonly random: Random;
  time = 0;
  readonly #parts: WorldParts;
  readonly #lives = new Map<string, Life>();
  #vacancies: { destiny: Destiny; readyAt: number }[] = [];
  #searches: { realm: Realm; mediaId: number; readyAt: number }[] = [];
  #unnoticed: { life: Life; readyAt: number }[] = [];
  #freeSpace = 6_000_000_000;
  #lastBeat = 0;
  #isAway = false;

  constructor(parts: WorldParts) {
    this.#parts = parts;
    this.qbit = parts.qbit;
    this.random = parts.random;
    for (const { plan, arr } of parts.realms) for (const media of plan.library) arr.state.addMedia(media);
    for (const { plan } of parts.realms) this.qbit.addCategory(plan.category, `${parts.savePath}/${plan.category}`);
    for (const name of ['linux-isos', 'failed', 'recheck']) this.qbit.addCategory(name, '');
    for (const entrance of firstCast) for (let nth = 0; nth < entrance.count; nth++) this.#open(entrance);
    this.#breathe();
  }

  epoch(): number {
    return Math.floor(this.#parts.clock.now() / 1000);
  }

  /** Moves everything along by so many world seconds. */
  step(seconds: number): void {
    this.time += seconds;
    const isBeat = this.time - this.#lastBeat >= seedingBeat;
    if (isBeat) this.#lastBeat = this.time;
    for (const life of this.#lives.values()) this.#stepOne(life, seconds, isBeat);
    this.#fill();
    if (isBeat) this.#breathe();
  }

  enter(life: Life, phase: Phase): void {
    const torrent = this.qbit.torrent(life.hash);
    if (torrent === undefined) return;
    life.phase = phase;
    life.endsAt = this.time + duration(phase, life.destiny, this.random);
    this.qbit.patchTorrent(life.hash, look(life, phase, torrent));
    mirror(life, torrent);
  }

  end(life: Life): void {
    this.qbit.removeTorrent(life.hash);
    delist(life);
    this.#forget(life);
  }

  completed(life: Life): void {
    life.doneAt = this.time;
    this.#parts.placeholders.put(categoryOf(life), life.release.files[0]?.name ?? life.release.name);
  }

  overdue(life: Life): void {
    life.imported = true;
    if (life.destiny !== 'blocked') importByItself(life);
  }

  /** The program pressed a button of qBittorrent. */
  acted({ kind, torrent }: QbitAction): void {
    const life = this.#lives.get(torrent.hash);
    if (life === undefined) return;
    if (kind === 'delete') {
      this.#unnoticed.push({ life, readyAt: this.time + noticeSeconds });
      return this.#forget(life);
    }
    if (kind === 'recheck') return this.enter(life, 'checking');
    const isDone = life.doneAt !== null;
    if (kind === 'stop') return this.enter(life, isDone ? 'retired' : 'stopped');
    if (['stopped', 'retired', 'error', 'missing'].includes(life.phase))
      this.enter(life, isDone ? 'seeding' : 'downloading');
  }

  /** A command of an Arr completed. */
  commanded(realm: Realm, command: FakeCommand): void {
    const { dialect } = realm.arr.state;
    if (command.name === dialect.scanCommand) {
      const life = this.#lives.get(String(command.params.downloadClientId).toLowerCase());
      if (life !== undefined) life.imported = true;
    }
    if (command.name !== dialect.searchCommand) return;
    const ids = command.params[dialect.media.idsField];
    for (const mediaId of Array.isArray(ids) ? ids : [])
      if (typeof mediaId === 'number')
        this.#searches.push({ realm, mediaId, readyAt: this.time + this.random.between(15, 60) });
  }

  /** The program took a download out of an Arr's queue. */
  dequeued({ downloadId, removeFromClient }: QueueRemoval): void {
    const life = this.#lives.get(downloadId.toLowerCase());
    if (life === undefined) return;
    life.queue.listed = false;
    if (removeFromClient) this.end(life);
  }

  #stepOne(life: Life, seconds: number, isBeat: boolean): void {
    const torrent = this.qbit.torrent(life.hash);
    if (torrent === undefined) return this.end(life);
    if (this.time >= life.endsAt) return leave(this, life, torrent);
    if (life.phase === 'downloading') download(this, life, torrent, seconds);
    else if (life.phase === 'seeding' && isBeat) seed(this, life, torrent);
    if (isBeat) mirror(life, torrent);
  }

  /** New releases: what a search found first, then what follows those that went. */
  #fill(): void {
    const found = this.#searches.find(({ readyAt }) => readyAt <= this.time);
    if (found !== undefined) {
      this.#searches = this.#searches.filter((search) => search !== found);
      this.#answerSearch(found.realm, found.mediaId);
      return;
    }
    const vacancy = this.#vacancies.find(({ readyAt }) => readyAt <= this.time);
    if (vacancy === undefined || this.#lives.size >= maxTorrents) return;
    this.#vacancies = this.#vacancies.filter((other) => other !== vacancy);
    this.#open(fresh(vacancy.destiny));
  }

  #answerSearch(realm: Realm, mediaId: number): void {
    const media = realm.arr.state.media.get(mediaId);
    if (media === undefined || this.#isOnItsWay(realm, media) || this.#lives.size >= maxTorrents) return;
    const vacancy = this.#vacancies.shift();
    this.#open(fresh(vacancy?.destiny === 'other' ? 'seed' : (vacancy?.destiny ?? 'seed')), {
      realm,
      media,
      hasSuccessor: vacancy !== undefined,
    });
  }

  #isOnItsWay(realm: Realm, media: FakeMedia): boolean {
    return [...this.#lives.values()].some((life) => life.realm === realm && life.media === media && !life.imported);
  }

  #open(entrance: Entrance, wanted?: { realm: Realm; media: FakeMedia; hasSuccessor: boolean }): void {
    const { destiny } = entrance;
    const realm = destiny === 'other' ? null : (wanted?.realm ?? this.#anyRealm());
    const media = realm === null ? null : (wanted?.media ?? this.#anyMedia(realm));
    const release = realm === null || media === null ? this.#otherRelease() : this.#releaseFor(realm, media, destiny);
    const size = release.files.reduce((sum, file) => sum + file.size, 0);
    const life: Life = {
      hash: this.random.hex(40),
      destiny,
      realm,
      media,
      release,
      hasSuccessor: wanted?.hasSuccessor ?? true,
      rate: Math.round(size / this.random.between(12 * 60, 40 * 60)),
      turningPoint: this.random.between(0.2, 0.7),
      phase: entrance.phase,
      endsAt: 0,
      doneAt: entrance.progress === 1 ? this.time : null,
      imported: entrance.imported ?? destiny === 'other',
      struck: entrance.progress > 0,
      queue: { listed: false, told: '' },
    };
    this.#lives.set(life.hash, life);
    this.#arrive(life, entrance, size);
  }

  #arrive(life: Life, entrance: Entrance, size: number): void {
    const now = this.epoch();
    const addedOn = now - Math.round(this.random.between(...entrance.minutesOld) * 60);
    const idleFor = Math.round(this.random.between(...(entrance.minutesIdle ?? [0, 0])) * 60);
    const isDone = entrance.progress === 1;
    const progress = isDone ? 1 : entrance.progress * this.random.between(0.4, 1.2);
    const completionOn = isDone ? Math.round(addedOn + (now - addedOn) * this.random.between(0.3, 0.7)) : null;
    const special = life.destiny === 'failed' || life.destiny === 'recheck' ? life.destiny : '';
    const torrent = this.qbit.addTorrent({
      hash: life.hash,
      name: life.release.name,
      category: entrance.progress > 0 && special !== '' ? special : categoryOf(life),
      tags: [...(entrance.tags ?? []), ...(entrance.imported === true ? ['qBitrr-imported'] : [])],
      progress,
      downloaded: Math.round(size * progress),
      uploaded: isDone ? Math.round(size * this.random.between(0.1, 2.4)) : 0,
      addedOn,
      completionOn,
      lastActivity: Math.max(addedOn, now - idleFor),
      seedingTime: completionOn === null ? 0 : now - completionOn,
      timeActive: now - addedOn,
      savePath: `${this.#parts.savePath}/${categoryOf(life)}`,
      files: entrance.phase === 'meta' || entrance.phase === 'queued' ? [] : life.release.files,
      trackers: trackers.map((url) => ({ url, status: 2, message: '' })),
    });
    if (life.imported && life.media !== null) life.media.hasFile = true;
    if (!life.imported) enlist(life, torrent);
    if (isDone) this.completed(life);
    this.enter(life, entrance.phase);
  }

  #forget(life: Life): void {
    if (!this.#lives.delete(life.hash)) return;
    const root = (life.release.files[0]?.name ?? life.release.name).split('/')[0] ?? life.release.name;
    if (life.doneAt !== null && !this.#isUsed(root, life)) this.#parts.placeholders.remove(categoryOf(life), root);
    const [least, most] = vacancyMinutes(life.destiny);
    const readyAt = this.time + this.random.between(least, most) * 60;
    if (life.hasSuccessor) this.#vacancies.push({ destiny: life.destiny, readyAt });
  }

  /** Two torrents may hold the same release. */
  #isUsed(root: string, gone: Life): boolean {
    return [...this.#lives.values()].some(
      (life) => life.doneAt !== null && life.realm === gone.realm && life.release.files[0]?.name.split('/')[0] === root,
    );
  }

  #anyRealm(): Realm {
    const [first, second, third] = this.#parts.realms;
    return this.random.pick([...this.#parts.realms, first, first, second, second, third].flatMap((r) => r ?? []));
  }

  /** Something missing if there is any, else something that could be better. */
  #anyMedia(realm: Realm): FakeMedia {
    const free = [...realm.arr.state.media.values()].filter((media) => !this.#isOnItsWay(realm, media));
    const missing = free.filter((media) => !media.hasFile);
    return this.random.pick(missing.length > 0 ? missing : free);
  }

  #releaseFor(realm: Realm, media: FakeMedia, destiny: Destiny): Release {
    const parent = media.parentId === null ? undefined : realm.arr.state.parents.get(media.parentId);
    const kind = destiny === 'unwanted' ? 'unwanted' : 'plain';
    return releaseOf(realm.plan, media, parent?.title ?? media.title, kind, this.random);
  }

  #otherRelease(): Release {
    const taken = new Set([...this.#lives.values()].map((life) => life.release.name));
    const name = otherTitles.find((title) => !taken.has(title)) ?? this.random.pick(otherTitles);
    return { name, files: [{ name, size: this.random.int(700, 5900) * 1_000_000, priority: 1 }] };
  }

  /** What goes on by itself: the disk, the Arrs' commands, the outage of one of them. */
  #breathe(): void {
    for (const { arr } of this.#parts.realms) arr.tick();
    for (const { life } of this.#unnoticed.filter(({ readyAt }) => readyAt <= this.time)) delist(life);
    this.#unnoticed = this.#unnoticed.filter(({ readyAt }) => readyAt > this.time);
    const written = this.qbit.torrents().reduce((sum, torrent) => sum + torrent.dlspeed, 0) * seedingBeat;
    const next = this.#freeSpace - written / 4;
    this.#freeSpace = next < disk.least ? this.random.between(disk.most / 2, disk.most) : next;
    this.qbit.setFreeSpace(this.#freeSpace);
    const isAway = this.time % (outage.everyMinutes * 60) < outage.minutes * 60;
    if (isAway === this.#isAway) return;
    this.#isAway = isAway;
    const arr = this.#parts.realms.find(({ plan }) => plan.section === outage.section)?.arr;
    if (isAway) arr?.fault(/./, '503');
    else arr?.release();
  }
}

/** How a later torrent of this kind begins. */
function fresh(destiny: Destiny): Entrance {
  const isOther = destiny === 'other';
  return {
    destiny,
    phase: isOther ? 'seeding' : 'queued',
    count: 1,
    progress: isOther ? 1 : 0,
    minutesOld: [0, 0],
    ...(destiny === 'ignored' && { tags: ['qBitrr-ignored'] }),
  };
}
