import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../contract/common.ts';
import { startFakeArr } from './arr/index.ts';
import type { FakeArr } from './arr/index.ts';
import { sandboxConfiguration } from './configuration.ts';
import { startFakeQbittorrent } from './qbittorrent/index.ts';
import type { FakeQbittorrent } from './qbittorrent/index.ts';
import { realmPlans } from './world/catalogue.ts';
import type { Realm } from './world/life.ts';
import { settleFolders } from './world/folders.ts';
import { Placeholders } from './world/placeholders.ts';
import { Random } from './world/random.ts';
import { World } from './world/world.ts';

export interface SandboxOptions {
  /** The sandbox's own folder; its files go to `downloads` below it. */
  dataDir: string;
  clock?: Clock;
  /** How much faster than the clock the world turns; 1 when absent, 0 = only `step` moves it. */
  speed?: number;
  /** Worlds of the same seed and steps are the same. */
  seed?: number;
}

/** A make-believe stack to look at: one qBittorrent and four Arrs on 127.0.0.1. */
export interface Sandbox {
  /** A whole config.toml for it. */
  readonly configToml: string;
  readonly qbittorrent: FakeQbittorrent;
  /** By section name. */
  readonly arrs: ReadonlyMap<string, FakeArr>;
  /** Moves the world along by so many seconds. */
  step(seconds: number): void;
  /** What went wrong in the sandbox itself: calls nobody should send, files that could not be written. */
  problems(): string[];
  /** The placeholder files are as the world wants them. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const tickMs = 1000;
/** Seconds one tick catches up with at most, after a sleep of the machine. */
const longestStep = 60;
const systemClock: Clock = { now: Date.now, monotonic: () => performance.now() };
const login = { userName: 'demo', password: 'demo-password' };

/** Starts the sandbox. @throws I/O errors of its folder and ports. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock = systemClock, speed = 1, seed = 1927 } = options;
  const random = new Random(seed);
  const downloads = path.join(options.dataDir, 'downloads');
  const placeholders = await Placeholders.open(downloads);
  const savePath = downloads.replaceAll(path.sep, '/');
  const stage: { world: World | null } = { world: null };
  const qbittorrent = await startFakeQbittorrent({
    ...login,
    clock,
    savePath,
    onAction: (action) => stage.world?.acted(action),
  });
  qbittorrent.state.preferences.auto_tmm_enabled = true;
  const realms: Realm[] = [];
  for (const plan of realmPlans) {
    const arr = await startFakeArr({
      type: plan.type,
      apiKey: random.hex(32),
      clock,
      commandLife: { startMs: 300, runMs: 2500 },
      onCommand: (command) => {
        const realm = realms.find((candidate) => candidate.arr === arr);
        if (realm !== undefined) stage.world?.commanded(realm, command);
      },
      onQueueRemoved: (removal) => stage.world?.dequeued(removal),
    });
    const library = path.join(options.dataDir, 'library', plan.section);
    await mkdir(library, { recursive: true });
    settleFolders(arr, { plan, port: qbittorrent.port, savePath, library: library.replaceAll(path.sep, '/') });
    realms.push({ plan, arr });
  }
  const world = new World({ qbit: qbittorrent.state, realms, placeholders, clock, random, savePath });
  stage.world = world;
  await placeholders.idle();

  let last = clock.monotonic();
  const tick = () => {
    const now = clock.monotonic();
    const seconds = ((now - last) / 1000) * speed;
    last = now;
    if (seconds > 0) world.step(Math.min(seconds, longestStep));
  };
  const timer = speed > 0 ? setInterval(tick, tickMs) : null;
  timer?.unref();

  return {
    configToml: sandboxConfiguration({
      qbit: { ...login, port: qbittorrent.port },
      arrs: realms.map(({ plan, arr }) => ({ plan, url: arr.url, apiKey: arr.apiKey })),
      downloads: savePath,
    }),
    qbittorrent,
    arrs: new Map(realms.map(({ plan, arr }) => [plan.section, arr])),
    step: (seconds) => world.step(seconds),
    problems: () => [
      ...qbittorrent.violations,
      ...realms.flatMap(({ arr }) => arr.violations),
      ...placeholders.problems,
    ],
    settled: () => placeholders.idle(),
    stop: async () => {
      if (timer !== null) clearInterval(timer);
      await Promise.all([qbittorrent.stop(), ...realms.map(({ arr }) => arr.stop())]);
      await placeholders.idle();
    },
  };
}
