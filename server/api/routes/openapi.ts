import { z } from 'zod';
import { bytes, json } from '../http/answer.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import { openapiDocument, openapiPaths } from '../openapi.ts';
import type { RouteDeps } from './deps.ts';

/** The document that describes every row, this one too (api.md 2.2, 3.12). */
export function openapiRoutes({ services: { version } }: RouteDeps, table: () => readonly Route[]): Route[] {
  let paths: ReturnType<typeof openapiPaths> | null = null;
  return [
    route({
      method: 'GET',
      path: '/openapi.json',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'This description of the interface, OpenAPI 3.0.3',
      response: z.looseObject({ openapi: z.literal('3.0.3'), paths: z.record(z.string(), z.unknown()) }),
      handler: ({ urlBase }) => {
        paths ??= openapiPaths(table());
        return json(openapiDocument(paths, { version, base: urlBase }), { 'Cache-Control': 'no-store' });
      },
    }),
    route({
      method: 'GET',
      path: '/docs',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'The same to read and to try out',
      handler: ({ urlBase, prefix }) =>
        bytes(docsPage(urlBase, `${urlBase}${prefix}/openapi.json`), 'text/html; charset=utf-8', {
          'Cache-Control': 'no-store',
        }),
    }),
  ];
}

/** Everything it loads comes from this server, so it works offline and under the ordinary policy (api.md 3.12). */
function docsPage(base: string, document: string): string {
  const assets = `${base}/ui/api-docs`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>qBitrr API</title>
<link rel="icon" href="${base}/ui/icon.svg">
<link rel="stylesheet" href="${assets}/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="${assets}/swagger-ui-bundle.js"></script>
<script src="${assets}/start.js" data-document="${document}"></script>
</body>
</html>
`;
}
