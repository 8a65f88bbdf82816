import { z } from 'zod';
import { distributionBody, qbitCategoriesBody, qbitOverviewBody } from '../../contract/index.ts';
import { json } from '../http/answer.ts';
import { filterText } from '../http/query.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';

const overviewQuery = z.object({
  instance: filterText.transform((name) => (name === null || name.toLowerCase() === 'all' ? null : name)),
});

/** qBittorrent as the reference's panel shows it (api.md 2.7). */
export function qbitViewRoutes({ services }: RouteDeps): Route[] {
  const { qbit } = services;
  return [
    route({
      method: 'GET',
      path: '/qbit/categories',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'Categories with their torrents and limits',
      response: qbitCategoriesBody,
      handler: () => json(qbit.categories()),
    }),
    route({
      method: 'GET',
      path: '/qbit/overview',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'Categories with the torrents in them',
      query: overviewQuery,
      response: qbitOverviewBody,
      handler: ({ query }) => json(qbit.overview(query.instance)),
    }),
    route({
      method: 'GET',
      path: '/torrents/distribution',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'Number of torrents per category and client',
      response: distributionBody,
      handler: () => json(qbit.distribution()),
    }),
  ];
}
