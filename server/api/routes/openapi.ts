import { z } from 'zod';
import { bytes, json } from '../http/answer.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import { dialects, openapiDocument, type Dialect } from '../openapi/document.ts';
import type { RouteDeps } from './deps.ts';

/** Addresses of the two forms. */
const forms = { '/openapi.json': '3.0.3', '/openapi-3.1.json': '3.1.0' } as const;

const documentBody = z.looseObject({
  openapi: z.enum(dialects),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.unknown()),
});

/** The document that describes every row, this one too (api.md 2.2, 3.12). */
export function openapiRoutes({ services: { version } }: RouteDeps, table: () => readonly Route[]): Route[] {
  const made = new Map<Dialect, Record<string, unknown>>();
  const documentOf = (dialect: Dialect): Record<string, unknown> => {
    const document = made.get(dialect) ?? openapiDocument(table(), version, dialect);
    made.set(dialect, document);
    return document;
  };
  return [
    ...Object.entries(forms).map(([path, dialect]) =>
      route({
        method: 'GET',
        path,
        at: BOTH,
        auth: { scope: 'read' },
        summary: `This description of the interface, OpenAPI ${dialect}`,
        response: documentBody,
        handler: ({ urlBase }) => {
          const servers = [{ url: urlBase === '' ? '/' : urlBase }];
          const document = { ...documentOf(dialect), openapi: dialect, servers };
          return json({ paths: {}, ...document }, { 'Cache-Control': 'no-store' });
        },
      }),
    ),
    route({
      method: 'GET',
      path: '/docs',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'The same to read and to try out',
      media: ['text/html'],
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
