import { bytes } from '../http/answer.ts';
import { route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';

/** Figures for Prometheus, where scrapers look for them and under `/api` (docs/metrics.md). */
export function metricsRoutes({ services, liveClients }: RouteDeps): Route[] {
  const { metrics } = services;
  return [
    route({
      method: 'GET',
      path: '/metrics',
      at: ['', '/api'],
      auth: { scope: 'metrics' },
      summary: 'Figures in the Prometheus text format',
      media: ['text/plain'],
      handler: async () => bytes(await metrics.text({ liveClients: liveClients() }), metrics.contentType),
    }),
  ];
}
