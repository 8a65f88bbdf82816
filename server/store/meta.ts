import { z } from 'zod';
import { jsonOf } from '../contract/index.ts';
import type { Database } from './database.ts';

/** Single facts the host keeps over restarts, by name. */
export interface MetaStore {
  get<T>(key: string, schema: z.ZodType<T>): T | null;
  /** null forgets it. @throws when the database cannot be written. */
  set(key: string, value: unknown): void;
}

const row = z.object({ value: z.string() });

/** Opens the table of single facts over an open database. */
export function createMetaStore(database: Database): MetaStore {
  const select = database.prepare('select value from meta where key = ?');
  const put = database.prepare('insert or replace into meta (key, value) values (?, ?)');
  const drop = database.prepare('delete from meta where key = ?');
  return {
    get: (key, schema) => {
      const found = row.safeParse(select.get(key));
      if (!found.success) return null;
      const parsed = schema.safeParse(jsonOf(found.data.value));
      return parsed.success ? parsed.data : null;
    },
    set: (key, value) => {
      if (value === null) drop.run(key);
      else put.run(key, JSON.stringify(value));
    },
  };
}
