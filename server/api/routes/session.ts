import { z } from 'zod';
import { sessionCookie, sessionSecrets } from '../auth/cookie.ts';
import { createRateLimiter } from '../auth/rate-limit.ts';
import { fail, json, redirect, unauthorized, type Headers } from '../http/answer.ts';
import { route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';

const tokenBody = z.object({ token: z.string() });
const doneBody = z.object({ success: z.literal(true) });
const loginLimit = { max: 10, windowSeconds: 900 };
const tooManyLogins = 'Too many login attempts. Try again later.';

/** Getting in and out (api.md 2.3; sign-in links: design.md 10). */
export function sessionRoutes({ settings, sessions, signIn, clock }: RouteDeps): Route[] {
  const cookie = (secret: string | null, urlBase: string): Headers => ({
    'Set-Cookie': sessionCookie(secret, { urlBase, secure: settings().behindHttpsProxy }),
  });

  return [
    route({
      method: 'GET',
      path: '/token',
      at: ['/api'],
      auth: 'guarded',
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
      handler: ({ access }) =>
        access.via === 'none'
          ? fail(401, 'unauthorized', 'Missing or invalid API token', { body: { token: '' } })
          : json({ token: settings().token }),
    }),
    route({
      method: 'POST',
      path: '/session',
      at: ['/web'],
      auth: 'public',
      summary: 'Exchange the API token for a session cookie',
      limit: { limiter: createRateLimiter(clock, loginLimit), error: tooManyLogins },
      body: z.looseObject({ token: z.string('token must be a string') }),
      response: doneBody,
      handler: ({ body, urlBase }) =>
        settings().isToken(body.token.trim())
          ? json({ success: true as const }, cookie(sessions.create(), urlBase))
          : unauthorized(),
    }),
    route({
      method: 'POST',
      path: '/login',
      at: ['/web'],
      auth: 'public',
      summary: 'Sign in with user name and password',
      limit: { limiter: createRateLimiter(clock, loginLimit), error: tooManyLogins },
      handler: () => fail(400, 'Local login not configured'),
    }),
    route({
      method: 'POST',
      path: '/logout',
      at: ['/web'],
      auth: 'public',
      summary: 'End the session',
      response: doneBody,
      handler: ({ headers, urlBase }) => {
        for (const secret of sessionSecrets(headers.cookie)) sessions.end(secret);
        return json({ success: true as const }, cookie(null, urlBase));
      },
    }),
    route({
      method: 'GET',
      path: '/ui/sign-in-link/:code',
      at: [''],
      auth: 'public',
      summary: 'Exchange a one-time sign-in link for a session',
      params: z.object({ code: z.string() }),
      handler: ({ params, method, urlBase }) => {
        // Link previews ask with HEAD first: that must not use the link up.
        if (method === 'HEAD') return redirect(`${urlBase}/ui`);
        if (!signIn.redeem(params.code)) return redirect(`${urlBase}/ui/sign-in?link=expired`);
        return redirect(`${urlBase}/ui`, cookie(sessions.create(), urlBase));
      },
    }),
  ];
}
