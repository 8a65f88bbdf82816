import type { ApiLog } from '../api/index.ts';
import type { ApiServices, Verb, VerbResult } from '../api/services.ts';
import { createConnections } from '../config/index.ts';
import type { Clock, LocalQbit, ProcessRow } from '../contract/index.ts';
import type { LogHub } from '../logs/index.ts';
import type { Metrics } from '../metrics/index.ts';
import type { UpdateChecker } from '../updates/index.ts';
import type { Webhooks } from '../webhooks/index.ts';
import { revealedNote, signedInNote, verbNote } from './notes.ts';
import { buildOverview } from './overview.ts';
import { tellRestarts } from './webhooks.ts';
import { libraryReader } from './library-reader.ts';
import { pathDoctor } from './path-doctor.ts';
import { qbitReader } from './qbit-reader.ts';
import type { Workspace, WorkspaceSignals } from './workspace.ts';
import { torrentLinks } from './torrent-links.ts';
import { seedingPolicyOf } from './torrent-policy.ts';

/** What the API is handed: every call goes to the workspace in force, listeners stay when it is exchanged. */
export function apiServices(input: {
  version: string;
  logs: LogHub;
  signals: WorkspaceSignals;
  clock: Clock;
  workspace: () => Workspace;
  webhooks: Webhooks;
  metrics: Metrics;
  updates: UpdateChecker;
  nextUpdateCheck: () => number | null;
  localQbits: (() => Promise<LocalQbit[]>) | undefined;
  startSandbox: NonNullable<ApiServices['sandbox']>['start'];
}): ApiServices & { clock: Clock; log: ApiLog } {
  const { logs, signals, workspace } = input;
  const control = () => workspace().engine.supervisor.control;
  const store = () => workspace().engine.store;
  const config = () => workspace().config;
  const web = logs.logger('WebUI');
  const tellRestarted = (result: VerbResult): void => {
    if (!result.ok) return;
    const { category, kinds } = result;
    const isMeant = (row: ProcessRow): boolean => row.category === category && kinds.includes(row.kind);
    tellRestarts(signals, control().rows().filter(isMeant), 'manual');
  };
  const noteVerb = (verb: Verb, result: VerbResult): void => {
    if (!result.ok) return;
    const loops = result.kinds.map((kind) => `${kind} loop`).join(' and ');
    workspace().note(verbNote(verb, result.name, `${result.name}: ${loops}`));
  };
  const noteAll = (verb: 'start' | 'stop' | 'reconnect'): void =>
    workspace().note(verbNote(verb, null, verb === 'reconnect' ? 'All instances were' : 'Everything was'));
  return {
    version: input.version,
    clock: input.clock,
    log: {
      notice: (message) => web.notice(message),
      warn: (message) => web.warning(message),
      error: (message) => web.error(message),
    },
    sandbox: { start: input.startSandbox },
    health: () => {
      const { engine, ready, uptimeSeconds } = workspace();
      return { healthy: engine.supervisor.initialised, ready, uptimeSeconds };
    },
    status: () => workspace().status(),
    processes: {
      rows: () => control().rows(),
      known: (text) => control().known(text),
      run: async (verb, target) => {
        const result = await control().run(verb, target);
        if (verb === 'restart') tellRestarted(result);
        noteVerb(verb, result);
        return result;
      },
      restartSection: async (section) => {
        const result = await control().restartSection(section);
        tellRestarted(result);
        noteVerb('restart', result);
        return result;
      },
      rebuild: async () => {
        await control().rebuild();
        tellRestarts(signals, control().rows(), 'rebuild');
        noteAll('reconnect');
      },
      all: async (verb) => {
        await control().all(verb);
        noteAll(verb);
      },
      onChange: (listener) => signals.processes.on(listener),
    },
    logs,
    config: {
      read: () => config().read(),
      applyChanges: (changes, options) => config().applyChanges(changes, options),
      applyToml: (text, options) => config().applyToml(text, options),
      check: (text) => config().check(text),
      plan: (request) => config().plan(request),
      preview: async (request) => {
        const candidate = await config().candidate(request);
        if (!candidate.ok) return candidate;
        return { ok: true, body: await workspace().engine.preview(candidate.settings) };
      },
      backups: {
        list: () => config().backups.list(),
        read: (id) => config().backups.read(id),
        diff: (id) => config().backups.diff(id),
        restore: (id, options) => config().backups.restore(id, options),
      },
      imports: {
        propose: (request) => config().imports.propose(request),
        plan: (id, edited) => config().imports.plan(id, edited),
        save: (id, edited, options) => config().imports.save(id, edited, options),
      },
      secret: (path) => config().secret(path),
      withSecrets: () => config().withSecrets(),
      locks: () => config().locks(),
      secrets: () => config().secrets(),
      webui: () => config().webui(),
      onChange: (listener) => signals.config.on(listener),
    },
    connections: createConnections({
      clock: input.clock,
      version: input.version,
      localQbits: input.localQbits,
      stored: () => config().stored(),
    }),
    pathDoctor: pathDoctor({ workspace, clock: input.clock }),
    torrents: {
      list: (query) => store().torrents.list(query),
      view: (query) => {
        const { engine } = workspace().resolved;
        return store().torrents.view(query, (row) => seedingPolicyOf(engine, row));
      },
      version: () => store().torrents.version(),
      detail: (instance, hash) => {
        const found = store().torrents.detail(instance, hash);
        return found && { ...found, links: torrentLinks(workspace().resolved.engine, found.torrent) };
      },
      snapshot: () => store().torrents.snapshot(),
      onDelta: (listener) => signals.torrents.on(listener),
      command: (command, instance, hash) => workspace().engine.command(command, instance, hash),
    },
    overview: (dayStart) => {
      const { engine, resolved } = workspace();
      const now = input.clock.now();
      return buildOverview({
        torrents: engine.store.torrents.snapshot().changed,
        rows: engine.supervisor.rows(),
        ledger: engine.store.ledger,
        observeOnly: resolved.engine.observeOnly,
        nextUpdateCheck: input.nextUpdateCheck(),
        dayStart: dayStart ?? new Date(now).setHours(0, 0, 0, 0),
        now,
      });
    },
    gate: {
      releaseBudget: () => workspace().engine.gatekeeper.releaseBudget(),
      releaseOutages: () => workspace().engine.gatekeeper.releaseOutages(),
    },
    qbit: qbitReader(workspace),
    library: libraryReader({ workspace, clock: input.clock, warn: (message) => web.warning(message) }),
    webhooks: input.webhooks,
    metrics: input.metrics,
    updates: input.updates,
    preferences: {
      torrentLayout: () => store().preferences.torrentLayout(),
      setTorrentLayout: (layout) => store().preferences.setTorrentLayout(layout),
    },
    ledger: {
      list: (query) => store().ledger.list(query),
      onEvent: (listener) => signals.events.on(listener),
      signedIn: (message) => workspace().note(signedInNote(message)),
      revealed: (message) => workspace().note(revealedNote(message)),
    },
  };
}
