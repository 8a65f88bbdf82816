import { z } from 'zod';
import { arrType } from './common.ts';
import { unitKind } from './process.ts';
import { actionKind, decisionCode } from './torrent.ts';

/** Everything a webhook can be told about (api.md 3.11; from `removal.planned` on ours). */
export const webhookEventName = z.enum([
  'torrent.completed',
  'import.successful',
  'health.failed',
  'process.restarted',
  'removal.planned',
  'removal.done',
  'budget.tripped',
  'disk.hold',
  'disk.release',
  'update.available',
]);
export type WebhookEventName = z.infer<typeof webhookEventName>;

const envelope = {
  id: z.uuid(),
  /** UTC ISO 8601 with Z. */
  timestamp: z.string(),
  /** Of this program. */
  version: z.string(),
  /** Arr section, `core` or `Main`. */
  source: z.string(),
};

const torrent = {
  hash: z.string(),
  name: z.string(),
  category: z.string(),
  qbitInstance: z.string(),
  /** Arr section; null for torrents no Arr manages. */
  arr: z.string().nullable(),
};
const removal = { ...torrent, action: actionKind.nullable(), decision: decisionCode.nullable(), reason: z.string() };
const disk = {
  /** null when it is about all downloads of a folder. */
  hash: z.string().nullable(),
  name: z.string().nullable(),
  qbitInstance: z.string().nullable(),
  reason: z.string(),
};

/** The body of a webhook, and of `event` frames on the WebSocket (api.md 3.10, 3.11). */
export const webhookEvent = z.discriminatedUnion('event', [
  z.object({ ...envelope, event: z.literal('torrent.completed'), data: z.object({ ...torrent, size: z.number() }) }),
  z.object({
    ...envelope,
    event: z.literal('import.successful'),
    data: z.object({
      arr: z.string(),
      type: arrType,
      category: z.string(),
      title: z.string(),
      hash: z.string().nullable(),
    }),
  }),
  z.object({
    ...envelope,
    event: z.literal('health.failed'),
    data: z.object({
      /** `process`: a loop that is not restarted any more, or does not answer. */
      check: z.enum(['qbit', 'arr', 'internet', 'database', 'disk', 'process']),
      target: z.string(),
      message: z.string(),
    }),
  }),
  z.object({
    ...envelope,
    event: z.literal('process.restarted'),
    data: z.object({
      name: z.string(),
      category: z.string(),
      kind: unitKind,
      pid: z.int().nullable(),
      reason: z.enum(['manual', 'crash', 'config', 'rebuild']),
    }),
  }),
  z.object({
    ...envelope,
    event: z.literal('removal.planned'),
    /** `at`: UTC ISO 8601 of the removal, null when it waits for something else than time. */
    data: z.object({ ...removal, at: z.string().nullable() }),
  }),
  z.object({
    ...envelope,
    event: z.literal('removal.done'),
    data: z.object({ ...removal, filesDeleted: z.boolean() }),
  }),
  z.object({ ...envelope, event: z.literal('budget.tripped'), data: z.object({ reason: z.string() }) }),
  z.object({ ...envelope, event: z.literal('disk.hold'), data: z.object(disk) }),
  z.object({ ...envelope, event: z.literal('disk.release'), data: z.object(disk) }),
  z.object({
    ...envelope,
    event: z.literal('update.available'),
    data: z.object({ current: z.string(), latest: z.string(), url: z.string() }),
  }),
  /** Sent by POST /webhooks/{name}/test only. */
  z.object({ ...envelope, event: z.literal('webhook.test'), data: z.object({ message: z.string() }) }),
]);
export type WebhookEvent = z.infer<typeof webhookEvent>;

type Unnumbered<Event> = Event extends WebhookEvent ? Omit<Event, 'id' | 'timestamp' | 'version'> : never;
/** An event before it has an id, a time and the program's version. */
export type NewWebhookEvent = Unnumbered<WebhookEvent>;

/** Where events come from: everything that tells of one emits it, webhooks and the WebSocket listen. */
export interface WebhookEvents {
  emit(event: NewWebhookEvent): void;
  on(listener: (event: WebhookEvent) => void): () => void;
}

/** Message forms that services expect; anything else in `Template` is a text of the owner's own. */
export const webhookTemplate = z.enum(['json', 'discord', 'slack', 'ntfy', 'gotify', 'apprise']);
export type WebhookTemplate = z.infer<typeof webhookTemplate>;

/** One `[Webhooks.<Name>]`, resolved. */
export interface WebhookSettings {
  name: string;
  url: string;
  enabled: boolean;
  events: readonly WebhookEventName[];
  /** '' = messages are not signed. */
  secret: string;
  timeoutSeconds: number;
  /** A form, or the owner's own text with `{placeholders}`. */
  template: WebhookTemplate | { text: string };
}

/** One message and what became of it; kept for the last 100 of each webhook. */
export const webhookDelivery = z.object({
  /** The event's id, the same for every try. */
  id: z.string(),
  event: z.string(),
  /** Unix milliseconds of the first try, or of the moment it was given up. */
  at: z.int(),
  result: z.enum(['delivered', 'failed', 'dropped']),
  tries: z.int(),
  /** HTTP status of the last try; null when there was no answer. */
  status: z.int().nullable(),
  /** Why it failed, without secrets; '' when it did not. */
  error: z.string(),
  /** Milliseconds of the last try. */
  took: z.int(),
});
export type WebhookDelivery = z.infer<typeof webhookDelivery>;

/** A webhook as the API shows it: addresses of chat services hold a secret, so only the host is told. */
export const webhookView = z.object({
  name: z.string(),
  enabled: z.boolean(),
  /** Scheme and host. */
  host: z.string(),
  events: z.array(webhookEventName),
  template: z.union([webhookTemplate, z.literal('own')]),
  signed: z.boolean(),
  timeoutSeconds: z.number(),
  /** Messages that wait or are being sent. */
  waiting: z.int(),
  last: webhookDelivery.nullable(),
});
export type WebhookView = z.infer<typeof webhookView>;
export const webhooksBody = z.object({ webhooks: z.array(webhookView) });
export const deliveriesBody = z.object({ name: z.string(), deliveries: z.array(webhookDelivery) });
export const webhookTestBody = z.object({ success: z.boolean(), delivery: webhookDelivery });
