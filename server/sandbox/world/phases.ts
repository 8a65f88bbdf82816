import type { FakeQbitState, FakeTorrent } from '../qbittorrent/index.ts';
import { isComplete, wantedSize } from '../qbittorrent/torrent.ts';
import type { Destiny, Phase } from './cast.ts';
import { categoryOf } from './life.ts';
import type { Life } from './life.ts';
import type { Random } from './random.ts';

/** What the phases act on. */
export interface Stage {
  readonly qbit: FakeQbitState;
  readonly random: Random;
  /** World seconds since the start. */
  readonly time: number;
  /** Epoch seconds. */
  epoch(): number;
  enter(life: Life, phase: Phase): void;
  /** It goes, by the owner's hand. */
  end(life: Life): void;
  /** It became complete just now. */
  completed(life: Life): void;
  /** It was not handed over in time, the Arr found it by itself. */
  overdue(life: Life): void;
}

const idle = { dlspeed: 0, upspeed: 0, eta: null };
const alone = { ...idle, seeds: 0, leechs: 1, swarmSeeds: 0 };
const minute = 60;
/** World seconds between two changes of a seeding torrent. */
export const seedingBeat = 10;

const swarm = { seeds: 14, leechs: 5, swarmSeeds: 41, swarmLeechs: 12, availability: 14.2 };

type Look = (context: { life: Life; torrent: FakeTorrent; files: FakeTorrent['files'] }) => Partial<FakeTorrent>;

const looks: Record<Phase, Look> = {
  queued: () => ({ state: 'queuedDL', ...idle, priority: 9 }),
  meta: () => ({ state: 'metaDL', ...alone, files: [], priority: 1 }),
  downloading: ({ life, files }) => {
    const forceStart = life.destiny === 'forced';
    return { state: forceStart ? 'forcedDL' : 'downloading', forceStart, files, priority: 1, ...swarm };
  },
  stalled: ({ life, files }) => {
    return { state: 'stalledDL', ...alone, files, priority: 2, availability: life.destiny === 'stall' ? 0.62 : 1.4 };
  },
  stopped: ({ files }) => ({ state: 'stoppedDL', ...idle, files, priority: 0 }),
  checking: ({ torrent, files }) => ({ state: isComplete(torrent) ? 'checkingUP' : 'checkingDL', ...idle, files }),
  moving: () => ({ state: 'moving', ...idle, priority: 0 }),
  error: ({ files }) => ({ state: 'error', ...idle, files }),
  missing: ({ files }) => ({ state: 'missingFiles', ...idle, files }),
  seeding: ({ life, files }) => {
    const state = life.destiny === 'forced' ? 'forcedUP' : 'uploading';
    return { state, ...idle, files, priority: 0, leechs: 3, swarmLeechs: 9 };
  },
  retired: ({ files }) => ({ state: 'stoppedUP', ...idle, files, priority: 0 }),
};

/** What qBittorrent shows when a phase begins. */
export function look(life: Life, phase: Phase, torrent: FakeTorrent): Partial<FakeTorrent> {
  const files = torrent.files.length > 0 ? torrent.files : life.release.files;
  return looks[phase]({ life, torrent, files });
}

const minutes = (low: number, high: number) => (random: Random) => random.between(low, high) * minute;

const durations: Record<Phase, (random: Random, destiny: Destiny) => number> = {
  queued: minutes(0.5, 4),
  meta: (random, destiny) => (destiny === 'deadMagnet' ? 60 * minute : random.between(15, 45)),
  downloading: () => Infinity,
  stalled: (random, destiny) => stalledMinutes(destiny, random) * minute,
  stopped: minutes(20, 40),
  checking: minutes(0.5, 2),
  moving: minutes(0.4, 1),
  error: () => 30 * minute,
  missing: () => 40 * minute,
  seeding: minutes(30, 75),
  retired: minutes(6, 15),
};

/** World seconds until a phase ends by itself. */
export function duration(phase: Phase, destiny: Destiny, random: Random): number {
  return durations[phase](random, destiny);
}

