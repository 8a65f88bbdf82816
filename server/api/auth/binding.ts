import type { SignInMethod, WebUiSettings } from '../../contract/index.ts';
import { fingerprint } from './secret.ts';

/** What the sessions of each method hang on now. */
export type Bindings = Readonly<Record<SignInMethod, string>>;

/**
 * A session lives only while the credential it was bought with stays the same: a new token, password or provider, or a method
 * that was switched off, ends the sessions made with it. Links and the desktop window need no credential that could change.
 */
export function bindingsOf({ token, localAuthEnabled, username, passwordHash, oidc }: WebUiSettings): Bindings {
  const of = (...parts: readonly (string | boolean)[]): string => fingerprint(JSON.stringify(parts));
  return {
    token: of('token', token),
    password: of('password', localAuthEnabled, username, passwordHash),
    oidc: of('oidc', oidc.enabled, oidc.authority, oidc.clientId, ...oidc.allowedUsers),
    link: of('link'),
    desktop: of('desktop'),
  };
}
