import { z } from 'zod';
import type { Prefix, Route } from './http/route.ts';

type Json = Record<string, unknown>;

/** Error answers of api.md section 4 by the status they come with. */
const failures: Readonly<Record<number, string>> = {
  400: 'The request is not understood; `details` names the member and the fix',
  401: 'No credential, or a wrong one',
  403: 'The credential may not do this',
  404: 'There is nothing of this name',
  429: 'Too many attempts; `Retry-After` tells the seconds to wait',
  500: 'It was tried and failed; `details` tells why',
};

/** Every row once per prefix it lives under, with what it asks for and what it answers. Takes tens of milliseconds. */
export function openapiPaths(routes: readonly Route[]): Record<string, Json> {
  const paths: Record<string, Json> = {};
  for (const row of routes) {
    for (const prefix of row.at) {
      const address = addressOf(row, prefix);
      paths[address] = { ...paths[address], [row.method.toLowerCase()]: operation(row, prefix) };
    }
  }
  return paths;
}

/**
 * An OpenAPI 3.0.3 document around the paths (api.md 3.12). `base` is the path before every address as the caller sees it, ''
 * at the root.
 */
export function openapiDocument(paths: Record<string, Json>, { version, base }: { version: string; base: string }) {
  return {
    openapi: '3.0.3' as const,
    info: {
      title: 'qBitrr',
      version,
      description:
        'The same operations under `/api` (programs) and `/web` (browsers). Scopes: metrics, read, control, admin.',
    },
    servers: [{ url: base === '' ? '/' : base }],
    paths,
    components: {
      securitySchemes: {
        bearerAuth: { type: 'http', scheme: 'bearer' },
        apiToken: { type: 'apiKey', in: 'header', name: 'X-API-Token' },
      },
      schemas: {
        Error: {
          type: 'object',
          properties: { error: { type: 'string', minLength: 1 }, details: { type: 'string' } },
          required: ['error', 'details'],
        },
      },
    },
  };
}

const addressOf = ({ path }: Route, prefix: Prefix): string => `${prefix}${path.replaceAll(/[:*](\w+)/g, '{$1}')}`;

function operation(row: Route, prefix: Prefix): Json {
  const { auth, method, path, schemas, summary } = row;
  const isOpen = auth === 'public';
  const scope = typeof auth === 'object' ? auth.scope : null;
  return {
    operationId: idOf(method, prefix, path),
    summary,
    tags: [tagOf(path)],
    ...(scope === null ? {} : { description: `Needs a credential with the scope \`${scope}\`.` }),
    security: isOpen ? [] : [{ bearerAuth: [] }, { apiToken: [] }],
    parameters: [...pathParameters(path), ...queryParameters(schemas.query)],
    ...(method === 'POST' && schemas.body !== undefined
      ? { requestBody: { content: { 'application/json': { schema: schemaOf(schemas.body, 'input') } } } }
      : {}),
    responses: responses(row, isOpen),
  };
}

function idOf(method: string, prefix: Prefix, path: string): string {
  const words = `${prefix}/${path}`.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  // `/api` and `/api/` are two addresses of one meaning.
  return `${method.toLowerCase()}${name === '' ? 'Root' : name}${path === '/' ? 'Index' : ''}`;
}

function tagOf(path: string): string {
  return /^\/([A-Za-z]+)/.exec(path)?.[1] ?? 'general';
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/[:*](\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

/** Query values are texts on the wire; what they are read as is told by the schema where it says so. */
function queryParameters(query: z.ZodType | undefined): Json[] {
  if (!(query instanceof z.ZodObject)) return [];
  return Object.entries(query.shape).map(([name, value]) => ({
    name,
    in: 'query',
    required: value instanceof z.ZodType && !value.safeParse(undefined).success,
    schema: value instanceof z.ZodType ? querySchema(value) : { type: 'string' },
  }));
}

function querySchema(value: z.ZodType): Json {
  const schema = schemaOf(value, 'input');
  return typeof schema['type'] === 'string' ? schema : { type: 'string' };
}

function responses({ method, path, schemas, limit, auth }: Route, isOpen: boolean): Json {
  const failed = (status: number): Json => ({
    description: failures[status],
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  });
  const statuses = [
    ...(method === 'POST' || schemas.query !== undefined ? [400] : []),
    ...(isOpen ? [] : [401, 403]),
    ...(auth === 'public' && method === 'POST' ? [401, 403] : []),
    ...(/[:*]/.test(path) ? [404] : []),
    ...(limit === undefined ? [] : [429]),
    500,
  ];
  const good: Json =
    schemas.response === undefined
      ? { description: 'Done; not JSON, or a redirect' }
      : {
          description: 'Done',
          content: { 'application/json': { schema: schemaOf(schemas.response, 'output') } },
        };
  return { 200: good, ...Object.fromEntries(statuses.map((status) => [status, failed(status)])) };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const {
    $schema: _,
    '~standard': __,
    ...rest
  } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    unrepresentable: 'any',
    reused: 'inline',
    io,
  });
  return rest;
}
