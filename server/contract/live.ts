import { z } from 'zod';
import { ledgerEvent } from './ledger.ts';
import { logEntry } from './log.ts';
import { processesBody } from './process.ts';
import { statusBody } from './status.ts';
import { torrentRow } from './torrent.ts';
import { torrentNews } from './torrent-view.ts';
import { webhookEvent } from './webhook.ts';

/** WebSocket topics (api.md 3.10, with `torrents`, `torrentNews` and `activity` of ours). */
export const liveTopic = z.enum([
  'processes',
  'logs',
  'status',
  'torrents',
  'torrentNews',
  'library',
  'events',
  'activity',
]);
export type LiveTopic = z.infer<typeof liveTopic>;

export const liveFromClient = z.discriminatedUnion('type', [
  z.object({ type: z.literal('auth'), token: z.string() }),
  z.object({
    type: z.literal('subscribe'),
    topics: z.array(liveTopic),
    level: z.string().optional(),
    source: z.string().optional(),
  }),
  z.object({ type: z.literal('ping') }),
]);
export type LiveFromClient = z.infer<typeof liveFromClient>;

/** Changes of the torrent table since the last frame; `full` replaces everything. */
export const torrentDelta = z.object({
  full: z.boolean(),
  changed: z.array(torrentRow),
  removed: z.array(z.object({ instance: z.string(), hash: z.string() })),
  total: z.int(),
});
export type TorrentDelta = z.infer<typeof torrentDelta>;

export const liveFromServer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), version: z.string(), topics: z.array(liveTopic) }),
  z.object({ type: z.literal('processes'), data: processesBody }),
  z.object({ type: z.literal('log'), data: logEntry }),
  z.object({ type: z.literal('status'), data: statusBody }),
  z.object({ type: z.literal('torrents'), data: torrentDelta }),
  z.object({ type: z.literal('torrentNews'), data: torrentNews }),
  z.object({ type: z.literal('library'), data: z.object({ category: z.string(), type: z.string() }) }),
  /** What webhooks are told. */
  z.object({ type: z.literal('event'), data: webhookEvent }),
  /** What the ledger writes down. */
  z.object({ type: z.literal('activity'), data: ledgerEvent }),
  z.object({ type: z.literal('pong') }),
  z.object({ type: z.literal('error'), error: z.string(), details: z.string() }),
]);
export type LiveFromServer = z.infer<typeof liveFromServer>;
