import type { Route } from '../http/route.ts';
import { backupRoutes } from './backups.ts';
import { importRoutes } from './config-import.ts';
import { authRoutes } from './auth.ts';
import { configPlanRoutes } from './config-plan.ts';
import { configSecretRoutes } from './config-secrets.ts';
import { configRoutes } from './config.ts';
import { connectionTestRoutes } from './connection-test.ts';
import type { RouteDeps } from './deps.ts';
import { deviceRoutes } from './devices.ts';
import { logRoutes } from './logs.ts';
import { openapiRoutes } from './openapi.ts';
import { pathRoutes } from './paths.ts';
import { libraryRoutes } from './library.ts';
import { metricsRoutes } from './metrics.ts';
import { preferenceRoutes } from './preferences.ts';
import { processRoutes } from './processes.ts';
import { qbitViewRoutes } from './qbit-views.ts';
import { sandboxRoutes } from './sandbox.ts';
import { sessionRoutes } from './session.ts';
import { systemRoutes } from './system.ts';
import { activityRoutes } from './activity.ts';
import { tokenRoutes } from './tokens.ts';
import { overviewRoutes } from './overview.ts';
import { torrentRoutes } from './torrents.ts';
import { updateRoutes } from './updates.ts';
import { webhookRoutes } from './webhooks.ts';

/** The whole route table. Rows of one prefix are tried in this order. */
export function routeTable(deps: RouteDeps): Route[] {
  const rows: Route[] = [
    ...processRoutes(deps),
    ...systemRoutes(deps),
    ...logRoutes(deps),
    ...libraryRoutes(deps),
    ...qbitViewRoutes(deps),
    ...torrentRoutes(deps),
    ...preferenceRoutes(deps),
    ...activityRoutes(deps),
    ...overviewRoutes(deps),
    ...configRoutes(deps),
    ...configSecretRoutes(deps),
    ...configPlanRoutes(deps),
    ...backupRoutes(deps),
    ...importRoutes(deps),
    ...connectionTestRoutes(deps),
    ...pathRoutes(deps),
    ...sessionRoutes(deps),
    ...authRoutes(deps),
    ...deviceRoutes(deps),
    ...tokenRoutes(deps),
    ...webhookRoutes(deps),
    ...updateRoutes(deps),
    ...metricsRoutes(deps),
    ...sandboxRoutes(deps),
    ...openapiRoutes(deps, () => rows),
  ];
  return rows;
}
