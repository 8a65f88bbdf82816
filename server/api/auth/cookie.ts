import { SESSION_SECONDS } from './sessions.ts';

export const SESSION_COOKIE = 'qbitrr_session';

export interface CookieScope {
  urlBase: string;
  /** True exactly with `WebUI.BehindHttpsProxy`. */
  secure: boolean;
}

/** `Set-Cookie` of a session (api.md 2.0); `secret` null clears it. */
export function sessionCookie(secret: string | null, { urlBase, secure }: CookieScope): string {
  const parts = [
    `${SESSION_COOKIE}=${secret ?? ''}`,
    `Max-Age=${secret === null ? 0 : SESSION_SECONDS}`,
    `Path=${urlBase}/`,
    'HttpOnly',
    'SameSite=Lax',
  ];
  if (secure) parts.push('Secure');
  return parts.join('; ');
}

/** Every session secret a `Cookie` header carries: a browser may hold one per path. */
export function sessionSecrets(header: string | undefined): string[] {
  if (header === undefined) return [];
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${SESSION_COOKIE}=`))
    .map((pair) => pair.slice(SESSION_COOKIE.length + 1))
    .filter((secret) => secret !== '')
    .slice(0, 4);
}
