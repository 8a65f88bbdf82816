import { parse } from 'smol-toml';
import { expect } from 'vitest';
import { getAt } from '../../../../server/config/tree.ts';
import { tokenCreated } from '../../../../server/contract/index.ts';
import type { ServerProcess } from '../../../support/server-process.ts';
import { canary, type Hunt } from './hunt.ts';
import { addressSecret, secretKeys } from './plant.ts';

interface Scene {
  server: ServerProcess;
  hunt: Hunt;
  /** Asks and takes down all that comes back. */
  ask: (
    method: string,
    target: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<{ status: number; text: string }>;
  token: string;
  password: string;
  /** Of a browser that signed in as the owner. */
  session: Record<string, string>;
}

const valueIn = ({ canaries }: Hunt, name: string): string => canaries.find((one) => one.name === name)?.value ?? '';

/** Of the configuration, those that were planted. */
const plantedSecrets = (hunt: Hunt): string[] =>
  secretKeys()
    .map((key) => key.join('.'))
    .filter((name) => valueIn(hunt, name) !== '');

/** What the two routes give their owner, one by one. */
export const toldToTheOwner = (hunt: Hunt): string[] =>
  ['/api', '/web'].flatMap((prefix) => [
    ...plantedSecrets(hunt)
      .filter((name) => name !== 'WebUI.PasswordHash')
      .map((name) => `${name} in POST ${prefix}/config/reveal to the owner`),
    ...[...plantedSecrets(hunt), addressSecret].map((name) => `${name} in POST ${prefix}/config/export to the owner`),
  ]);

/**
 * The two routes that are there to give secrets away, asked by everybody who must not get one, and then by the owner. What
 * the refused ones heard is hunted like everything else; what the owner is told stands in `toldToTheOwner`.
 */
export async function askForSecrets(scene: Scene): Promise<void> {
  const { server, hunt, ask, token, password, session: signedIn } = scene;
  const valueOf = (name: string): string => valueIn(hunt, name);
  const typo = hunt.add(canary('a password typed wrong'));
  const guesses = [typo, token];
  const scope = async (name: 'read' | 'control'): Promise<Record<string, string>> => {
    const made = await server.call('POST', '/api/auth/tokens', token, { name: `a looker, ${name}`, scope: name });
    return { 'X-API-Token': tokenCreated.parse(made.body).token };
  };
  const refused: [what: string, status: number, headers: Record<string, string>, password?: string][] = [
    ['nobody', 401, {}, password],
    ['a token that may read', 403, await scope('read'), password],
    ['a token that may control', 403, await scope('control'), password],
    ['the API token alone', 403, { 'X-API-Token': token }],
    ['the API token as its own password', 403, { 'X-API-Token': token }, token],
    ['a browser that is signed in', 403, signedIn],
    ['with a wrong password', 403, signedIn, typo],
    ['a page of another origin', 403, { ...signedIn, Origin: 'http://evil.example' }, password],
    ['a page of another port', 403, { ...signedIn, 'Sec-Fetch-Site': 'same-site' }, password],
  ];
  for (const prefix of ['/api', '/web']) {
    for (const [what, status, headers, given] of refused) {
      const more = given === undefined ? {} : { password: given };
      for (const key of secretKeys()) {
        // Fewer wrong guesses than an address may make.
        if (guesses.includes(given ?? '') && key.join('.') !== 'qBit.Password') continue;
        const reply = await ask('POST', `${prefix}/config/reveal`, { path: key.join('.'), ...more }, headers);
        expect({ what, status: reply.status }).toEqual({ what, status });
      }
      expect((await ask('POST', `${prefix}/config/export`, more, headers)).status).toBe(status);
    }
  }
  for (const path of ['WebUI.PasswordHash', 'Settings.FreeSpace', 'WebUI', '']) {
    const reply = await ask('POST', '/api/config/reveal', { path, password }, signedIn);
    expect(reply.status).toBe(404);
  }
  for (const [prefix, headers] of [
    ['/api', { 'X-API-Token': token }],
    ['/web', signedIn],
  ] as const) {
    for (const path of plantedSecrets(hunt).filter((name) => name !== 'WebUI.PasswordHash')) {
      const shown = await ownersAsk(scene, `${prefix}/config/reveal`, { path, password }, headers);
      expect({ path, body: JSON.parse(shown) }).toEqual({ path, body: { path, value: valueOf(path) } });
    }
    const exported = parse(await ownersAsk(scene, `${prefix}/config/export`, { password }, headers));
    for (const key of secretKeys()) expect(getAt(exported, key) ?? '').toBe(valueOf(key.join('.')));
  }
  const history = await ask('GET', '/api/activity?kinds=config&limit=200');
  expect(history.text).toContain('Radarr-Fake.APIKey was revealed to ada with the API token, from 127.0.0.1');
  expect(history.text).toContain('The settings with all their secrets were exported by ada, from 127.0.0.1');
}

/** Asks as the owner, and takes down what he is told under a name of its own. */
async function ownersAsk(
  { server, hunt }: Scene,
  target: string,
  body: object,
  headers: Record<string, string>,
): Promise<string> {
  const response = await fetch(`${server.base}${target}`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
  hunt.see(`the headers of POST ${target}`, JSON.stringify([...response.headers]));
  const text = await response.text();
  hunt.see(`POST ${target} to the owner`, text);
  return text;
}
