import type { SecretLookup } from '../../contract/index.ts';
import { exportRequest, revealedSecret, revealRequest } from '../../contract/index.ts';
import { bytes, fail, json, type Answer } from '../http/answer.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';

const ownerOnly =
  'The owner has to prove himself: `code` is `PASSWORD_REQUIRED`, `PASSWORD_WRONG` or `PASSWORD_NOT_SET`; or one of the usual reasons';
const tooOften = 'Too many wrong passwords; `Retry-After` tells the seconds to wait';

/**
 * The two routes that give stored secrets away. A credential alone opens neither: it takes the desktop window, or the password
 * of sign-in once more (ui.md CF-11, CF-20).
 */
export function configSecretRoutes({ services, ownerCheck, log }: RouteDeps): Route[] {
  const { config, ledger } = services;
  const note = (message: string): void => {
    log.notice(message);
    ledger.revealed(message);
  };
  return [
    route({
      method: 'POST',
      path: '/config/reveal',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'One stored secret, in the desktop window or for the password of sign-in',
      also: {
        403: ownerOnly,
        404: 'No secret is stored there, or it is one nobody is shown',
        409: 'An environment variable decides it: `code` is `ENVIRONMENT`',
        429: tooOften,
      },
      body: revealRequest,
      response: revealedSecret,
      handler: async (call) => {
        const { path, password } = call.body;
        const owner = await ownerCheck(call, password);
        if (!owner.ok) return owner.answer;
        const found = await config.secret(path);
        if (found.kind !== 'value') return absent(found);
        note(`${path} was revealed to ${owner.who}`);
        return json({ path, value: found.value });
      },
    }),
    route({
      method: 'POST',
      path: '/config/export',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'config.toml with its secrets, as a file; in the desktop window or for the password of sign-in',
      also: { 403: ownerOnly, 429: tooOften },
      body: exportRequest,
      media: ['application/toml'],
      handler: async (call) => {
        const owner = await ownerCheck(call, call.body.password);
        if (!owner.ok) return owner.answer;
        const text = await config.withSecrets();
        note(`The settings with all their secrets were exported by ${owner.who}`);
        return bytes(text, 'application/toml; charset=utf-8', {
          'Content-Disposition': 'attachment; filename="config.toml"',
        });
      },
    }),
  ];
}

function absent(found: Exclude<SecretLookup, { kind: 'value' }>): Answer<never> {
  switch (found.kind) {
    case 'environment':
      return fail(
        409,
        `${found.variable} decides this`,
        'A value of the environment is shown nowhere; look where it is set',
        {
          body: { code: 'ENVIRONMENT' },
        },
      );
    case 'empty':
      return fail(404, 'Nothing is stored there');
    case 'none':
      return fail(404, 'No secret to reveal', 'Only keys, passwords and tokens that somebody typed can be shown');
  }
}
