import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Clock, ConfigIssue, LedgerEvent, NewWebhookEvent, StatusBody, TorrentDelta } from '../contract/index.ts';
import { createConfigService, wantsKeychain } from '../config/index.ts';
import type {
  ApplyPlan,
  ApplyResult,
  ConfigService,
  Environment,
  KeychainState,
  OpenedConfig,
  ResolvedSettings,
} from '../config/index.ts';
import type { LogHub } from '../logs/index.ts';
import type { ChildHost } from '../supervisor/index.ts';
import { reasonOf } from './boot.ts';
import type { SandboxAccess } from './boot.ts';
import type { NewEvent } from '../store/ledger.ts';
import { comeUp } from './come-up.ts';
import { openState } from '../store/state.ts';
import type { StateStore } from '../store/state.ts';
import { Engine } from './engine.ts';
import type { EngineOptions } from './engine.ts';
import { configSavedNote, engineNote } from './notes.ts';
import type { ListenTrouble } from './listening.ts';
import { Relay } from './relay.ts';
import { buildStatus } from './status.ts';

/** What a workspace is made from. */
export interface WorkspaceOptions {
  readonly dataDir: string;
  readonly configPath: string;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly logs: LogHub;
  readonly childHost: ChildHost;
  /** `--observe` and test options, laid over whatever the file says. */
  readonly adjust: (resolved: ResolvedSettings) => ResolvedSettings;
  /** The keychain of the operating system; left out where there is none. */
  readonly keychain: (() => KeychainState) | undefined;
  /** True while the embedded make-believe stack is what we talk to. */
  readonly sandbox: boolean;
  readonly version: string;
  readonly startedAt: number;
  readonly signals: WorkspaceSignals;
  /** Changes of `[WebUI]` that need another address; refused ones are rolled back (supervisor.md 3.5). */
  readonly rebind: (next: ResolvedSettings) => Promise<ApplyResult>;
  /** Why the API cannot be reached where it should be, null while it can. */
  readonly unreachable: () => ListenTrouble | null;
}

/** What the API listens to; they stay the same when the workspace is exchanged. */
export interface WorkspaceSignals {
  readonly status: Relay<void>;
  readonly processes: Relay<void>;
  readonly torrents: Relay<TorrentDelta>;
  readonly events: Relay<LedgerEvent>;
  readonly restarts: Relay<NewWebhookEvent>;
  readonly config: Relay<void>;
  /** Where the API is reached, or that it is not. */
  readonly address: Relay<void>;
  /** A database that could not be opened, or not be written, can be again. */
  readonly recovered: Relay<void>;
}

/** How often a database that cannot be opened is tried again. */
const retryMs = 10_000;

/** Fresh signals for one server. */
export function createSignals(): WorkspaceSignals {
  return {
    status: new Relay(),
    processes: new Relay(),
    torrents: new Relay(),
    events: new Relay(),
    restarts: new Relay(),
    config: new Relay(),
    address: new Relay(),
    recovered: new Relay(),
  };
}

/** Why there is no configuration to work with. */
export type UnusableConfig = Extract<OpenedConfig, { kind: 'missing' | 'broken' | 'unreadable' }>;
export type OpenedWorkspace = { ok: true; workspace: Workspace } | { ok: false; reason: UnusableConfig };

/** One configuration with the engine that runs it: the owner's own, or the sandbox's. */
export class Workspace {
  readonly config: ConfigService;
  readonly #options: WorkspaceOptions;
  #engine: Engine | null = null;
  #ready = false;
  #told: ReadonlySet<string> = new Set();
  #retry: NodeJS.Timeout | null = null;
  #stopped = false;
  #unwatch: (() => void) | null = null;

  private constructor(options: WorkspaceOptions, config: ConfigService) {
    this.#options = options;
    this.config = config;
  }

  /** Reads the configuration; nothing runs before `start`. @throws when the folder cannot be made. */
  static async open(options: WorkspaceOptions): Promise<OpenedWorkspace> {
    await mkdir(path.dirname(options.configPath), { recursive: true });
    await mkdir(options.dataDir, { recursive: true });
    let workspace: Workspace | null = null;
    const opened = await createConfigService({
      path: options.configPath,
      environment: options.environment,
      clock: options.clock,
      generate: true,
      ...(options.keychain === undefined ? {} : { keychain: options.keychain }),
      report: (level, message) => options.logs.logger('Main')[level](message),
      saved: (author, paths) => workspace?.note(configSavedNote(author, paths)),
      apply: (plan) => workspace?.applyPlan(plan) ?? Promise.resolve({ ok: true }),
    });
    if (!('service' in opened)) return { ok: false, reason: opened };
    workspace = new Workspace(options, opened.service);
    return { ok: true, workspace };
  }

  /** The settings in force, with what the command line lays over them. */
  get resolved(): ResolvedSettings {
    return this.#options.adjust(this.config.settings());
  }

