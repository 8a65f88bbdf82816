import { setTimeout as delay } from 'node:timers/promises';
import path from 'node:path';
import type { Clock, EngineSettings, LogLevel, MemoryEntry, ToHost, ToWorker, UnitRef } from '../contract/index.ts';
import { Executor, blocklistOrphans, obey } from './acts/index.ts';
import type { ActTools } from './acts/index.ts';
import { ClockWatch } from './clock-watch.ts';
import { Connectivity } from './connectivity.ts';
import type { Probe } from './connectivity.ts';
import { Desk } from './desk.ts';
import { Judging } from './judging.ts';
import type { PassResult } from './judging.ts';
import { MediaProbe } from './media-probe.ts';
import type { Run } from './media-probe.ts';
import { ManagerMemory } from './memory.ts';
import { Policy, measureDisk } from './policy.ts';
import type { MeasureDisk } from './policy.ts';
import { previewOf } from './preview.ts';
import type { QbitFeed } from './qbit-feed.ts';

import { PassReporter } from './reporter.ts';
import { Remotes } from './remotes.ts';
import { policyUnit } from './scope.ts';

/** Between two passes, however little rest is asked for: without any, qBittorrent would be asked without end. */
const shortestRestMs = 50;

type Init = Extract<ToWorker, { type: 'init' }>;

/** What a manager needs from its process; injectable for tests. */
export interface ManagerDeps {
  readonly clock: Clock;
  readonly send: (message: ToHost) => void;
  /** Resolves once what was sent has left this process. */
  readonly drained?: () => Promise<void>;
  /** After so many torrents were read and judged at once. */
  readonly tidy?: (torrents: number) => void;
  readonly random: () => number;
  readonly measureDisk?: MeasureDisk;
  readonly probe?: Probe;
  readonly runProgram?: Run;
}

/** One Arr manager (or `core`): its feeds, its judging and its executor, run pass after pass until stopped. */
export class Manager {
  readonly #name: string;
  readonly #deps: ManagerDeps;
  readonly #units = new Map<string, UnitRef>();
  readonly #running = new Set<string>();
  readonly #memory: ManagerMemory;
  readonly #judging: Judging;
  readonly #executor: Executor;
  readonly #desk: Desk;
  readonly #tools: ActTools;
  readonly #policy: Policy | null;
  readonly #remotes: Remotes;
  readonly #reporter: PassReporter;
  readonly #connectivity: Connectivity;
  readonly #clockWatch: ClockWatch;
  readonly #requests: (() => Promise<void>)[] = [];
  /** `instance/hash` of torrents whose Keep waits for the running pass to end. */
  readonly #keeps = new Set<string>();
  /** Feeds whose torrents were commanded in this pass. */
  readonly #commanded = new Set<QbitFeed>();
  #settings: EngineSettings;
  #pending: EngineSettings | null = null;
  #freeAboveMark: number | null = null;
  #online = true;
  #readAll = false;
  #stopped = false;
  #wake: AbortController = new AbortController();

