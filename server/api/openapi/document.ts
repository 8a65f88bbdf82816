import { z } from 'zod';
import * as contract from '../../contract/index.ts';
import { SESSION_COOKIE } from '../auth/cookie.ts';
import type { Prefix, Route } from '../http/route.ts';
import { errorAnswer, outcomesOf, scopes, type Outcome } from './outcomes.ts';

type Json = Record<string, unknown>;

/** The two forms the document comes in. 3.0.3 is what the reference serves (api.md 3.12), 3.1 says more. */
export const dialects = ['3.0.3', '3.1.0'] as const;
export type Dialect = (typeof dialects)[number];

interface Operation {
  row: Route;
  prefix: Prefix;
  id: string;
}

/**
 * The route table as an OpenAPI document (api.md 3.12): each row once per prefix it lives under, with what it asks for and
 * every status it answers with. Shapes that have a name in the contract keep it. `servers` is for who sends it.
 */
export function openapiDocument(routes: readonly Route[], version: string, dialect: Dialect): Json {
  const operations = routes.flatMap((row) =>
    row.at.map((prefix): Operation => ({ row, prefix, id: idOf(row, prefix) })),
  );
  const names = nameSchemas(operations);
  const schemas = { ...converted(names.answers, dialect, 'output'), ...converted(names.inputs, dialect, 'input') };
  const paths: Record<string, Json> = {};
  for (const one of operations) {
    const address = addressOf(one);
    paths[address] = { ...paths[address], [one.row.method.toLowerCase()]: describe(one, names, dialect) };
  }
  const document = {
    openapi: dialect,
    info: { title: 'qBitrr', version, description: introduction, license: { name: 'MIT' } },
    paths,
    ...(dialect === '3.1.0' && { webhooks }),
    components: { securitySchemes, schemas },
    'x-websocket': {
      addresses: ['/api/ws', '/web/ws'],
      client: { $ref: refTo('LiveFromClient') },
      server: { $ref: refTo('LiveFromServer') },
    },
  };
  return { ...document, components: { securitySchemes, schemas: onlyUsed(document, schemas) } };
}

const introduction = `What programs and the control panel ask of qBitrr.

Most operations exist twice and do the same: under \`/api\` for programs, under \`/web\` for browsers.
Programs send an API token as \`X-API-Token\` or \`Authorization: Bearer\`; browsers have a session cookie.
A token has a scope, and each includes the one before it:
${contract.apiScope.options.map((name) => `\`${name}\` (${scopes[name]})`).join(', ')}.

HEAD is answered wherever GET is. Every answer that is no success is \`{"error", "details"}\`; beside the statuses listed with an
operation that is 404 for an unknown address, 405 for another method, and 431 for too many header fields.
Unknown members of answers should be ignored: later versions add some. The live stream is at \`/api/ws\` (see \`x-websocket\`).`;

const securitySchemes = {
  bearerAuth: { type: 'http', scheme: 'bearer' },
  apiToken: { type: 'apiKey', in: 'header', name: 'X-API-Token' },
  session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
};

const webhooks = {
  event: {
    post: {
      operationId: 'onEvent',
      summary: 'What a configured webhook is sent; any 2xx ends the delivery',
      requestBody: { content: { 'application/json': { schema: { $ref: refTo('WebhookEvent') } } } },
      responses: { 200: { description: 'Taken' } },
    },
  },
};

const namesOf = (path: string): string[] => [...path.matchAll(/[:*](\w+)/g)].map(([, name]) => name ?? '');

const addressOf = ({ row, prefix }: Operation): string => `${prefix}${row.path.replaceAll(/[:*](\w+)/g, '{$1}')}`;

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function idOf({ method, path }: Route, prefix: Prefix): string {
  const words = `${prefix}/${path}`.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = words.map(capital).join('');
  // `/api` and `/api/` are two addresses of one meaning.
  return `${method.toLowerCase()}${name === '' ? 'Root' : name}${path === '/' ? 'Index' : ''}`;
}

function describe({ row, id }: Operation, names: Names, dialect: Dialect): Json {
  const { auth, method, path, schemas, summary } = row;
  const scope = typeof auth === 'object' ? auth.scope : null;
  return {
    operationId: id,
    summary,
    tags: [/^\/([A-Za-z]+)/.exec(path)?.[1] ?? 'general'],
    ...(scope !== null && { description: `Needs a credential with the scope \`${scope}\`.`, 'x-scope': scope }),
    security: security(row, dialect),
    parameters: [...pathParameters(row, dialect), ...queryParameters(schemas.query, dialect)],
    ...(method === 'POST' &&
      schemas.body !== undefined && {
        requestBody: {
          content: { 'application/json': { schema: { $ref: refTo(names.inputs.get(schemas.body) ?? '') } } },
        },
      }),
    responses: Object.fromEntries(
      [...outcomesOf(row)].map(([status, outcome]) => [status, response(outcome, row, names)] as const),
    ),
  };
}

function security({ auth }: Route, dialect: Dialect): Json[] {
  if (auth === 'public') return [];
  // Names of scopes are allowed here since 3.1 only.
  const needed = typeof auth === 'object' && dialect === '3.1.0' ? [auth.scope] : [];
  return Object.keys(securitySchemes).map((name) => ({ [name]: needed }));
}

