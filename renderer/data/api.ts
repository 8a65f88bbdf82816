import { t } from 'i18next';
import type { z } from 'zod';
import { errorBody } from '../../server/contract/index.ts';
import { ApiError } from './api-error.ts';
import { serverBase } from './base.ts';
import { connection } from './connection.ts';
import { retryAfterSeconds } from './retry-after.ts';

type Query = Record<string, string | number | boolean | null | undefined>;

interface RequestOptions<Schema extends z.ZodType> {
  schema: Schema;
  query?: Query;
  signal?: AbortSignal | undefined;
  headers?: Record<string, string>;
}

/** Address of a `/web` route of this server; empty query values are left out. */
export function webAddress(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return `${serverBase}/web${path}${text === '' ? '' : `?${text}`}`;
}

async function answerOf(path: string, init: RequestInit, query: Query | undefined): Promise<Response> {
  try {
    return await fetch(webAddress(path, query), { credentials: 'same-origin', cache: 'no-store', ...init });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    connection.note({ kind: 'failed' });
    throw new ApiError(0, t(navigator.onLine ? 'error.unreachable' : 'error.offline', { ns: 'common' }), String(cause));
  }
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Did a gateway answer instead of our server? Then the server is as good as gone. */
const gatewayStatuses = new Set([502, 503, 504]);

async function request<Schema extends z.ZodType>(
  path: string,
  init: RequestInit,
  { schema, query, signal, headers }: RequestOptions<Schema>,
): Promise<z.output<Schema>> {
  const sent = init.body === undefined ? {} : { 'Content-Type': 'application/json' };
  const response = await answerOf(
    path,
    { ...init, ...(signal ? { signal } : {}), headers: { Accept: 'application/json', ...sent, ...headers } },
    query,
  );
  const body = parsed(await response.text());
  const ours = errorBody.safeParse(body);
  if (!response.ok) {
    if (response.status === 401) connection.note({ kind: 'refused' });
    else connection.note({ kind: gatewayStatuses.has(response.status) && !ours.success ? 'failed' : 'answered' });
    const fallback = response.statusText === '' ? `HTTP ${response.status}` : response.statusText;
    const wait = response.status === 429 ? retryAfterSeconds(response.headers.get('Retry-After'), Date.now()) : null;
    throw ours.success
      ? new ApiError(response.status, ours.data.error, ours.data.details, body, wait)
      : new ApiError(response.status, fallback, typeof body === 'string' ? body.slice(0, 2000) : '', body);
  }
  connection.note({ kind: 'answered' });
  const checked = schema.safeParse(body);
  if (!checked.success) {
    throw new ApiError(
      response.status,
      t('error.unexpected', { ns: 'common' }),
      `${path}\n${checked.error.message}`,
      body,
    );
  }
  return checked.data;
}

/** The panel's requests: `/web/*`, same origin, answers checked by the contract. Everything that fails is an `ApiError`. */
export const api = {
  get: <Schema extends z.ZodType>(path: string, options: RequestOptions<Schema>): Promise<z.output<Schema>> =>
    request(path, { method: 'GET' }, options),
  post: <Schema extends z.ZodType>(
    path: string,
    body: unknown,
    options: RequestOptions<Schema>,
  ): Promise<z.output<Schema>> =>
    request(path, body === undefined ? { method: 'POST' } : { method: 'POST', body: JSON.stringify(body) }, options),
};
