import { z } from 'zod';
import { overviewBody } from '../../contract/index.ts';
import { json } from '../http/answer.ts';
import { lenientInt } from '../http/query.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';

/** What comes next and what was done today (ui.md OV-4 to OV-6). */
export function overviewRoutes({ services }: RouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/overview',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'Planned actions, torrents by decision, and what was done since `since` against the seven days before',
      query: z.object({ since: lenientInt }),
      response: overviewBody,
      handler: ({ query }) => json(services.overview(query.since ?? null)),
    }),
  ];
}
