import { z } from 'zod';
import { doneBody, scopeIncludes } from '../../contract/index.ts';
import { forbidden, tooLittle } from '../auth/access.ts';
import { createRateLimiter, loginLimit, tooManyLogins } from '../auth/rate-limit.ts';
import { fail, json, redirect, unauthorized } from '../http/answer.ts';
import { route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';

const tokenBody = z.object({ token: z.string() });

/** The API token, and getting in and out with it (api.md 2.3; sign-in links: design.md 10). */
export function sessionRoutes({ settings, admission, gate, signIn, clock, log }: RouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/token',
      at: ['/api'],
      auth: { scope: 'admin' },
      summary: 'The API token',
      response: tokenBody,
      handler: () => json({ token: settings().token }),
    }),
    route({
      method: 'GET',
      path: '/token',
      at: ['/web'],
      auth: 'special',
      summary: 'The API token, or 401 when signed out',
      response: tokenBody,
      handler: ({ access: { scope } }) => {
        if (scope === null) {
          return fail(401, 'unauthorized', 'Missing or invalid API token', { body: { token: '' } });
        }
        if (!scopeIncludes(scope, 'admin')) return tooLittle(scope, 'admin', { token: '' });
        return json({ token: settings().token });
      },
    }),
    route({
      method: 'POST',
      path: '/session',
      at: ['/web'],
      auth: 'public',
      summary: 'Exchange the API token for a session cookie',
      also: { 401: 'The token is wrong', 403: 'A named token opens no session, nor does a page of another origin' },
      limit: { limiter: createRateLimiter(clock, loginLimit), error: tooManyLogins },
      body: z.strictObject({ token: z.string('token must be a string') }),
      response: doneBody,
      handler: (call) => {
        const { caller } = gate.tokenAccess(call.body.token.trim());
        if (caller.kind === 'owner') {
          return json({ success: true as const }, { 'Set-Cookie': admission.admit(call, 'token', '') });
        }
        // A session would outlive the named token and could do more than it.
        if (caller.kind === 'token') return forbidden('A named token is for programs and opens no browser session');
        log.warn(`Sign-in refused: wrong token, from ${call.address}`);
        return unauthorized();
      },
    }),
    route({
      method: 'POST',
      path: '/logout',
      at: ['/web'],
      auth: 'public',
      summary: 'End the session',
      response: doneBody,
      handler: (call) => json({ success: true as const }, { 'Set-Cookie': admission.dismiss(call) }),
    }),
    route({
      method: 'GET',
      path: '/ui/sign-in-link/:code',
      at: [''],
      auth: 'public',
      summary: 'Exchange a one-time sign-in link for a session',
      also: { 302: 'To the panel, signed in or to the sign-in page' },
      params: z.object({ code: z.string() }),
      handler: (call) => {
        const { params, method, urlBase } = call;
        // Link previews ask with HEAD first: that must not use the link up.
        if (method === 'HEAD') return redirect(`${urlBase}/ui`);
        if (!signIn.redeem(params.code)) return redirect(`${urlBase}/ui/sign-in?link=expired`);
        return redirect(`${urlBase}/ui`, { 'Set-Cookie': admission.admit(call, 'link', '') });
      },
    }),
  ];
}
