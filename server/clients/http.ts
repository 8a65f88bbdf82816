import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { z } from 'zod';
import { secretForms } from '../contract/index.ts';

/** Why a foreign server could not be used. The first five are connection failures, the others are answers. */
export type ClientErrorKind =
  | 'refused'
  | 'dns'
  | 'timeout'
  | 'tls'
  | 'reset'
  | 'auth'
  | 'notFound'
  | 'conflict'
  | 'badRequest'
  | 'server'
  | 'notJson'
  | 'invalid'
  | 'unsupported';

/** The one error all clients throw; `message` names the section and says what to do, and never holds a secret. */
export class ClientError extends Error {
  readonly kind: ClientErrorKind;
  /** HTTP status of the answer, null when there was none. */
  readonly status: number | null;
  /** Section name, e.g. `Radarr-4K`. */
  readonly target: string;

  constructor(kind: ClientErrorKind, target: string, message: string, status: number | null = null) {
    super(`${target} ${message}`);
    this.name = 'ClientError';
    this.kind = kind;
    this.status = status;
    this.target = target;
  }
}

/** One HTTP call. */
export interface ClientRequest {
  /** Section name for messages. */
  target: string;
  /** Absolute http(s) address with query. */
  url: string;
  /** `GET` when absent. */
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Milliseconds for the whole call, 15100 when absent. */
  timeoutMs?: number;
  /** Accept any certificate. */
  skipTlsVerify?: boolean;
  /** The call then rejects with the signal's own reason, not a ClientError. */
  signal?: AbortSignal | undefined;
  /** Takes the body of a 200 piece by piece instead of `text`, so that a long one is never held whole. Does not throw. */
  sink?: ((chunk: Buffer) => void) | undefined;
}

export interface ClientResponse {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

const defaultTimeoutMs = 15_100;
const maxRedirects = 3;
const credentialHeaders = new Set(['x-api-key', 'apikey', 'authorization', 'cookie']);
const errorKinds: Record<string, ClientErrorKind> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EADDRNOTAVAIL: 'refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
};

/**
 * Makes one HTTP call and returns any answer, whatever its status.
 * Redirects are followed for GET and only on the same scheme, host and port, so credentials never travel elsewhere.
 * @throws ClientError for connection failures, bad addresses and redirects to another address.
 */
export async function request(call: ClientRequest): Promise<ClientResponse> {
  let url = parseUrl(call.target, call.url);
  for (let hops = 0; ; hops++) {
    const response = await send(call, url);
    const location = response.headers.location;
    if (response.status < 300 || response.status >= 400 || location === undefined) return response;
    const next = parseUrl(call.target, location, url);
    if (next.origin !== url.origin || (call.method ?? 'GET') !== 'GET' || hops >= maxRedirects) {
      const address = `${next.origin}${next.pathname}`;
      throw new ClientError('invalid', call.target, `redirects to ${address}; is the address right?`, response.status);
    }
    url = next;
  }
}

/**
 * Returns the answer when its status is 2xx (arr-api.md 1.2, 8.1).
 * @throws ClientError `auth`, `notFound`, `conflict`, `badRequest` or `server`, with the server's own words where it gave some.
 */
export function ensureOk(call: ClientRequest, response: ClientResponse): ClientResponse {
  const { status } = response;
  if (status >= 200 && status < 300) return response;
  if (status === 401 || status === 403) {
    const credential = Object.keys(call.headers ?? {}).some((name) => name.toLowerCase() === 'x-api-key')
      ? 'wrong API key'
      : 'access denied';
    throw new ClientError('auth', call.target, `refused us: ${credential} (${status})`, status);
  }
  const said = serverWords(call, response);
  const what = `${call.method ?? 'GET'} ${parseUrl(call.target, call.url).pathname}`;
  throw new ClientError(statusKind(status), call.target, `answered ${status} to ${what}${said && `: ${said}`}`, status);
}

/**
 * Parses a JSON answer and checks it against a schema.
 * @throws ClientError `notJson` (HTML or broken JSON) or `invalid` (JSON of another shape).
 */
export function readJson<T>(call: ClientRequest, response: ClientResponse, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(call, response));
  if (parsed.success) return parsed.data;
  throw unknownForm(call, response, parsed.error);
}

/** The error for JSON of another shape; `below` says where in the answer the checked part stands. */
export function unknownForm(
  call: ClientRequest,
  { status }: ClientResponse,
  { issues: [issue] }: z.ZodError,
  below: readonly string[] = [],
): ClientError {
  const at = [...below, ...(issue?.path ?? []).map(String)].join('.');
  const where = issue === undefined ? '' : ` (${at || 'answer'}: ${issue.message})`;
  const path = parseUrl(call.target, call.url).pathname;
  return new ClientError('invalid', call.target, `answered ${path} in an unknown form${where}`, status);
}

/**
 * Parses a JSON answer without looking at its shape.
 * @throws ClientError `notJson`.
 */
export function parseJson(call: ClientRequest, response: ClientResponse): unknown {
  try {
    return JSON.parse(response.text);
  } catch {
    throw notJson(call, response, response.text);
  }
}

/** The error for an answer that is no JSON; `begin` is how it begins. */
export function notJson({ target }: ClientRequest, { status }: ClientResponse, begin: string): ClientError {
  const found = /^\s*</.test(begin)
    ? 'HTML instead of JSON; is the address right (missing URL base)?'
    : 'something that is not JSON (cut off or not this application)';
  return new ClientError('notJson', target, `answered ${found}`, status);
}

