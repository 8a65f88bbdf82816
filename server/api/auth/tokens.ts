import type { Clock, NewToken, TokenRecord, TokenRow, TokenStore } from '../../contract/index.ts';
import { fingerprint, randomHandle, randomSecret } from './secret.ts';

export type MadeToken = { ok: true; token: string; row: TokenRow } | { ok: false; reason: 'taken' | 'full' };

/** Named API tokens beside the one of the configuration. */
export interface ApiTokens {
  /** Makes a token; its text is known only here and now. */
  create(wanted: NewToken): MadeToken;
  /** The token of this text, or null; notes that it was used. */
  use(token: string): TokenRow | null;
  list(): TokenRow[];
  /** False when there is none of that id. */
  revoke(id: string): boolean;
  /** Takes what the store holds beside what is known. */
  reload(): void;
}

/** Starts every token, so that people and secret scanners recognise one. */
export const TOKEN_PREFIX = 'qbitrr_';
export const MAX_TOKENS = 100;
/** The last use is written down this often; more would only wear the disk. */
const USED_EVERY_MS = 60_000;

const rowOf = ({ fingerprint: _hidden, ...row }: TokenRecord): TokenRow => row;

export interface ApiTokensOptions {
  store: TokenStore;
  clock: Clock;
  /** Some token was revoked. */
  onRevoked: () => void;
}

/** Tokens are looked up in memory: every request of a program passes here. */
export function createApiTokens({ store, clock, onRevoked }: ApiTokensOptions): ApiTokens {
  const known = new Map(store.list().map((record) => [record.fingerprint, record]));
  /** The use itself must not fail over a note about it. */
  const noteUse = (record: TokenRecord): void => {
    known.set(record.fingerprint, record);
    try {
      store.put(record);
    } catch {
      // On a full disk the last use is known until the program ends.
    }
  };
  return {
    create({ name, scope }) {
      const names = [...known.values()].map((record) => record.name.toLowerCase());
      if (names.includes(name.toLowerCase())) return { ok: false, reason: 'taken' };
      if (names.length >= MAX_TOKENS) return { ok: false, reason: 'full' };
      const token = `${TOKEN_PREFIX}${randomSecret()}`;
      const record = { id: randomHandle(), name, scope, createdAt: clock.now(), lastUsedAt: null };
      const kept = { ...record, fingerprint: fingerprint(token) };
      store.put(kept);
      known.set(kept.fingerprint, kept);
      return { ok: true, token, row: record };
    },
    use(token) {
      if (!token.startsWith(TOKEN_PREFIX)) return null;
      const record = known.get(fingerprint(token));
      if (record === undefined) return null;
      const now = clock.now();
      if (record.lastUsedAt === null || now - record.lastUsedAt >= USED_EVERY_MS)
        noteUse({ ...record, lastUsedAt: now });
      return rowOf(record);
    },
    list: () => [...known.values()].map(rowOf),
    revoke(id) {
      const found = [...known.values()].find((record) => record.id === id);
      if (found === undefined) return false;
      known.delete(found.fingerprint);
      store.delete(id);
      onRevoked();
      return true;
    },
    reload() {
      for (const record of store.list()) known.set(record.fingerprint, record);
    },
  };
}
