import { OIDC_SECONDS } from './oidc.ts';
import { SESSION_SECONDS } from './sessions.ts';

export const SESSION_COOKIE = 'qbitrr_session';
/** Ties a sign-in at the provider to the browser that began it. */
const STATE_COOKIE = 'qbitrr_oidc';

export interface CookieScope {
  urlBase: string;
  /** True exactly with `WebUI.BehindHttpsProxy`. */
  secure: boolean;
}

/** `Set-Cookie` of a session (api.md 2.0); `secret` null clears it. */
export const sessionCookie = (secret: string | null, scope: CookieScope): string =>
  cookie(SESSION_COOKIE, secret, SESSION_SECONDS, scope);

/** `Set-Cookie` of a sign-in at the provider; `state` null clears it. */
export const stateCookie = (state: string | null, scope: CookieScope): string =>
  cookie(STATE_COOKIE, state, OIDC_SECONDS, scope);

function cookie(name: string, value: string | null, seconds: number, { urlBase, secure }: CookieScope): string {
  const parts = [
    `${name}=${value ?? ''}`,
    `Max-Age=${value === null ? 0 : seconds}`,
    `Path=${urlBase}/`,
    'HttpOnly',
    'SameSite=Lax',
  ];
  if (secure) parts.push('Secure');
  return parts.join('; ');
}

/** Every session secret a `Cookie` header carries: a browser may hold one per path. */
export const sessionSecrets = (header: string | undefined): string[] => valuesOf(SESSION_COOKIE, header).slice(0, 4);

/** State of the sign-in under way, null without one. */
export const stateOf = (header: string | undefined): string | null => valuesOf(STATE_COOKIE, header)[0] ?? null;

function valuesOf(name: string, header: string | undefined): string[] {
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
    .filter((value) => value !== '');
}