/** Waiting and chance, injectable for tests. */
export interface RetryDeps {
  sleep(ms: number): Promise<void>;
  /** 0 (inclusive) to 1 (exclusive). */
  random(): number;
}

export interface RetryPolicy {
  /** Includes the first call. */
  tries: number;
  /** Longest wait between two calls, before the random part. */
  capSeconds: number;
  /** Which errors are worth another call; `isConnectionFailure` when absent. */
  retryOn?: (error: unknown) => boolean;
}

const realRetryDeps: RetryDeps = {
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

/** True when the server was not reached or went away; a wrong certificate is not cured by waiting. */
export function isConnectionFailure(error: unknown): boolean {
  return error instanceof ClientError && ['refused', 'dns', 'timeout', 'reset'].includes(error.kind);
}

/** True when the server itself turned the call down, so that it is there; a gateway's 502 to 504 says nothing about it. */
export function isRefusedCall(error: ClientError): boolean {
  return ['notFound', 'conflict', 'badRequest'].includes(error.kind) || error.status === 500;
}

/**
 * Runs a call again after connection failures: the wait before retry k is min(cap, 0.5 * 2^(k-1)) s plus 0..0.25 s
 * (torrents.md 1.6). The last error is thrown as it came.
 */
export async function retry<T>(
  policy: RetryPolicy,
  call: () => Promise<T>,
  deps: RetryDeps = realRetryDeps,
): Promise<T> {
  const retryOn = policy.retryOn ?? isConnectionFailure;
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt >= policy.tries || !retryOn(error)) throw error;
      const seconds = Math.min(policy.capSeconds, 0.5 * 2 ** (attempt - 1)) + deps.random() * 0.25;
      await deps.sleep(seconds * 1000);
    }
  }
}

async function send(call: ClientRequest, url: URL): Promise<ClientResponse> {
  const deadline = AbortSignal.timeout(call.timeoutMs ?? defaultTimeoutMs);
  const signal = call.signal === undefined ? deadline : AbortSignal.any([deadline, call.signal]);
  try {
    const incoming = await connect(call, url, signal);
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) {
      if (call.sink && incoming.statusCode === 200) call.sink(Buffer.from(chunk));
      else chunks.push(Buffer.from(chunk));
    }
    return { status: incoming.statusCode ?? 0, headers: incoming.headers, text: Buffer.concat(chunks).toString() };
  } catch (error) {
    if (call.signal?.aborted) throw call.signal.reason;
    throw connectionError(call, url, deadline.aborted, error);
  }
}

// A connection per call (`agent: false`): a kept one may be closed by the server just as we reuse it.
function connect(call: ClientRequest, url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const body = call.body === undefined ? undefined : Buffer.from(call.body);
    const headers = { ...call.headers, ...(body && { 'Content-Length': String(body.length) }) };
    const options = { method: call.method ?? 'GET', headers, signal, agent: false } as const;
    const outgoing =
      url.protocol === 'https:'
        ? httpsRequest(url, { ...options, rejectUnauthorized: call.skipTlsVerify !== true }, resolve)
        : httpRequest(url, options, resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function connectionError(call: ClientRequest, url: URL, timedOut: boolean, error: unknown): ClientError {
  const place = url.port === '' ? `${url.hostname}:${url.protocol === 'https:' ? 443 : 80}` : url.host;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const seconds = Math.round((call.timeoutMs ?? defaultTimeoutMs) / 1000);
  const kind = timedOut ? 'timeout' : (errorKinds[code] ?? (url.protocol === 'https:' ? 'tls' : 'invalid'));
  const sentences: Partial<Record<ClientErrorKind, string>> = {
    refused: code === 'ECONNREFUSED' ? `connection refused by ${place}` : `${place} cannot be reached (${code})`,
    dns: `the host name ${url.hostname} cannot be resolved`,
    timeout: timedOut ? `no answer from ${place} within ${seconds} s` : `connecting to ${place} timed out`,
    reset: `${place} closed the connection`,
    tls: `no trusted TLS connection to ${place} (${code || 'unknown cause'}); check the certificate or http/https, or set SkipTLSVerify`,
    invalid: `${place} does not speak HTTP as expected (${code || 'unknown cause'}); is it an https address?`,
  };
  return new ClientError(kind, call.target, `did not answer: ${sentences[kind] ?? code}`);
}

function parseUrl(target: string, address: string, base?: URL): URL {
  const url = URL.canParse(address, base) ? new URL(address, base) : null;
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new ClientError('invalid', target, 'has an address that is not http:// or https://');
}

function statusKind(status: number): ClientErrorKind {
  if (status === 404) return 'notFound';
  if (status === 409) return 'conflict';
  // 429 asks us to come back later, as a 5xx does.
  return status >= 500 || status === 429 ? 'server' : 'badRequest';
}

/** Debug pages quote what they were sent, in whatever form. */
function without(words: string, secret: string): string {
  return secretForms(secret).reduce((left, form) => left.replaceAll(form, '***'), words);
}

function serverWords(call: ClientRequest, response: ClientResponse): string {
  if (/^\s*</.test(response.text)) return '';
  let words = response.text;
  for (const [name, value] of Object.entries(call.headers ?? {})) {
    if (credentialHeaders.has(name.toLowerCase()) && value !== '') words = without(words, value);
  }
  return words.replace(/\s+/g, ' ').trim().slice(0, 200);
}
