import { WORKER_PROTOCOL } from '../contract/index.ts';
import type { LastExit, ProcessRow, ToHost, ToWorker, UnitKind, UnitRef } from '../contract/index.ts';
import { Child } from './child.ts';
import type { ChildExit, ChildListener } from './child.ts';
import type { ManagerDeps } from './hooks.ts';
import { Reporter } from './reporter.ts';
import { decideRestart } from './restart-policy.ts';
import { UnitStops } from './unit-stops.ts';
import { Unit } from './unit.ts';
import type { ManagerPlan } from './unit.ts';

/** One manager process and its loops: states of supervisor.md 2.2, restarts of 2.5, verbs of 2.6 one after another. */
export class Manager {
  readonly #deps: ManagerDeps;
  readonly #report: Reporter;
  /** Loops whose pending start was charged to the restart budget. */
  readonly #charged = new Set<Unit>();
  readonly #stops: UnitStops;
  readonly #inFlight = new Map<string, Promise<UnitKind[]>>();
  #plan: ManagerPlan;
  #units: Unit[];
  #queue: Promise<unknown> = Promise.resolve();
  #child: Child | null = null;
  #session: symbol | null = null;
  #startedWith = new Set<Unit>();
  #spawnFailures = 0;
  #cancelRetry: (() => void) | null = null;
  #memoryBytes: number | null = null;
  #cpuPercent: number | null = null;
  #closing = false;

  constructor(plan: ManagerPlan, deps: ManagerDeps) {
    this.#deps = deps;
    this.#plan = plan;
    this.#report = new Reporter(plan.manager, deps);
    this.#stops = new UnitStops(deps.time);
    this.#units = plan.units.map((unit) => new Unit(unit, deps.time));
  }