function pathParameters({ path, schemas: { params } }: Route, dialect: Dialect): Json[] {
  const shape = params instanceof z.ZodObject ? params.shape : {};
  return namesOf(path).map((name) => {
    const told = shape[name] instanceof z.ZodType ? schemaOf(shape[name], dialect) : {};
    const isMany = path.includes(`*${name}`);
    return {
      name,
      in: 'path',
      required: true,
      ...(isMany && { description: 'May contain slashes, as they are or as %2F' }),
      schema: !isMany && told['type'] === 'string' ? told : { type: 'string' },
    };
  });
}

/** Query values are texts on the wire; what they are read as is told by `meta` where it is not a text. */
function queryParameters(query: z.ZodType | undefined, dialect: Dialect): Json[] {
  const fields = query instanceof z.ZodPipe ? query.in : query;
  if (!(fields instanceof z.ZodObject)) return [];
  return Object.entries(fields.shape).map(([name, value]) => ({
    name,
    in: 'query',
    required: value instanceof z.ZodType && !value.safeParse(undefined).success,
    schema: value instanceof z.ZodType ? textual(schemaOf(value, dialect)) : { type: 'string' },
  }));
}

/** A value of the query is there or not, but never null. */
function textual({ nullable: _nullable, default: fallback, anyOf, ...plain }: Json): Json {
  const choices: unknown[] = Array.isArray(anyOf) ? anyOf : [plain];
  const [choice, ...others] = choices.filter((one) => isJson(one) && one['type'] !== 'null');
  const schema =
    isJson(choice) && others.length === 0 && typeof choice['type'] === 'string' ? choice : { type: 'string' };
  return { ...schema, ...(fallback !== undefined && fallback !== null && { default: fallback }) };
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

function response({ description, bodies }: Outcome, { schemas }: Route, names: Names): Json {
  const content: Json = {};
  for (const body of bodies) {
    if (body === 'response') {
      const name = schemas.response && names.answers.get(schemas.response);
      content['application/json'] = { schema: { $ref: refTo(name ?? '') } };
    } else if (body === 'error') content['application/json'] = { schema: { $ref: refTo('Error') } };
    else if (body !== 'empty') {
      for (const type of body) {
        const isText = /^text\/|json|toml/.test(type);
        content[type] ??= { schema: { type: 'string', ...(!isText && { format: 'binary' }) } };
      }
    }
  }
  return { description, ...(Object.keys(content).length > 0 && { content }) };
}

interface Names {
  answers: Map<z.ZodType, string>;
  inputs: Map<z.ZodType, string>;
}

/** Shapes of the contract keep the name they are exported under, others are called after the first row that uses them. */
function nameSchemas(operations: readonly Operation[]): Names {
  const answers = new Map<z.ZodType, string>([[errorAnswer, 'Error']]);
  // Bundlers keep the members of a module in orders of their own.
  for (const [name, value] of Object.entries(contract).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (value instanceof z.ZodType) answers.set(value, capital(name));
  }
  answers.delete(contract.liveFromClient);
  const inputs = new Map<z.ZodType, string>([[contract.liveFromClient, 'LiveFromClient']]);
  for (const { row } of operations) {
    const { response: answer, body } = row.schemas;
    const id = capital(idOf(row, ''));
    if (answer !== undefined && !answers.has(answer)) {
      const taken = new Set(answers.values());
      answers.set(answer, taken.has(`${id}Answer`) ? `${id}WebAnswer` : `${id}Answer`);
    }
    if (body !== undefined && !inputs.has(body)) inputs.set(body, `${answers.get(body) ?? id}Input`);
  }
  return { answers, inputs };
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`;
}

const targets = { '3.0.3': 'openapi-3.0', '3.1.0': 'draft-2020-12' } as const;

function converted(names: Map<z.ZodType, string>, dialect: Dialect, io: 'input' | 'output'): Record<string, Json> {
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of names) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    target: targets[dialect],
    unrepresentable: 'any',
    reused: 'inline',
    io,
    uri: refTo,
    override: ({ jsonSchema }) => {
      // Answers may gain members, and every whole number that arrives is a safe one: neither is for clients to check.
      if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      // A schema that is `false` is more than some generators read; the number of items says the same.
      if (jsonSchema.prefixItems !== undefined && typeof jsonSchema.items === 'boolean') {
        delete jsonSchema.items;
        Object.assign(jsonSchema, { minItems: jsonSchema.prefixItems.length, maxItems: jsonSchema.prefixItems.length });
      }
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]): [string, Json] => [name, bare(schema)]));
}

function bare(schema: Json): Json {
  const { $schema: _dialect, $id: _address, '~standard': _library, ...rest } = schema;
  return rest;
}

function schemaOf(schema: z.ZodType, dialect: Dialect): Json {
  const options = { target: targets[dialect], unrepresentable: 'any', reused: 'inline', io: 'input' } as const;
  return bare({ ...z.toJSONSchema(schema, options) });
}

/** The schemas that something in the document points to, by way of others too. */
function onlyUsed(document: Json, schemas: Record<string, Json>): Record<string, Json> {
  const used = new Set<string>();
  const visit = (value: unknown): void => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      visit(schemas[name]);
    }
  };
  visit({ ...document, components: null });
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
}
