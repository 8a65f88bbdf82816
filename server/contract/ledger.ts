import { z } from 'zod';
import { factValues } from './common.ts';
import { actionKind, decisionCode, ruleTrace, torrentRow } from './torrent.ts';

/** What happened; stored in state.db, newest last. */
export const ledgerKind = z.enum([
  'verdict',
  /** Is about to be done; what came of it is an event of its own (ui.md AC-2). */
  'intent',
  'action',
  'observed',
  'planned',
  'import',
  'removal',
  'research',
  'hold',
  'resume',
  'budget',
  'outage',
  'returned',
  'process',
  'config',
  'health',
  'sign-in',
]);
export type LedgerKind = z.infer<typeof ledgerKind>;

export const ledgerEvent = z.object({
  id: z.int(),
  /** Unix milliseconds. */
  at: z.int(),
  kind: ledgerKind,
  /** Arr section, `core`, or `Main`. */
  manager: z.string(),
  instance: z.string().nullable(),
  hash: z.string().nullable(),
  name: z.string().nullable(),
  decision: decisionCode.nullable(),
  action: actionKind.nullable(),
  result: z.enum(['ok', 'failed', 'refused', 'info']),
  values: factValues,
  trail: z.array(ruleTrace),
  /** One English sentence. */
  message: z.string(),
});
export type LedgerEvent = z.infer<typeof ledgerEvent>;

export const activityBody = z.object({ events: z.array(ledgerEvent), total: z.int() });
export type ActivityBody = z.infer<typeof activityBody>;

/** GET /api/torrents/{instance}/{hash}: the row, why, and what happened to it so far. */
export const torrentDetail = z.object({
  torrent: torrentRow,
  trail: z.array(ruleTrace),
  timeline: z.array(ledgerEvent),
  /** Pages of the programs that have it, without sign-in data; null where there is none (ui.md TR-5). */
  links: z.object({ client: z.string().nullable(), arr: z.string().nullable() }),
});
export type TorrentDetail = z.infer<typeof torrentDetail>;
export type TorrentLinks = TorrentDetail['links'];
/** A torrent as far as its own history tells it. */
export type TorrentHistory = Omit<TorrentDetail, 'links'>;
