import type { IncomingMessage, ServerResponse } from 'node:http';

export type Headers = Record<string, string>;

/** What a handler hands back; `send` turns it into bytes. */
export type Answer<T = unknown> =
  | { kind: 'json'; status: number; body: T; headers: Headers }
  | { kind: 'failure'; status: number; body: Failure; headers: Headers }
  | { kind: 'bytes'; status: number; body: Buffer | string; headers: Headers }
  | { kind: 'redirect'; to: string; headers: Headers }
  | { kind: 'stream'; run: (req: IncomingMessage, res: ServerResponse) => void | Promise<void> };

/** Every non-2xx JSON body: `error` is never empty, `details` may be (api.md 3.7). */
export interface Failure {
  error: string;
  details: string;
  [extra: string]: unknown;
}

/** 200 with a JSON body. */
export const json = <T>(body: T, headers: Headers = {}): Answer<T> => ({ kind: 'json', status: 200, body, headers });

/** An error answer of api.md section 4; `extra` are the route's own members. */
export function fail(
  status: number,
  error: string,
  details = '',
  extra: { body?: Record<string, unknown>; headers?: Headers } = {},
): Answer<never> {
  return { kind: 'failure', status, body: { ...extra.body, error, details }, headers: extra.headers ?? {} };
}

/** 302 to a path of this server. */
export const redirect = (to: string, headers: Headers = {}): Answer<never> => ({ kind: 'redirect', to, headers });

/** Bytes already in their final form, with their own type. */
export const bytes = (body: Buffer | string, type: string, headers: Headers = {}): Answer<never> => ({
  kind: 'bytes',
  status: 200,
  body,
  headers: { 'Content-Type': type, ...headers },
});

/** The handler writes the response itself (log stream, download). */
export const stream = (run: (req: IncomingMessage, res: ServerResponse) => void | Promise<void>): Answer<never> => ({
  kind: 'stream',
  run,
});

export const notFound = (method: string, path: string): Answer<never> => fail(404, 'Not Found', `${method} ${path}`);
export const unauthorized = (): Answer<never> => fail(401, 'unauthorized', 'Missing or invalid API token');
export const crossOriginRefused = (): Answer<never> =>
  fail(403, 'Cross-origin request refused', 'A page of another origin may not do this');
export const tooMany = (error: string, seconds: number): Answer<never> =>
  fail(429, error, `Try again in ${seconds} s`, { headers: { 'Retry-After': String(seconds) } });

const jsonType = 'application/json; charset=utf-8';

/** Writes an answer. JSON is `no-store` unless the route says otherwise; there is no automatic ETag (api.md 2.0). */
export async function send(answer: Answer, req: IncomingMessage, res: ServerResponse): Promise<void> {
  switch (answer.kind) {
    case 'stream':
      await answer.run(req, res);
      return;
    case 'redirect':
      res.writeHead(302, { 'Cache-Control': 'no-store', ...answer.headers, Location: answer.to });
      res.end();
      return;
    case 'bytes':
      write(res, answer.status, answer.headers, answer.body);
      return;
    default:
      write(res, answer.status, { 'Content-Type': jsonType, ...answer.headers }, JSON.stringify(answer.body));
  }
}

function write(res: ServerResponse, status: number, headers: Headers, body: Buffer | string): void {
  res.writeHead(status, { 'Cache-Control': 'no-store', 'Content-Length': Buffer.byteLength(body), ...headers });
  res.end(body);
}

/** JSON bytes serialised earlier. */
export const jsonBytes = (body: Buffer): Answer<never> => bytes(body, jsonType);
