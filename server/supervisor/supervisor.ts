import type { EngineSettings, ProcessRow, ToWorker } from '../contract/index.ts';
import { ProcessControlImpl } from './control.ts';
import type { SupervisorHooks, ManagerDeps } from './hooks.ts';
import type { ChildHost } from './host.ts';
import { Manager } from './manager.ts';
import { endOrphans, recordChildren } from './orphans.ts';
import { inParallel } from './parallel.ts';
import { systemTime, TIMINGS } from './time.ts';
import type { Time, Timings } from './time.ts';
import type { ManagerPlan } from './unit.ts';

export interface SupervisorOptions {
  host: ChildHost;
  hooks: SupervisorHooks;
  logs: ManagerDeps['logs'];
  /** Where children are written down; null = nowhere (tests). */
  dataDir: string | null;
  time?: Time;
  timings?: Partial<Timings>;
  random?: () => number;
}

/** What `apply` did to one manager. */
export interface AppliedManager {
  manager: string;
  outcome: 'started' | 'stopped' | 'restarted' | 'updated';
}

/** When a list of children that could not be written is tried again: a stale one would end nothing after a crash. */
const recordAgainMs = 10_000;
/** How many managers a rebuild or reload works on at once (supervisor.md 2.6). */
const PARALLEL = 4;
/** supervisor.md 4.2: SIGTERM at 5, SIGKILL at 7 of a grace of 8 seconds. */
const TERM_SHARE = 5 / 8;
const KILL_SHARE = 7 / 8;

/** All manager processes: live reload, rebuild, shutdown. One failure never stops another manager. */
export class Supervisor {
  /** Rows and verbs for the API, the tray and the panel. */
  readonly control: ProcessControlImpl;
  readonly #options: SupervisorOptions;
  readonly #deps: ManagerDeps;
  readonly #listeners = new Set<() => void>();
  #managers = new Map<string, Manager>();
  #applied = false;
  #closing = false;
  #changePending = false;
  #applying: Promise<unknown> = Promise.resolve();
  #rebuild: Promise<void> | null = null;
  /** Why the children could not be written down, told once; null when they were. */
  #notRecorded: string | null = null;
  #recordAgain: (() => void) | null = null;
  #replan: (() => Promise<{ settings: EngineSettings; plans: ManagerPlan[] } | null>) | null = null;

