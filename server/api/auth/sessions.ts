import type { Clock } from '../../contract/index.ts';
import { fingerprint, randomSecret } from './secret.ts';

/** Where sessions live: fingerprint of the secret -> unix milliseconds when it ends. */
export interface SessionStore {
  get(id: string): number | null;
  set(id: string, expiresAt: number): void;
  delete(id: string): void;
  /** Forgets every session that ended before `now`. */
  prune(now: number): void;
}

export function memorySessionStore(): SessionStore {
  const sessions = new Map<string, number>();
  return {
    get: (id) => sessions.get(id) ?? null,
    set: (id, expiresAt) => void sessions.set(id, expiresAt),
    delete: (id) => void sessions.delete(id),
    prune(now) {
      for (const [id, expiresAt] of sessions) if (expiresAt <= now) sessions.delete(id);
    },
  };
}

/** `renewed` asks the caller to send the cookie again. */
export type SessionCheck = { valid: boolean; renewed: boolean };

export interface Sessions {
  /** Makes a session and answers its secret, the cookie value. */
  create(): string;
  /** Use slides the end to seven days from now, at most once an hour. */
  check(secret: string): SessionCheck;
  end(secret: string): void;
}

export const SESSION_SECONDS = 7 * 24 * 3600;
const RENEW_AFTER_SECONDS = 3600;

export function createSessions(store: SessionStore, clock: Clock): Sessions {
  const lifetime = SESSION_SECONDS * 1000;
  return {
    create() {
      const secret = randomSecret();
      store.prune(clock.now());
      store.set(fingerprint(secret), clock.now() + lifetime);
      return secret;
    },
    check(secret) {
      const id = fingerprint(secret);
      const expiresAt = store.get(id);
      const now = clock.now();
      if (expiresAt === null || expiresAt <= now) return { valid: false, renewed: false };
      const renewed = now + lifetime - expiresAt > RENEW_AFTER_SECONDS * 1000;
      if (renewed) store.set(id, now + lifetime);
      return { valid: true, renewed };
    },
    end: (secret) => store.delete(fingerprint(secret)),
  };
}
