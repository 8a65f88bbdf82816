import { z } from 'zod';
import { pathCheck } from '../../contract/index.ts';
import { json } from '../http/answer.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';

/** Questions about folders of the computer this program runs on. */
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
  ];
}
