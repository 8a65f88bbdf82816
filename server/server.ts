import path from 'node:path';
import { createApi, exposure } from './api/index.ts';
import type { ApiServices } from './api/services.ts';
import type { Clock, LocalQbit, ProcessRow, StatusBody } from './contract/index.ts';
import { readEnvironment, unreadVariables } from './config/index.ts';
import type { ApplyResult, ConfigLocation, KeychainState, ResolvedSettings } from './config/index.ts';
import {
  addressOf,
  adjustments,
  describeUnusable,
  locate,
  prepareFolder,
  reasonOf,
  writeSandboxConfig,
} from './host/boot.ts';
import type { SandboxAccess } from './host/boot.ts';
import { createConsoleSink, createLogHub } from './logs/index.ts';
import { exitCode } from './options.ts';
import type { Flags } from './options.ts';
import { Listening } from './host/listening.ts';
import { startMetrics } from './host/metrics.ts';
import { apiServices } from './host/services.ts';
import { startUpdates } from './host/updates.ts';
import { startWebhooks } from './host/webhooks.ts';
import { Workspace, createSignals } from './host/workspace.ts';
import { startSandbox } from './sandbox/index.ts';
import type { Sandbox } from './sandbox/index.ts';
import { openAccess } from './store/access.ts';
import { stateFile } from './store/state.ts';
import { acquireLock } from './supervisor/index.ts';
import type { ChildHost } from './supervisor/index.ts';

/** What `createServer` is given; everything that touches the machine comes from outside. */
export interface ServerOptions {
  readonly flags: Flags;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly childHost: ChildHost;
  /** Folder of the built panel. */
  readonly panelDir: string;
  readonly version: string;
  readonly clock: Clock;
  /** The keychain of the operating system; left out where there is none. */
  readonly keychain?: () => KeychainState;
  /** Keeps a way in for the window while the address of the configuration is taken (ui.md SF-2). */
  readonly localChannel?: boolean;
  /** What each qBittorrent of this computer has in its own settings; only the desktop looks (ui.md 7, step 2). */
  readonly localQbits?: () => Promise<LocalQbit[]>;
  /** Another copy was started on the same data folder. */
  readonly onSecond: () => void;
}

/** A server that runs; the desktop shell and the headless entry hold on to this. */
export interface RunningServer {
  readonly dataDir: string;
  /** Address of the panel on this computer, e.g. `http://127.0.0.1:6969/ui`. */
  panelUrl(): string;
  /** Why the panel cannot be reached right now, null while it can. */
  problem(): string | null;
  /** Tries the address of the configuration now instead of within 30 s. */
  listenAgain(): Promise<void>;
  /** `panelUrl` or `problem` say something else. */
  onAddress(listener: () => void): () => void;
  /** Panel address that signs a browser in, once, within ten minutes. */
  signInUrl(): string;
  /** Session cookie for the desktop window. */
  createSession(): { name: string; value: string };
  status(): StatusBody;
  rows(): ProcessRow[];
  readonly control: ApiServices['processes'];
  /** Something the tray shows has changed. */
  onChange(listener: () => void): () => void;
  /** Clean end within the grace (seconds, 8 by default). Idempotent. */
  stop(graceSeconds?: number): Promise<void>;
  /** The machine woke up: silence until now proves nothing. */
  resumed(): void;
  /** Kills all managers at once; a running `stop` then ends. */
  kill(): void;
}

export type CreateResult = { ok: true; server: RunningServer } | { ok: false; exitCode: number; message: string };

/**
 * Composition root: joins configuration, logs, store, managers and API into one server (design.md 2; order of
 * supervisor.md 1.6). Trouble the owner can mend comes back as a message with an exit code, not as an exception.
 */
