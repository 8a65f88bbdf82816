import { z } from 'zod';
import { jsonOf, webhookDelivery } from '../contract/index.ts';
import type { WebhookDelivery } from '../contract/index.ts';
import type { Database } from './database.ts';

/** What became of messages to webhooks, the last 100 of each (api.md 3.11). */
export interface DeliveryStore {
  record(hook: string, delivery: WebhookDelivery): void;
  /** Newest first. */
  list(hook: string): WebhookDelivery[];
}

const kept = 100;
const row = z.object({ detail: z.string() });

/** Opens the delivery table over an open database. */
export function createDeliveryStore(database: Database): DeliveryStore {
  const insert = database.prepare('insert into deliveries (hook, detail) values (?, ?)');
  const trim = database.prepare(
    'delete from deliveries where hook = ? and id <= (select id from deliveries where hook = ? order by id desc limit 1 offset ?)',
  );
  const select = database.prepare('select detail from deliveries where hook = ? order by id desc');
  return {
    record: (hook, delivery) =>
      database.transaction(() => {
        insert.run(hook, JSON.stringify(delivery));
        trim.run(hook, hook, kept);
      }),
    list: (hook) =>
      select.all(hook).flatMap((found) => {
        const parsed = webhookDelivery.safeParse(jsonOf(row.parse(found).detail));
        return parsed.success ? [parsed.data] : [];
      }),
  };
}
