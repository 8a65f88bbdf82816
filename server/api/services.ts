import type {
  ActivityBody,
  ArrTestAnswer,
  ConfigBackup,
  ConfigCheck,
  ConfigFields,
  ConfigPlan,
  ConnectionRequest,
  ConnectionResult,
  ImportOutcome,
  ImportRequest,
  ArrInstance,
  DistributionBody,
  LedgerEvent,
  LedgerQuery,
  LocalApps,
  LibraryView,
  LogEntry,
  LogLevel,
  LogQuery,
  PathCheck,
  PathReport,
  PlanRequest,
  OverviewBody,
  PreviewBody,
  ProcessRow,
  SaveOptions,
  MetricsMoment,
  QbitCategoriesBody,
  QbitOverviewBody,
  RequestSample,
  SaveResult,
  SecretLookup,
  StatusBody,
  TorrentCommand,
  TorrentDelta,
  TorrentDetail,
  TorrentLayout,
  TorrentQuery,
  TorrentsBody,
  TorrentView,
  TorrentViewQuery,
  UnitKind,
  UpdateState,
  WebhookDelivery,
  WebhookEvent,
  WebhookView,
  WebUiSettings,
} from '../contract/index.ts';
import type { Cover, OpenLink } from '../library/index.ts';
import type { LevelState, StoredLog } from '../logs/index.ts';

/**
 * What the API needs from the rest of the host. Each member is implemented by one folder
 * (supervisor, logs, config, store) and joined in server.ts; tests hand in small stand-ins.
 */
export interface ApiServices {
  readonly version: string;
  health(): { healthy: boolean; ready: boolean; uptimeSeconds: number };
  status(): StatusBody;
  readonly processes: ProcessControl;
  readonly logs: LogReader;
  readonly config: ConfigControl;
  readonly connections: ConnectionControl;
  readonly pathDoctor: PathDoctor;
  readonly torrents: TorrentReader;
  readonly preferences: PreferenceControl;
  readonly ledger: LedgerReader;
  /** What comes next and what was done since the start of the reader's day (unix milliseconds, null = this computer's). */
  overview(dayStart: number | null): OverviewBody;
  readonly gate: GateControl;
  readonly webhooks: WebhookControl;
  readonly metrics: MetricsReader;
  readonly updates: UpdateReader;
  readonly qbit: QbitReader;
  readonly library: LibraryReader;
  /** The embedded make-believe stack, where the server has one. */
  readonly sandbox?: { start(): Promise<{ ok: true } | { ok: false; reason: string }> };
}

