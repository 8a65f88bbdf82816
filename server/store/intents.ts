import { z } from 'zod';
import { intent as intentSchema, jsonOf } from '../contract/index.ts';
import type { Intent, IntentStep } from '../contract/index.ts';
import type { Database } from './database.ts';

/** Announced actions; what is open here after a crash is finished by the restarted manager exactly once. */
export interface IntentStore {
  /** Stores it together with what `record` writes: both or, when either throws, neither. */
  begin(intent: Intent, record?: () => void): void;
  stepDone(id: string, step: IntentStep): void;
  /** Closes it together with what `record` writes: both or neither, so that an end that could not be told can be told later. */
  end(id: string, record?: (ended: Intent) => void): Intent | null;
  /** Open intents of one manager, oldest first. */
  open(manager: string): Intent[];
  /** When removals were begun after this time, ended or not, besides those an owner asked for (unix milliseconds). */
  removalsSince(at: number): number[];
}

const row = z.object({ detail: z.string() });

function read(found: unknown): Intent | null {
  const parsed = row.safeParse(found);
  return parsed.success ? (intentSchema.safeParse(jsonOf(parsed.data.detail)).data ?? null) : null;
}

/** Opens the intent table over an open database. */
export function createIntentStore(database: Database): IntentStore {
  const insert = database.prepare(
    'insert or replace into intents (id, manager, at, action, ended, detail) values (?, ?, ?, ?, 0, ?)',
  );
  const select = database.prepare('select detail from intents where id = ? and ended = 0');
  const update = database.prepare('update intents set detail = ? where id = ?');
  const close = database.prepare('update intents set ended = 1 where id = ?');
  const trim = database.prepare('delete from intents where ended = 1 and at < ?');
  const opened = database.prepare('select detail from intents where ended = 0 and manager = ? order by at');
  const removals = database.prepare(`select detail from intents where action like 'remove%' and at > ?`);
  return {
    begin: (intent, record) =>
      database.transaction(() => {
        insert.run(intent.id, intent.manager, intent.at, intent.action, JSON.stringify(intent));
        record?.();
      }),
    stepDone: (id, step) => {
      const found = read(select.get(id));
      if (!found || found.done.includes(step)) return;
      update.run(JSON.stringify({ ...found, done: [...found.done, step] }), id);
    },
    end: (id, record) => {
      const found = read(select.get(id));
      if (!found) return null;
      database.transaction(() => {
        close.run(id);
        trim.run(found.at - 86_400_000);
        record?.(found);
      });
      return found;
    },
    open: (manager) => opened.all(manager).flatMap((found) => read(found) ?? []),
    removalsSince: (at) =>
      removals.all(at).flatMap((found) => {
        const intent = read(found);
        return intent === null || intent.asked ? [] : [intent.at];
      }),
  };
}