  get engine(): Engine {
    if (!this.#engine) throw new Error('the engine is used before it was started');
    return this.#engine;
  }

  /** Who may get in, for the sandbox to let in the same. */
  get access(): SandboxAccess {
    return { webui: this.resolved.webui, usesKeychain: wantsKeychain(this.config.stored()) };
  }

  get dataDir(): string {
    return this.#options.dataDir;
  }

  /** Writes an event that is no torrent's into the ledger, once there is one. */
  note(event: NewEvent): void {
    this.#engine?.note(event);
  }

  /** Starts the managers, or stands by and tries again until `state.db` can be used. */
  async start(): Promise<void> {
    const { signals } = this.#options;
    this.#useSecrets();
    this.#tellIssues(this.config.issues());
    await this.#startEngine(await this.#openState());
    this.#unwatch = this.config.watch();
    this.config.onChange(() => {
      // The service itself tells what is wrong with an edited file.
      this.#tellIssues(this.config.settings().issues);
      signals.config.emit();
      signals.status.emit();
    });
    signals.status.emit();
  }

  /** One warning for each thing in the configuration that needs its owner, when it appears (supervisor.md 1.4). */
  #tellIssues(issues: readonly ConfigIssue[]): void {
    const warning = this.config.versionWarning();
    const messages = [
      ...issues.map((issue) => `${issue.path}: ${issue.message}`),
      ...(warning === null ? [] : [warning.message]),
    ];
    const main = this.#options.logs.logger('Main');
    for (const message of messages.filter((one) => !this.#told.has(one))) main.warning(message);
    this.#told = new Set(messages);
  }

  /** Opens the store; why it cannot be opened is an answer too. */
  #openState(): Promise<StateStore | string> {
    const { dataDir, clock } = this.#options;
    return openState({ dataDir, clock, historyDays: () => this.resolved.historyDays }).catch(reasonOf);
  }

  async #startEngine(store: StateStore | string): Promise<void> {
    const { signals, clock, logs, childHost, dataDir } = this.#options;
    const engineOptions: EngineOptions = {
      dataDir,
      clock,
      logs,
      childHost,
      resolved: this.resolved,
      onStatus: () => signals.status.emit(),
      onProcesses: () => signals.processes.emit(),
      onTorrents: (delta) => signals.torrents.emit(delta),
      onEvent: (event) => signals.events.emit(event),
      onProcessEvent: (event) => signals.restarts.emit(event),
      onWritable: () => signals.recovered.emit(),
    };
    this.#engine = await Engine.start(engineOptions, store);
    this.#ready = this.#engine.standsBy === null;
    if (!this.#ready) return this.#tryAgainLater();
    this.note(engineNote('started', this.#options.version));
  }

  #tryAgainLater(): void {
    this.#retry = setTimeout(() => {
      this.#tryAgain().catch((error: unknown) => {
        this.#options.logs.logger('Main').error(`The engine could not be started: ${reasonOf(error)}`);
        this.#tryAgainLater();
      });
    }, retryMs);
    this.#retry.unref();
  }

  /** Exchanges an engine that stands by for a real one, once its database can be opened. */
  async #tryAgain(): Promise<void> {
    const { signals, logs } = this.#options;
    const store = await this.#openState();
    if (typeof store === 'string') return this.#tryAgainLater();
    if (this.#stopped) return store.close();
    await this.#engine?.stop();
    await this.#startEngine(store);
    logs.logger('Main').notice('state.db can be used again; everything starts');
    signals.recovered.emit();
    signals.processes.emit();
    signals.torrents.emit(this.engine.store.torrents.snapshot());
    signals.status.emit();
  }

  status(): StatusBody {
    const { clock, sandbox, version, dataDir, unreachable } = this.#options;
    const engine = this.#engine;
    if (!engine) throw new Error('the status is asked for before the engine was started');
    return buildStatus({
      version,
      uptimeSeconds: this.uptimeSeconds,
      dataFolder: path.basename(dataDir),
      sandbox,
      ready: this.#ready,
      resolved: this.resolved,
      issues: [
        ...(engine.standsBy === null ? [] : [{ path: 'state.db', message: engine.standsBy }]),
        ...(engine.stateTrouble === null ? [] : [{ path: 'state.db', message: troubleOf(engine.stateTrouble) }]),
        ...this.config.issues(),
      ],
      rows: engine.supervisor.rows(),
      remotes: engine.remotes,
      torrents: engine.store.torrents.total(),
      tripped: engine.gatekeeper.tripped(),
      outages: engine.gatekeeper.outages.all(this.resolved.engine.qbits.map(({ name }) => name)),
      disk: engine.notices.diskReport(),
      diskTroubleSince: engine.notices.diskTroubleSince(),
      notices: engine.notices.all(),
      unreachable: unreachable(),
      returned: engine.store.torrents.returned(),
      now: clock.now(),
    });
  }

  /** Whole seconds since the server started. */
  get uptimeSeconds(): number {
    const { clock, startedAt } = this.#options;
    return Math.floor((clock.monotonic() - startedAt) / 1000);
  }

  get ready(): boolean {
    return this.#ready;
  }

  async stop(graceSeconds?: number): Promise<void> {
    this.#ready = false;
    this.#stopped = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#unwatch?.();
    this.note(engineNote('stopped', this.#options.version));
    await this.#engine?.stop(graceSeconds);
  }

  /** Carries out a saved change: log level, managers, then the listener (supervisor.md 3.2). */
  private async applyPlan(plan: ApplyPlan): Promise<ApplyResult> {
    const next = this.#options.adjust(plan.next);
    this.#useSecrets(next);
    this.#options.logs.useLevel(next.logging.level, next.logging.levelFromEnvironment);
    this.#options.logs.setFilesEnabled(next.logging.toFiles);
    const bound = await this.#options.rebind(next);
    if (!bound.ok) return bound;
    const since = this.#options.clock.now();
    await this.#engine?.apply(next);
    this.#options.signals.config.emit();
    this.#options.signals.processes.emit();
    return plan.source === 'rollback' || !this.#engine ? { ok: true } : comeUp(this.#engine.supervisor, since);
  }

  #useSecrets({ webui, secrets } = this.resolved): void {
    // The token may be one the program made for itself, which no file and no variable says.
    this.#options.logs.setSecrets([...secrets, webui.token].filter((secret) => secret !== ''));
  }
}

function troubleOf(reason: string): string {
  return `state.db cannot be written: ${reason}. What needs a reason written down waits; it is tried again by itself`;
}
