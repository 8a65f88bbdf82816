import type { Route } from '../http/route.ts';
import { configRoutes } from './config.ts';
import type { RouteDeps } from './deps.ts';
import { libraryRoutes } from './library.ts';
import { logRoutes } from './logs.ts';
import { metricsRoutes } from './metrics.ts';
import { processRoutes } from './processes.ts';
import { qbitViewRoutes } from './qbit-views.ts';
import { sandboxRoutes } from './sandbox.ts';
import { sessionRoutes } from './session.ts';
import { systemRoutes } from './system.ts';
import { torrentRoutes } from './torrents.ts';
import { updateRoutes } from './updates.ts';
import { webhookRoutes } from './webhooks.ts';

/** The whole route table. Rows of one prefix are tried in this order. */
export function routeTable(deps: RouteDeps): Route[] {
  return [
    ...processRoutes(deps),
    ...systemRoutes(deps),
    ...logRoutes(deps),
    ...libraryRoutes(deps),
    ...qbitViewRoutes(deps),
    ...torrentRoutes(deps),
    ...configRoutes(deps),
    ...sessionRoutes(deps),
    ...webhookRoutes(deps),
    ...updateRoutes(deps),
    ...metricsRoutes(deps),
    ...sandboxRoutes(deps),
  ];
}
