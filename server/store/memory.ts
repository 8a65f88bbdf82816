import { memoryEntry } from '../contract/index.ts';
import type { MemoryEntry } from '../contract/index.ts';
import type { Database } from './database.ts';

/** What managers remember about torrents over restarts, keyed by instance and hash (FIX Q25). */
export interface MemoryStore {
  remember(entries: readonly MemoryEntry[]): void;
  all(): MemoryEntry[];
}

/** Opens the memory table over an open database. */
export function createMemoryStore(database: Database): MemoryStore {
  const put = database.prepare('insert or replace into memory (instance, hash, key, value) values (?, ?, ?, ?)');
  const drop = database.prepare('delete from memory where instance = ? and hash = ? and key = ?');
  const select = database.prepare('select instance, hash, key, value from memory');
  return {
    remember: (entries) =>
      database.transaction(() => {
        for (const entry of entries) {
          if (entry.value === null) drop.run(entry.instance, entry.hash, entry.key);
          else put.run(entry.instance, entry.hash, entry.key, entry.value);
        }
      }),
    all: () =>
      select.all().flatMap((found) => {
        const parsed = memoryEntry.safeParse(found);
        return parsed.success ? [parsed.data] : [];
      }),
  };
}
