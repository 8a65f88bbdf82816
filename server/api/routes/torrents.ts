import { z } from 'zod';
import {
  bucket,
  torrentCommand,
  torrentCommandBody,
  torrentCommandResult,
  torrentCommandsBody,
  torrentDetail,
  torrentGrouping,
  torrentsBody,
  torrentSort,
  torrentView,
} from '../../contract/index.ts';
import { fail, json } from '../http/answer.ts';
import { clampedInt, filterText, lenientBoolean, textList } from '../http/query.ts';
import { BOTH, noBody, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';

const torrentsQuery = z.object({
  instance: filterText,
  manager: filterText,
  category: filterText,
  decision: filterText,
  tracker: filterText,
  show: bucket.nullable().catch(null).default(null),
  text: filterText,
  includeRemoved: lenientBoolean,
  sort: torrentSort.catch('decision').default('decision'),
  descending: lenientBoolean,
  limit: clampedInt(500, 1, 5000),
  offset: clampedInt(0, 0, Number.MAX_SAFE_INTEGER),
});

const viewQuery = z.object({
  group: torrentGrouping.catch('category').default('category'),
  show: bucket.nullable().catch(null).default(null),
  text: filterText,
  sort: torrentSort.catch('decision').default('decision'),
  descending: lenientBoolean,
  closed: textList,
  only: z.string().nullable().default(null),
  offset: clampedInt(0, 0, Number.MAX_SAFE_INTEGER),
  limit: clampedInt(100, 1, 500),
});

const one = z.object({ instance: z.string(), hash: z.string() });

/** Torrents with their decisions, and what an owner may ask of them (ui.md TR-5). Ours; query values are lenient. */
export function torrentRoutes({ services }: RouteDeps): Route[] {
  const { torrents } = services;
  return [
    route({
      method: 'GET',
      path: '/torrents',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'Torrents with the decision about each, filtered, sorted and counted on the server',
      query: torrentsQuery,
      response: torrentsBody,
      handler: ({ query }) => json(torrents.list(query)),
    }),
    route({
      method: 'GET',
      path: '/torrents/view',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'A window of the grouped table: group heads with totals and policy, and the torrents of open groups',
      query: viewQuery,
      response: torrentView,
      handler: ({ query }) => json(torrents.view(query)),
    }),
    route({
      method: 'POST',
      path: '/torrents/actions',
      at: BOTH,
      auth: { scope: 'control' },
      summary: 'The same command for many torrents; each answers for itself',
      body: torrentCommandBody,
      response: torrentCommandsBody,
      handler: async ({ body }) => {
        const results = [];
        for (const { instance, hash } of body.torrents) {
          const outcome = await torrents.command(body.command, instance, hash);
          results.push({ instance, hash, ok: outcome.ok, message: outcome.message });
        }
        return json({ results });
      },
    }),
    route({
      method: 'GET',
      path: '/torrents/:instance/:hash',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'One torrent: facts, why, what comes next, and what happened to it so far',
      params: one,
      response: torrentDetail,
      handler: ({ params: { instance, hash } }) => {
        const detail = torrents.detail(instance, hash);
        return detail === null ? fail(404, `Unknown torrent ${hash}`, `Instance ${instance}`) : json(detail);
      },
    }),
    ...torrentCommand.options.map((command) =>
      route({
        method: 'POST',
        path: `/torrents/:instance/:hash/${command}`,
        at: BOTH,
        auth: { scope: 'control' },
        summary: summaries[command],
        also: { 409: 'It cannot be done to this torrent now', 503: 'Its manager does not run' },
        params: one,
        body: noBody,
        response: torrentCommandResult,
        handler: async ({ params: { instance, hash } }) => {
          const outcome = await torrents.command(command, instance, hash);
          if (outcome.ok) return json({ ok: true, message: outcome.message });
          return fail(outcome.status, outcome.message, `${command} was not done`);
        },
      }),
    ),
  ];
}

const summaries: Record<z.infer<typeof torrentCommand>, string> = {
  keep: 'Keep it: ignored from now on, a planned removal is off',
  unkeep: 'Look after it again',
  recheck: 'Recheck its data',
  import: 'Hand it to its Arr now',
  fail: 'Mark it failed: remove, blocklist and search again',
  'allow-stalled': 'Let it stand still for the stall delay once more',
  release: 'Release its hold for disk space',
};
