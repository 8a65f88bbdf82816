import type { LogLevel } from './common.ts';
import type { ConfigSaved, TomlProblem, ValidationError } from './config.ts';

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

/** Filters of GET /api/torrents; null = all. `limit` 1..5000. */
export interface TorrentQuery {
  instance: string | null;
  manager: string | null;
  category: string | null;
  decision: string | null;
  text: string | null;
  includeRemoved: boolean;
  limit: number;
  offset: number;
}

/** Filters of GET /api/activity; empty `kinds` = all, `limit` 1..1000. */
export interface LedgerQuery {
  kinds: string[];
  hash: string | null;
  manager: string | null;
  text: string | null;
  limit: number;
  offset: number;
}

/** What became of a save (api.md 2.8.3, 3.6). */
export type SaveResult =
  | { ok: true; saved: ConfigSaved }
  | { ok: false; status: 400; error: 'Configuration validation failed'; validationErrors: ValidationError[] }
  | { ok: false; status: 400; error: 'Invalid TOML'; problem: TomlProblem }
  | { ok: false; status: 400 | 403 | 409 | 412 | 500 | 503; error: string; details: string };

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