  /** Also ends children that outlived an earlier run: make it with the instance lock held. */
  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#deps = {
      host: options.host,
      time: options.time ?? systemTime,
      timings: { ...TIMINGS, ...options.timings },
      random: options.random ?? Math.random,
      logs: options.logs,
      hooks: options.hooks,
      changed: () => this.#changed(),
      pidsChanged: () => this.#pidsChanged(),
    };
    this.control = new ProcessControlImpl({
      managers: () => [...this.#managers.values()],
      initialised: () => this.#applied,
      closing: () => this.#closing,
      rebuilding: () => this.#rebuild,
      rebuild: () => this.rebuild(),
      rows: () => this.rows(),
      onChange: (listener) => this.onChange(listener),
    });
    if (options.dataDir === null) return;
    const orphans = endOrphans(options.dataDir);
    if (orphans.length > 0) {
      options.logs.logger('Main').warning(`Ended processes left over from an earlier run: ${orphans.join(', ')}`);
    }
  }

  /** True from the first `apply` on. */
  get initialised(): boolean {
    return this.#applied;
  }

  rows(): ProcessRow[] {
    return [...this.#managers.values()].flatMap((manager) => manager.rows(this.#rebuild !== null));
  }

  /** Sends to a manager (answers to intents, wake); nothing happens when it is not running. */
  send(manager: string, message: ToWorker): void {
    this.#managers.get(manager)?.send(message);
  }

  /** Managers whose process runs, in row order. */
  running(): string[] {
    return [...this.#managers.values()].flatMap((manager) => (manager.pid === null ? [] : manager.plan.manager));
  }

  /** Called at most once per turn of the event loop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Makes this the set of managers, in row order: removed ones end first (S47), changed ones (fingerprint) restart, new
   * ones start, all others get the settings pushed. Calls run one after another. A manager that cannot be started is
   * retried by itself (supervisor.md 2.4); that is not a failure of apply.
   */
  apply(settings: EngineSettings, plans: readonly ManagerPlan[]): Promise<AppliedManager[]> {
    const result = this.#applying.then(() => this.#apply(settings, plans));
    this.#applying = result.catch(() => undefined);
    return result;
  }

  /** What a rebuild works from: called first, null or a throw keeps the present plan. */
  onRebuild(replan: () => Promise<{ settings: EngineSettings; plans: ManagerPlan[] } | null>): void {
    this.#replan = replan;
  }

  /** Restarts every manager, stopped and failed loops too (S40); joins a rebuild that is running. Deletes nothing. */
  rebuild(): Promise<void> {
    if (this.#closing) return Promise.resolve();
    this.#rebuild ??= this.#runRebuild().finally(() => {
      this.#rebuild = null;
      this.#changed();
    });
    this.#changed();
    return this.#rebuild;
  }

  /** The machine woke up: silence until now proves nothing. */
  resumed(): void {
    for (const manager of this.#managers.values()) manager.resumed();
  }

  /** Ends every process within 7/8 of `graceSeconds` (8 by default, supervisor.md 4.2); idempotent (S57-S59). */
  async shutdown(graceSeconds = 8): Promise<void> {
    this.#closing = true;
    this.#recordAgain?.();
    const grace = graceSeconds * 1000;
    const deadlines = { termAfterMs: grace * TERM_SHARE, killAfterMs: grace * KILL_SHARE };
    await Promise.all([...this.#managers.values()].map((manager) => manager.close(deadlines)));
  }

  /** The second Ctrl+C (S60): SIGKILL to all at once; a running `shutdown` then ends. */
  killAll(): void {
    this.#closing = true;
    for (const manager of this.#managers.values()) manager.killNow();
  }

  async #apply(settings: EngineSettings, plans: readonly ManagerPlan[]): Promise<AppliedManager[]> {
    if (this.#closing) return [];
    const { termAfterMs, killAfterMs } = this.#deps.timings;
    const removed = [...this.#managers.values()].filter(
      (manager) => !plans.some((plan) => plan.manager === manager.plan.manager),
    );
    await Promise.all(removed.map((manager) => manager.close({ termAfterMs, killAfterMs })));
    const former = this.#managers;
    this.#managers = new Map();
    const results: AppliedManager[] = removed.map((manager) => ({ manager: manager.plan.manager, outcome: 'stopped' }));
    const work: (() => Promise<unknown>)[] = [];
    for (const plan of plans) {
      const existing = former.get(plan.manager);
      const manager = existing ?? new Manager(plan, this.#deps);
      this.#managers.set(plan.manager, manager);
      if (existing === undefined) {
        results.push({ manager: plan.manager, outcome: 'started' });
        work.push(() => manager.start(plan.units));
      } else if (existing.plan.fingerprint === plan.fingerprint) {
        results.push({ manager: plan.manager, outcome: 'updated' });
        existing.send({ type: 'settings', settings });
      } else {
        results.push({ manager: plan.manager, outcome: 'restarted' });
        work.push(() => existing.replace(plan));
      }
    }
    this.#applied = true;
    this.#changed();
    await inParallel(work, PARALLEL);
    this.#changed();
    return results;
  }

  async #runRebuild(): Promise<void> {
    const fresh = new Set<string>();
    try {
      const next = (await this.#replan?.()) ?? null;
      const applied = next === null ? [] : await this.apply(next.settings, next.plans);
      for (const { manager, outcome } of applied) if (outcome !== 'updated') fresh.add(manager);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.logs.logger('Main').error(`Rebuild goes on with the settings in force: ${reason}`);
    }
    await inParallel(
      [...this.#managers.values()]
        .filter((manager) => !fresh.has(manager.plan.manager))
        .map((manager) => () => manager.restart(manager.plan.units)),
      PARALLEL,
    );
  }

  #changed(): void {
    if (this.#changePending) return;
    this.#changePending = true;
    setImmediate(() => {
      this.#changePending = false;
      for (const listener of this.#listeners) listener();
    });
  }

  #pidsChanged(): void {
    if (this.#options.dataDir === null) return;
    const pids = [...this.#managers.values()].flatMap((manager) => manager.pid ?? []);
    try {
      recordChildren(this.#options.dataDir, pids);
      this.#notRecorded = null;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#recordAgain ??= this.#deps.time.after(recordAgainMs, () => {
        this.#recordAgain = null;
        if (!this.#closing) this.#pidsChanged();
      });
      if (this.#notRecorded === reason) return;
      this.#notRecorded = reason;
      this.#options.logs.logger('Main').warning(`Could not write down the running processes: ${reason}`);
    }
  }
}