function stalledMinutes(destiny: Destiny, random: Random): number {
  if (destiny === 'ignored') return 360;
  return destiny === 'stall' ? 80 : random.between(3, 9);
}

/** A phase ran out: the next one, or the end. */
export function leave(stage: Stage, life: Life, torrent: FakeTorrent): void {
  switch (life.phase) {
    case 'queued':
      return stage.enter(life, 'meta');
    case 'meta':
      return life.destiny === 'deadMagnet' ? stage.end(life) : stage.enter(life, 'downloading');
    case 'stalled': {
      const isDead = life.destiny === 'stall' || life.destiny === 'ignored';
      return isDead ? stage.end(life) : stage.enter(life, 'downloading');
    }
    case 'downloading':
    case 'stopped':
    case 'checking':
      return stage.enter(life, isComplete(torrent) ? 'seeding' : 'downloading');
    case 'moving':
      return stage.enter(life, 'seeding');
    case 'seeding':
      if (life.destiny === 'other') return stage.enter(life, 'seeding');
      return stage.enter(life, life.destiny === 'missing' ? 'missing' : 'retired');
    case 'error':
    case 'missing':
    case 'retired':
      return stage.end(life);
  }
}

const strikes: Partial<Record<Destiny, Phase>> = {
  stall: 'stalled',
  ignored: 'stalled',
  hiccup: 'stalled',
  pause: 'stopped',
  error: 'error',
};

/** Some seconds of downloading. */
export function download(stage: Stage, life: Life, torrent: FakeTorrent, seconds: number): void {
  const size = wantedSize(torrent);
  const rate = Math.round(life.rate * stage.random.between(0.7, 1.3));
  const progress = size === 0 ? torrent.progress : Math.min(1, torrent.progress + (rate * seconds) / size);
  const downloaded = torrent.downloaded + Math.round((progress - torrent.progress) * size);
  const lastActivity = stage.epoch();
  if (progress === 1) {
    stage.qbit.patchTorrent(life.hash, { progress, downloaded, lastActivity, completionOn: lastActivity });
    stage.completed(life);
    return stage.enter(life, stage.random.chance(0.3) ? 'moving' : 'seeding');
  }
  const eta = Math.round(((1 - progress) * size) / rate);
  const timeActive = torrent.timeActive + Math.round(seconds);
  stage.qbit.patchTorrent(life.hash, { progress, downloaded, lastActivity, eta, dlspeed: rate, timeActive });
  if (life.struck || progress < life.turningPoint) return;
  life.struck = true;
  const next = strikes[life.destiny];
  if (next !== undefined) stage.enter(life, next);
  if (life.destiny === 'failed') stage.qbit.patchTorrent(life.hash, { category: 'failed' });
}

/** One beat of seeding: peers come and go. */
export function seed(stage: Stage, life: Life, torrent: FakeTorrent): void {
  const { random, qbit } = stage;
  const isBusy = random.chance(0.4);
  const upspeed = isBusy ? random.int(20_000, 900_000) : 0;
  const plain = isBusy ? 'uploading' : 'stalledUP';
  const state = life.destiny === 'forced' ? 'forcedUP' : random.chance(0.03) ? 'queuedUP' : plain;
  qbit.patchTorrent(life.hash, {
    state,
    upspeed: state === 'queuedUP' ? 0 : upspeed,
    uploaded: torrent.uploaded + upspeed * seedingBeat,
    seedingTime: torrent.seedingTime + seedingBeat,
    timeActive: torrent.timeActive + seedingBeat,
    ...(isBusy && { lastActivity: stage.epoch() }),
  });
  if (life.destiny === 'recheck' && random.chance(seedingBeat / (25 * minute))) {
    const home = categoryOf(life);
    qbit.patchTorrent(life.hash, { category: torrent.category === 'recheck' ? home : 'recheck' });
  }
  if (!life.imported && life.doneAt !== null && stage.time - life.doneAt > 25 * minute) stage.overdue(life);
}
