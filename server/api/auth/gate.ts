import type { IncomingHttpHeaders } from 'node:http';
import type { HttpSettings } from '../http/settings.ts';
import { sessionSecrets } from './cookie.ts';
import type { Sessions } from './sessions.ts';

/** How a request got in; `none` = it did not. `renew` = session secret whose cookie is to be sent again. */
export type Access = { via: 'none' } | { via: 'open' } | { via: 'token' } | { via: 'session'; renew: string | null };

export interface Credentials {
  headers: IncomingHttpHeaders;
  /** Value of `?token=`. */
  queryToken: string | undefined;
  /** WebSockets take the cookie only from pages of our own origin. */
  allowCookie: boolean;
}

export interface Gate {
  /** api.md 3.2: any valid credential lets in, an invalid one blocks nothing. */
  access(credentials: Credentials): Access;
  /** Does a header of this request carry the token? */
  headerToken(headers: IncomingHttpHeaders): boolean;
}

export function createGate(settings: () => HttpSettings, sessions: Sessions, warn: (message: string) => void): Gate {
  const headerToken = (headers: IncomingHttpHeaders): boolean => {
    const { isToken } = settings();
    const named = headers['x-api-token'];
    if (typeof named === 'string' && isToken(named.trim())) return true;
    const given = headers.authorization?.trim();
    return given !== undefined && isToken(given.replace(/^bearer\s+/i, ''));
  };

  const queryToken = (token: string | undefined): boolean => {
    if (token === undefined) return false;
    const { allowInsecureTokenQuery, isToken } = settings();
    if (!allowInsecureTokenQuery) {
      warn('A ?token= in an address was ignored because WebUI.AllowInsecureTokenQuery is false.');
      return false;
    }
    const valid = isToken(token);
    if (valid) warn('A request was let in by ?token= in its address; addresses end up in logs and histories.');
    return valid;
  };

  const session = (headers: IncomingHttpHeaders): Access => {
    for (const secret of sessionSecrets(headers.cookie)) {
      const { valid, renewed } = sessions.check(secret);
      if (valid) return { via: 'session', renew: renewed ? secret : null };
    }
    return { via: 'none' };
  };

  return {
    headerToken,
    access(credentials) {
      if (settings().authDisabled) return { via: 'open' };
      if (headerToken(credentials.headers)) return { via: 'token' };
      if (queryToken(credentials.queryToken)) return { via: 'token' };
      return credentials.allowCookie ? session(credentials.headers) : { via: 'none' };
    },
  };
}
