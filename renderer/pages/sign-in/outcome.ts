import { errorBody, oidcFailure, safePanelPath, type OidcFailure } from '../../../server/contract/index.ts';
import { retryAfterSeconds } from '../../data/index.ts';

/** What a sign-in attempt came to. Seconds until the next attempt is allowed for `limited`. */
export type SignInOutcome =
  | { kind: 'ok' }
  | { kind: 'wrong' }
  | { kind: 'limited'; seconds: number }
  | { kind: 'unreachable' }
  | { kind: 'other'; reason: string };

async function reasonOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = errorBody.safeParse(body);
  return parsed.success
    ? [parsed.data.error, parsed.data.details].filter(Boolean).join(': ')
    : `HTTP ${response.status}`;
}

/**
 * Reads the answer of a sign-in route; `now` is unix milliseconds. `refused` = the status that means a wrong credential: 401,
 * for POST /web/auth/set-password 403.
 */
export async function outcomeOf(response: Response, now: number, refused = 401): Promise<SignInOutcome> {
  if (response.ok) return { kind: 'ok' };
  if (response.status === refused) return { kind: 'wrong' };
  if (response.status === 429)
    return { kind: 'limited', seconds: retryAfterSeconds(response.headers.get('Retry-After'), now) };
  return { kind: 'other', reason: await reasonOf(response) };
}

/** What the address of the sign-in page asks for. */
export interface SignInAddress {
  /** The page to open afterwards, always inside the panel. */
  next: string;
  /** Why the identity provider did not sign the reader in; null when it was not asked. */
  failure: OidcFailure | null;
}

/** The server sends a failed sign-in to the first page (`/ui?auth_error=1`), whose address then comes here as `next`. */
export function addressOf(query: URLSearchParams): SignInAddress {
  const next = safePanelPath(query.get('next'));
  const [path, search = ''] = next.split('?', 2);
  const inner = new URLSearchParams(search);
  const failed = [query, inner].find((one) => one.get('auth_error') !== null);
  if (failed === undefined) return { next, failure: null };
  const reason = oidcFailure.safeParse(failed.get('reason'));
  return { next: failed === inner ? (path ?? '/') : next, failure: reason.success ? reason.data : 'refused' };
}
