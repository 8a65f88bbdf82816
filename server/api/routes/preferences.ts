import { torrentLayoutBody, torrentLayoutChange } from '../../contract/index.ts';
import { json } from '../http/answer.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';

/** How the owner set up the panel, kept here so that every browser agrees (ui.md TR-2). */
export function preferenceRoutes({ services: { preferences } }: RouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/preferences/torrents',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'Columns and order of the table of torrents',
      response: torrentLayoutBody,
      handler: () => json({ layout: preferences.torrentLayout() }),
    }),
    route({
      method: 'POST',
      path: '/preferences/torrents',
      at: BOTH,
      auth: { scope: 'control' },
      summary: 'Set columns and order of the table of torrents; null resets them',
      body: torrentLayoutChange,
      response: torrentLayoutBody,
      handler: ({ body: { layout } }) => {
        preferences.setTorrentLayout(layout);
        return json({ layout });
      },
    }),
  ];
}