  constructor(init: Init, deps: ManagerDeps) {
    const { clock, random, send } = deps;
    const log = (level: LogLevel, message: string) => this.log(level, message);
    this.#name = init.manager;
    this.#deps = deps;
    this.#settings = init.settings;
    this.#memory = new ManagerMemory(init.memory);
    this.#remotes = new Remotes({ manager: init.manager, upSince: init.upSince, clock, random, send, log });
    this.#judging = new Judging(init.manager, init.settings, this.#memory, {
      queue: (hash) => this.#remotes.own?.factsOf(hash) ?? null,
      freeAboveMark: () => this.#freeAboveMark,
    });
    const lookAgain = (instance: string, hash: string, at: number) => this.#judging.lookAgain(instance, hash, at);
    this.#desk = new Desk({ manager: init.manager, clock, send, log, lookAgain });
    this.#tools = {
      desk: this.#desk,
      memory: this.#memory,
      judging: this.#judging,
      clock,
      probe: new MediaProbe(() => ffprobeCandidates(this.#settings.ffprobePath, init.dataDir), deps.runProgram),
      sleep: (ms) => delay(ms),
      log,
      settings: () => this.#settings,
      isKeepAsked: (instance, hash) => this.#keeps.has(`${instance}/${hash}`),
      feeds: () => this.#remotes.feeds,
      arrs: () => this.#remotes.arrs,
    };
    this.#executor = new Executor(this.#tools, init.intents);
    const reportDisk = (report: Extract<ToHost, { type: 'disk' }>['report']) => send({ type: 'disk', report });
    this.#policy =
      init.manager === 'core' ? new Policy(this.#tools, deps.measureDisk ?? measureDisk, reportDisk) : null;
    this.#reporter = new PassReporter(send, deps.drained ?? (() => Promise.resolve()));
    this.#connectivity = new Connectivity({ clock, random, ...(deps.probe && { probe: deps.probe }) });
    this.#clockWatch = new ClockWatch(clock);
    this.#remotes.connect(this.#settings);
    for (const unit of init.units) this.startUnit(unit);
  }

  /** Passes until `stop`; an unexpected error ends the process, the supervisor's restart policy takes over. */
  async run(): Promise<void> {
    while (!this.#stopped) {
      const seconds = await this.pass();
      this.#tidy();
      await this.#sleep(seconds);
    }
  }

  stop(): void {
    this.#stopped = true;
    this.wake();
  }

  startUnit(unit: UnitRef): void {
    this.#units.set(unit.category, unit);
    this.#running.add(unit.category);
    this.#judging.lookAtAll();
    this.#deps.send({ type: 'unitState', unit, state: 'running', error: null });
    this.wake();
  }

  stopUnit(unit: UnitRef): void {
    this.#running.delete(unit.category);
    this.#deps.send({ type: 'unitState', unit, state: 'stopped', error: null });
  }

  /** New settings take force between two passes (supervisor.md 3.2). */
  apply(settings: EngineSettings): void {
    this.#pending = settings;
    this.wake();
  }

  intentAnswered(message: Extract<ToWorker, { type: 'intentAnswer' }>): void {
    const { id, granted, check, reason, until } = message;
    this.#desk.answered(id, granted ? { granted } : { granted, check, reason, until });
  }

  /** What another manager or the free-space guard found out. */
  learn(message: Extract<ToWorker, { type: 'shared' | 'freeSpace' }>): void {
    if (message.type === 'freeSpace') {
      this.#freeAboveMark = message.aboveMark;
      return;
    }
    this.#memory.load(message.entries);
    for (const { instance, hash } of message.entries) this.#judging.lookAgain(instance, hash, this.#desk.now);
    this.wake();
  }

  /** Does between two passes what an owner asks of one torrent, and tells how it went. A Keep spares it from the pass that runs. */
  command(message: Extract<ToWorker, { type: 'command' }>): void {
    const { instance, hash } = message;
    const key = `${instance}/${hash}`;
    if (message.command === 'keep') this.#keeps.add(key);
    this.#requests.push(async () => {
      const feed = this.#remotes.feeds.get(instance);
      const item = feed?.isUp ? this.#judging.judgeOne(feed, hash, this.#desk.now) : null;
      const outcome = item
        ? await obey(message.command, item, this.#tools)
        : { ok: false, message: feed?.isUp ? 'This torrent is not there any more.' : `${instance} does not answer.` };
      if (feed) this.#commanded.add(feed);
      this.#keeps.delete(key);
      this.#judging.lookAgain(instance, hash, this.#desk.now);
      this.#deps.send({ type: 'commandResult', id: message.id, ...outcome });
    });
    this.wake();
  }

  /** Judges the live snapshot by other settings, without acting (what-if). */
  preview(message: Extract<ToWorker, { type: 'preview' }>): void {
    this.#requests.push(async () => {
      const feeds = [...this.#remotes.feeds.values()].filter((feed) => feed.isUp);
      const result = await previewOf(
        { manager: this.#name, judging: this.#judging, policy: this.#policy, now: this.#desk.now },
        feeds,
        { before: this.#settings, after: message.settings },
      );
      this.#deps.send({ type: 'previewResult', id: message.id, result });
    });
    this.wake();
  }

  /** Ends the current wait, and forgets back-off times: somebody asked. */
  wake(): void {
    this.#remotes.clearBackoff();
    this.#wake.abort();
  }

  log(level: LogLevel, message: string): void {
    this.#deps.send({ type: 'log', level, message, at: this.#deps.clock.now() });
  }

  /** One pass: ask, go on with what was begun, judge, report, act. Returns seconds until the next one. */
  async pass(): Promise<number> {
    this.#takeSettings();
    this.#noticeJump();
    if (this.#running.size === 0) {
      await this.#serveRequests();
      return this.#settings.loopSleepSeconds;
    }
    const [changes] = await Promise.all([this.#remotes.poll(), this.#remotes.refreshOwn(this.#settings)]);
    await this.#remotes.prepare(changes, this.#settings);
    if (!(await this.#isOnline())) {
      this.#reporter.idle(
        [...this.#units.values()],
        this.#running,
        'offline',
        this.#settings.noInternetSleepSeconds,
        this.#desk.now,
      );
      return this.#settings.noInternetSleepSeconds;
    }
    this.#judging.lookAgainAt(this.#remotes.takeQueueChanges(), this.#remotes.feeds.values(), this.#desk.now);
    if (this.#remotes.takeOwnTurned()) this.#judging.lookAtAll();
    await this.#executor.resume();
    await this.#serveRequests();
    const result = this.#judging.pass(changes, this.#desk.now, this.#running);
    await this.#reporter.rows(result);
    await this.#executor.run(result.judged, this.#running);
    if (this.#remotes.own && this.#name !== 'core') await blocklistOrphans(this.#remotes.own, this.#tools);
    if (this.#running.has(policyUnit)) await this.#policy?.pass([...this.#remotes.feeds.values()]);
    this.#remember();
    if (result.full.length > 0) this.#readAll = true;
    return this.#announceNext(result);
  }

  #takeSettings(): void {
    const settings = this.#pending;
    if (!settings) return;
    this.#pending = null;
    this.#settings = settings;
    this.#remotes.connect(settings);
    this.#judging.use(settings);
    this.#desk.reconsider();
    this.#deps.send({ type: 'settingsApplied', revision: settings.revision });
  }

  /** design.md 5: after a wake from sleep or a set clock, no time seen before counts. */
  #noticeJump(): void {
    const jump = this.#clockWatch.check();
    if (jump === 0) return;
    this.#remotes.countAnew();
    this.#judging.lookAtAll();
    const seconds = Math.round(Math.abs(jump) / 1000);
    this.log('NOTICE', `The clock moved by ${seconds} s: times without progress are counted anew from now on`);
  }

  /** L7: asked only when every qBittorrent that answers says that it is disconnected. */
  async #isOnline(): Promise<boolean> {
    const up = [...this.#remotes.feeds.values()].filter((feed) => feed.isUp);
    const disconnected = up.length > 0 && up.every((feed) => feed.data.server.connection === 'disconnected');
    const online = !disconnected || (await this.#connectivity.isOnline(this.#settings.pingTargets));
    if (online && !this.#online) {
      this.#remotes.countAnew();
      this.#judging.lookAtAll();
      this.log('NOTICE', 'There is an internet connection again');
    }
    if (!online && this.#online) this.log('WARNING', 'No internet connection: nothing is judged until there is one');
    this.#online = online;
    return online;
  }

  /** What a pass over everything has left is garbage only once that pass has ended. */
  #tidy(): void {
    if (!this.#readAll) return;
    this.#readAll = false;
    const feeds = [...this.#remotes.feeds.values()];
    this.#deps.tidy?.(feeds.reduce((sum, feed) => sum + feed.torrents().size, 0));
  }

  async #serveRequests(): Promise<void> {
    for (const request of this.#requests.splice(0)) await request();
    // What this pass read is from before the commands.
    await Promise.all([...this.#commanded].map((feed) => feed.refresh()));
    this.#commanded.clear();
  }

  #remember(): void {
    const entries: MemoryEntry[] = this.#memory.takeChanges();
    if (entries.length > 0) this.#deps.send({ type: 'remember', entries });
  }

  #announceNext(result: PassResult): number {
    const seconds = this.#secondsToNext();
    const down = [...this.#remotes.feeds.values()].filter((feed) => !feed.isUp).map((feed) => feed.instance.name);
    this.#reporter.done({
      units: [...this.#units.values()],
      running: this.#running,
      judged: result.judged.length,
      down,
      allDown: down.length > 0 && down.length === this.#remotes.feeds.size,
      own: this.#remotes.own,
      countOf: (category) => this.#judging.countOf(category),
      policy: this.#policy?.counts ?? null,
      managed: (unit) =>
        this.#settings.qbitRules.find(({ instance }) => `qbit-${instance}` === unit)?.managed.length ?? 0,
      nextRunAt: Math.round((this.#desk.now + seconds) * 1000),
    });
    return seconds;
  }

  #secondsToNext(): number {
    if (this.#requests.length > 0) return 0;
    const due = this.#judging.nextAt();
    const untilDue = due === null ? Infinity : Math.max(0.05, due - this.#desk.now);
    return Math.min(this.#settings.loopSleepSeconds, untilDue);
  }

  async #sleep(seconds: number): Promise<void> {
    if (this.#stopped || this.#pending || this.#requests.length > 0) return;
    this.#wake = new AbortController();
    await delay(Math.max(shortestRestMs, seconds * 1000), undefined, { signal: this.#wake.signal }).catch(
      () => undefined,
    );
  }
}

/** Where an ffprobe may be: as configured, where the reference keeps it, or installed (torrents.md 4.3). */
function ffprobeCandidates(configured: string, dataDir: string): string[] {
  const name = process.platform === 'win32' ? 'ffprobe.exe' : 'ffprobe';
  if (configured !== '') return [configured];
  return [...(dataDir === '' ? [] : [path.join(dataDir, 'qBitManager', name)]), name];
}
