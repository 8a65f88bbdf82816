import { z } from 'zod';
import { arrTestBody, connectionRequest, connectionResult, localApps } from '../../contract/index.ts';
import { fail, json } from '../http/answer.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';

/** Tests of connections; nothing is sent anywhere but to the address asked about, and nothing is saved. */
export function connectionTestRoutes({ services }: RouteDeps): Route[] {
  const { connections } = services;
  return [
    route({
      method: 'POST',
      path: '/arr/test-connection',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Try an Arr, in the words of the reference; one that refuses us is a 200',
      body: z.record(z.string(), z.unknown()),
      response: arrTestBody,
      handler: async ({ body: given }) => {
        const { status, body } = await connections.testArr(given);
        if (status === 200 || body.success) return json(body);
        const { error, details, ...members } = body;
        return fail(status, error, details, { body: members });
      },
    }),
    route({
      method: 'POST',
      path: '/connections/test',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Try a qBittorrent, an Arr, Overseerr or Jellyseerr, Ombi or a webhook, stored or not yet stored',
      body: connectionRequest,
      response: connectionResult,
      handler: async ({ body }) => json(await connections.test(body)),
    }),
    route({
      method: 'GET',
      path: '/connections/local',
      at: BOTH,
      auth: { scope: 'admin' },
      summary:
        "Which qBittorrent and Arr apps answer on the computer of the server, at their usual ports and, on the desktop, at that of qBittorrent's own settings",
      response: localApps,
      handler: async () => json(await connections.findLocal()),
    }),
  ];
}
