import { setTimeout as delay } from 'node:timers/promises';
import { createQbittorrent } from '../clients/qbittorrent/index.ts';
import type { Clock, EngineSettings, LogLevel, ToHost, ToWorker, UnitRef } from '../contract/index.ts';
import { ArrLink } from './arr-link.ts';
import { Executor } from './executor.ts';
import { IntentDesk } from './intent-desk.ts';
import { Judging } from './judging.ts';
import type { PassResult } from './judging.ts';
import { ManagerMemory } from './memory.ts';
import { QbitFeed } from './qbit-feed.ts';
import type { FeedChange } from './qbit-feed.ts';

type Init = Extract<ToWorker, { type: 'init' }>;

/** What a manager needs from its process; injectable for tests. */
export interface ManagerDeps {
  readonly clock: Clock;
  readonly send: (message: ToHost) => void;
  readonly random: () => number;
}

const rowsPerMessage = 250;

/** One Arr manager (or `core`): its feeds, its judging and its executor, run pass after pass until stopped. */
export class Manager {
  readonly #name: string;
  readonly #deps: ManagerDeps;
  readonly #units = new Map<string, UnitRef>();
  readonly #running = new Set<string>();
  readonly #memory: ManagerMemory;
  readonly #judging: Judging;
  readonly #executor: Executor;
  readonly #desk: IntentDesk;
  readonly #upSince: Record<string, number>;
  readonly #feeds = new Map<string, QbitFeed>();
  readonly #arrs = new Map<string, ArrLink>();
  #settings: EngineSettings;
  #pending: EngineSettings | null = null;
  #stopped = false;
  #wake: AbortController = new AbortController();