  get plan(): ManagerPlan {
    return this.#plan;
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  rows(rebuilding: boolean): ProcessRow[] {
    const context = {
      plan: this.#plan,
      pid: this.pid,
      memoryBytes: this.#memoryBytes,
      cpuPercent: this.#cpuPercent,
      rebuilding,
      settings: this.#deps.hooks.restartSettings(),
    };
    return this.#units.map((unit) => unit.row(context));
  }

  send(message: ToWorker): void {
    this.#child?.send(message);
  }

  resumed(): void {
    this.#child?.resumed();
  }

  /** Starts loops that are not alive; answers which (api.md 3.4). */
  start(refs: readonly UnitRef[]): Promise<UnitKind[]> {
    return this.#verb('start', refs, (units) => {
      const idle = units.filter((unit) => ['stopped', 'failed', 'backoff'].includes(unit.phase));
      this.#revive(idle);
      return Promise.resolve(idle);
    });
  }

  /** Stops gracefully, waits for the end, starts again; the budget starts anew (S34, S35). Answers which. */
  restart(refs: readonly UnitRef[]): Promise<UnitKind[]> {
    return this.#verb('restart', refs, async (units) => {
      const live = this.#active().filter((unit) => units.includes(unit));
      for (const unit of units) unit.enter('restarting');
      this.#deps.changed();
      await this.#halt(live);
      this.#revive(units);
      return units;
    });
  }

  /** Stops by request: nothing revives these loops but start, restart, rebuild or a reload of this manager (S40). */
  stop(refs: readonly UnitRef[]): Promise<UnitKind[]> {
    return this.#verb('stop', refs, async (units) => {
      const targets = units.filter((unit) => unit.phase !== 'stopped');
      const live = this.#active().filter((unit) => targets.includes(unit));
      for (const unit of targets) {
        unit.enter(live.includes(unit) ? 'stopping' : 'stopped');
        this.#charged.delete(unit);
      }
      this.#deps.changed();
      await this.#halt(live);
      for (const unit of live) unit.enter('stopped');
      if (this.#units.some((unit) => unit.phase === 'restarting')) this.#spawn();
      return targets;
    });
  }

  /** Stops everything and starts again under another plan (a reload of this owner). */
  async replace(plan: ManagerPlan): Promise<void> {
    await this.#enqueue(async () => {
      for (const unit of this.#units) unit.enter('restarting');
      await this.#halt(this.#units);
      const former = this.#units;
      this.#plan = plan;
      this.#units = plan.units.map((unit) => new Unit(unit, this.#deps.time));
      for (const unit of this.#units) {
        unit.restartsTotal = former.find((old) => old.is(unit.ref))?.restartsTotal ?? 0;
      }
      this.#charged.clear();
      this.#revive(this.#units);
    });
  }

  /** Ends for good: verbs still waiting start nothing any more. Deadlines in milliseconds from now (supervisor.md 4.2). */
  async close(deadlines: { termAfterMs: number; killAfterMs: number }): Promise<void> {
    this.#closing = true;
    this.#cancelRetry?.();
    for (const unit of this.#units) unit.enter(unit.status === 'running' ? 'stopping' : 'stopped');
    await this.#child?.stop(deadlines);
    for (const unit of this.#units) unit.enter('stopped');
    this.#deps.changed();
  }

  killNow(): void {
    this.#closing = true;
    this.#child?.killNow();
  }

  #verb(verb: string, refs: readonly UnitRef[], act: (units: Unit[]) => Promise<Unit[]>): Promise<UnitKind[]> {
    const key = [verb, ...refs.map((ref) => `${ref.category}/${ref.kind}`)].join(' ');
    const running = this.#inFlight.get(key);
    if (running !== undefined) return running;
    const done = this.#enqueue(async () => {
      if (this.#closing) return [];
      const acted = await act(this.#units.filter((unit) => refs.some((ref) => unit.is(ref))));
      this.#deps.changed();
      return acted.map((unit) => unit.plan.kind);
    }).finally(() => this.#inFlight.delete(key));
    this.#inFlight.set(key, done);
    return done;
  }

  #enqueue<T>(operation: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(operation);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** Manual start: clears the budget and puts the loops into the live process, or into a new one. */
  #revive(units: readonly Unit[]): void {
    if (this.#closing) return;
    for (const unit of units) {
      unit.forgive();
      this.#charged.delete(unit);
      this.#begin(unit);
    }
    if (units.length > 0) this.#spawn();
  }

  #begin(unit: Unit): void {
    if (this.#charged.delete(unit)) {
      unit.restartsTotal += 1;
      this.#report.restarted(unit);
    }
    unit.enter('starting');
    if (this.#child?.ready === true) this.#child.send({ type: 'startUnit', unit: unit.ref });
    this.#deps.changed();
  }

  /** Ends these loops: the whole process when no other loop needs it, else each by itself. */
  async #halt(units: readonly Unit[]): Promise<void> {
    const child = this.#child;
    if (child === null || units.length === 0) return;
    const others = this.#active().filter((unit) => !units.includes(unit));
    const { termAfterMs, killAfterMs } = this.#deps.timings;
    if (others.length === 0) {
      await child.stop({ termAfterMs, killAfterMs });
      return;
    }
    const stuck = await this.#stops.request(units, termAfterMs, (message) => child.send(message));
    if (stuck.length === 0 || this.#child !== child) return;
    this.#report.log.warning(
      `${stuck.map((unit) => unit.plan.name).join(', ')} did not stop in time; recycling the process`,
    );
    for (const unit of this.#active()) unit.enter('restarting');
    await child.stop({ termAfterMs: 0, killAfterMs: killAfterMs - termAfterMs });
  }

  #active(): Unit[] {
    return this.#units.filter((unit) => unit.phase === 'starting' || unit.phase === 'running');
  }

  #spawn(): void {
    const wanted = this.#units.filter((unit) => unit.wanted);
    if (this.#closing || this.#child !== null || wanted.length === 0) return;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    for (const unit of wanted) this.#begin(unit);
    this.#startedWith = new Set(wanted);
    const session = Symbol(this.#plan.manager);
    this.#session = session;
    const { host, time, timings, hooks } = this.#deps;
    const { spawnTimeoutSeconds } = hooks.restartSettings();
    const spawnTimeoutMs = spawnTimeoutSeconds === undefined ? timings.spawnTimeoutMs : spawnTimeoutSeconds * 1000;
    try {
      const init: ToWorker = {
        type: 'init',
        protocol: WORKER_PROTOCOL,
        manager: this.#plan.manager,
        units: wanted.map((unit) => unit.ref),
        ...hooks.initFor(this.#plan.manager),
      };
      const child = Child.start({
        manager: this.#plan.manager,
        host,
        time,
        timings: { ...timings, spawnTimeoutMs },
        init,
        listener: this.#listener(session),
      });
      if (this.#session === session) this.#child = child;
    } catch (error) {
      this.#spawnFailed(error instanceof Error ? error.message : String(error));
    }
    this.#deps.pidsChanged();
  }

  #listener(session: symbol): ChildListener {
    const current = (run: () => void): void => {
      if (this.#session === session) run();
    };
    return {
      ready: () => current(() => this.#ready()),
      message: (message) => this.#message(message, this.#session === session),
      invalid: (problem) =>
        this.#report.log.error(`${this.#plan.manager} sent a message that is not understood: ${problem}`),
      output: (stream, line) => this.#report.output(stream, line, this.#units),
      silent: (seconds) => this.#report.silent(seconds),
      exited: (exit) => current(() => this.#exited(exit)),
      spawnFailed: (error) => current(() => this.#spawnFailed(error)),
    };
  }

  #ready(): void {
    this.#spawnFailures = 0;
    for (const unit of this.#units.filter((candidate) => candidate.phase === 'starting')) {
      if (this.#startedWith.has(unit)) unit.enter('running');
      else this.send({ type: 'startUnit', unit: unit.ref });
    }
    this.#deps.pidsChanged();
    this.#deps.changed();
  }

  #message(message: ToHost, current: boolean): void {
    switch (message.type) {
      case 'log':
        this.#deps.logs.write({
          source: this.#plan.manager,
          level: message.level,
          message: message.message,
          at: message.at,
        });
        return;
      case 'fatal':
        this.#report.log.error(message.error);
        this.#report.noteError(this.#units, message.error);
        return;
      case 'ready':
      case 'pong':
        return;
      case 'usage':
        this.#memoryBytes = current ? message.memoryBytes : null;
        this.#cpuPercent = current ? message.cpuPercent : null;
        break;
      case 'unitState':
      case 'activity':
      case 'counts': {
        const unit = this.#units.find((candidate) => candidate.is(message.unit));
        if (unit === undefined || !current) return;
        if (message.type === 'unitState') this.#unitState(unit, message.state, message.error);
        else if (message.type === 'activity') this.#activity(unit, message);
        else unit.counts = message;
        break;
      }
      default:
        this.#deps.hooks.onMessage(this.#plan.manager, message);
        return;
    }
    this.#deps.changed();
  }

  #activity(unit: Unit, message: Extract<ToHost, { type: 'activity' }>): void {
    if (unit.phase === 'starting' && this.#child?.ready === true) unit.enter('running');
    if (unit.phase !== 'running') return;
    unit.doing = message.doing;
    unit.nextRunAt = message.nextRunAt;
    if (message.passDone) unit.work.add(this.#deps.time.monotonic());
  }

  #unitState(unit: Unit, state: 'running' | 'stopped' | 'failed', error: string | null): void {
    if (error !== null) this.#report.noteError([unit], error);
    if (state === 'running') {
      if (unit.phase === 'starting') unit.enter('running');
      return;
    }
    if (this.#stops.answered(unit)) return;
    if (unit.phase !== 'running' && unit.phase !== 'starting') return;
    const failed = state === 'failed';
    unit.lastExit = {
      code: failed ? 1 : 0,
      signal: null,
      at: this.#deps.time.now(),
      reason: failed ? 'crash' : 'finished',
    };
    if (failed) this.#charge(unit, `loop ${unit.plan.kind} failed: ${error ?? 'no reason given'}`);
    else unit.enter('stopped');
    if (this.#active().length === 0) void this.#enqueue(() => this.#endIdleProcess());
  }

  /** A process without any loop to run is not kept (unless one came back meanwhile). */
  async #endIdleProcess(): Promise<void> {
    if (this.#active().length > 0) return;
    const { termAfterMs, killAfterMs } = this.#deps.timings;
    await this.#child?.stop({ termAfterMs, killAfterMs });
    if (this.#active().length > 0) this.#spawn();
  }

  #exited(exit: ChildExit): void {
    const running = this.#active();
    const lastExit: LastExit = { ...exit, at: this.#deps.time.now() };
    for (const unit of this.#units) {
      if (['starting', 'running', 'restarting', 'stopping'].includes(unit.phase)) unit.lastExit = lastExit;
    }
    this.#childGone();
    const how = exit.signal === null ? `exit code ${exit.code ?? 'unknown'}` : `signal ${exit.signal}`;
    if (exit.reason === 'requested' && !this.#closing) {
      // A loop that was due while the others of its process were being stopped: it gets a new process.
      for (const unit of running) unit.enter('restarting');
      if (running.length > 0) this.#spawn();
    } else if (exit.reason === 'finished' || exit.reason === 'requested') {
      this.#report.log.debug(`Process ended (${how}, ${exit.reason})`);
      for (const unit of running) unit.enter('stopped');
    } else {
      for (const unit of running) this.#charge(unit, `process ended unexpectedly (${how}, ${exit.reason})`);
    }
    this.#deps.changed();
  }

  #childGone(): void {
    this.#child = null;
    this.#session = null;
    this.#memoryBytes = null;
    this.#cpuPercent = null;
    this.#stops.allGone();
    this.#deps.pidsChanged();
  }

  #charge(unit: Unit, what: string): void {
    const { hooks, time } = this.#deps;
    const settings = hooks.restartSettings();
    const { decision, delayMs, history } = decideRestart(unit.history, time.monotonic(), settings);
    unit.history = history;
    this.#report.crashed(unit, what);
    if (decision === 'restart') {
      this.#charged.add(unit);
      unit.enter('backoff', this.#deps.time.now() + delayMs);
      unit.cancelRestart = time.after(delayMs, () => {
        this.#begin(unit);
        this.#spawn();
      });
      return;
    }
    unit.enter('failed');
    this.#report.gaveUp(unit, decision, settings);
  }

  #spawnFailed(error: string): void {
    const { timings, time, random } = this.#deps;
    this.#childGone();
    const waits = timings.spawnRetryMs;
    const base = waits[Math.min(this.#spawnFailures, waits.length - 1)] ?? 0;
    const delay = Math.round(base * (1 + random() * 0.1));
    this.#spawnFailures += 1;
    const starting = this.#active();
    this.#report.spawnFailed(starting, error, delay);
    for (const unit of starting) unit.enter('backoff', this.#deps.time.now() + delay);
    this.#cancelRetry?.();
    this.#cancelRetry = time.after(delay, () => this.#spawn());
    this.#deps.changed();
  }
}
