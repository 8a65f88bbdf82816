import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Access, AuthRule } from '../auth/access.ts';
import type { RateLimiter } from '../auth/rate-limit.ts';
import { fail, notFound, type Answer } from './answer.ts';

/** What every handler may know about its request. */
export interface Call<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  method: string;
  /** Path with prefix, without UrlBase and query. */
  path: string;
  /** Query as it was sent, without `?`. */
  search: string;
  prefix: Prefix;
  headers: IncomingHttpHeaders;
  /** '' at root, else `/qb`: goes before every path we send out. */
  urlBase: string;
  /** Scheme and host under which the browser sees us, e.g. `https://qb.home`. */
  origin: string;
  /** Address of the client, behind trusted proxies the one they announce. */
  address: string;
  access: Access;
}

export type Prefix = '/api' | '/web' | '';

interface Schemas<P, Q, B, R> {
  params?: P;
  query?: Q;
  body?: B;
  /** Shape of JSON answers with 200, checked where conformance is watched. */
  response?: R;
}

/**
 * A row of the route table. `path` uses Express syntax (`:name`, `*rest`) below the prefixes of `at`. Bodies of our own routes
 * are strict (unknown members are a 400), those of the reference's routes as lenient as it is.
 */
interface RouteSpec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> extends Schemas<
  P,
  Q,
  B,
  R
> {
  method: 'GET' | 'POST';
  path: string;
  at: readonly Prefix[];
  auth: AuthRule;
  summary: string;
  limit?: { limiter: RateLimiter; error: string };
  /** Types of successful answers that are no JSON. */
  media?: readonly string[];
  /** When it answers with a status beside the usual ones, or what a usual one means here (openapi/outcomes.ts). */
  also?: Readonly<Record<number, string>>;
  handler: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Answer<z.input<R>> | Promise<Answer<z.input<R>>>;
}

/** A row with its types sealed in: `run` checks params, query and body before the handler sees them. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly at: readonly Prefix[];
  readonly auth: AuthRule;
  readonly summary: string;
  readonly limit?: { limiter: RateLimiter; error: string } | undefined;
  readonly media?: readonly string[] | undefined;
  readonly also?: Readonly<Record<number, string>> | undefined;
  readonly schemas: Schemas<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;
  run(call: Call<unknown, unknown, unknown>): Answer | Promise<Answer>;
}

/** Both mirrors: identical behaviour under `/api` and `/web`. */
export const BOTH: readonly Prefix[] = ['/api', '/web'];

/**
 * Seals a row. Params that do not fit are a 404 (api.md 2.0), query values a 400 `Invalid {name}`,
 * bodies a 400 with the schema's own words.
 */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  spec: RouteSpec<P, Q, B, R>,
): Route {
  const { params, query, body, response, handler, ...row } = spec;
  return {
    ...row,
    schemas: {
      ...(params && { params }),
      ...(query && { query }),
      ...(body && { body }),
      ...(response && { response }),
    },
    run(call) {
      const readParams = check(params, call.params);
      if (!readParams.ok) return notFound(call.method, call.path);
      const readQuery = check(query, call.query);
      if (!readQuery.ok) return badQuery(readQuery.issues);
      const readInput = check(body, call.body);
      if (!readInput.ok) return badBody(readInput.issues);
      return handler({ ...call, params: readParams.value, query: readQuery.value, body: readInput.value });
    },
  };
}

type Checked<T> = { ok: true; value: T } | { ok: false; issues: z.core.$ZodIssue[] };

function check<S extends z.ZodType>(schema: S | undefined, value: unknown): Checked<z.output<S>>;
function check(schema: z.ZodType | undefined, value: unknown): Checked<unknown> {
  if (schema === undefined) return { ok: true, value };
  const parsed = schema.safeParse(value);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, issues: parsed.error.issues };
}

function badQuery(issues: z.core.$ZodIssue[]): Answer<never> {
  const [first] = issues;
  return fail(400, `Invalid ${first?.path.join('.') ?? 'query'}`, first?.message ?? '');
}

function badBody(issues: z.core.$ZodIssue[]): Answer<never> {
  const details = issues.map((issue) => {
    const where = issue.path.map(String).join('.');
    return where === '' ? wordsOf(issue) : `${where}: ${wordsOf(issue)}`;
  });
  const [first] = issues;
  return fail(400, first === undefined ? 'Invalid request body' : wordsOf(first), details.join('; '));
}

const wordsOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys' ? `Unknown member: ${issue.keys.join(', ')}` : issue.message;

/** For routes of ours that take no body: an empty one, or `{}`. */
export const noBody = z.strictObject({});
