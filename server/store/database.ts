import { createRequire } from 'node:module';
import { z } from 'zod';

/** Values SQLite takes and gives; `undefined` may not be bound. */
export type SqlValue = string | number | null;

export interface Statement {
  run(...values: SqlValue[]): void;
  all(...values: SqlValue[]): unknown[];
  get(...values: SqlValue[]): unknown;
}

/** A small synchronous view of SQLite; the host is the only writer (design.md 4). */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  /** Runs `work` in one write transaction; rolls back and rethrows when it throws. */
  transaction(work: () => void): void;
  close(): void;
}

/** The part of `node:sqlite` we use; `@photostructure/sqlite` has the same classes (stack.md 3). */
interface SqliteModule {
  DatabaseSync: new (path: string) => { exec(sql: string): void; prepare(sql: string): Statement; close(): void };
}

const require = createRequire(import.meta.url);
const sqliteModule = z.custom<SqliteModule>(
  (value) => typeof value === 'object' && value !== null && 'DatabaseSync' in value,
);

/** The SQLite of the runtime where it has one, else the package that bridges Node 20. */
function loadSqlite(): SqliteModule {
  const builtIn = process.getBuiltinModule('node:sqlite');
  return sqliteModule.parse(builtIn ?? require('@photostructure/sqlite'));
}

/** In place of a path: a database that is gone with the process. */
export const inMemory = ':memory:';

/**
 * Opens a database file, creating it when absent, in WAL mode.
 * @throws when the folder is not writable or the file is not a database.
 */
export function openDatabase(path: string): Database {
  const { DatabaseSync } = loadSqlite();
  const handle = new DatabaseSync(path);
  try {
    // The host stands still while it waits for another program that holds the file.
    handle.exec('pragma journal_mode=wal; pragma synchronous=normal; pragma busy_timeout=500;');
  } catch (error) {
    handle.close();
    throw error;
  }
  return {
    exec: (sql) => handle.exec(sql),
    prepare: (sql) => handle.prepare(sql),
    transaction: (work) => {
      handle.exec('begin immediate');
      try {
        work();
        handle.exec('commit');
      } catch (error) {
        rollBack(handle);
        throw error;
      }
    },
    close: () => {
      checkpoint(handle);
      handle.close();
    },
  };
}

/** All in one file, so that a copy of it alone has everything (supervisor.md 4.2, S57); a full disk leaves the log of writes beside it. */
function checkpoint(handle: Pick<Database, 'exec'>): void {
  try {
    handle.exec('pragma wal_checkpoint(truncate)');
  } catch {
    // The next start brings it in.
  }
}

/** After a full disk SQLite has already rolled back by itself and says that there is nothing to roll back: that is not the cause. */
function rollBack(handle: Pick<Database, 'exec'>): void {
  try {
    handle.exec('rollback');
  } catch {
    // Nothing is open any more, which is what was wanted.
  }
}
