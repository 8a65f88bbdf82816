import { sampleTorrentRow } from '../../contract/samples.ts';
import type { WebUiSettings } from '../../contract/index.ts';
import { parse } from 'smol-toml';
import type {
  LedgerEvent,
  LogEntry,
  LogLevel,
  ProcessRow,
  RequestSample,
  StatusBody,
  TorrentDelta,
  TorrentLayout,
  TorrentRow,
  UpdateState,
  WebhookEvent,
} from '../../contract/index.ts';
import { absentLibrary } from '../../library/index.ts';
import type { FileRead } from '../../logs/index.ts';
import type { ApiLog, ApiServices, LogReader, ProcessControl, VerbResult } from '../services.ts';

import { configExtras, connectionStandIn, pathDoctorStandIn } from './config-stand-in.ts';
import { torrentStandIn } from './torrents-stand-in.ts';

/** Small services for tests: state in memory, every call recorded, changes made by hand. */
export const TOKEN = 'your-token';

export function processRow(over: Partial<ProcessRow> = {}): ProcessRow {
  return {
    category: 'radarr-movies',
    name: 'Radarr-Movies',
    kind: 'search',
    pid: 4711,
    alive: true,
    status: 'running',
    uptime: 3600,
    rebuilding: false,
    owner: 'radarr',
    address: 'http://localhost:7878',
    doing: null,
    nextRunAt: null,
    restarts: { used: 0, allowed: 5, windowSeconds: 600, total: 0 },
    lastExit: null,
    lastError: null,
    memoryBytes: null,
    cpuPercent: null,
    work: [],
    ...over,
  };
}

export function torrentRow(over: Partial<TorrentRow> = {}): TorrentRow {
  return sampleTorrentRow({ name: 'debian.iso', category: 'radarr-movies', manager: 'Radarr-Movies', ...over });
}

export function logEntry(level: LogLevel, message: string, seq: number, source = 'Radarr-Movies'): LogEntry {
  return { timestamp: '2025-11-27T12:00:00Z', level, source, message, seq };
}

const defaultWebui: WebUiSettings = {
  host: '0.0.0.0',
  port: 6969,
  token: TOKEN,
  authDisabled: false,
  allowInsecureExposure: false,
  allowInsecureTokenQuery: false,
  behindHttpsProxy: false,
  urlBase: '',
  allowedHosts: [],
  trustedProxies: [],
  localAuthEnabled: false,
  username: '',
  passwordHash: '',
  oidc: {
    enabled: false,
    authority: '',
    clientId: '',
    clientSecret: '',
    scopes: 'openid profile',
    callbackPath: '/signin-oidc',
    allowedUsers: [],
  },
};

const defaultToml = `[Settings]\nConfigVersion = "5.14.4" # keep\n\n[WebUI]\nToken = "[redacted]"\n`;

const noUpdate: UpdateState = {
  channel: 'latest',
  repositoryUrl: '',
  release: null,
  available: false,
  currentNotes: '',
  checkedAt: null,
  error: null,
};

class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();
  readonly on = (listener: (value: T) => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
  emit(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }
}

export type StandIn = ReturnType<typeof createStandIn>;