export async function createServer(options: ServerOptions): Promise<CreateResult> {
  const { flags, env, clock, version } = options;
  const environment = readEnvironment(env);
  if (!environment.ok) return refused(environment.problems.join('\n'));
  const place = locate(flags, env, environment.environment);
  const locked = await lockFolder(place, options);
  if (!locked.ok) return locked;
  const fail = async (message: string): Promise<CreateResult> => {
    await locked.release();
    return refused(message);
  };

  const startedAt = clock.monotonic();
  const signals = createSignals();
  const adjust = adjustments(flags, env);
  const logs = createLogHub({
    dir: path.join(place.dataDir, 'logs'),
    clock,
    level: 'INFO',
    console: createConsoleSink(process.stderr, { ...env }),
    banner: `Starting qBitrr Desktop ${version}`,
  });
  const listening = new Listening({
    log: logs.logger('WebUI'),
    clock,
    localChannel: options.localChannel ?? false,
    onChange: () => signals.address.emit(),
  });
  signals.address.on(() => signals.status.emit());
  // The command line may name another address than the file: what counts is where we really listen.
  const exposureOf = ({ webui }: ResolvedSettings, host: string) => exposure({ ...webui, host });
  const rebind = async (next: ResolvedSettings): Promise<ApplyResult> => {
    const address = addressOf(next, flags);
    const stands = exposureOf(next, address.host);
    if (stands.kind !== 'refused') return listening.rebind(address);
    return { ok: false, status: 409, error: 'The server would be open to everybody', details: stands.message };
  };
  const open = (dataDir: string, configPath: string, isSandbox: boolean) =>
    Workspace.open({
      dataDir,
      configPath,
      environment: environment.environment,
      clock,
      logs,
      childHost: options.childHost,
      adjust,
      keychain: options.keychain,
      sandbox: isSandbox,
      version,
      startedAt,
      signals,
      rebind,
      unreachable: () => listening.trouble,
    });

  let sandbox: Sandbox | null = null;
  const openSandbox = async (dataDir: string, access: SandboxAccess | null) => {
    const started = await startSandbox({ dataDir });
    try {
      const made = await open(dataDir, await writeSandboxConfig(dataDir, started.configToml, access), true);
      if (made.ok) sandbox = started;
      else await started.stop();
      return made.ok
        ? made
        : { ok: false as const, reason: describeUnusable(made.reason, 'the sandbox configuration') };
    } catch (error) {
      await started.stop();
      throw error;
    }
  };
  const openFirst = async () => {
    if (flags.demo) return openSandbox(place.dataDir, null).catch(sandboxTrouble);
    const made = await open(place.dataDir, place.configPath, false);
    return made.ok ? made : { ok: false as const, reason: describeUnusable(made.reason, place.configPath) };
  };
  const opened = await openFirst();
  if (!opened.ok) {
    await logs.close();
    return fail(opened.reason);
  }
  let workspace = opened.workspace;
  const { fatal, logging } = workspace.resolved;
  const stands = exposureOf(workspace.resolved, addressOf(workspace.resolved, flags).host);
  const reasons = stands.kind === 'refused' ? [...fatal, stands.message] : fatal;
  if (reasons.length > 0) {
    await logs.close();
    return fail(reasons.join('\n'));
  }
  logs.useLevel(logging.level, logging.levelFromEnvironment);
  logs.setFilesEnabled(logging.toFiles);
  const main = logs.logger('Main');
  for (const note of [...place.notes, ...unreadVariables(env)]) main.warning(note);
  await workspace.start();

  const startSandboxNow = async (): Promise<{ ok: true } | { ok: false; reason: string }> => {
    if (sandbox !== null) return { ok: true };
    const next = await openSandbox(path.join(place.dataDir, 'sandbox'), workspace.access).catch(sandboxTrouble);
    if (!next.ok) return next;
    await workspace.stop();
    await next.workspace.start();
    workspace = next.workspace;
    signals.config.emit();
    signals.processes.emit();
    signals.torrents.emit(workspace.engine.store.torrents.snapshot());
    main.notice('The sandbox is running; nothing of the owner is touched');
    return { ok: true };
  };
  const webhooks = startWebhooks({ version, clock, logs, signals, workspace: () => workspace });
  const metrics = startMetrics({ version, signals, webhooks, workspace: () => workspace });
  const updates = startUpdates({ version, clock, logs, webhooks, workspace: () => workspace });
  const services = apiServices({
    version,
    logs,
    signals,
    clock,
    workspace: () => workspace,
    webhooks,
    metrics,
    updates: updates.checker,
    nextUpdateCheck: updates.nextLook,
    localQbits: options.localQbits,
    startSandbox: startSandboxNow,
  });
  const setupToken = env['QBITRR_SETUP_TOKEN'];
  logs.setSecrets(setupToken === undefined ? [] : [setupToken]);
  const access = openAccess(stateFile(workspace.dataDir), workspace.ready);
  signals.recovered.on(() => access.catchUp());
  const checkConformance = env['QBITRR_TEST_VALIDATE'] === '1';
  const api = createApi(services, { panel: options.panelDir, access, setupToken, checkConformance });
  await listening.start(api, addressOf(workspace.resolved, flags));
  if (workspace.config.tokenGenerated) {
    const isSaved = !workspace.config.issues().some(({ path: key }) => key === 'config.toml');
    main.notice(
      `A token for the API was generated; ${isSaved ? 'it is in config.toml, [WebUI] Token' : 'it could not be saved and counts until the program ends'}`,
    );
  }

  let stopping: Promise<void> | null = null;
  const stop = async (graceSeconds?: number): Promise<void> => {
    main.notice('Shutting down');
    listening.stop();
    await api.close();
    access.close();
    updates.stop();
    webhooks.stop();
    await workspace.stop(graceSeconds);
    await sandbox?.stop();
    main.notice('Stopped');
    await logs.close();
    await locked.release();
  };
  return {
    ok: true,
    server: {
      dataDir: workspace.dataDir,
      panelUrl: () => `${listening.url()}${workspace.resolved.webui.urlBase}/ui`,
      problem: () => listening.trouble?.message ?? null,
      listenAgain: () => listening.retry(),
      onAddress: (listener) => signals.address.on(listener),
      signInUrl: () => `${listening.url()}${workspace.resolved.webui.urlBase}/ui/sign-in-link/${api.signIn.mint()}`,
      createSession: () => api.createSession(),
      status: () => workspace.status(),
      rows: () => workspace.engine.supervisor.rows(),
      control: services.processes,
      onChange: (listener) => {
        const off = [signals.status.on(listener), signals.processes.on(listener)];
        return () => off.forEach((end) => end());
      },
      stop: (graceSeconds) => (stopping ??= stop(graceSeconds)),
      resumed: () => workspace.engine.supervisor.resumed(),
      kill: () => workspace.engine.supervisor.killAll(),
    },
  };
}

/** A folder that cannot be written is the owner's to mend. */
function sandboxTrouble(error: unknown): { ok: false; reason: string } {
  return { ok: false, reason: `The sandbox cannot be started: ${reasonOf(error)}` };
}

function refused(message: string): CreateResult {
  return { ok: false, exitCode: exitCode.unusable, message };
}

/** Makes the folder ours alone (supervisor.md 1.6 point 3). */
async function lockFolder(
  place: ConfigLocation,
  { flags, onSecond }: ServerOptions,
): Promise<{ ok: true; release(): Promise<void> } | Extract<CreateResult, { ok: false }>> {
  try {
    await prepareFolder(place);
    const lock = await acquireLock(place.dataDir, {
      handOver: flags.headless ? null : process.argv.slice(2),
      onSecond,
    });
    if (lock.ok) return lock;
    const holder = lock.pid === null ? 'another copy' : `the copy with process id ${lock.pid}`;
    const message = `Already running: ${holder} uses ${lock.dataDir}.`;
    return { ok: false, exitCode: exitCode.alreadyRunning, message };
  } catch (error) {
    const message = `The data folder ${place.dataDir} cannot be used: ${reasonOf(error)}`;
    return { ok: false, exitCode: exitCode.unusable, message };
  }
}
