import { z } from 'zod';

/**
 * What a credential may do, weakest first; each one includes those before it. `metrics` = the metrics page, `read` = every
 * GET that shows no settings, `control` = verbs on processes and torrents, `admin` = everything else too.
 */
export const apiScope = z.enum(['metrics', 'read', 'control', 'admin']);
export type ApiScope = z.infer<typeof apiScope>;

/** Does a credential of `held` open what needs `needed`? */
export function scopeIncludes(held: ApiScope, needed: ApiScope): boolean {
  return apiScope.options.indexOf(held) >= apiScope.options.indexOf(needed);
}

/** How a browser got its session. `link` = one-time sign-in link, `desktop` = the desktop window. */
export const signInMethod = z.enum(['password', 'oidc', 'token', 'link', 'desktop']);
export type SignInMethod = z.infer<typeof signInMethod>;

/** The part of GET /web/meta that says how to get in (api.md 2.9). */
export const signInMeta = z.object({
  auth_required: z.boolean(),
  local_auth_enabled: z.boolean(),
  oidc_enabled: z.boolean(),
  /** Authentication is in force, but there is neither a password nor a provider yet. */
  setup_required: z.boolean(),
  /** '' at root, else `/qb`. */
  url_base: z.string(),
});
export type SignInMeta = z.infer<typeof signInMeta>;

/** Why a sign-in through the provider failed, as `reason` in the address of the panel; the log says more. */
export const oidcFailure = z.enum(['denied', 'expired', 'unreachable', 'refused', 'not-allowed']);
export type OidcFailure = z.infer<typeof oidcFailure>;

/** One signed-in browser. Times are unix milliseconds. */
export const deviceRow = z.object({
  id: z.string(),
  /** The session this request came with. */
  current: z.boolean(),
  method: signInMethod,
  /** '' where the method knows no name. */
  user: z.string(),
  createdAt: z.int(),
  seenAt: z.int(),
  expiresAt: z.int(),
  address: z.string(),
  /** E.g. `Firefox`; null when the browser did not say. */
  browser: z.string().nullable(),
  /** E.g. `Windows`. */
  system: z.string().nullable(),
});
export type DeviceRow = z.infer<typeof deviceRow>;
export const devicesBody = z.object({ devices: z.array(deviceRow) });
/** How many sessions were ended. */
export const signedOutBody = z.object({ signedOut: z.int() });

/** One named API token; the token itself is shown only once, when it is made. Times are unix milliseconds. */
export const tokenRow = z.object({
  id: z.string(),
  name: z.string(),
  scope: apiScope,
  createdAt: z.int(),
  lastUsedAt: z.int().nullable(),
});
export type TokenRow = z.infer<typeof tokenRow>;
export const tokensBody = z.object({ tokens: z.array(tokenRow) });

/** What a new token is made from. */
export const newToken = z.strictObject({
  name: z
    .string('name must be a text')
    .trim()
    .min(1, 'name must not be empty')
    .max(60, 'name must have at most 60 characters'),
  scope: z.enum(apiScope.options, `scope must be one of ${apiScope.options.join(', ')}`),
});
export type NewToken = z.infer<typeof newToken>;
export const tokenCreated = z.object({ token: z.string(), row: tokenRow });
export type TokenCreated = z.infer<typeof tokenCreated>;

/** Answer of sign-in, sign-out and set-password (api.md 2.3). */
export const doneBody = z.object({ success: z.literal(true) });

/**
 * The page of the panel to open after sign-in. Only addresses inside the panel are followed: a foreign one, or one that a browser
 * would read as foreign (`//host`, `/\\host`, a tab in between), opens the first page instead.
 */
export function safePanelPath(next: string | null | undefined): string {
  if (next === null || next === undefined || !/^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(next)) return '/';
  return next.startsWith('/sign-in') ? '/' : next;
}
