import { okBody } from '../../contract/index.ts';
import { fail, json } from '../http/answer.ts';
import { noBody, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';

/** The welcome page's way into the sandbox; absent where the server has none (ours). */
export function sandboxRoutes({ services }: RouteDeps): Route[] {
  const { sandbox } = services;
  if (!sandbox) return [];
  return [
    route({
      method: 'POST',
      path: '/sandbox/start',
      at: ['/web'],
      auth: { scope: 'admin' },
      summary: 'Run against the built-in make-believe stack',
      also: { 409: 'It did not start' },
      body: noBody,
      response: okBody,
      handler: async () => {
        const started = await sandbox.start();
        return started.ok ? json({ status: 'ok' }) : fail(409, 'The sandbox did not start', started.reason);
      },
    }),
  ];
}