/** Where the API writes what the owner should find in the log. */
export interface ApiLog {
  notice(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export type Unsubscribe = () => void;

/** A verb's outcome: which loops were acted on, or why it could not be done (api.md 3.4). */
export type VerbResult =
  | { ok: true; kinds: UnitKind[]; name: string; category: string }
  | { ok: false; status: 400 | 404 | 503; error: string };

export type Verb = 'restart' | 'start' | 'stop';

/** api.md 3.4: LOOP(c, k) or NAME(x); path parsing stays in the API, look-up in the supervisor. */
export type ProcessTarget = { by: 'name'; name: string } | { by: 'loop'; category: string; kind: UnitKind | 'all' };

export interface ProcessControl {
  rows(): ProcessRow[];
  /** Is this exact text a category or name of something managed? (api.md 3.4 "known") */
  known(text: string): boolean;
  run(verb: Verb, target: ProcessTarget): Promise<VerbResult>;
  /** POST /arr/{section}/restart: category first, then name. */
  restartSection(section: string): Promise<VerbResult>;
  /** restart_all and /arr/rebuild: restart and reconnect everything; never deletes anything (design.md 10). */
  rebuild(): Promise<void>;
  /** Start or stop everything the owner configured (tray, panel). */
  all(verb: 'start' | 'stop'): Promise<void>;
  onChange(listener: () => void): Unsubscribe;
}

export interface LogReader extends StoredLog {
  /** Newest `limit` entries of the ring that pass, oldest first (api.md 3.5). */
  query(query: LogQuery): LogEntry[];
  /** Number of entries in the ring per level. */
  counts(source: string | null): Partial<Record<LogLevel, number>>;
  sources(): string[];
  onEntry(listener: (entry: LogEntry) => void): Unsubscribe;
  /** `forSeconds`: how long, null = until the next change. */
  setLevel(level: LogLevel, forSeconds: number | null): LevelState;
}

export interface ConfigControl {
  /** Redacted tree (api.md 2.8.1) and the redacted TOML text, of the file as it is on disk (last good one when it does not parse). */
  read(): { tree: Record<string, unknown>; toml: string; etag: string };
  applyChanges(changes: Record<string, unknown>, options: SaveOptions): Promise<SaveResult>;
  applyToml(text: string, options: SaveOptions): Promise<SaveResult>;
  /** What applyToml would answer, without saving. */
  check(text: string): ConfigCheck;
  /** What a save would do, by effect (ui.md CF-13). */
  plan(request: PlanRequest): Promise<ConfigPlan>;
  /** What the rules would decide about the live torrents after such a save, or why it would be refused. */
  preview(request: PlanRequest): Promise<{ ok: true; body: PreviewBody } | { ok: false; plan: ConfigPlan }>;
  /** Kept copies (ui.md CF-15); null = there is none with this id. */
  readonly backups: {
    list(): Promise<ConfigBackup[]>;
    read(id: string): Promise<{ backup: ConfigBackup; toml: string } | null>;
    diff(id: string): Promise<ConfigPlan | null>;
    restore(id: string, options: SaveOptions): Promise<SaveResult | null>;
  };
  /** Proposals from other programs; null = there is none with this id. */
  readonly imports: {
    propose(request: ImportRequest): Promise<ImportOutcome>;
    plan(id: string, edited: string | null): Promise<ConfigPlan | null>;
    save(id: string, edited: string | null, options: SaveOptions): Promise<SaveResult | null>;
  };
  /** One stored secret, for its owner alone (ui.md CF-11). */
  secret(path: string): Promise<SecretLookup>;
  /** The file with its secrets readable, for its owner alone (ui.md CF-20). */
  withSecrets(): Promise<string>;
  /** Keys that an environment variable decides. */
  locks(): ConfigFields['locks'];
  /** Last letters of the stored secrets. */
  secrets(): ConfigFields['secrets'];
  webui(): WebUiSettings;
  onChange(listener: () => void): Unsubscribe;
}

/** Tries out servers of the configuration, stored or not yet stored. */
export interface ConnectionControl {
  test(request: ConnectionRequest): Promise<ConnectionResult>;
  /** POST /arr/test-connection, in the words of the reference (api.md 2.8.4). */
  testArr(body: Record<string, unknown>): Promise<ArrTestAnswer>;
  /** What a folder on this computer is like. */
  checkPath(path: string): Promise<PathCheck>;
  /** What answers at the usual ports of this computer, asked without credentials (ui.md 7); 1.5 s at most. */
  findLocal(): Promise<LocalApps>;
}

/** Looks at what every party calls its folders; nothing is written anywhere (issue 5). Takes some 20 s at most. */
export interface PathDoctor {
  /** By the settings in force. */
  report(): Promise<PathReport>;
  /** By settings that are not saved, or why they could not be. */
  reportFor(request: PlanRequest): Promise<{ ok: true; report: PathReport } | { ok: false; plan: ConfigPlan }>;
}

export interface TorrentReader {
  list(query: TorrentQuery): TorrentsBody;
  /** A window of the grouped table (ui.md TR-1, TR-8). */
  view(query: TorrentViewQuery): TorrentView;
  /** Rises with every change of the table. */
  version(): number;
  detail(instance: string, hash: string): TorrentDetail | null;
  /** The whole table, for a new live subscriber. */
  snapshot(): TorrentDelta;
  onDelta(listener: (delta: TorrentDelta) => void): Unsubscribe;
  /** Asks the torrent's manager for something; it answers when it was done or could not be. */
  command(command: TorrentCommand, instance: string, hash: string): Promise<CommandOutcome>;
}

/** How the owner set up the panel, the same in every browser (ui.md TR-2). */
export interface PreferenceControl {
  torrentLayout(): TorrentLayout | null;
  /** null = back to the panel's own. */
  setTorrentLayout(layout: TorrentLayout | null): void;
}

export type CommandOutcome = { ok: true; message: string } | { ok: false; status: 404 | 409 | 503; message: string };

/** What an owner may tell the safety gate (design.md 5). */
export interface GateControl {
  /** False when nothing was stopped. */
  releaseBudget(): boolean;
  /** Number of outages that no longer hold anything back. */
  releaseOutages(): number;
}

export interface LedgerReader {
  list(query: LedgerQuery): ActivityBody;
  /** Notes a sign-in; `message` names the way in and the address. */
  signedIn(message: string): void;
  /** Notes that secrets were shown; `message` names them and who saw them. */
  revealed(message: string): void;
  onEvent(listener: (event: LedgerEvent) => void): Unsubscribe;
}

/** A managed Arr section, as library paths name it. */
export type LibraryInstance = Pick<ArrInstance, 'name' | 'type' | 'category'>;

export interface LibraryReader {
  /** Managed Arr sections, in file order. */
  instances(): readonly LibraryInstance[];
  /** Have the managers been made? Until then nothing managed only means that it is early. */
  built(): boolean;
  readonly view: LibraryView;
  /** Poster of an item; null when there is no usable one. Never rejects. */
  cover(instance: string, id: number): Promise<Cover | null>;
  /** Page of an item in its Arr, looked up live. */
  openLink(instance: string, id: number): Promise<OpenLink>;
}

/** qBittorrent as the reference's panel shows it, without a remote call (api.md 2.7). */
export interface QbitReader {
  categories(): QbitCategoriesBody;
  /** `instance`: one client, null = all. */
  overview(instance: string | null): QbitOverviewBody;
  distribution(): DistributionBody;
}

export interface UpdateReader {
  /** What is known now; never waits. */
  state(): UpdateState;
  /** Looks for newer versions, at most some 20 s. Never rejects. */
  check(): Promise<void>;
}

export interface MetricsReader {
  readonly contentType: string;
  text(moment: MetricsMoment): Promise<string>;
  observe(request: RequestSample): void;
}

export interface WebhookControl {
  views(): WebhookView[];
  /** The last 100, newest first; null when there is no such webhook. */
  deliveries(name: string): WebhookDelivery[] | null;
  /** Sends a test message once, now; null when there is no such webhook. */
  test(name: string): Promise<WebhookDelivery | null>;
  /** Every event, whether or not a webhook wants it. */
  on(listener: (event: WebhookEvent) => void): Unsubscribe;
}
