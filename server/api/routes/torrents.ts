import { z } from 'zod';
import { activityBody, torrentDetail, torrentsBody } from '../../contract/index.ts';
import { fail, json } from '../http/answer.ts';
import { clampedInt, commaList, filterText, lenientBoolean } from '../http/query.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';

const offset = clampedInt(0, 0, Number.MAX_SAFE_INTEGER);

const torrentsQuery = z.object({
  instance: filterText,
  manager: filterText,
  category: filterText,
  decision: filterText,
  text: filterText,
  includeRemoved: lenientBoolean,
  limit: clampedInt(500, 1, 5000),
  offset,
});

const activityQuery = z.object({
  kinds: commaList,
  hash: filterText,
  manager: filterText,
  text: filterText,
  limit: clampedInt(100, 1, 1000),
  offset,
});

/** Torrents with their decisions, and the ledger. Ours; query values are lenient. */
export function torrentRoutes({ services }: RouteDeps): Route[] {
  const { torrents, ledger } = services;
  return [
    route({
      method: 'GET',
      path: '/torrents',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'Torrents with the decision about each',
      query: torrentsQuery,
      response: torrentsBody,
      handler: ({ query }) => json(torrents.list(query)),
    }),
    route({
      method: 'GET',
      path: '/torrents/:instance/:hash',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'One torrent: why, and what happened to it so far',
      params: z.object({ instance: z.string(), hash: z.string() }),
      response: torrentDetail,
      handler: ({ params: { instance, hash } }) => {
        const detail = torrents.detail(instance, hash);
        return detail === null ? fail(404, `Unknown torrent ${hash}`, `Instance ${instance}`) : json(detail);
      },
    }),
    route({
      method: 'GET',
      path: '/activity',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'What qBitrr did, newest first',
      query: activityQuery,
      response: activityBody,
      handler: ({ query }) => json(ledger.list(query)),
    }),
  ];
}
