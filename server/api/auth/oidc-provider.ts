import type { Clock, OidcSettings } from '../../contract/index.ts';
import type { Configuration } from 'openid-client';

/** What a provider said about the person who signed in. */
export interface OidcIdentity {
  subject: string;
  /** `preferred_username`, else `email`, else `oidc-user` (api.md 2.3). */
  name: string;
  /** Whatever `WebUI.OIDC.AllowedUsers` may name: subject, user name, e-mail address if the provider verified it. */
  names: string[];
}

/** One round trip to the provider, as far as this side knows it. */
export interface OidcAttempt {
  state: string;
  nonce: string;
  verifier: string;
  redirectUri: string;
}

export interface OidcProvider {
  /** Address at the provider to send the browser to. @throws when the provider cannot be asked. */
  authorizationUrl(attempt: OidcAttempt): Promise<string>;
  /** Exchanges what the browser brought back. @throws when anything about it is wrong. */
  identify(attempt: OidcAttempt, search: string): Promise<OidcIdentity>;
  /** Fresh state, nonce and PKCE verifier. */
  secrets(): Promise<Omit<OidcAttempt, 'redirectUri'>>;
}

const TIMEOUT_SECONDS = 10;
/** The provider's own description is asked for again this often, so that its new keys and addresses are found. */
const DISCOVER_EVERY_MS = 3_600_000;

// Loaded when somebody signs in this way, not at every start: it brings the whole of JOSE with it.
const load = () => import('openid-client');

/** The provider of [WebUI.OIDC]: authorisation code flow with PKCE, state, nonce and a checked signature. */
export function createOidcProvider(settings: () => OidcSettings, clock: Clock): OidcProvider {
  let known: { key: string; at: number; configuration: Promise<Configuration> } | null = null;

  const configuration = (): Promise<Configuration> => {
    const { authority, clientId, clientSecret } = settings();
    const key = JSON.stringify([authority, clientId, clientSecret]);
    const now = clock.monotonic();
    if (known?.key === key && now - known.at < DISCOVER_EVERY_MS) return known.configuration;
    const fresh = { key, at: now, configuration: discover(settings()) };
    known = fresh;
    fresh.configuration.catch(() => {
      if (known === fresh) known = null;
    });
    return fresh.configuration;
  };

  return {
    async secrets() {
      const { randomNonce, randomPKCECodeVerifier, randomState } = await load();
      return { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    },
    async authorizationUrl({ state, nonce, verifier, redirectUri }) {
      const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await load();
      const parameters = {
        redirect_uri: redirectUri,
        scope: scopesOf(settings().scopes),
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      };
      return buildAuthorizationUrl(await configuration(), parameters).href;
    },
    async identify({ state, nonce, verifier, redirectUri }, search) {
      const { authorizationCodeGrant, fetchUserInfo } = await load();
      const provider = await configuration();
      const tokens = await authorizationCodeGrant(provider, new URL(`${redirectUri}?${search}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims: Claims = tokens.claims() ?? {};
      const subject = text(claims['sub']) ?? '';
      // Some providers name the person only here (Authelia from 4.39).
      const isNamed = text(claims['preferred_username']) !== null || text(claims['email']) !== null;
      const asks = !isNamed && provider.serverMetadata().userinfo_endpoint !== undefined;
      return identityOf(subject, asks ? await fetchUserInfo(provider, tokens.access_token, subject) : claims);
    },
  };
}

type Claims = Record<string, unknown>;

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function identityOf(subject: string, claims: Claims): OidcIdentity {
  const userName = text(claims['preferred_username']);
  const email = text(claims['email']);
  const names = [subject, userName, claims['email_verified'] === true ? email : null];
  return { subject, name: userName ?? email ?? 'oidc-user', names: names.filter((name) => name !== null) };
}

const scopesOf = (written: string): string => {
  const scopes = (written === '' ? 'openid profile' : written).split(/\s+/);
  return (scopes.includes('openid') ? scopes : ['openid', ...scopes]).join(' ');
};

/** Asks the provider about itself. @throws when it does not answer or names another issuer. */
async function discover({ authority, clientId, clientSecret }: OidcSettings): Promise<Configuration> {
  const client = await load();
  const where = new URL(`${authority}/.well-known/openid-configuration`);
  // The owner wrote http:// himself; for a provider on the same network that is his to decide.
  const plain = where.protocol === 'http:' ? [client.allowInsecureRequests] : [];
  const found = await client.discovery(where, clientId, undefined, authentication(client, clientSecret), {
    timeout: TIMEOUT_SECONDS,
    execute: [...plain, client.enableNonRepudiationChecks],
  });
  const { issuer } = found.serverMetadata();
  if (issuer.replace(/\/+$/, '') !== authority) {
    throw new Error(`The provider at ${authority} calls itself ${issuer}; write that into WebUI.OIDC.Authority`);
  }
  return found;
}

/**
 * How we prove to be the client: Basic where the provider takes it, which is what it expects unless it says otherwise (OpenID
 * Connect Core 9). The library's own form also escapes `-` and `_`, which some providers compare unread.
 */
function authentication(
  { ClientSecretPost, None }: Awaited<ReturnType<typeof load>>,
  secret: string,
): ReturnType<typeof None> {
  if (secret === '') return None();
  return (server, client, body, headers) => {
    const offered = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    if (!offered.includes('client_secret_basic')) return ClientSecretPost(secret)(server, client, body, headers);
    const pair = [client.client_id, secret].map((part) => encodeURIComponent(part).replaceAll('%20', '+')).join(':');
    headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`);
  };
}
