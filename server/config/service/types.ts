import type {
  ConfigAuthor,
  Clock,
  ConfigBackup,
  ConfigCheck,
  ConfigFields,
  ConfigIssue,
  ConfigPlan,
  EngineSettings,
  ImportOutcome,
  ImportRequest,
  PlanRequest,
  SaveOptions,
  SaveResult,
  SecretLookup,
  TomlProblem,
  WebUiSettings,
} from '../../contract/index.ts';
import type { SaveDisk } from '../document/save.ts';
import type { Environment } from '../environment.ts';
import type { ReloadPlan } from '../reload/classify.ts';
import type { ResolvedSettings } from '../resolve/index.ts';
import type { KeychainState } from '../secrets/keychain.ts';
import type { versionWarning } from '../version.ts';

/** What the supervisor and the server are to make true. `resetSearch` holds only what the owner agreed to. */
export interface ApplyPlan extends ReloadPlan {
  readonly source: 'api' | 'disk' | 'rollback';
  readonly previous: ResolvedSettings;
  readonly next: ResolvedSettings;
}
export type ApplyResult = { ok: true } | { ok: false; status: 409 | 500; error: string; details: string };

export interface ConfigServiceOptions {
  readonly path: string;
  readonly environment: Environment;
  readonly clock: Clock;
  /** Performs a reload. A refusal brings file and memory back to what they were (supervisor.md 3.5). */
  apply(plan: ApplyPlan): Promise<ApplyResult>;
  /** Writes the documented file when there is none or an empty one; false reports `missing`. */
  readonly generate: boolean;
  /** A save or an edit on disk has come into force; `paths` are the settings it changed. */
  readonly saved?: (author: ConfigAuthor, paths: readonly string[]) => void;
  /** Lines for the log. */
  readonly report?: (level: 'notice' | 'warning', message: string) => void;
  readonly disk?: SaveDisk;
  /** Asks the operating system for its keychain, when it is first needed; left out where there is none. */
  readonly keychain?: () => KeychainState;
}

export type OpenedConfig =
  | { kind: 'ok' | 'generated'; service: ConfigService }
  | { kind: 'missing' }
  /** `backup` is the newest good one, to be offered for restoring. */
  | { kind: 'broken'; problem: TomlProblem; backup: string | null }
  | { kind: 'unreadable'; error: string };

/** `ConfigControl` of server/api/services.ts, and what server.ts needs beside it. */
export interface ConfigService {
  read(): { tree: Record<string, unknown>; toml: string; etag: string };
  applyChanges(changes: Record<string, unknown>, options: SaveOptions): Promise<SaveResult>;
  applyToml(text: string, options: SaveOptions): Promise<SaveResult>;
  check(text: string): ConfigCheck;
  /** What a save of this would do (ui.md CF-13). */
  plan(request: PlanRequest): Promise<ConfigPlan>;
  /** The settings the torrents would be judged by after such a save, or why it would be refused. */
  candidate(request: PlanRequest): Promise<{ ok: true; settings: EngineSettings } | { ok: false; plan: ConfigPlan }>;
  readonly backups: {
    list(): Promise<ConfigBackup[]>;
    /** Its text without secrets; null for an unknown id. */
    read(id: string): Promise<{ backup: ConfigBackup; toml: string } | null>;
    /** What restoring it would do. */
    diff(id: string): Promise<ConfigPlan | null>;
    restore(id: string, options: SaveOptions): Promise<SaveResult | null>;
  };
  readonly imports: {
    /** Reads another program's configuration; nothing is written. */
    propose(request: ImportRequest): Promise<ImportOutcome>;
    /** What saving the proposal would do; `edited` is its text as changed by the owner, secrets masked. */
    plan(id: string, edited: string | null): Promise<ConfigPlan | null>;
    save(id: string, edited: string | null, options: SaveOptions): Promise<SaveResult | null>;
  };
  /** Keys that an environment variable decides. */
  locks(): ConfigFields['locks'];
  /** Last letters of the stored secrets. */
  secrets(): ConfigFields['secrets'];
  /** One secret of the file as it is on disk, for its owner (ui.md CF-11). */
  secret(path: string): Promise<SecretLookup>;
  /** The file with its secrets readable, for its owner (ui.md CF-20). */
  withSecrets(): Promise<string>;
  /** The stored tree with its secrets, for connection tests; it never leaves the server. */
  stored(): Record<string, unknown>;
  webui(): WebUiSettings;
  onChange(listener: () => void): () => void;
  /** Resolved values in force; `engine.revision` rises with every change. */
  settings(): ResolvedSettings;
  /** Resolution issues, and a broken or deleted file on disk. */
  issues(): ConfigIssue[];
  /** For `/web/config`: the file comes from a newer program. */
  versionWarning(): ReturnType<typeof versionWarning>;
  /** Was the token made at this start, so that it has to be shown once? */
  readonly tokenGenerated: boolean;
  /** Takes over an edit made on disk, if there is one. */
  reread(): Promise<void>;
  /** Notices edits made on disk from now on, until the returned function is called. */
  watch(): () => void;
}
