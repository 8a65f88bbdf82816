import type { IncomingHttpHeaders } from 'node:http';
import type { SignInMethod } from '../../contract/index.ts';
import type { HttpSettings } from '../http/settings.ts';
import { agentOf } from './agent.ts';
import { sessionCookie, sessionSecrets } from './cookie.ts';
import type { Sessions } from './sessions.ts';

/** What is looked at of a request that signs in or out. */
export interface Visitor {
  headers: IncomingHttpHeaders;
  urlBase: string;
  address: string;
}

/** The one way to a session for browsers, and out of it. Both answer the `Set-Cookie` to send. */
export interface Admission {
  admit(visitor: Visitor, method: SignInMethod, user: string): string;
  dismiss(visitor: Visitor): string;
}

const words: Record<SignInMethod, string> = {
  password: 'with a password',
  oidc: 'through the identity provider',
  token: 'with the API token',
  link: 'with a one-time link',
  desktop: 'from the desktop window',
};

export function createAdmission(
  settings: () => HttpSettings,
  sessions: Sessions,
  note: (message: string) => void,
): Admission {
  const cookie = (secret: string | null, urlBase: string): string =>
    sessionCookie(secret, { urlBase, secure: settings().behindHttpsProxy });
  return {
    admit({ headers, urlBase, address }, method, user) {
      const agent = agentOf(headers['user-agent']);
      const secret = sessions.create({ method, user, address, ...agent }, sessionSecrets(headers.cookie));
      note(`Signed in ${words[method]} from ${address}`);
      return cookie(secret, urlBase);
    },
    dismiss({ headers, urlBase }) {
      for (const secret of sessionSecrets(headers.cookie)) sessions.end(secret);
      return cookie(null, urlBase);
    },
  };
}
