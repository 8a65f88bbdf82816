import { z } from 'zod';
import { coverKindOf } from '../../contract/index.ts';
import { arrType } from '../../contract/index.ts';
import { bytes, fail, redirect, stream, type Answer } from '../http/answer.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';
import { findInstance, itemParams, starting } from './library-instance.ts';

/** What an unknown category is called in the errors of these routes (api.md 2.6). */
const kindNames = { radarr: 'radarr', sonarr: 'sonarr', lidarr: 'lidarr_artist', readarr: 'readarr_author' } as const;

const openParams = itemParams.extend({ kind: z.string() });

const noImage: Answer<never> = { kind: 'bytes', status: 404, body: '', headers: {} };

/** Does `If-None-Match` name this tag? A weak form of it counts, and `*` names every one. */
export function isKnown(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

/** Posters through this server, so that a browser needs no way to the Arr, and the page of an item in its Arr (api.md 2.6). */
export function coverRoutes({ services }: RouteDeps): Route[] {
  const { library } = services;
  const thumbnails = arrType.options.map((type) =>
    route({
      method: 'GET',
      path: `/${type}/*category/${coverKindOf[type]}/:id/thumbnail`,
      at: BOTH,
      auth: { scope: 'read' },
      summary: `Poster: ${coverKindOf[type]} of a ${type} instance`,
      media: ['image/webp', 'image/jpeg', 'image/png', 'image/gif'],
      also: {
        304: '`If-None-Match` names the picture that is here',
        404: 'Unknown category, or (without a body) there is no picture',
        503: starting,
      },
      params: itemParams,
      handler: async ({ params: { category, id }, headers }) => {
        const found = findInstance(library, type, category, kindNames[type]);
        if (!found.ok) return found.answer;
        const cover = await library.cover(found.instance.name, id);
        if (cover === null) return noImage;
        const caching = { 'Cache-Control': 'private, max-age=86400', ETag: cover.etag };
        if (!isKnown(headers['if-none-match'], cover.etag)) return bytes(cover.bytes, cover.type, caching);
        return stream((_, res) => {
          res.writeHead(304, caching);
          res.end();
        });
      },
    }),
  );
  return [
    ...thumbnails,
    route({
      method: 'GET',
      path: '/arr/*category/open/:kind/:id',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'To the page of an item in its Arr',
      also: { 302: 'To the item', 503: starting },
      params: openParams,
      handler: async ({ params: { category, kind, id } }) => {
        const type = arrType.options.find((one) => coverKindOf[one] === kind);
        if (type === undefined) return fail(400, `Unknown item kind ${kind}`);
        const found = findInstance(library, type, category);
        if (!found.ok) return found.answer;
        const link = await library.openLink(found.instance.name, id);
        if (link.ok) return redirect(link.url);
        if (link.reason === 'missing') return fail(404, 'Item not found in Arr', link.details);
        return fail(400, link.reason === 'unset' ? 'Arr URI is not configured' : 'Item lookup failed', link.details);
      },
    }),
  ];
}
