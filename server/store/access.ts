import { z } from 'zod';
import { sessionRecord, tokenRecord } from '../contract/index.ts';
import type { AccessStore, SessionRecord, SessionStore, TokenRecord, TokenStore } from '../contract/index.ts';
import { openDatabase } from './database.ts';
import type { Database } from './database.ts';

const schema = `
create table if not exists sessions (
  id text primary key, handle text not null unique, seen_at integer not null, expires_at integer not null,
  detail text not null) without rowid;
create table if not exists api_tokens (id text primary key, created_at integer not null, detail text not null) without rowid;
`;

export interface OpenedAccess extends AccessStore {
  /** Idempotent. */
  close(): void;
}

const detailRow = z.object({ detail: z.string() });

/**
 * Opens what `state.db` keeps about who may get in, over a connection of its own: it outlives an exchange of the workspace
 * (sandbox), because the people who are signed in stay the same. Call it after the state was opened, which moves a broken file
 * aside.
 * @throws when the file cannot be written.
 */
export function openAccess(file: string): OpenedAccess {
  const database = openDatabase(file);
  database.exec(schema);
  let isOpen = true;
  return {
    sessions: sessionStore(database),
    tokens: tokenStore(database),
    close: () => {
      if (isOpen) database.close();
      isOpen = false;
    },
  };
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
