import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../contract/index.ts';
import { inMemory, openDatabase } from './database.ts';
import type { Database } from './database.ts';
import { checkPages, isDamage, salvage, toldOfSalvage } from './salvage.ts';
import { createIntentStore } from './intents.ts';
import type { IntentStore } from './intents.ts';
import { createLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { createMemoryStore } from './memory.ts';
import type { MemoryStore } from './memory.ts';
import { createPreferenceStore } from './preferences.ts';
import type { PreferenceStore } from './preferences.ts';
import { createMetaStore } from './meta.ts';
import type { MetaStore } from './meta.ts';
import { createDeliveryStore } from './webhooks.ts';
import type { DeliveryStore } from './webhooks.ts';
import { createTorrentDirectory } from './torrents.ts';
import type { TorrentDirectory } from './torrents.ts';

/** The host's database below a data folder. */
export const stateFile = (dataDir: string): string => path.join(dataDir, 'state.db');

/** Everything the host keeps in `state.db` about its work. */
export interface StateStore {
  readonly ledger: Ledger;
  readonly torrents: TorrentDirectory;
  readonly intents: IntentStore;
  readonly memory: MemoryStore;
  readonly meta: MetaStore;
  readonly preferences: PreferenceStore;
  readonly deliveries: DeliveryStore;
  /** Where a broken database was moved to at this start, null when all was well. */
  readonly movedAside: string | null;
  /** Rows that could be brought over from it. */
  readonly salvaged: number;
  close(): void;
}

const schema = `
create table if not exists events (
  id integer primary key, at integer not null, kind text not null, manager text not null, instance text, hash text,
  name text, decision text, action text, result text not null, detail text not null, message text not null);
create index if not exists events_by_hash on events (hash, id);
create index if not exists events_by_time on events (at);
create index if not exists events_by_kind on events (kind, result, at);
create index if not exists events_narrow on events (id, at, kind, result, manager, instance, name, message);
create table if not exists torrents (
  instance text not null, hash text not null, seen_at integer not null, detail text not null,
  primary key (instance, hash)) without rowid;
create table if not exists intents (
  id text primary key, manager text not null, at integer not null, action text not null, ended integer not null, detail text not null);
create index if not exists intents_open on intents (ended, manager);
create table if not exists meta (key text primary key, value text not null) without rowid;
create table if not exists memory (
  instance text not null, hash text not null, key text not null, value text not null,
  primary key (instance, hash, key)) without rowid;
create table if not exists deliveries (id integer primary key, hook text not null, detail text not null);
create index if not exists deliveries_by_hook on deliveries (hook, id);
pragma user_version = 2;
`;

/** What the owner is told when a damaged file was put aside, null when none was (supervisor.md 1.7, S22). */
export function toldOfMove({ movedAside, salvaged }: Pick<StateStore, 'movedAside' | 'salvaged'>): string | null {
  return movedAside === null
    ? null
    : `state.db was damaged and was moved to ${path.basename(movedAside)}; ${toldOfSalvage(salvaged)}`;
}

interface StateOptions {
  readonly clock: Clock;
  readonly historyDays: () => number;
}

/**
 * Opens `<dataDir>/state.db`. A file that is not a usable database is moved aside, never deleted, and what can be
 * read in it is kept (supervisor.md 1.7, S22).
 * @throws when the folder cannot be written.
 */
export async function openState(options: StateOptions & { readonly dataDir: string }): Promise<StateStore> {
  const { database, ...opened } = await openOrMoveAside(stateFile(options.dataDir), options.clock);
  return storeOf(database, opened, options);
}

/** A state that is gone with the process, for the time in which the real one cannot be opened. */
export function temporaryState(options: StateOptions): StateStore {
  return storeOf(openWithSchema(inMemory), { movedAside: null, salvaged: 0 }, options);
}

function storeOf(database: Database, opened: Omit<Opened, 'database'>, options: StateOptions): StateStore {
  const ledger = createLedger(database, options);
  const meta = createMetaStore(database);
  return {
    ledger,
    torrents: createTorrentDirectory(database, ledger, options.clock),
    intents: createIntentStore(database),
    memory: createMemoryStore(database),
    meta,
    preferences: createPreferenceStore(meta),
    deliveries: createDeliveryStore(database),
    ...opened,
    close: () => database.close(),
  };
}

interface Opened {
  readonly database: Database;
  readonly movedAside: string | null;
  readonly salvaged: number;
}

async function openOrMoveAside(file: string, clock: Clock): Promise<Opened> {
  const rescued = `${file}.rescued`;
  // A start that was ended between the two renames below.
  if (!existsSync(file)) await moveIfThere(rescued, file);
  try {
    return { database: openWithSchema(file), movedAside: null, salvaged: 0 };
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  // Before the damaged one makes way: a disk that fills up meanwhile must not cost what can still be read in it.
  const salvaged = await rescue(file, rescued);
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-');
  const movedAside = `${file}.broken-${stamp}`;
  // The log of writes belongs to it: left here it would be taken for the new one's.
  for (const part of parts) await moveIfThere(`${file}${part}`, `${movedAside}${part}`);
  await rename(rescued, file);
  await forgetOldest(file, path.basename(movedAside));
  return { database: openWithSchema(file), movedAside, salvaged };
}

/** A database and what SQLite keeps beside it. */
const parts = ['-wal', '-shm', ''];
/** Damaged databases that are kept, the newest ones (supervisor.md 1.7). */
const keptBroken = 3;

/** Brings what can be read into a whole new file; returns how many rows came over. @throws when it cannot be written, then none is left. */
async function rescue(damaged: string, rescued: string): Promise<number> {
  const clear = async (): Promise<void> => {
    for (const part of [...parts, '-journal']) await rm(`${rescued}${part}`, { force: true });
  };
  await clear();
  const database = openWithSchema(rescued);
  try {
    // All of it in one file, which is then renamed.
    database.exec('pragma journal_mode=delete');
    return salvage(damaged, database);
  } catch (error) {
    await clear();
    throw error;
  } finally {
    database.close();
  }
}

/** `newest` by its making; a clock that was set back may say otherwise. */
async function forgetOldest(file: string, newest: string): Promise<void> {
  const folder = path.dirname(file);
  const broken = (await readdir(folder)).filter((name) => name.startsWith(`${path.basename(file)}.broken-`));
  const stamps = [...new Set(broken.map((name) => name.replace(/-(?:wal|shm)$/, '')))].toSorted();
  for (const old of stamps.filter((name) => name !== newest).slice(0, 1 - keptBroken)) {
    for (const part of parts) await rm(path.join(folder, `${old}${part}`), { force: true });
  }
}

async function moveIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

function openWithSchema(file: string): Database {
  const database = openDatabase(file);
  try {
    checkPages(database);
    database.exec(schema);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
