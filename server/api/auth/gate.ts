import type { IncomingHttpHeaders } from 'node:http';
import { scopeIncludes } from '../../contract/index.ts';
import type { HttpSettings } from '../http/settings.ts';
import { accessOf, noAccess, type Access } from './access.ts';
import { sessionSecrets } from './cookie.ts';
import type { Sessions } from './sessions.ts';
import type { ApiTokens } from './tokens.ts';

export interface Credentials {
  headers: IncomingHttpHeaders;
  /** Value of `?token=`. */
  queryToken: string | undefined;
  /** WebSockets take the cookie only from pages of our own origin. */
  allowCookie: boolean;
  /** Where the request comes from, noted with the session. */
  address: string;
}

export interface Gate {
  /** api.md 3.2: every credential is looked at, an invalid one blocks nothing; of several valid ones the strongest counts. */
  access(credentials: Credentials): Access;
  /** What a token opens by itself, whichever way it was sent. */
  tokenAccess(token: string): Access;
  /** Does this request carry a valid token, in a header or in a query that counts? */
  carriesToken(headers: IncomingHttpHeaders, queryToken: string | undefined): boolean;
}

export interface GateOptions {
  settings: () => HttpSettings;
  sessions: Sessions;
  tokens: ApiTokens;
  warn: (message: string) => void;
}

export function createGate({ settings, sessions, tokens, warn }: GateOptions): Gate {
  const tokenAccess = (text: string): Access => {
    if (settings().isToken(text)) return accessOf({ kind: 'owner' }, 'admin');
    const named = tokens.use(text);
    if (named === null) return noAccess;
    return accessOf({ kind: 'token', id: named.id, name: named.name }, named.scope);
  };

  const queryAccess = (token: string | undefined): Access => {
    if (token === undefined) return noAccess;
    if (!settings().allowInsecureTokenQuery) {
      warn('A ?token= in an address was ignored because WebUI.AllowInsecureTokenQuery is false.');
      return noAccess;
    }
    const access = tokenAccess(token);
    if (access.scope !== null) {
      warn('A request was let in by ?token= in its address; addresses end up in logs and histories.');
    }
    return access;
  };

  const sessionAccess = (headers: IncomingHttpHeaders, address: string): Access => {
    for (const secret of sessionSecrets(headers.cookie)) {
      const live = sessions.check(secret, address);
      if (live === null) continue;
      const { id, method } = live.record;
      return accessOf({ kind: 'session', id, method, renew: live.renewed ? secret : null }, 'admin');
    }
    return noAccess;
  };

  return {
    tokenAccess,
    carriesToken(headers, queryToken) {
      const fromQuery = settings().allowInsecureTokenQuery ? (queryToken ?? '') : '';
      return [...headerTokens(headers), fromQuery].some((token) => tokenAccess(token).scope !== null);
    },
    access({ headers, queryToken, allowCookie, address }) {
      const found = [
        ...headerTokens(headers).map(tokenAccess),
        queryAccess(queryToken),
        allowCookie ? sessionAccess(headers, address) : noAccess,
      ].reduce(stronger);
      return settings().authDisabled ? { ...found, scope: 'admin' } : found;
    },
  };
}

/** The tokens a request carries in its headers: `X-API-Token`, and `Authorization` with or without `Bearer`. */
function headerTokens(headers: IncomingHttpHeaders): string[] {
  const named = headers['x-api-token'];
  const given = headers.authorization?.trim().replace(/^bearer\s+/i, '');
  return [typeof named === 'string' ? named.trim() : '', given ?? ''].filter((token) => token !== '');
}

/** The one that allows more; the first where they are equal. */
export function stronger(a: Access, b: Access): Access {
  if (b.scope === null) return a;
  return a.scope !== null && scopeIncludes(a.scope, b.scope) ? a : b;
}
