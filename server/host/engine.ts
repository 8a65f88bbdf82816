import type { CommandOutcome } from '../api/services.ts';
import type {
  Clock,
  EngineSettings,
  LedgerEvent,
  MemoryEntry,
  NewWebhookEvent,
  PreviewBody,
  ProcessRow,
  TorrentCommand,
  TorrentDelta,
} from '../contract/index.ts';
import type { ResolvedSettings } from '../config/index.ts';
import type { LogHub } from '../logs/index.ts';
import type { NewEvent } from '../store/ledger.ts';
import { temporaryState, toldOfMove } from '../store/state.ts';
import type { StateStore } from '../store/state.ts';
import { Supervisor } from '../supervisor/index.ts';
import type { ChildHost, InitPayload, LifeCycleEvent, ManagerMessage } from '../supervisor/index.ts';
import { lifeCycleEvent, restartedEvent } from '../webhooks/index.ts';
import { reasonOf } from './boot.ts';
import { Gatekeeper } from './gatekeeper.ts';
import { takeMessage } from './messages.ts';
import type { MessageTargets } from './messages.ts';
import { Notices } from './notices.ts';
import { Outcomes, isOutcome } from './outcomes.ts';
import { engineTrouble } from './notes.ts';
import { managerPlans } from './plans.ts';
import { Remotes } from './remotes.ts';
import { Requests } from './requests.ts';

/** What an engine is started with. */
export interface EngineOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly logs: LogHub;
  readonly childHost: ChildHost;
  readonly resolved: ResolvedSettings;
  readonly onStatus: () => void;
  readonly onProcesses: () => void;
  readonly onTorrents: (delta: TorrentDelta) => void;
  readonly onEvent: (event: LedgerEvent) => void;
  /** Restarts and failed processes, for webhooks. */
  readonly onProcessEvent: (event: NewWebhookEvent) => void;
  /** `state.db` can be written again. */
  readonly onWritable: () => void;
}

const pruneEveryMs = 3_600_000;
/** How often a database that could not be written is tried again. */
const catchUpEveryMs = 10_000;

/** The running part behind one configuration: its store, its managers and the gate between them. */
export class Engine {
  readonly store: StateStore;
  readonly remotes: Remotes;
  readonly supervisor: Supervisor;
  readonly gatekeeper: Gatekeeper;
  readonly requests: Requests;
  readonly notices: Notices;
  /** Why `state.db` cannot be used; no manager runs then, because nothing it did could be told. Null when all is well. */
  readonly standsBy: string | null;
  readonly #options: EngineOptions;
  readonly #pruning: NodeJS.Timeout;
  readonly #catchingUp: NodeJS.Timeout;
  readonly #targets: MessageTargets;
  readonly #outcomes = new Outcomes();
  #resolved: ResolvedSettings;
  #stateTrouble: string | null = null;
  /** Reasons that were told since it could last be written: a full disk has several that take turns. */
  readonly #told = new Set<string>();

