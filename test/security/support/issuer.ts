import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** One way to be wrong each. */
export type Fault = 'nonce' | 'audience' | 'issuer' | 'expired' | 'key' | 'denied' | 'no-names' | 'unverified';

export interface Issuer {
  readonly url: string;
  /** What the issuer does wrong from now on. */
  fault: Fault | null;
  /** Who signs in. */
  person: { sub: string; preferred_username?: string; email?: string };
  /** Plays the person at the provider: follows our redirect and answers the address the browser is sent back to. */
  visit(location: string): Promise<string>;
  /** Calls nobody should make. */
  readonly violations: string[];
  stop(): Promise<void>;
}

export const CLIENT = { id: 'qbitrr', secret: 'client-secret-0123456789' };

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const pair = (): ReturnType<typeof generateKeyPairSync> => generateKeyPairSync('rsa', { modulusLength: 2048 });

interface Grant {
  challenge: string;
  nonce: string;
  redirectUri: string;
}

/** A strict OpenID Connect provider on a free loopback port; it checks PKCE, client secret and redirect address itself. */
export async function startIssuer(): Promise<Issuer> {
  const own = pair();
  const stranger = pair();
  const grants = new Map<string, Grant>();
  const violations: string[] = [];
  const state: Pick<Issuer, 'fault' | 'person'> = {
    fault: null,
    person: { sub: 'person-1', preferred_username: 'ada' },
  };
  let url = '';

  const authorize = (query: URLSearchParams, res: ServerResponse): void => {
    const get = (name: string): string => query.get(name) ?? '';
    const isComplete =
      get('client_id') === CLIENT.id &&
      get('response_type') === 'code' &&
      get('code_challenge_method') === 'S256' &&
      get('scope').split(' ').includes('openid') &&
      [get('code_challenge'), get('nonce'), get('state')].every((text) => text.length >= 32);
    if (!isComplete) violations.push(`authorize?${query.toString()}`);
    const back = new URL(get('redirect_uri'));
    back.searchParams.set('state', get('state'));
    if (state.fault === 'denied') back.searchParams.set('error', 'access_denied');
    else {
      const code = randomBytes(16).toString('hex');
      grants.set(code, { challenge: get('code_challenge'), nonce: get('nonce'), redirectUri: get('redirect_uri') });
      back.searchParams.set('code', code);
    }
    res.writeHead(302, { Location: back.href }).end();
  };

  const idToken = ({ nonce }: Grant): string => {
    const { fault, person } = state;
    const now = Math.floor(Date.now() / 1000);
    const names = fault === 'no-names' ? { sub: person.sub } : { ...person, email_verified: fault !== 'unverified' };
    const claims = {
      ...names,
      iss: fault === 'issuer' ? 'https://somebody.example' : url,
      aud: fault === 'audience' ? 'another-client' : CLIENT.id,
      nonce: fault === 'nonce' ? 'another-nonce' : nonce,
      iat: now - (fault === 'expired' ? 7200 : 0),
      exp: now + (fault === 'expired' ? -3600 : 300),
    };
    const input = `${base64url({ alg: 'RS256', kid: 'k1' })}.${base64url(claims)}`;
    const key = fault === 'key' ? stranger.privateKey : own.privateKey;
    return `${input}.${sign('RSA-SHA256', Buffer.from(input), key).toString('base64url')}`;
  };

  const token = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await textOf(req));
    const grant = grants.get(form.get('code') ?? '');
    grants.delete(form.get('code') ?? '');
    const basic = Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString('base64');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight =
      req.headers.authorization === `Basic ${basic}` &&
      proof === grant?.challenge &&
      form.get('redirect_uri') === grant.redirectUri;
    if (grant === undefined || !isRight) {
      violations.push(`token: ${form.toString()}`);
      json(res, { error: 'invalid_grant' }, 400);
      return;
    }
    json(res, { access_token: 'access-token-0123456789', token_type: 'Bearer', id_token: idToken(grant) });
  };

  const server = createServer((req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? '/', url);
    if (pathname === '/.well-known/openid-configuration') json(res, metadata(url));
    else if (pathname === '/jwks') json(res, { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'k1' }] });
    else if (pathname === '/authorize') authorize(searchParams, res);
    else if (pathname === '/token') void token(req, res);
    else if (pathname === '/userinfo') json(res, state.person);
    else {
      violations.push(`${req.method} ${pathname}`);
      res.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;

  return Object.assign(state, {
    url,
    violations,
    visit: async (location: string) => {
      const reply = await fetch(location, { redirect: 'manual' });
      return reply.headers.get('location') ?? '';
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

function metadata(url: string): Record<string, unknown> {
  return {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/jwks`,
    userinfo_endpoint: `${url}/userinfo`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

function json(res: ServerResponse, body: unknown, status = 200): void {
  res.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' }).end(JSON.stringify(body));
}

async function textOf(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
}
