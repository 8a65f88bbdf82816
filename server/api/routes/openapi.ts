import { z } from 'zod';
import { json } from '../http/answer.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import { openapiDocument } from '../openapi.ts';
import type { RouteDeps } from './deps.ts';

/** The document that describes every row, this one too (api.md 2.2, 3.12). */
export function openapiRoutes({ services: { version } }: RouteDeps, table: () => readonly Route[]): Route[] {
  return [
    route({
      method: 'GET',
      path: '/openapi.json',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'This description of the interface, OpenAPI 3.0.3',
      response: z.looseObject({ openapi: z.literal('3.0.3'), paths: z.record(z.string(), z.unknown()) }),
      handler: ({ urlBase }) => {
        const document = openapiDocument(table(), { version, base: urlBase });
        return json({ openapi: '3.0.3', paths: {}, ...document }, { 'Cache-Control': 'no-store' });
      },
    }),
  ];
}
