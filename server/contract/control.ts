import { z } from 'zod';
import type { Bucket } from './buckets.ts';
import type { LogLevel } from './common.ts';
import type { ConfigAuthor, ConfigSaved, TomlProblem, ValidationError } from './config.ts';

/*
 * Questions and answers between the API and the folders that serve it. They cross no wire, but both sides need one
 * spelling of them, and neither may import the other.
 */

export interface LogQuery {
  limit: number;
  /** Exact levels; empty = all. */
  levels: LogLevel[];
  /** Exact, ignoring case; null = all. */
  source: string | null;
  /** Case-insensitive substring; null = all. */
  text: string | null;
  /** Only entries with seq < before (older pages); null = from the newest. */
  before: number | null;
}

/** Columns `GET /api/torrents` can be sorted by; `decision` puts the most urgent first. */
export const torrentSort = z.enum([
  'decision',
  'name',
  'manager',
  'instance',
  'category',
  'tracker',
  'state',
  'progress',
  'next',
  'added',
  'size',
  'ratio',
  'eta',
  'dlspeed',
  'upspeed',
  'downloaded',
  'uploaded',
  'seedingTime',
  'seeds',
  'peers',
  'availability',
  'tags',
  'savePath',
  'score',
]);
export type TorrentSort = z.infer<typeof torrentSort>;

/** Filters of GET /api/torrents; null = all. `limit` 1..5000. */
export interface TorrentQuery {
  instance: string | null;
  manager: string | null;
  category: string | null;
  decision: string | null;
  tracker: string | null;
  /** Group of decisions (filter chip); null = all but removed ones. */
  show: Bucket | null;
  /** Every word must occur in name, tag, category, hash, tracker, manager or instance. */
  text: string | null;
  includeRemoved: boolean;
  sort: TorrentSort;
  descending: boolean;
  limit: number;
  offset: number;
}

/** Filters of GET /api/activity; empty lists and null = all, `limit` 1..1000. Times in unix milliseconds. */
export interface LedgerQuery {
  kinds: string[];
  results: string[];
  hash: string | null;
  instance: string | null;
  manager: string | null;
  text: string | null;
  since: number | null;
  until: number | null;
  /** Only events older than this one; for paging that new events do not shift. */
  before: number | null;
  limit: number;
  offset: number;
  /** Leave out the trails, which are most of the bytes. */
  brief: boolean;
}

/** What became of a save (api.md 2.8.3, 3.6). */
export type SaveResult =
  | { ok: true; saved: ConfigSaved }
  | { ok: false; status: 400; error: 'Configuration validation failed'; validationErrors: ValidationError[] }
  | { ok: false; status: 400; error: 'Invalid TOML'; problem: TomlProblem }
  | {
      ok: false;
      status: 400 | 403 | 409 | 412 | 500 | 503;
      error: string;
      details: string;
      /** File and memory are back to what they were (supervisor.md 3.5). */
      rolledBack?: true;
    };

/** What comes with a save. */
export interface SaveOptions {
  ifMatch: string | null;
  /** `panel` when absent. */
  author?: ConfigAuthor;
  /** The owner agrees that search histories start anew where a change asks for it; no when absent. */
  clearSearchHistory?: boolean;
}

/** The keys of [WebUI] the HTTP layer lives by (api.md 3.2), resolved. */
export interface WebUiSettings {
  host: string;
  port: number;
  token: string;
  /** True only when the file says so in so many words. */
  authDisabled: boolean;
  allowInsecureExposure: boolean;
  allowInsecureTokenQuery: boolean;
  behindHttpsProxy: boolean;
  /** '' at root, else `/qb`. */
  urlBase: string;
  allowedHosts: string[];
  trustedProxies: string[];
  localAuthEnabled: boolean;
  username: string;
  /** bcrypt; '' = no password was set yet. */
  passwordHash: string;
  oidc: OidcSettings;
}

/** [WebUI.OIDC] with `WebUI.OIDCEnabled`. */
export interface OidcSettings {
  enabled: boolean;
  /** Address of the provider; discovery is at `{authority}/.well-known/openid-configuration`. */
  authority: string;
  clientId: string;
  /** '' = a public client. */
  clientSecret: string;
  /** Separated by blanks. */
  scopes: string;
  callbackPath: string;
  /** User names, verified e-mail addresses or subject ids; empty = everybody the provider lets in. */
  allowedUsers: string[];
}
