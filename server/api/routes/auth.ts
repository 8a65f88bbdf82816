import { z } from 'zod';
import { doneBody, safePanelPath, scopeIncludes } from '../../contract/index.ts';
import { bindingsOf } from '../auth/binding.ts';
import { stateCookie, stateOf } from '../auth/cookie.ts';
import { BUSY_SECONDS, MAX_PASSWORD_BYTES, MIN_PASSWORD_LENGTH } from '../auth/passwords.ts';
import { createRateLimiter, tooManyLogins } from '../auth/rate-limit.ts';
import { tokenMatcher } from '../auth/secret.ts';
import { fail, json, redirect, tooMany } from '../http/answer.ts';
import { route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';

const setPasswordLimit = { max: 5, windowSeconds: 900 };
const tooManyTries = 'Too many attempts. Try again later.';

/** The reference takes anything here and calls what is no text empty. */
const lenientText = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? value : ''));
const loginBody = z.looseObject({ username: lenientText, password: lenientText });
const passwordBody = loginBody.extend({ setupToken: lenientText });

/** Sign-in with a password and through an identity provider (api.md 2.3). */
export function authRoutes(deps: RouteDeps): Route[] {
  const { settings, admission, passwords, loginLimiter, sessions, services, setupToken, clock, log } = deps;
  const isSetupToken = tokenMatcher(setupToken);

  return [
    route({
      method: 'POST',
      path: '/login',
      at: ['/web'],
      auth: 'public',
      summary: 'Sign in with user name and password',
      also: { 401: 'User name or password is wrong', 403: 'No password is set yet: `code` is `SETUP_REQUIRED`' },
      limit: { limiter: loginLimiter, error: tooManyLogins },
      body: loginBody,
      response: doneBody,
      handler: async (call) => {
        const { localAuthEnabled, username, passwordHash } = settings();
        const given = { username: call.body.username.trim(), password: call.body.password };
        if (!localAuthEnabled) return fail(400, 'Local login not configured');
        if (given.username === '' || given.password === '') return fail(400, 'Username and password required');
        if (passwordHash === '') return fail(403, 'Password not set', '', { body: { code: 'SETUP_REQUIRED' } });
        const verdict = await passwords.verify(given, { username, passwordHash });
        if (verdict === 'busy') return tooMany(tooManyLogins, BUSY_SECONDS);
        if (verdict === 'right') {
          return json({ success: true as const }, { 'Set-Cookie': admission.admit(call, 'password', username) });
        }
        log.warn(`Sign-in refused: wrong user name or password, from ${call.address}`);
        return fail(401, 'Invalid credentials');
      },
    }),
    route({
      method: 'POST',
      path: '/auth/set-password',
      at: ['/web'],
      auth: 'special',
      summary: 'Set user name and password; needs the setup token or a caller who is signed in',
      limit: { limiter: createRateLimiter(clock, setPasswordLimit), error: tooManyTries },
      body: passwordBody,
      response: doneBody,
      handler: async ({ body, access: { proved, caller }, address }) => {
        const username = body.username.trim();
        const { password } = body;
        if (username === '' || password === '') return fail(400, 'Username and password required');
        if (password.length < MIN_PASSWORD_LENGTH) {
          return fail(400, `Password must be at least ${MIN_PASSWORD_LENGTH} characters`);
        }
        if (Buffer.byteLength(password) > MAX_PASSWORD_BYTES) {
          return fail(400, `Password must be at most ${MAX_PASSWORD_BYTES} characters`, 'Counted as bytes of UTF-8');
        }
        const current = settings();
        const mayByToken = isSetupToken(body.setupToken.trim()) || current.isToken(body.setupToken.trim());
        if (!mayByToken && (proved === null || !scopeIncludes(proved, 'admin'))) {
          log.warn(`Setting a password was refused, from ${address}`);
          return fail(403, current.passwordHash === '' ? setupNeeded : 'Not allowed');
        }
        const passwordHash = await passwords.hash(password);
        if (passwordHash === null) return tooMany(tooManyTries, BUSY_SECONDS);
        // The user's own session goes on; whoever signed in with the old password is signed out.
        const own = caller.kind === 'session' ? caller.id : null;
        if (own !== null)
          sessions.rebind(own, bindingsOf({ ...current, username, passwordHash, localAuthEnabled: true }));
        const saved = await services.config.applyChanges(
          {
            'WebUI.Username': username,
            'WebUI.PasswordHash': passwordHash,
            'WebUI.AuthDisabled': false,
            'WebUI.LocalAuthEnabled': true,
          },
          { ifMatch: null },
        );
        if (!saved.ok) {
          if (own !== null) sessions.rebind(own, settings().bindings);
          return fail(500, 'Failed to save configuration', 'details' in saved ? saved.details : saved.error);
        }
        log.notice(`The password for signing in was set, from ${address}`);
        return json({ success: true as const });
      },
    }),
    ...oidcRoutes(deps),
  ];
}

const setupNeeded = 'Setup token required. Use QBITRR_SETUP_TOKEN or the WebUI.Token value from config.toml.';

function oidcRoutes({ settings, oidc, oidcCallbackPath, admission, log }: RouteDeps): Route[] {
  const scopeOf = (urlBase: string) => ({ urlBase, secure: settings().behindHttpsProxy });
  const failure = (urlBase: string, reason: string): string => `${urlBase}/ui?auth_error=1&reason=${reason}`;

  return [
    route({
      method: 'GET',
      path: '/auth/oidc/challenge',
      at: ['/web'],
      auth: 'public',
      summary: 'To the identity provider; `next` is the page of the panel to open afterwards',
      query: z.object({ next: z.string().optional() }),
      also: { 302: 'To the identity provider, or back to the panel when it cannot be used' },
      handler: async ({ query, origin, urlBase, method }) => {
        if (!oidc.configured()) return fail(400, 'OIDC not configured');
        if (method === 'HEAD') return redirect(`${urlBase}/ui`);
        const begun = await oidc.begin(`${origin}${urlBase}${oidcCallbackPath}`, safePanelPath(query.next));
        if (begun.ok) return redirect(begun.to, { 'Set-Cookie': stateCookie(begun.state, scopeOf(urlBase)) });
        log.warn(`The identity provider cannot be used: ${begun.details}`);
        return redirect(failure(urlBase, begun.reason));
      },
    }),
    route({
      method: 'GET',
      path: oidcCallbackPath,
      at: [''],
      auth: 'public',
      summary: 'Where the identity provider sends the browser back to',
      also: { 302: 'To the panel, signed in or with the reason why not' },
      handler: async (call) => {
        const { urlBase, headers, search, address, method } = call;
        if (!oidc.configured() || method === 'HEAD') return redirect(`${urlBase}/ui`);
        const cleared = stateCookie(null, scopeOf(urlBase));
        const ended = await oidc.finish(search, stateOf(headers.cookie));
        if (!ended.ok) {
          log.warn(`Sign-in through the identity provider failed: ${ended.details}, from ${address}`);
          return redirect(failure(urlBase, ended.reason), { 'Set-Cookie': cleared });
        }
        const session = admission.admit(call, 'oidc', ended.user);
        const page = ended.next === '/' ? '' : ended.next;
        return redirect(`${urlBase}/ui${page}`, { 'Set-Cookie': [session, cleared] });
      },
    }),
  ];
}
