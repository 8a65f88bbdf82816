import { z } from 'zod';
import { apiScope, signInMethod } from './auth.ts';

/*
 * What the store keeps for the API about sessions and tokens. It crosses no wire, but both sides need one spelling of it, and
 * neither may import the other.
 */

/** A session at rest. Times are unix milliseconds. */
export const sessionRecord = z.object({
  /** Fingerprint of the cookie's secret; the secret itself is never stored. */
  id: z.string(),
  /** Name of the session in lists and for revoking it; says nothing about the secret. */
  handle: z.string(),
  method: signInMethod,
  user: z.string(),
  /** Fingerprint of what the session hangs on; it ends when that changes. */
  binding: z.string(),
  createdAt: z.int(),
  seenAt: z.int(),
  expiresAt: z.int(),
  address: z.string(),
  browser: z.string().nullable(),
  system: z.string().nullable(),
});
export type SessionRecord = z.infer<typeof sessionRecord>;

export interface SessionStore {
  get(id: string): SessionRecord | null;
  /** Adds or replaces. */
  put(record: SessionRecord): void;
  delete(id: string): void;
  /** Newest use first. */
  list(): SessionRecord[];
  /** Forgets every session that ended before `now`, and the least used ones beyond `keep`. */
  prune(now: number, keep: number): void;
}

/** A named token at rest. Times are unix milliseconds. */
export const tokenRecord = z.object({
  id: z.string(),
  name: z.string(),
  scope: apiScope,
  /** Fingerprint of the token; the token itself is never stored. */
  fingerprint: z.string(),
  createdAt: z.int(),
  lastUsedAt: z.int().nullable(),
});
export type TokenRecord = z.infer<typeof tokenRecord>;

export interface TokenStore {
  /** Oldest first. */
  list(): TokenRecord[];
  /** Adds or replaces. */
  put(record: TokenRecord): void;
  /** False when there was none. */
  delete(id: string): boolean;
}

/** Everything the store keeps about who may get in. */
export interface AccessStore {
  readonly sessions: SessionStore;
  readonly tokens: TokenStore;
  /** The file can be used at last: it holds more than was known until now. */
  onReturn(listener: () => void): void;
}
