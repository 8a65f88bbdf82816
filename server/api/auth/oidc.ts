import type { Clock, OidcFailure, OidcSettings } from '../../contract/index.ts';
import { createOidcProvider, type OidcAttempt } from './oidc-provider.ts';
import { sameText } from './secret.ts';

/** `details` is for the log. */
type Failed = { ok: false; reason: OidcFailure; details: string };

export interface Oidc {
  /** Is the method on and described far enough to be used? (api.md 2.3) */
  configured(): boolean;
  /** Where to send the browser, and the state its cookie has to bring back. `next` is opened afterwards. */
  begin(redirectUri: string, next: string): Promise<{ ok: true; to: string; state: string } | Failed>;
  /** Judges what the browser brought back: query and state cookie. */
  finish(search: string, cookieState: string | null): Promise<{ ok: true; user: string; next: string } | Failed>;
}

/** A sign-in at the provider may take this long. */
export const OIDC_SECONDS = 600;
/** Sign-ins under way are remembered up to this number, the oldest go first. */
const MAX_PENDING = 500;

const DEFAULT_CALLBACK = '/signin-oidc';

/**
 * The path the provider sends browsers back to (api.md 2.3): as written when it is a plain path that takes none of ours away,
 * else the default.
 */
export function callbackPathOf(written: string): string {
  const isPlain = /^(?:\/[A-Za-z0-9._~-]+)+$/.test(written) && !/\/\.\.?(?:\/|$)/.test(written);
  return isPlain && !/^\/(?:api|web|ui|static|health|login)(?:\/|$)/.test(written) ? written : DEFAULT_CALLBACK;
}

type Pending = OidcAttempt & { next: string; expiresAt: number };

/** Sign-in through an OpenID Connect provider. */
export function createOidc(settings: () => OidcSettings, clock: Clock): Oidc {
  const provider = createOidcProvider(settings, clock);
  const pending = new Map<string, Pending>();

  const remember = (attempt: Pending): void => {
    const now = clock.monotonic();
    for (const [state, { expiresAt }] of pending) {
      if (expiresAt <= now || pending.size >= MAX_PENDING) pending.delete(state);
    }
    pending.set(attempt.state, attempt);
  };
  /** Each one works once. */
  const take = (state: string): Pending | null => {
    const found = pending.get(state) ?? null;
    pending.delete(state);
    return found !== null && found.expiresAt > clock.monotonic() ? found : null;
  };

  return {
    configured() {
      const { enabled, authority, clientId } = settings();
      return enabled && authority !== '' && clientId !== '';
    },
    async begin(redirectUri, next) {
      try {
        const attempt = { ...(await provider.secrets()), redirectUri };
        const to = await provider.authorizationUrl(attempt);
        remember({ ...attempt, next, expiresAt: clock.monotonic() + OIDC_SECONDS * 1000 });
        return { ok: true, to, state: attempt.state };
      } catch (cause) {
        return failed('unreachable', cause);
      }
    },
    async finish(search, cookieState) {
      const parameters = new URLSearchParams(search);
      const state = parameters.get('state') ?? '';
      // Without the cookie it is another browser that comes back than the one that left: somebody else's sign-in.
      const attempt = cookieState !== null && sameText(state, cookieState) ? take(state) : null;
      if (attempt === null) return failed('expired', 'no sign-in of this browser is under way, or it took too long');
      const error = parameters.get('error');
      if (error === 'access_denied') return failed('denied', 'the provider said access_denied');
      if (error !== null) return failed('refused', `the provider said ${/^\w{1,60}$/.test(error) ? error : 'no'}`);
      try {
        const { subject, name, names } = await provider.identify(attempt, search);
        const { allowedUsers } = settings();
        const isAllowed = allowedUsers.length === 0 || allowedUsers.some((user) => names.includes(user));
        // Quoted, since the names are foreign text.
        const who = JSON.stringify([name, subject]);
        if (!isAllowed) return failed('not-allowed', `${who} is not in WebUI.OIDC.AllowedUsers`);
        return { ok: true, user: name, next: attempt.next };
      } catch (cause) {
        return failed('refused', cause);
      }
    },
  };
}

function failed(reason: OidcFailure, cause: unknown): Failed {
  return { ok: false, reason, details: cause instanceof Error ? wordsOf(cause) : String(cause) };
}

/** Message and innermost reason; never what was exchanged, which would be tokens. */
function wordsOf(cause: Error): string {
  const inner = cause.cause instanceof Error ? `: ${cause.cause.message}` : '';
  const code = 'code' in cause && typeof cause.code === 'string' ? ` (${cause.code})` : '';
  return `${cause.message}${code}${inner}`;
}
