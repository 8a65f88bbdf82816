import type { Clock, SessionRecord, SessionStore, SignInMethod } from '../../contract/index.ts';
import type { Agent } from './agent.ts';
import type { Bindings } from './binding.ts';
import { fingerprint, randomHandle, randomSecret } from './secret.ts';

/** Who signs in, how and from where. */
export interface NewSession extends Agent {
  method: SignInMethod;
  /** '' where the method knows no name. */
  user: string;
  address: string;
}

export interface LiveSession {
  record: SessionRecord;
  /** Asks the caller to send the cookie again. */
  renewed: boolean;
}

export interface Sessions {
  /**
   * Makes a session and answers its secret, the cookie value. It is always a new one: what the browser sent before
   * (`replaces`) ends, so nobody can plant a secret that later becomes valid.
   */
  create(session: NewSession, replaces: readonly string[]): string;
  /** The session of this secret while it lives; use slides its end to seven days from now, at most once an hour. */
  check(secret: string, address: string): LiveSession | null;
  end(secret: string): void;
  /** False when there is none of that handle. */
  endByHandle(handle: string): boolean;
  /** Ends all but the one with this id (null = all) and says how many. */
  endOthers(id: string | null): number;
  /** Living sessions, newest use first. */
  list(): SessionRecord[];
  /** Hangs one session on other credentials: it lives on when its own user changes the one it was bought with. */
  rebind(id: string, to: Bindings): void;
  /** Ends what hangs on a credential that changed, and forgets what ran out. */
  sweep(): void;
}

export const SESSION_SECONDS = 7 * 24 * 3600;
const LIFETIME_MS = SESSION_SECONDS * 1000;
const RENEW_AFTER_MS = 3_600_000;
/** The last use is written down this often; more would only wear the disk. */
const SEEN_EVERY_MS = 60_000;
const MAX_SESSIONS = 200;

export interface SessionsOptions {
  store: SessionStore;
  clock: Clock;
  bindings: () => Bindings;
  /** Some session ended before its time. */
  onEnded: () => void;
}

/** Sessions kept by the server (api.md 2.0); they outlive a restart. */
export function createSessions({ store, clock, bindings, onEnded }: SessionsOptions): Sessions {
  const isAlive = ({ expiresAt, method, binding }: SessionRecord): boolean =>
    expiresAt > clock.now() && binding === bindings()[method];
  const drop = (records: readonly SessionRecord[]): number => {
    for (const { id } of records) store.delete(id);
    if (records.length > 0) onEnded();
    return records.length;
  };

  return {
    create({ method, user, address, browser, system }, replaces) {
      const replaced = replaces.flatMap((secret) => store.get(fingerprint(secret)) ?? []);
      // There is one desktop window: its last session goes with it.
      const windows = method === 'desktop' ? store.list().filter((record) => record.method === 'desktop') : [];
      drop([...replaced, ...windows]);
      const secret = randomSecret();
      const now = clock.now();
      store.put({
        id: fingerprint(secret),
        handle: randomHandle(),
        method,
        user,
        binding: bindings()[method],
        createdAt: now,
        seenAt: now,
        expiresAt: now + LIFETIME_MS,
        address,
        browser,
        system,
      });
      store.prune(now, MAX_SESSIONS);
      return secret;
    },
    check(secret, address) {
      const record = store.get(fingerprint(secret));
      if (record === null || !isAlive(record)) return null;
      const now = clock.now();
      const renewed = now + LIFETIME_MS - record.expiresAt > RENEW_AFTER_MS;
      if (!renewed && now - record.seenAt < SEEN_EVERY_MS) return { record, renewed };
      const used = { ...record, seenAt: now, address, expiresAt: renewed ? now + LIFETIME_MS : record.expiresAt };
      store.put(used);
      return { record: used, renewed };
    },
    end(secret) {
      drop([store.get(fingerprint(secret))].filter((record) => record !== null));
    },
    endByHandle: (handle) => drop(store.list().filter((record) => record.handle === handle)) > 0,
    endOthers(id) {
      const others = store.list().filter((record) => record.id !== id);
      const living = others.filter(isAlive).length;
      drop(others);
      return living;
    },
    list: () => store.list().filter(isAlive),
    rebind(id, to) {
      const record = store.get(id);
      if (record !== null) store.put({ ...record, binding: to[record.method] });
    },
    sweep() {
      drop(store.list().filter((record) => !isAlive(record)));
    },
  };
}
