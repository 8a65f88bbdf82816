import { z } from 'zod';
import { devicesBody, okBody, signedOutBody, type DeviceRow, type SessionRecord } from '../../contract/index.ts';
import { fail, json } from '../http/answer.ts';
import { BOTH, noBody, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';

function rowOf({ id, handle, binding: _hidden, ...rest }: SessionRecord, own: string | null): DeviceRow {
  return { id: handle, current: id === own, ...rest };
}

/** Signed-in devices (ui.md AU-4). Ours. */
export function deviceRoutes({ sessions, log }: RouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/auth/devices',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Browsers that are signed in, last used first',
      response: devicesBody,
      handler: ({ access: { caller } }) => {
        const own = caller.kind === 'session' ? caller.id : null;
        return json({ devices: sessions.list().map((record) => rowOf(record, own)) });
      },
    }),
    route({
      method: 'POST',
      path: '/auth/devices/sign-out-others',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Sign out every device but the one that asks',
      body: noBody,
      response: signedOutBody,
      handler: ({ access: { caller }, address }) => {
        const signedOut = sessions.endOthers(caller.kind === 'session' ? caller.id : null);
        log.notice(`All other devices were signed out (${signedOut}), from ${address}`);
        return json({ signedOut });
      },
    }),
    route({
      method: 'POST',
      path: '/auth/devices/:id/sign-out',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Sign out one device',
      params: z.object({ id: z.string() }),
      body: noBody,
      response: okBody,
      handler: ({ params: { id } }) =>
        sessions.endByHandle(id)
          ? json({ status: 'ok' })
          : fail(404, `Unknown device ${id}`, 'It may be signed out already'),
    }),
  ];
}