/** Stand-in services with one `[Radarr-Movies]` instance and a category with a slash, `seed/tv`. */
export function createStandIn(webui: Partial<WebUiSettings> = {}) {
  const state = {
    webui: { ...defaultWebui, ...webui },
    rows: [processRow(), processRow({ kind: 'torrent', alive: false, pid: null, uptime: 0, status: 'stopped' })],
    torrents: [torrentRow()],
    entries: Array.from({ length: 150 }, (_, at) => logEntry(at % 3 === 0 ? 'ERROR' : 'INFO', `line ${at}`, at)),
    files: new Map<string, { text: string; path: string }>(),
    toml: defaultToml,
    attention: [] as StatusBody['attention'],
    update: { ...noUpdate },
    layout: null as TorrentLayout | null,
  };
  const calls: unknown[][] = [];
  const notices: string[] = [];
  const requests: RequestSample[] = [];
  const warnings: string[] = [];
  const errors: string[] = [];
  const processesChanged = new Emitter<void>();
  const configChanged = new Emitter<void>();
  const entryAdded = new Emitter<LogEntry>();
  const torrentsChanged = new Emitter<TorrentDelta>();
  const eventAdded = new Emitter<LedgerEvent>();
  const webhookTold = new Emitter<WebhookEvent>();
  let now = Date.UTC(2025, 10, 27);

  const known = new Map([
    ['Radarr-Movies', 'radarr-movies'],
    ['Sonarr-TV', 'seed/tv'],
  ]);
  const nameOf = (text: string): string | undefined =>
    [...known].find(([name, category]) => text === name || text === category)?.[0];
  const acted = (text: string, kinds: ('search' | 'torrent')[]): VerbResult => {
    const name = nameOf(text);
    if (name === undefined) return { ok: false, status: 404, error: `Unknown process ${text}` };
    return { ok: true, kinds, name, category: known.get(name) ?? '' };
  };

  const processes: ProcessControl = {
    rows: () => state.rows,
    known: (text) => nameOf(text) !== undefined,
    async run(verb, target) {
      calls.push([verb, target]);
      if (target.by === 'name') return acted(target.name, ['search', 'torrent']);
      const { kind } = target;
      return acted(target.category, kind === 'search' || kind === 'torrent' ? [kind] : ['search', 'torrent']);
    },
    async restartSection(section) {
      calls.push(['section', section]);
      return acted(section, ['search', 'torrent']);
    },
    async rebuild() {
      calls.push(['rebuild']);
    },
    async all(verb) {
      calls.push(['all', verb]);
    },
    onChange: processesChanged.on,
  };

  const read = (name: string, from = 0, rotated = false): FileRead => {
    const file = state.files.get(name);
    if (file === undefined) return { ok: false };
    const size = Buffer.byteLength(file.text);
    const content = rotated || from > size ? file.text : file.text.slice(from);
    const chunk = { content, next_bytes: size, size, inode: 7, rotated: rotated || from > size, truncated: false };
    return { ok: true, chunk };
  };
  const logs: LogReader = {
    query: ({ limit, levels, source }) =>
      state.entries
        .filter((entry) => levels.length === 0 || levels.includes(entry.level))
        .filter((entry) => source === null || entry.source.toLowerCase() === source.toLowerCase())
        .slice(-limit),
    counts: () => ({ ERROR: 50, INFO: 100 }),
    sources: () => ['Radarr-Movies'],
    files: () => [...state.files.keys()],
    filePath: (name) => state.files.get(name)?.path ?? null,
    tail: async (name) => read(name),
    delta: async (name, { sinceBytes }) => read(name, sinceBytes),
    around: async (name) => read(name),
    masked: async (name) => {
      const file = state.files.get(name);
      return file === undefined ? null : { path: file.path, dispose: () => Promise.resolve() };
    },
    async window(filter, place, context) {
      calls.push(['window', filter, place, context]);
      return { entries: [], older: null, newer: null, restarted: false, truncated: false };
    },
    async summary(filter) {
      calls.push(['summary', filter]);
      return { total: 0, counts: {}, histogram: { stepSeconds: 60, bars: [] }, sources: [], truncated: false };
    },
    async search(name, query, siblings) {
      calls.push(['search', name, query, siblings]);
      return state.files.has(name)
        ? { query: query.text, truncated: false, files_searched: [name], matches: [] }
        : null;
    },
    onEntry: entryAdded.on,
    setLevel: (level, forSeconds) => ({
      effective: level,
      overriddenByEnv: false,
      until: forSeconds === null ? null : now + forSeconds * 1000,
    }),
  };

  const services: ApiServices & { clock: { now(): number; monotonic(): number }; log: ApiLog } = {
    version: '1.2.3',
    clock: { now: () => now, monotonic: () => now },
    log: {
      notice: (message) => void notices.push(message),
      warn: (message) => void warnings.push(message),
      error: (message) => void errors.push(message),
    },
    health: () => ({ healthy: true, ready: true, uptimeSeconds: 12.7 }),
    status: () => statusOf(state.attention),
    processes,
    logs,
    config: {
      read: () => ({ tree: parse(state.toml), toml: state.toml, etag: '"e1"' }),
      async applyChanges(changes, { ifMatch }) {
        calls.push(['changes', changes, ifMatch]);
        if (ifMatch !== null && ifMatch !== '"e1"') {
          return { ok: false, status: 412, error: 'Configuration changed since it was read', details: '' };
        }
        if (changes['WebUI.Port'] === 'abc') {
          const validationErrors = [{ path: 'WebUI.Port', message: 'WebUI Port must be a number' }];
          return { ok: false, status: 400, error: 'Configuration validation failed', validationErrors };
        }
        const saved = {
          status: 'ok' as const,
          configReloaded: true,
          reloadType: 'live' as const,
          affectedInstances: [],
        };
        return { ok: true, saved };
      },
      async applyToml(text, { ifMatch }) {
        calls.push(['toml', text, ifMatch]);
        try {
          parse(text);
        } catch {
          return {
            ok: false,
            status: 400,
            error: 'Invalid TOML',
            problem: { line: 1, column: 4, message: 'empty value' },
          };
        }
        const reloadType = text === state.toml ? ('none' as const) : ('live' as const);
        const saved = {
          status: 'ok' as const,
          configReloaded: reloadType === 'live',
          reloadType,
          affectedInstances: [],
        };
        return { ok: true, saved };
      },
      check: () => ({
        ok: true,
        problem: null,
        validationErrors: [],
        reloadType: 'none',
        affectedInstances: [],
        changed: [],
      }),
      ...configExtras(calls, () => state.toml),
      webui: () => state.webui,
      onChange: configChanged.on,
    },
    connections: connectionStandIn,
    pathDoctor: pathDoctorStandIn,
    torrents: torrentStandIn(state, calls, torrentsChanged),
    gate: { releaseBudget: () => true, releaseOutages: () => 0 },
    preferences: {
      torrentLayout: () => state.layout,
      setTorrentLayout: (layout) => {
        state.layout = layout;
      },
    },
    overview: () => ({
      planned: [],
      plannedTotal: 0,
      decisions: { downloading: 1 },
      today: { searches: 0, imports: 1, removals: 0, holds: 0 },
      average: { searches: 0, imports: 0.5, removals: 0, holds: 0 },
      observed: 0,
      hasRun: true,
    }),
    ledger: {
      list: () => ({ events: [], total: 0 }),
      signedIn: (message) => void calls.push(['signedIn', message]),
      revealed: (message) => void calls.push(['revealed', message]),
      onEvent: eventAdded.on,
    },
    library: {
      instances: () => [
        { name: 'Radarr-Movies', type: 'radarr', category: 'radarr-movies' },
        { name: 'Sonarr-TV', type: 'sonarr', category: 'seed/tv' },
      ],
      built: () => true,
      view: absentLibrary,
      cover: () => Promise.resolve(null),
      openLink: () => Promise.resolve({ ok: false, reason: 'missing', details: '' }),
    },
    qbit: {
      categories: () => ({ categories: [], ready: true }),
      overview: (instance) => ({ instances: instance === null ? ['qBit'] : [instance], categories: [], ready: true }),
      distribution: () => ({ distribution: { 'radarr-movies': { qBit: 1 } } }),
    },
    updates: {
      state: () => state.update,
      async check() {
        calls.push(['check']);
      },
    },
    metrics: {
      contentType: 'text/plain; version=0.0.4; charset=utf-8',
      text: ({ liveClients }) => Promise.resolve(`qbitrr_websocket_clients ${liveClients}\n`),
      observe: (sample) => void requests.push(sample),
    },
    webhooks: {
      views: () => [],
      deliveries: () => null,
      test: () => Promise.resolve(null),
      on: webhookTold.on,
    },
  };

  return {
    services,
    state,
    calls,
    notices,
    requests,
    warnings,
    errors,
    processesChanged,
    entryAdded,
    torrentsChanged,
    eventAdded,
    webhookTold,
    /** Changes [WebUI] keys as a saved configuration would. */
    setWebui(change: Partial<WebUiSettings>): void {
      state.webui = { ...state.webui, ...change };
      configChanged.emit();
    },
    advance(seconds: number): void {
      now += seconds * 1000;
    },
  };
}

function statusOf(attention: StatusBody['attention']): StatusBody {
  const since = { version: null, lastError: null };
  const qbit = { ...since, alive: true, host: 'localhost', port: 8080, state: 'up' as const, since: null };
  const arr = { ...since, category: 'radarr-movies', name: 'Radarr-Movies', type: 'radarr' as const };
  return {
    qbit,
    qbitInstances: { qBit: qbit },
    arrs: [{ ...arr, alive: true, reachable: true, state: 'up' }],
    ready: true,
    webui: { LiveArr: true, Theme: 'Dark', ViewDensity: 'Comfortable' },
    mode: 'normal',
    observeOnly: false,
    uptime: Math.floor(process.uptime()),
    dataPath: 'config',
    version: '1.2.3',
    configIssues: [],
    attention,
    transfer: { dlspeed: 0, upspeed: 0, torrents: 1 },
    disk: null,
  };
}
