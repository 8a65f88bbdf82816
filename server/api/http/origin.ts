import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { Gate } from '../auth/gate.ts';
import { isLoopback } from '../../contract/index.ts';
import { queryOf } from './query.ts';
import { hostName, plainAddress, type HttpSettings } from './settings.ts';

/**
 * May a request name us by this Host? Names an attacker can point at us through DNS are refused; loopback names, IP
 * addresses, the name of this computer, the configured host and `WebUI.AllowedHosts` are not. Whoever sends the token, in a
 * header or (where that counts) in the query, is not a rebound web page, so containers may call us by any name.
 */
export function hostAllowed(headers: IncomingHttpHeaders, search: string, settings: HttpSettings, gate: Gate): boolean {
  const name = hostName(headers.host ?? '');
  if (name !== '' && (isLoopback(name) || isIP(name) !== 0 || settings.hostNames.has(name))) return true;
  return gate.carriesToken(headers, queryOf(search)['token']);
}

/**
 * Does a browser say that a page of another site made this request? `Sec-Fetch-Site` decides where it is sent; browsers
 * leave it out on plain http to other machines, there `Origin` is held against the host. Pages cannot forge either,
 * nor `X-Forwarded-Host`, which proxies that rewrite `Host` send. For a server without authentication (api.md 3.9).
 */
export function fromForeignSite(headers: IncomingHttpHeaders, settings: HttpSettings): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'cross-site';
  return headers.origin !== undefined && !originIsOurs(headers, settings);
}

/**
 * The same for whatever a cookie does or gets: pages of other ports of our host are foreign too, since the cookie goes along
 * to them.
 */
export function fromForeignPage(headers: IncomingHttpHeaders, settings: HttpSettings): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return headers.origin !== undefined && !originIsOurs(headers, settings);
}

/**
 * Is the `Origin` header the host this request was sent to, or one of `WebUI.AllowedHosts` (for proxies that rewrite Host and
 * say nothing of it)? False without an Origin.
 */
export function originIsOurs(headers: IncomingHttpHeaders, settings: HttpSettings): boolean {
  const { origin, host } = headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  const { host: from, protocol } = new URL(origin);
  const ours = [host, firstOf(headers['x-forwarded-host']), ...settings.allowedHosts];
  const standardPort = protocol === 'https:' ? ':443' : ':80';
  return ours.some(
    (name) =>
      name !== undefined &&
      name
        .trim()
        .toLowerCase()
        .replace(new RegExp(`${standardPort}$`), '') === from,
  );
}

/** The client's address: the last hop announced by a trusted proxy, else the peer itself. */
export function clientAddress(peer: string | undefined, headers: IncomingHttpHeaders, settings: HttpSettings): string {
  const address = plainAddress(peer);
  const forwarded = headers['x-forwarded-for'];
  if (typeof forwarded !== 'string' || !settings.trusts(address)) return address;
  // Some proxies add the port.
  const announced = plainAddress(hostName((forwarded.split(',').at(-1) ?? '').trim()));
  return isIP(announced) === 0 ? address : announced;
}

/** UrlBase for what we send out: a trusted proxy that strips it may announce it (api.md 2.0). */
export function outwardBase(peer: string | undefined, headers: IncomingHttpHeaders, settings: HttpSettings): string {
  const announced = headers['x-forwarded-prefix'] ?? headers['x-script-name'];
  if (typeof announced !== 'string' || !settings.trusts(plainAddress(peer))) return settings.urlBase;
  const base = announced.trim().replace(/\/$/, '');
  return /^(\/[A-Za-z0-9._~-]+)+$/.test(base) ? base : settings.urlBase;
}

/**
 * Scheme and host under which the browser sees us, for addresses that go to the identity provider (api.md 2.3): the Host header,
 * which `hostAllowed` has passed, or what a trusted proxy says it was.
 */
export function outwardOrigin(peer: string | undefined, headers: IncomingHttpHeaders, settings: HttpSettings): string {
  const trusted = settings.trusts(plainAddress(peer));
  const scheme = trusted ? firstOf(headers['x-forwarded-proto']) : undefined;
  const host = (trusted ? firstOf(headers['x-forwarded-host']) : undefined) ?? headers.host ?? '';
  const secure = scheme === undefined ? settings.behindHttpsProxy : scheme.toLowerCase() === 'https';
  return `${secure ? 'https' : 'http'}://${/^[A-Za-z0-9.:[\]-]+$/.test(host) ? host : 'localhost'}`;
}

const firstOf = (header: string | string[] | undefined): string | undefined =>
  typeof header === 'string' ? header.split(',')[0]?.trim() : undefined;

/**
 * A request target below UrlBase; requests under the prefix and without it both work. It may be in absolute form (RFC 9112 3.2.2),
 * and an address joined from a base that ends with a slash and a path that begins with one means the same as with one slash.
 */
export function stripBase(target: string, urlBase: string): string {
  const url = single(target.replace(/^https?:\/\/[^/?#]*(?=\/)/i, ''));
  return urlBase !== '' && url.startsWith(urlBase) ? single(below(url, urlBase)) : url;
}

function below(url: string, urlBase: string): string {
  const rest = url.slice(urlBase.length);
  if (rest === '') return '/';
  if (rest.startsWith('/')) return rest;
  return rest.startsWith('?') ? `/${rest}` : url;
}

const single = (url: string): string => url.replace(/^\/{2,}/, '/').replace(/^\/(api|web)\/{2,}/, '/$1/');
