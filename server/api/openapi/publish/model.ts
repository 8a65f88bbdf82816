import { z } from 'zod';

/** A JSON schema as the document holds it; members that say nothing about shape are left out. */
export interface Shape {
  $ref?: string | undefined;
  const?: unknown;
  enum?: unknown[] | undefined;
  type?: string | string[] | undefined;
  anyOf?: Shape[] | undefined;
  oneOf?: Shape[] | undefined;
  properties?: Record<string, Shape> | undefined;
  required?: string[] | undefined;
  items?: Shape | boolean | undefined;
  prefixItems?: Shape[] | undefined;
  additionalProperties?: Shape | boolean | undefined;
  propertyNames?: Shape | undefined;
  description?: string | undefined;
}

const shape: z.ZodType<Shape> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    anyOf: z.array(shape).optional(),
    oneOf: z.array(shape).optional(),
    properties: z.record(z.string(), shape).optional(),
    required: z.array(z.string()).optional(),
    items: z.union([z.boolean(), shape]).optional(),
    prefixItems: z.array(shape).optional(),
    additionalProperties: z.union([z.boolean(), shape]).optional(),
    propertyNames: shape.optional(),
    description: z.string().optional(),
  }),
);

const content = z.record(z.string(), z.object({ schema: shape }));
const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  'x-scope': z.string().optional(),
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.enum(['path', 'query']),
      required: z.boolean(),
      description: z.string().optional(),
      schema: shape,
    }),
  ),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ content: content.optional() })),
});

/** The members of an OpenAPI 3.1 document that are published on paper and as clients. */
export const openapiDocumentShape = z.object({
  info: z.object({ version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), shape) }),
});
export type OpenapiDocument = z.infer<typeof openapiDocumentShape>;

/** An operation under `/api` that a client can call: it answers once, with JSON, a text or bytes. */
export interface ClientOperation {
  /** Name in camel case, e.g. `postTorrentsKeep`. */
  name: string;
  method: 'GET' | 'POST';
  path: string;
  summary: string;
  /** Null = no credential needed. */
  scope: string | null;
  /** In the order of the path; `isMany` may hold slashes. */
  params: { name: string; isMany: boolean }[];
  query: { name: string; isRequired: boolean; shape: Shape }[];
  /** Null = none is sent. */
  body: { schema: string; isRequired: boolean } | null;
  answer: { kind: 'json'; schema: string } | { kind: 'text' } | { kind: 'bytes' };
}

/** What clients are made of: operations in the order of the document, and the shapes they need, by name. */
export interface ClientModel {
  version: string;
  operations: ClientOperation[];
  schemas: [name: string, shape: Shape][];
}

/** Shapes of the WebSocket and of webhooks, which no operation uses. */
const spoken = ['LiveFromServer', 'LiveFromClient', 'WebhookEvent', 'Error'];

/** @throws Error when two operations would get one name. */
export function clientModel({ info, paths, components: { schemas } }: OpenapiDocument): ClientModel {
  const operations = Object.entries(paths)
    .filter(([path]) => path.startsWith('/api/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, told]) => clientOperation(method, path, told, schemas) ?? []),
    );
  const names = operations.map(({ name }) => name);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (twice.length > 0) throw new Error(`more than one operation would be called ${twice.join(', ')}`);
  const used = closure(
    [...operations.flatMap(({ body, answer }) => [body?.schema, 'schema' in answer ? answer.schema : null]), ...spoken],
    schemas,
  );
  return {
    version: info.version,
    operations,
    schemas: Object.entries(schemas).filter(([name]) => used.has(name)),
  };
}

function clientOperation(
  method: string,
  path: string,
  told: z.infer<typeof operation>,
  schemas: OpenapiDocument['components']['schemas'],
): ClientOperation | null {
  const answer = answerOf(told.responses['200']?.content ?? {});
  if (answer === null) return null;
  const bodyName = refName(told.requestBody?.content['application/json']?.schema);
  const body = bodyName === null ? undefined : schemas[bodyName];
  return {
    name: nameOf(method, path),
    method: method === 'get' ? 'GET' : 'POST',
    path,
    summary: told.summary,
    scope: told['x-scope'] ?? null,
    params: told.parameters
      .filter((one) => one.in === 'path')
      .map(({ name, description }) => ({ name, isMany: description !== undefined })),
    query: told.parameters
      .filter((one) => one.in === 'query')
      .map(({ name, required, schema }) => ({ name, isRequired: required, shape: schema })),
    body:
      bodyName === null || body === undefined || Object.keys(body.properties ?? body.anyOf ?? {}).length === 0
        ? null
        : { schema: bodyName, isRequired: body.properties === undefined || (body.required ?? []).length > 0 },
    answer,
  };
}

/** JSON where there is any; a stream of events has no end and is no answer. */
function answerOf(told: z.infer<typeof content>): ClientOperation['answer'] | null {
  const types = Object.keys(told);
  // Whether it is a table or JSON is asked for in the query: both are handed on as they are.
  if (types.includes('text/csv')) return { kind: 'text' };
  const schema = refName(told['application/json']?.schema);
  if (schema !== null) return { kind: 'json', schema };
  if (types.length === 0 || types.includes('text/event-stream')) return null;
  return types.every((type) => /^text\/|json|toml/.test(type)) ? { kind: 'text' } : { kind: 'bytes' };
}

/** Depends on its own path only, so that a new route renames no other: variables count where the path ends with them. */
function nameOf(method: string, path: string): string {
  const segments = path.split('/').slice(2);
  const told = segments.filter((segment, at) => !segment.startsWith('{') || at === segments.length - 1);
  const words = told.join('/').match(/[A-Za-z0-9]+/g) ?? ['index'];
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

export const refName = (given: Shape | undefined): string | null => given?.$ref?.split('/').at(-1) ?? null;

function closure(roots: readonly (string | null | undefined)[], schemas: Readonly<Record<string, Shape>>): Set<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name) || schemas[name] === undefined) return;
    found.add(name);
    for (const [, other = ''] of JSON.stringify(schemas[name]).matchAll(/"#\/components\/schemas\/(\w+)"/g))
      visit(other);
  };
  for (const root of roots) if (typeof root === 'string') visit(root);
  return found;
}
