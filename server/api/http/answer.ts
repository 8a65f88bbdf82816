import type { ServerResponse } from 'node:http';
import type { Request, Response } from 'express';

/** A list is sent as several fields of that name. */
export type Headers = Record<string, string | string[]>;

/** An answer known in full before it is sent. */
export type PlainAnswer<T = unknown> =
  | { kind: 'json'; status: number; body: T; headers: Headers }
  | { kind: 'failure'; status: number; body: Failure; headers: Headers }
  | { kind: 'bytes'; status: number; body: Buffer | string; headers: Headers }
  | { kind: 'redirect'; to: string; headers: Headers };

/** An error answer. */
export type PlainFailure = Extract<PlainAnswer<never>, { kind: 'failure' }>;

type Run = (req: Request, res: Response) => void | Promise<void>;

/** What a handler hands back; `send` turns it into bytes. With `stream` the handler writes the response itself. */
export type Answer<T = unknown> = PlainAnswer<T> | { kind: 'stream'; run: Run };

/** Every non-2xx JSON body: `error` is never empty, `details` may be (api.md 3.7). */
export interface Failure {
  error: string;
  details: string;
  [extra: string]: unknown;
}

/** 200 with a JSON body. */
export const json = <const T>(body: T, headers: Headers = {}): PlainAnswer<T> => ({
  kind: 'json',
  status: 200,
  body,
  headers,
});

/** An error answer of api.md section 4; `extra` are the route's own members. */
export function fail(
  status: number,
  error: string,
  details = '',
  extra: { body?: Record<string, unknown>; headers?: Headers } = {},
): PlainFailure {
  return { kind: 'failure', status, body: { ...extra.body, error, details }, headers: extra.headers ?? {} };
}

/** 302 to a path of this server. */
export const redirect = (to: string, headers: Headers = {}): PlainAnswer<never> => ({ kind: 'redirect', to, headers });

/** Bytes already in their final form, with their own type. */
export const bytes = (body: Buffer | string, type: string, headers: Headers = {}): PlainAnswer<never> => ({
  kind: 'bytes',
  status: 200,
  body,
  headers: { 'Content-Type': type, ...headers },
});

/** The handler writes the response itself (log stream, download). */
export const stream = (run: Run): Answer<never> => ({ kind: 'stream', run });

export const notFound = (method: string, path: string): PlainFailure => fail(404, 'Not Found', `${method} ${path}`);
export const unauthorized = (): PlainAnswer<never> => fail(401, 'unauthorized', 'Missing or invalid API token');
export const crossOriginRefused = (): PlainFailure =>
  fail(403, 'Cross-origin request refused', 'A page of another origin may not do this');
export const hostRefused = (): PlainFailure =>
  fail(403, 'Host not allowed', 'Add the name to WebUI.AllowedHosts to reach qBitrr under it');
export const malformedEscape = (): PlainFailure => fail(400, 'Malformed percent-encoding in path');
export const tooMany = (error: string, seconds: number): PlainAnswer<never> =>
  fail(429, error, `Try again in ${seconds} s`, { headers: { 'Retry-After': String(seconds) } });

const jsonType = 'application/json; charset=utf-8';

/** Writes an answer. JSON is `no-store` unless the route says otherwise; there is no automatic ETag (api.md 2.0). */
export async function send(answer: Answer, req: Request, res: Response): Promise<void> {
  if (answer.kind === 'stream') await answer.run(req, res);
  else sendPlain(answer, res);
}

export function sendPlain(answer: PlainAnswer, res: ServerResponse): void {
  switch (answer.kind) {
    case 'redirect':
      write(res, 302, { ...answer.headers, Location: answer.to }, '');
      return;
    case 'bytes':
      write(res, answer.status, answer.headers, answer.body);
      return;
    default:
      write(res, answer.status, { 'Content-Type': jsonType, ...answer.headers }, JSON.stringify(answer.body));
  }
}

function write(res: ServerResponse, status: number, headers: Headers, body: Buffer | string): void {
  // 204 must not announce a length (RFC 9110 8.6).
  const length: Headers = status === 204 ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  res.writeHead(status, { 'Cache-Control': 'no-store', ...length, ...headers });
  res.end(body);
}

/** JSON bytes serialised earlier. */
export const jsonBytes = (body: Buffer): PlainAnswer<never> => bytes(body, jsonType);