  constructor(init: Init, deps: ManagerDeps) {
    this.#name = init.manager;
    this.#deps = deps;
    this.#settings = init.settings;
    this.#upSince = init.upSince;
    this.#memory = new ManagerMemory(init.memory);
    this.#judging = new Judging(init.manager, init.settings, this.#memory);
    this.#desk = new IntentDesk({ manager: init.manager, clock: deps.clock, send: deps.send });
    this.#executor = new Executor(
      {
        desk: this.#desk,
        memory: this.#memory,
        judging: this.#judging,
        clock: deps.clock,
        sleep: (ms) => delay(ms),
        log: (level, message) => this.log(level, message),
        settings: () => this.#settings,
        feeds: () => this.#feeds,
        arrs: () => this.#arrs,
      },
      init.intents,
    );
    this.#connect();
    for (const unit of init.units) this.startUnit(unit);
  }

  /** Passes until `stop`; an unexpected error ends the process, the supervisor's restart policy takes over. */
  async run(): Promise<void> {
    while (!this.#stopped) {
      const seconds = await this.#pass();
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
    this.#judging.use(this.#settings);
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
    const { id, granted, observed, reason } = message;
    this.#desk.answered(id, granted ? { granted } : { granted, observed, reason });
  }

  /** Ends the current wait, and forgets back-off times: somebody asked. */
  wake(): void {
    for (const feed of this.#feeds.values()) feed.guard.clear();
    for (const link of this.#arrs.values()) link.guard.clear();
    this.#wake.abort();
  }

  log(level: LogLevel, message: string): void {
    this.#deps.send({ type: 'log', level, message, at: this.#deps.clock.now() });
  }

  /** One pass: ask, go on with what was begun, judge, report, act. Returns seconds until the next one. */
  async #pass(): Promise<number> {
    this.#takeSettings();
    if (this.#running.size === 0) return this.#settings.loopSleepSeconds;
    const [changes] = await Promise.all([this.#poll(), this.#refreshArrs()]);
    await this.#executor.resume();
    const result = this.#judging.pass(changes, this.#deps.clock.now() / 1000, this.#running);
    this.#report(result);
    await this.#executor.run(result.judged);
    const memory = this.#memory.takeChanges();
    if (memory.length > 0) this.#deps.send({ type: 'remember', entries: memory });
    return this.#announceNext(result);
  }

  #takeSettings(): void {
    const settings = this.#pending;
    if (!settings) return;
    this.#pending = null;
    this.#settings = settings;
    this.#connect();
    this.#judging.use(settings);
    this.#executor.reconsider();
    this.#deps.send({ type: 'settingsApplied', revision: settings.revision });
  }

  async #poll(): Promise<Map<QbitFeed, FeedChange>> {
    const changes = new Map<QbitFeed, FeedChange>();
    await Promise.all(
      [...this.#feeds.values()].map(async (feed) => {
        const change = await feed.poll();
        if (!change) return;
        changes.set(feed, change);
        const { dlspeed, upspeed, freeSpace } = feed.data.server;
        this.#deps.send({ type: 'transfer', instance: feed.instance.name, dlspeed, upspeed, freeSpace });
      }),
    );
    return changes;
  }

  /** An Arr manager looks after its own Arr; `core` asks one only when it has something to tell it. */
  async #refreshArrs(): Promise<void> {
    if (this.#name !== 'core') await this.#arrs.get(this.#name)?.refresh();
  }

  /** Rows travel in small pieces, so that neither side stands still over ten thousand of them. */
  #report({ rows, removed, full }: PassResult): void {
    for (let from = 0; from < rows.length; from += rowsPerMessage) {
      this.#deps.send({
        type: 'torrents',
        changed: rows.slice(from, from + rowsPerMessage),
        removed: [],
        present: null,
      });
    }
    if (removed.length === 0 && full.length === 0) return;
    const listed = full.map((instance): [string, string[]] => [
      instance,
      rows.flatMap(({ row }) => (row.instance === instance ? [row.hash] : [])),
    ]);
    const present = full.length > 0 ? Object.fromEntries(listed) : null;
    this.#deps.send({ type: 'torrents', changed: [], removed, present });
  }

  /** Tells each loop's state and returns seconds until the next pass. */
  #announceNext(result: PassResult): number {
    const seconds = this.#secondsToNext();
    const nextRunAt = Math.round(this.#deps.clock.now() + seconds * 1000);
    const down = [...this.#feeds.values()].filter((feed) => !feed.isUp).map((feed) => feed.instance.name);
    const link = this.#arrs.get(this.#name);
    for (const category of this.#running) {
      const unit = this.#units.get(category);
      if (!unit) continue;
      const tracked = this.#judging.countOf(category);
      const code =
        down.length > 0 && down.length === this.#feeds.size
          ? 'qbit-unreachable'
          : link && this.#name !== 'core' && !link.isUp
            ? 'arr-unreachable'
            : 'pass';
      const values = { tracked, judged: result.judged.length, unreachable: down.join(', ') };
      this.#deps.send({ type: 'activity', unit, doing: { code, values }, nextRunAt, passDone: code === 'pass' });
      const queueCount = link && this.#name !== 'core' && link.isUp ? link.queueCount : null;
      this.#deps.send({ type: 'counts', unit, queueCount, categoryCount: tracked });
    }
    return seconds;
  }

  #secondsToNext(): number {
    const due = this.#judging.nextAt();
    const untilDue = due === null ? Infinity : Math.max(0.05, due - this.#deps.clock.now() / 1000);
    return Math.min(this.#settings.loopSleepSeconds, untilDue);
  }

  async #sleep(seconds: number): Promise<void> {
    if (this.#stopped || this.#pending) return;
    this.#wake = new AbortController();
    await delay(seconds * 1000, undefined, { signal: this.#wake.signal }).catch(() => undefined);
  }

  /** Makes the feeds and links the settings name; unchanged ones keep their snapshot and state. */
  #connect(): void {
    reconcile(
      this.#feeds,
      this.#settings.qbits,
      (feed) => feed.instance,
      (instance) => {
        const upSince = this.#upSince[instance.name] ?? null;
        const report = this.#remoteReporter(instance.name, 'qbit');
        return new QbitFeed({ instance, client: createQbittorrent(instance), upSince, report, ...this.#deps });
      },
    );
    const wanted =
      this.#name === 'core' ? this.#settings.arrs : this.#settings.arrs.filter((arr) => arr.name === this.#name);
    reconcile(
      this.#arrs,
      wanted,
      (link) => link.instance,
      (instance) => {
        return new ArrLink({ instance, report: this.#remoteReporter(instance.name, 'arr'), ...this.#deps });
      },
    );
  }

  #remoteReporter(target: string, kind: 'qbit' | 'arr') {
    return (report: {
      state: Extract<ToHost, { type: 'remote' }>['state'];
      version: string | null;
      error: string | null;
    }) => {
      this.#deps.send({ type: 'remote', target, kind, ...report });
      if (report.state === 'up')
        this.log('NOTICE', `${target} answers${report.version ? `, version ${report.version}` : ''}`);
      else this.log('WARNING', report.error ?? `${target} is ${report.state}`);
    };
  }
}

/** Brings a map of live objects in line with configured ones: unchanged ones stay, changed ones are made anew. */
function reconcile<T, C extends { name: string }>(
  live: Map<string, T>,
  wanted: readonly C[],
  configOf: (item: T) => C,
  make: (config: C) => T,
): void {
  const names = new Set(wanted.map((config) => config.name));
  for (const name of live.keys()) if (!names.has(name)) live.delete(name);
  for (const config of wanted) {
    const known = live.get(config.name);
    if (!known || JSON.stringify(configOf(known)) !== JSON.stringify(config)) live.set(config.name, make(config));
  }
}
