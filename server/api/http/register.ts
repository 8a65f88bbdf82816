import type { IncomingHttpHeaders } from 'node:http';
import express from 'express';
import type { NextFunction, Request, RequestHandler, Response, Router } from 'express';
import { noAccess, refusal, type Access } from '../auth/access.ts';
import { sessionCookie } from '../auth/cookie.ts';
import type { Gate } from '../auth/gate.ts';
import { limiterKey } from '../auth/rate-limit.ts';
import { crossOriginRefused, fail, notFound, send, tooMany, type Answer } from './answer.ts';
import { ClientGone, readBody } from './body.ts';
import { diskTrouble } from './disk-trouble.ts';
import { pathOf, searchOf } from './entry.ts';
import { clientAddress, fromForeignPage, outwardBase, outwardOrigin } from './origin.ts';
import { queryOf } from './query.ts';
import type { Prefix, Route } from './route.ts';
import type { HttpSettings } from './settings.ts';

export interface RegisterOptions {
  settings: () => HttpSettings;
  gate: Gate;
  error: (message: string) => void;
  /** Tests: looks at every answer; one that breaks what its row promises becomes a 500. */
  watch: ((row: Route, answer: Answer, res: Response) => void) | null;
}

/** Router of all rows that live under one prefix, with 405 and OPTIONS for known paths. */
export function routerOf(prefix: Prefix, table: readonly Route[], options: RegisterOptions): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  const rows = table.filter((row) => row.at.includes(prefix));
  for (const row of rows) {
    const handler = endpoint(row, prefix, options);
    if (row.method === 'GET') router.get(row.path, handler);
    else router.post(row.path, handler);
  }
  for (const path of new Set(rows.map((row) => row.path))) {
    router.all(path, otherMethods(rows.filter((row) => row.path === path)));
  }
  return router;
}

function otherMethods(rows: Route[]): RequestHandler {
  const methods = rows.flatMap((row) => (row.method === 'GET' ? ['GET', 'HEAD'] : [row.method]));
  const allow = [...methods, 'OPTIONS'].join(', ');
  return async (req, res) => {
    res.setHeader('Allow', allow);
    const known: Answer = { kind: 'bytes', status: 200, body: '', headers: {} };
    await send(req.method === 'OPTIONS' ? known : fail(405, 'Method Not Allowed', `Allowed: ${allow}`), req, res);
  };
}

/** One row as an Express handler: credential, body, rate limit, then the row itself (api.md section 4, order of checks). */
function endpoint(row: Route, prefix: Prefix, options: RegisterOptions): RequestHandler {
  return async (req, res) => {
    const answer = await answerOf(row, prefix, options, req, res);
    options.watch?.(row, answer, res);
    await send(answer, req, res);
  };
}

async function answerOf(
  row: Route,
  prefix: Prefix,
  { settings, gate }: RegisterOptions,
  req: Request,
  res: Response,
): Promise<Answer> {
  const { headers, socket, originalUrl, method } = req;
  const current = settings();
  const search = searchOf(originalUrl);
  const query = queryOf(search);
  const urlBase = outwardBase(socket.remoteAddress, headers, current);
  const address = clientAddress(socket.remoteAddress, headers, current);
  const access =
    row.auth === 'public' ? noAccess : gate.access({ headers, queryToken: query['token'], allowCookie: true, address });
  if (row.method === 'POST' && actsForForeignPage(prefix, access, headers, current)) return crossOriginRefused();
  const refused = refusal(row.auth, access);
  if (refused !== null) return refused;
  const { caller } = access;
  if (caller.kind === 'session' && caller.renew !== null) {
    res.setHeader('Set-Cookie', sessionCookie(caller.renew, { urlBase, secure: current.behindHttpsProxy }));
  }
  const read = row.method === 'POST' ? await readBody(req) : { ok: true as const, body: {} };
  if (!read.ok) return read.answer;
  const wait = row.limit?.limiter.attempt(limiterKey(address)) ?? null;
  if (row.limit !== undefined && wait !== null) return tooMany(row.limit.error, wait);
  const path = pathOf(originalUrl);
  const origin = outwardOrigin(socket.remoteAddress, headers, current);
  const place = { method, path, search, prefix, urlBase, origin, address };
  const call = { ...place, params: req.params, query, body: read.body, headers, access };
  return row.run(call);
}

/**
 * Would this request do something in the browser's name that the page it comes from may not do? What a token in the request
 * allows is the page's own affair, since it had to know the token; a cookie, and signing in, is not.
 */
function actsForForeignPage(
  prefix: Prefix,
  { caller }: Access,
  headers: IncomingHttpHeaders,
  settings: HttpSettings,
): boolean {
  const byBrowser = caller.kind === 'session' || (caller.kind === 'nobody' && prefix === '/web');
  return byBrowser && fromForeignPage(headers, settings);
}

/** Whatever no row took. */
export const unknownPath: RequestHandler = async (req, res) =>
  send(notFound(req.method, pathOf(req.originalUrl)), req, res);

/** Last resort: a disk that refused is named, of anything else the stack goes to the log and the client learns nothing. */
export function failureHandler(error: (message: string) => void) {
  return async (cause: unknown, req: Request, res: Response, _next: NextFunction): Promise<void> => {
    if (cause instanceof ClientGone) {
      res.destroy();
      return;
    }
    const disk = diskTrouble(cause);
    if (disk !== null && !res.headersSent) {
      error(`${req.method} ${pathOf(req.originalUrl)} failed: ${disk}`);
      await send(fail(500, 'Could not be saved', `${disk}; try again when it can be written`), req, res);
      return;
    }
    const what = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    error(`${req.method} ${pathOf(req.originalUrl)} failed: ${what}`);
    if (res.headersSent) res.destroy();
    else await send(fail(500, 'Internal Server Error'), req, res);
  };
}
