import { z } from 'zod';
import { errorBody, tomlProblem, validationError, type ApiScope } from '../../contract/index.ts';
import type { Route } from '../http/route.ts';

/** What comes with a status: JSON of the row's own schema, an error, nothing, or bytes of these types. */
export type OutcomeBody = 'response' | 'error' | 'empty' | readonly string[];

/** One status a row may answer with. */
export interface Outcome {
  description: string;
  bodies: readonly OutcomeBody[];
}

/** An error body with every member a row may add to it (api.md 3.7). */
export const errorAnswer = z
  .strictObject({
    ...errorBody.shape,
    code: z.string().optional(),
    message: z.string().optional(),
    validationErrors: z.array(validationError.extend({ line: z.int().nullable().optional() })).optional(),
    success: z.literal(false).optional(),
    token: z.literal('').optional(),
    field: z.string().optional(),
    problem: tomlProblem.optional(),
    rolledBack: z.literal(true).optional(),
  })
  .meta({ description: 'Every answer that is no success; `error` is never empty, `details` may be.' });

/** What a credential of each scope may do. */
export const scopes: Readonly<Record<ApiScope, string>> = {
  metrics: 'Read figures for Prometheus',
  read: 'Look at everything but settings, tokens and devices',
  control: 'The same, and start, stop, keep, remove',
  admin: 'Everything',
};

/** What the usual statuses mean (api.md section 4). */
const usual: Readonly<Record<number, string>> = {
  200: 'Done',
  302: 'To another address, in `Location`',
  400: 'Not understood: a path escape, a value of the query or a member of the body; `details` says which',
  401: 'No credential, or a wrong one',
  403: 'The credential may not do this, the page it comes from may not, or the Host header is unknown',
  404: 'There is nothing of this name',
  413: 'The body is longer than 2 MiB',
  429: 'Too many attempts; `Retry-After` tells the seconds to wait',
  500: 'It was tried and failed',
};

/**
 * Every status the row may answer with, and what comes with it: what its rule, its schemas and its method bring along, and
 * what it declares itself. Document, conformance check and clients are made from this.
 */
export function outcomesOf(row: Route): ReadonlyMap<number, Outcome> {
  const found = new Map<number, Outcome>();
  const add = (status: number, ...bodies: OutcomeBody[]): void => {
    found.set(status, { description: row.also?.[status] ?? usual[status] ?? 'See `error`', bodies });
  };
  const good: OutcomeBody[] = [
    ...(row.schemas.response === undefined ? [] : (['response'] as const)),
    ...(row.media === undefined ? [] : [row.media]),
  ];
  if (good.length > 0) add(200, ...good);
  if (row.method === 'POST' || row.schemas.query !== undefined || /[:*]/.test(row.path)) add(400, 'error');
  if (row.auth !== 'public') add(401, 'error');
  // Whether the server lives is told under any Host header.
  if (row.path !== '/health') add(403, 'error');
  if (/[:*]/.test(row.path)) add(404, 'error');
  if (row.method === 'POST') add(413, 'error');
  if (row.limit !== undefined) add(429, 'error');
  add(500, 'error');
  for (const status of Object.keys(row.also ?? {}).map(Number)) {
    if (status < 200 || status === 302 || status === 304) add(status, 'empty');
    else if (status === 206) add(status, ...good);
    else if (status === 404 && row.media !== undefined) add(status, 'error', 'empty');
    else if (!found.has(status)) add(status, 'error');
  }
  return found;
}
