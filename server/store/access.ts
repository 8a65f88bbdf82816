import { z } from 'zod';
import { sessionRecord, tokenRecord } from '../contract/index.ts';
import type { AccessStore, SessionRecord, SessionStore, TokenRecord, TokenStore } from '../contract/index.ts';
import { inMemory, openDatabase } from './database.ts';
import type { Database } from './database.ts';

const schema = `
create table if not exists sessions (
  id text primary key, handle text not null unique, seen_at integer not null, expires_at integer not null,
  detail text not null) without rowid;
create table if not exists api_tokens (id text primary key, created_at integer not null, detail text not null) without rowid;
`;

export interface OpenedAccess extends AccessStore {
  /** Goes over from memory to the file, with whoever signed in meanwhile. @throws while the file still cannot be written. */
  useFile(): void;
  /** Idempotent. */
  close(): void;
}

const detailRow = z.object({ detail: z.string() });

/**
 * Opens what `state.db` keeps about who may get in, over a connection of its own: it outlives an exchange of the workspace
 * (sandbox), because the people who are signed in stay the same. Call it after the state was opened, which moves a broken file
 * aside. A file that cannot be written (full or read-only disk) is replaced by memory until `useFile` works: nobody can be
 * let in by that, and those who know the token or the password can see what is wrong (supervisor.md S23).
 */
export function openAccess(file: string): OpenedAccess {
  const first = attempt(() => openStores(file));
  let stores = first ?? openStores(inMemory);
  let isFile = first !== null;
  let isOpen = true;
  return {
    sessions: {
      get: (id) => stores.sessions.get(id),
      put: (record) => stores.sessions.put(record),
      delete: (id) => stores.sessions.delete(id),
      list: () => stores.sessions.list(),
      prune: (now, keep) => stores.sessions.prune(now, keep),
    },
    tokens: {
      list: () => stores.tokens.list(),
      put: (record) => stores.tokens.put(record),
      delete: (id) => stores.tokens.delete(id),
    },
    useFile: () => {
      if (isFile || !isOpen) return;
      const next = openStores(file);
      for (const record of stores.sessions.list()) next.sessions.put(record);
      for (const record of stores.tokens.list()) next.tokens.put(record);
      stores.close();
      stores = next;
      isFile = true;
    },
    close: () => {
      if (isOpen) stores.close();
      isOpen = false;
    },
  };
}

function openStores(file: string): AccessStore & { close(): void } {
  const database = openDatabase(file);
  try {
    database.exec(schema);
    return { sessions: sessionStore(database), tokens: tokenStore(database), close: () => database.close() };
  } catch (error) {
    database.close();
    throw error;
  }
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

function sessionStore(database: Database): SessionStore {
  const select = database.prepare('select detail from sessions where id = ?');
  const put = database.prepare(
    'insert or replace into sessions (id, handle, seen_at, expires_at, detail) values (?, ?, ?, ?, ?)',
  );
  const drop = database.prepare('delete from sessions where id = ?');
  const all = database.prepare('select detail from sessions order by seen_at desc');
  const ended = database.prepare('delete from sessions where expires_at <= ?');
  const surplus = database.prepare(
    'delete from sessions where id not in (select id from sessions order by seen_at desc limit ?)',
  );
  return {
    get: (id) => readAs(sessionRecord, select.get(id)),
    put: (record: SessionRecord) =>
      put.run(record.id, record.handle, record.seenAt, record.expiresAt, JSON.stringify(record)),
    delete: (id) => drop.run(id),
    list: () => all.all().flatMap((row) => readAs(sessionRecord, row) ?? []),
    prune: (now, keep) => {
      ended.run(now);
      surplus.run(keep);
    },
  };
}

function tokenStore(database: Database): TokenStore {
  const put = database.prepare('insert or replace into api_tokens (id, created_at, detail) values (?, ?, ?)');
  const drop = database.prepare('delete from api_tokens where id = ? returning id');
  const all = database.prepare('select detail from api_tokens order by created_at');
  return {
    list: () => all.all().flatMap((row) => readAs(tokenRecord, row) ?? []),
    put: (record: TokenRecord) => put.run(record.id, record.createdAt, JSON.stringify(record)),
    delete: (id) => drop.all(id).length > 0,
  };
}

/** What a row holds; null for none, and for one that an incompatible version wrote: it opens nothing. */
function readAs<T>(schemaOfRow: z.ZodType<T>, row: unknown): T | null {
  const found = detailRow.safeParse(row);
  if (!found.success) return null;
  return schemaOfRow.safeParse(parsed(found.data.detail)).data ?? null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
