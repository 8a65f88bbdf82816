import { z } from 'zod';
import { pathCheck, pathReport } from '../../contract/index.ts';
import { fail, json } from '../http/answer.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import { bothForms, planBody, refusedPlan, requestOf } from './config-plan.ts';
import type { RouteDeps } from './deps.ts';

/** Questions about folders: of the computer this program runs on, and as the other programs call them. */
export function pathRoutes({ services }: RouteDeps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/paths/check',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Is this folder there, can it be written, how much room has its disk',
      body: z.strictObject({ path: z.string('path must be a string').min(1, 'path must not be empty').max(4096) }),
      response: pathCheck,
      handler: async ({ body: { path } }) => json(await services.connections.checkPath(path)),
    }),
    route({
      method: 'GET',
      path: '/path-doctor',
      at: BOTH,
      auth: { scope: 'admin' },
      summary:
        'What qBittorrent, each app and this computer call the folders, whether hardlinks are possible, what to change',
      response: pathReport,
      handler: async () => json(await services.pathDoctor.report()),
    }),
    route({
      method: 'POST',
      path: '/path-doctor',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'The same for settings that are not saved; nothing is saved or written',
      body: planBody,
      response: pathReport,
      handler: async ({ body }) => {
        const request = requestOf(body);
        if (request === null) return fail(400, bothForms);
        const outcome = await services.pathDoctor.reportFor(request);
        return outcome.ok ? json(outcome.report) : refusedPlan(outcome.plan);
      },
    }),
  ];
}
