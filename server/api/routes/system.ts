import { z } from 'zod';
import { arrType, signInMeta, statusBody, updateMeta, type SignInMeta } from '../../contract/index.ts';
import { bytes, fail, json, notFound, redirect } from '../http/answer.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';
import { retiredWorker } from './service-worker.ts';
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

/** Headers of pages a browser must ask for each time (api.md 2.0). */
const neverStored = { 'Cache-Control': 'no-cache, no-store, must-revalidate', Pragma: 'no-cache', Expires: '0' };

const webMetaBody = updateMeta.extend(signInMeta.shape);

/** Health, status, index and version (api.md 2.2, 2.9, 3.3, 3.8). */
export function systemRoutes(deps: RouteDeps): Route[] {
  const { services, settings, oidc } = deps;
  const meta = createMetaReader(deps);

  const signIn = (urlBase: string): SignInMeta => {
    const { authDisabled, localAuthEnabled, passwordHash } = settings();
    return {
      auth_required: !authDisabled,
      local_auth_enabled: localAuthEnabled,
      oidc_enabled: oidc.configured(),
      setup_required: !authDisabled && passwordHash === '' && !oidc.configured(),
      url_base: urlBase,
    };
  };

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
      auth: { scope: 'read' },
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
        also: { 302: 'To `/ui`' },
        handler: ({ urlBase }) => redirect(`${urlBase}/ui`),
      }),
    ),
    route({
      method: 'GET',
      path: '/sw.js',
      at: [''],
      auth: 'public',
      summary: "Takes the service worker of qBitrr's former pages out of browsers that still have it",
      media: ['text/javascript'],
      handler: () => bytes(retiredWorker, 'text/javascript; charset=utf-8', neverStored),
    }),
    route({
      method: 'GET',
      path: '/static/*path',
      at: [''],
      auth: 'public',
      summary: "Bookmarks of qBitrr's former pages lead to the control panel",
      also: { 302: 'To `/ui`' },
      handler: ({ path, method, urlBase }) =>
        path.endsWith('/index.html') ? redirect(`${urlBase}/ui`) : notFound(method, path),
    }),
    route({
      method: 'GET',
      path: '/status',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'State of qBittorrent, the Arrs and qBitrr itself',
      response: statusBody,
      handler: () => json(services.status()),
    }),
    route({
      method: 'GET',
      path: '/arr',
      at: BOTH,
      auth: { scope: 'read' },
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
      auth: { scope: 'read' },
      summary: 'Version and updates',
      also: { 429: 'Too many looks for new versions; `Retry-After` tells the seconds to wait' },
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
      also: { 429: 'Too many looks for new versions without a credential; `Retry-After` tells the seconds to wait' },
      query: metaQuery,
      response: webMetaBody,
      handler: async (call) => {
        const read = await meta(call);
        return read.ok ? json({ ...read.meta, ...signIn(call.urlBase) }) : read.answer;
      },
    }),
    route({
      method: 'GET',
      path: '/ws',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'Live stream (WebSocket)',
      also: { 101: 'The stream is open', 426: 'This was no upgrade to a WebSocket' },
      handler: () => fail(426, 'Upgrade Required', 'Open a WebSocket here', { headers: { Upgrade: 'websocket' } }),
    }),
  ];
}
