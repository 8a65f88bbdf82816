import { z } from 'zod';
import { sessionRecord, tokenRecord } from '../contract/index.ts';
import type { AccessStore, SessionRecord, SessionStore, TokenRecord, TokenStore } from '../contract/index.ts';
import { inMemory, openDatabase } from './database.ts';
import type { Database } from './database.ts';
import { keepUnwritten } from './unwritten.ts';
import type { Stores } from './unwritten.ts';

const schema = `
create table if not exists sessions (
  id text primary key, handle text not null unique, seen_at integer not null, expires_at integer not null,
  detail text not null) without rowid;
create table if not exists api_tokens (id text primary key, created_at integer not null, detail text not null) without rowid;
`;

export interface OpenedAccess extends AccessStore {
  /** The disk has room again: goes over from memory to the file with whoever signed in meanwhile, writes what waits. Idempotent. */
  catchUp(): void;
  /** Idempotent. */
  close(): void;
}

const detailRow = z.object({ detail: z.string() });

/**
 * Opens what `state.db` keeps about who may get in, over a connection of its own: it outlives an exchange of the workspace
 * (sandbox), because the people who are signed in stay the same. Call it after the state was opened, which moves a broken file
 * aside; `isUsable` false = that did not work, and the file may yet be exchanged. A file that cannot be written (full or read-only
 * disk) is replaced by memory until `catchUp` works: nobody can be let in by that, and those who know the token or the password can
 * see what is wrong (supervisor.md S23).
 */
export function openAccess(file: string, isUsable = true): OpenedAccess {
  const first = isUsable ? attempt(() => openStores(file)) : null;
  let stores = first ?? openStores(inMemory);
  let isFile = first !== null;
  let isOpen = true;
  const returned = new Set<() => void>();
  const unwritten = keepUnwritten(() => stores);
  /** @throws while the file still cannot be written. */
  const useFile = (): void => {
    const next = openStores(file);
    try {
      for (const record of stores.sessions.list()) next.sessions.put(record);
    } catch (error) {
      next.close();
      throw error;
    }
    stores.close();
    stores = next;
    isFile = true;
    for (const listener of returned) listener();
  };
  return {
    sessions: unwritten.sessions,
    tokens: unwritten.tokens,
    onReturn: (listener) => void returned.add(listener),
    catchUp: () => {
      if (!isOpen) return;
      if (!isFile) attempt(useFile);
      unwritten.flush();
    },
    close: () => {
      if (!isOpen) return;
      unwritten.flush();
      stores.close();
      isOpen = false;
    },
  };
}

function openStores(file: string): Stores & { close(): void } {
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