  private constructor(options: EngineOptions, store: StateStore, standsBy: string | null) {
    this.#options = options;
    this.standsBy = standsBy;
    this.#resolved = options.resolved;
    this.store = store;
    this.remotes = new Remotes(options.clock);
    this.gatekeeper = new Gatekeeper({
      clock: options.clock,
      ledger: store.ledger,
      intents: store.intents,
      meta: store.meta,
      torrents: store.torrents,
      settings: () => this.#resolved.engine,
      changed: options.onStatus,
    });
    this.notices = new Notices(options.clock);
    this.requests = new Requests({
      send: (manager, message) => this.supervisor.send(manager, message),
      running: () => this.supervisor.running(),
    });
    const { gatekeeper, remotes, requests, notices } = this;
    this.#targets = {
      store,
      gatekeeper,
      remotes,
      requests,
      notices,
      relay: (from, message) => {
        for (const other of this.supervisor.running()) if (other !== from) this.supervisor.send(other, message);
      },
      statusChanged: options.onStatus,
    };
    this.supervisor = new Supervisor({
      host: options.childHost,
      logs: options.logs,
      dataDir: options.dataDir,
      hooks: {
        initFor: (manager) => this.#initFor(manager),
        restartSettings: () => {
          const { restartWindowSeconds, restartDelaySeconds, ...rest } = this.#resolved.supervisor;
          return { ...rest, windowSeconds: restartWindowSeconds, delaySeconds: restartDelaySeconds };
        },
        onMessage: (manager, message) => this.#take(manager, message),
        onLifeCycle: (event) => this.#lifeCycle(event),
      },
    });
    this.supervisor.onChange(options.onProcesses);
    store.torrents.onDelta(options.onTorrents);
    store.ledger.onEvent(options.onEvent);
    this.#pruning = setInterval(() => this.#prune(), pruneEveryMs);
    this.#pruning.unref();
    this.#catchingUp = setInterval(() => this.#catchUp(), catchUpEveryMs);
    this.#catchingUp.unref();
  }

  /**
   * Starts the managers the settings ask for over an opened store; without one, which is why `store` then says, it stands by, and
   * whoever asks can be told (supervisor.md S23).
   */
  static async start(options: EngineOptions, store: StateStore | string): Promise<Engine> {
    const { clock, resolved, logs } = options;
    if (typeof store === 'string') {
      const message = `state.db cannot be opened: ${store}. Nothing runs until it can; it is tried again by itself`;
      logs.logger('Main').error(message);
      return new Engine(options, temporaryState({ clock, historyDays: () => resolved.historyDays }), message);
    }
    const engine = new Engine(options, store, null);
    const moved = toldOfMove(store);
    if (moved !== null) {
      logs.logger('Main').error(moved);
      engine.notices.note({ type: 'notice', id: 'state.db', subject: 'core', severity: 'danger', message: moved });
      engine.note(engineTrouble(moved));
    }
    engine.#prune();
    await engine.apply(resolved);
    return engine;
  }

  /** Makes new settings true: starts, stops and restarts the least, pushes the rest. */
  async apply(resolved: ResolvedSettings): Promise<void> {
    this.#resolved = resolved;
    if (this.standsBy !== null) return this.#options.onStatus();
    this.supervisor.onRebuild(() =>
      Promise.resolve({ settings: this.#resolved.engine, plans: managerPlans(this.#resolved) }),
    );
    const applied = await this.supervisor.apply(resolved.engine, managerPlans(resolved));
    const restarted = applied.filter(({ outcome }) => outcome === 'restarted').map(({ manager }) => manager);
    for (const row of this.supervisor.rows()) {
      if (restarted.includes(managerOf(row))) this.#options.onProcessEvent(restartedEvent(row, 'config'));
    }
    this.#options.onStatus();
  }

  /** Asks a torrent's manager for something on the owner's behalf. */
  command(command: TorrentCommand, instance: string, hash: string): Promise<CommandOutcome> {
    const row = this.store.torrents.row(instance, hash);
    if (!row) return Promise.resolve({ ok: false, status: 404, message: `Unknown torrent ${hash} on ${instance}` });
    return this.requests.command(row.manager, command, instance, hash);
  }

  /** What would be decided about the live torrents by other settings (what-if); nothing is changed. */
  preview(settings: EngineSettings): Promise<PreviewBody> {
    return this.requests.preview(
      settings,
      managerPlans(this.#resolved).map(({ manager }) => manager),
    );
  }

  /** Ends all managers within the grace (seconds) and closes the store. */
  async stop(graceSeconds?: number): Promise<void> {
    clearInterval(this.#pruning);
    clearInterval(this.#catchingUp);
    await this.supervisor.shutdown(graceSeconds);
    this.#catchUp();
    this.store.close();
  }

  /** Why `state.db` cannot be written now, null when it can. */
  get stateTrouble(): string | null {
    return this.#stateTrouble;
  }

  #take(manager: string, message: ManagerMessage): void {
    if (isOutcome(message)) {
      this.#outcomes.keep(manager, message);
      this.#whatever(() => this.#writeOutcomes());
      return;
    }
    this.#whatever(() => {
      const answer = takeMessage(manager, message, this.#targets);
      if (answer) this.supervisor.send(manager, answer);
    });
  }

  #writeOutcomes(): void {
    this.#outcomes.flush((manager, message) => takeMessage(manager, message, this.#targets));
  }

  /** Sees whether a database that could not be written can be now. */
  #catchUp(): void {
    if (this.#stateTrouble === null) return;
    this.#whatever(() => {
      this.#writeOutcomes();
      this.store.torrents.catchUp();
      this.store.meta.set('writtenAgainAt', this.#options.clock.now());
      this.#stateTrouble = null;
      this.#told.clear();
      this.#options.onStatus();
      this.#options.logs.logger('Main').notice('state.db can be written again');
      this.#options.onWritable();
    });
  }

  /** A full disk must not end the host: what could not be written is told once, and counts as not done. */
  #whatever(work: () => void): void {
    try {
      work();
    } catch (error) {
      const reason = reasonOf(error);
      const isSame = this.#stateTrouble === reason;
      this.#stateTrouble = reason;
      if (!isSame) this.#options.onStatus();
      if (this.#told.has(reason)) return;
      this.#told.add(reason);
      this.#options.logs.logger('Main').error(`state.db could not be written: ${reason}`);
    }
  }

  /** Writes an event that is no torrent's into the ledger, if the disk lets it. */
  note(event: NewEvent): void {
    this.#whatever(() => this.store.ledger.record(event));
  }

  #initFor(manager: string): InitPayload {
    const stored = { memory: this.store.memory.all(), intents: this.store.intents.open(manager) };
    const { memory, intents } = this.#outcomes.over(stored);
    return {
      dataDir: this.#options.dataDir,
      settings: this.#resolved.engine,
      memory: memory.filter((entry) => this.#belongsTo(manager, entry)),
      intents,
      upSince: this.remotes.upSince(),
    };
  }

  #lifeCycle(event: LifeCycleEvent): void {
    this.#whatever(() =>
      this.store.ledger.record({
        kind: event.type === 'process.restarted' ? 'process' : 'health',
        manager: event.manager,
        instance: null,
        hash: null,
        name: event.name,
        decision: null,
        action: null,
        result: event.type === 'process.restarted' ? 'info' : 'failed',
        values: {},
        trail: [],
        message: event.message,
      }),
    );
    const told = lifeCycleEvent(event, this.supervisor.rows());
    if (told !== null) this.#options.onProcessEvent(told);
    this.#options.onStatus();
  }

  /** `core` keeps where torrents came from and what it manages itself; each Arr manager keeps what is its own, and flags all may need. */
  #belongsTo(manager: string, entry: MemoryEntry): boolean {
    const owner = this.store.torrents.row(entry.instance, entry.hash)?.manager;
    if (entry.key === 'flags' || entry.key === 'released') return manager === 'core' || owner === manager;
    const isOrigin = entry.key === 'category' || entry.key === 'recheckedAt';
    if (isOrigin) return manager === 'core';
    return owner === undefined ? manager !== 'core' : owner === manager;
  }

  #prune(): void {
    this.#whatever(() => {
      this.store.ledger.prune();
      this.store.torrents.prune();
    });
  }
}

const managerOf = ({ owner, name }: ProcessRow): string => (owner === 'core' ? 'core' : name);
