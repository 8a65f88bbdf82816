import type { AccessStore, SessionRecord, SessionStore, TokenStore } from '../contract/index.ts';

/** The tables of who may get in. */
export type Stores = Pick<AccessStore, 'sessions' | 'tokens'>;

/** What `state.db` could not take about who may get in, in force all the same until it can. */
export interface Unwritten extends Stores {
  /** Writes what waits, as far as it can be written. */
  flush(): void;
}

/**
 * Keeps signing in, signing out and revoking in force while the disk is full: whoever is signed in stays so, and whoever was put out
 * stays out (supervisor.md 1.4, S23, S53). A new named token is refused instead, since it is meant to last.
 */
export function keepUnwritten(stores: () => Stores): Unwritten {
  /** By id; null = ended. */
  const sessions = new Map<string, SessionRecord | null>();
  const revoked = new Set<string>();
  const flush = (): void => {
    const file = stores();
    attempt(() => {
      for (const id of revoked) {
        file.tokens.delete(id);
        revoked.delete(id);
      }
      for (const [id, record] of sessions) {
        if (record === null) file.sessions.delete(id);
        else file.sessions.put(record);
        sessions.delete(id);
      }
    });
  };
  const set = (id: string, record: SessionRecord | null): void => {
    // Anew at the end: the order of writes stays that of what happened.
    sessions.delete(id);
    sessions.set(id, record);
    flush();
  };
  const list = (): SessionRecord[] => {
    const written = stores()
      .sessions.list()
      .filter(({ id }) => !sessions.has(id));
    const waiting = [...sessions.values()].filter((record) => record !== null);
    return [...written, ...waiting].toSorted((a, b) => b.seenAt - a.seenAt);
  };
  const sessionStore: SessionStore = {
    get: (id) => sessions.get(id) ?? (sessions.has(id) ? null : stores().sessions.get(id)),
    put: (record) => set(record.id, record),
    delete: (id) => set(id, null),
    list,
    prune: (now, keep) => attempt(() => stores().sessions.prune(now, keep)),
  };
  const tokenStore: TokenStore = {
    list: () =>
      stores()
        .tokens.list()
        .filter(({ id }) => !revoked.has(id)),
    put: (record) => stores().tokens.put(record),
    delete: (id) => {
      const isKnown = tokenStore.list().some((record) => record.id === id);
      if (isKnown) revoked.add(id);
      flush();
      return isKnown;
    },
  };
  return { sessions: sessionStore, tokens: tokenStore, flush };
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // It waits for the next write, or until the disk has room again.
  }
}
