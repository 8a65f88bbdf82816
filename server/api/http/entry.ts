import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Gate } from '../auth/gate.ts';
import {
  crossOriginRefused,
  fail,
  hostRefused,
  malformedEscape,
  type PlainAnswer,
  type PlainFailure,
} from './answer.ts';
import { fromForeignSite, hostAllowed, stripBase } from './origin.ts';
import type { HttpSettings } from './settings.ts';

/** The content policy; only the panel page carries a nonce, for the style tags its components make (ui.md 16). */
export function contentPolicy(nonce: string | null): string {
  const styles = nonce === null ? "'self'" : `'self' 'nonce-${nonce}'`;
  return (
    `default-src 'self'; script-src 'self'; style-src ${styles}; img-src 'self' data: blob:; font-src 'self' data:; ` +
    "connect-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
  );
}

/** More header fields than this are refused; browsers behind a few proxies send about forty. */
export const MAX_HEADERS = 128;

/** Node leaves out what is above the limit without a word: nothing may be decided on half of the headers. */
export const tooManyHeaders = (): PlainFailure => fail(431, 'Too many header fields', `Limit is ${MAX_HEADERS}`);

const plainPolicy = contentPolicy(null);

/** Path of a request target, without query. */
export const pathOf = (url: string): string => {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
};

/** Query of a request target, without `?`. */
export const searchOf = (url: string): string => {
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start + 1);
};

const isApi = (path: string): boolean => path === '/api' || path.startsWith('/api/');
const isHealth = (path: string): boolean => path === '/api/health' || path === '/health';
const isRead = (method: string | undefined): boolean => method === 'GET' || method === 'HEAD' || method === 'OPTIONS';

/**
 * What every request passes before routing (api.md section 4, order of checks): common headers, UrlBase, Host, escapes,
 * preflight and cross-origin rules. Answers null when the request may go on; `req.url` is then below UrlBase.
 */
export function enter(
  req: IncomingMessage,
  res: ServerResponse,
  settings: HttpSettings,
  gate: Gate,
): PlainAnswer | null {
  res.setHeader('X-Frame-Options', 'DENY');
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
  res.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  res.setHeader('Content-Security-Policy', plainPolicy);
  if (req.rawHeaders.length / 2 >= MAX_HEADERS) return tooManyHeaders();
  // A proxy may have believed the other one (RFC 9112, 3.2).
  if (hostsOf(req.rawHeaders) > 1) return fail(400, 'More than one Host header');
  const url = stripBase(req.url ?? '/', settings.urlBase);
  req.url = url;
  const path = pathOf(url);
  if (!hostAllowed(req.headers, searchOf(url), settings, gate) && !isHealth(path)) {
    return hostRefused();
  }
  if (!wellFormed(path)) return malformedEscape();
  if (isApi(path) && !settings.authDisabled) {
    res.setHeader('Access-Control-Allow-Origin', '*');
    if (req.method === 'OPTIONS' && req.headers['access-control-request-method'] !== undefined) return preflight;
  }
  if (settings.authDisabled && !isRead(req.method) && fromForeignSite(req.headers, settings))
    return crossOriginRefused();
  return null;
}

/** Names stand at even places of Node's raw list. */
function hostsOf(rawHeaders: readonly string[]): number {
  return rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;
}

const preflight: PlainAnswer = {
  kind: 'bytes',
  status: 204,
  body: '',
  headers: {
    'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
    'Access-Control-Allow-Headers': 'X-API-Token, Authorization, Content-Type',
    'Access-Control-Max-Age': '600',
  },
};

/** Does every escape of a path stand for something? */
export function wellFormed(path: string): boolean {
  try {
    // The result has to be used: a bundler drops a call that it thinks has no effect.
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}
