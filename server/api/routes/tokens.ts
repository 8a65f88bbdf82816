import { z } from 'zod';
import { newToken, okBody, tokenCreated, tokensBody } from '../../contract/index.ts';
import { forbidden } from '../auth/access.ts';
import { MAX_TOKENS } from '../auth/tokens.ts';
import { fail, json } from '../http/answer.ts';
import { BOTH, noBody, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';

/** Named API tokens with a scope. Ours. */
export function tokenRoutes({ tokens, log }: RouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/auth/tokens',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Named API tokens, without the tokens themselves',
      response: tokensBody,
      handler: () => json({ tokens: tokens.list() }),
    }),
    route({
      method: 'POST',
      path: '/auth/tokens',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Make an API token; the answer is the only place where it is shown',
      also: { 409: 'The name is taken, or there are too many tokens' },
      body: newToken,
      response: tokenCreated,
      handler: ({ body, access: { proved }, address }) => {
        // Whoever walks by an open server must not be able to keep a key for when it is locked.
        if (proved === null) return forbidden('Tokens cannot be made while authentication is switched off');
        const made = tokens.create(body);
        if (made.ok) {
          log.notice(`API token ${JSON.stringify(body.name)} with the scope ${body.scope} was made, from ${address}`);
          return json({ token: made.token, row: made.row });
        }
        return made.reason === 'taken'
          ? fail(409, 'A token of this name exists', 'Choose another name, or revoke the other token first')
          : fail(409, 'Too many tokens', `At most ${MAX_TOKENS} are kept; revoke one first`);
      },
    }),
    route({
      method: 'POST',
      path: '/auth/tokens/:id/revoke',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Revoke an API token at once',
      params: z.object({ id: z.string() }),
      body: noBody,
      response: okBody,
      handler: ({ params: { id }, address }) => {
        if (!tokens.revoke(id)) return fail(404, `Unknown token ${id}`, 'It may be revoked already');
        log.notice(`API token ${id} was revoked, from ${address}`);
        return json({ status: 'ok' });
      },
    }),
  ];
}
