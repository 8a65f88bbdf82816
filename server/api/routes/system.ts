import { z } from 'zod';
import { arrType, statusBody, updateMeta } from '../../contract/index.ts';
import { fail, json, redirect } from '../http/answer.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';
import { createMetaReader, metaQuery } from './updates.ts';

const healthBody = z.object({
  status: z.enum(['healthy', 'unhealthy']),
  version: z.string(),
  ready: z.boolean(),
  uptime: z.int(),
});
const indexBody = z.object({
  name: z.string(),
  version: z.string(),
  health: z.string(),
  openapi: z.string(),
  docs: z.string(),
});
const arrBody = z.object({
  arr: z.array(z.object({ category: z.string(), name: z.string(), type: arrType })),
  ready: z.boolean(),
});

const webMetaBody = updateMeta.extend({
  auth_required: z.boolean(),
  local_auth_enabled: z.boolean(),
  oidc_enabled: z.boolean(),
  setup_required: z.boolean(),
  url_base: z.string(),
});

/** Health, status, index and version (api.md 2.2, 2.9, 3.3, 3.8). */
export function systemRoutes(deps: RouteDeps): Route[] {
  const { services, settings } = deps;
  const meta = createMetaReader(deps);

  return [
    route({
      method: 'GET',
      path: '/health',
      at: [''],
      auth: 'public',
      summary: 'Liveness: the server answers',
      response: z.object({ status: z.literal('ok') }),
      handler: () => json({ status: 'ok' }),
    }),
    route({
      method: 'GET',
      path: '/health',
      at: ['/api'],
      auth: 'public',
      summary: 'Health of the supervisor and its database',
      response: healthBody,
      handler: () => {
        const { healthy, ready, uptimeSeconds } = services.health();
        const status = healthy ? 'healthy' : 'unhealthy';
        return json({ status, version: services.version, ready, uptime: Math.floor(uptimeSeconds) });
      },
    }),
    route({
      method: 'GET',
      path: '/',
      at: ['/api'],
      auth: 'guarded',
      summary: 'Where to find what',
      response: indexBody,
      handler: ({ urlBase }) =>
        json({
          name: 'qBitrr',
          version: services.version,
          health: `${urlBase}/api/health`,
          openapi: `${urlBase}/api/openapi.json`,
          docs: `${urlBase}/api/docs`,
        }),
    }),
    ...['/', '/login'].map((path) =>
      route({
        method: 'GET',
        path,
        at: [''],
        auth: 'public',
        summary: 'To the control panel',
        handler: ({ urlBase }) => redirect(`${urlBase}/ui`),
      }),
    ),
    route({
      method: 'GET',
      path: '/status',
      at: BOTH,
      auth: 'guarded',
      summary: 'State of qBittorrent, the Arrs and qBitrr itself',
      response: statusBody,
      handler: () => json(services.status()),
    }),
    route({
      method: 'GET',
      path: '/arr',
      at: BOTH,
      auth: 'guarded',
      summary: 'Managed Arr instances',
      response: arrBody,
      handler: () => {
        const { arrs, ready } = services.status();
        return json({ arr: arrs.map(({ category, name, type }) => ({ category, name, type })), ready });
      },
    }),
    route({
      method: 'GET',
      path: '/meta',
      at: ['/api'],
      auth: 'guarded',
      summary: 'Version and updates',
      query: metaQuery,
      response: updateMeta,
      handler: async (call) => {
        const read = await meta(call);
        return read.ok ? json(read.meta) : read.answer;
      },
    }),
    route({
      method: 'GET',
      path: '/meta',
      at: ['/web'],
      auth: 'public',
      summary: 'Version, updates and how to sign in',
      query: metaQuery,
      response: webMetaBody,
      handler: async (call) => {
        const read = await meta(call);
        if (!read.ok) return read.answer;
        return json({
          ...read.meta,
          auth_required: !settings().authDisabled,
          local_auth_enabled: false,
          oidc_enabled: false,
          setup_required: false,
          url_base: call.urlBase,
        });
      },
    }),
    route({
      method: 'GET',
      path: '/ws',
      at: BOTH,
      auth: 'guarded',
      summary: 'Live stream (WebSocket)',
      handler: () => fail(426, 'Upgrade Required', 'Open a WebSocket here', { headers: { Upgrade: 'websocket' } }),
    }),
  ];
}
