import { errorBody } from '../../../server/contract/index.ts';

/** What a sign-in attempt came to. Seconds until the next attempt is allowed for `limited`. */
export type SignInOutcome =
  | { kind: 'ok' }
  | { kind: 'wrong' }
  | { kind: 'limited'; seconds: number }
  | { kind: 'unreachable' }
  | { kind: 'other'; reason: string };

const assumedWaitSeconds = 60;

/** `Retry-After` in whole seconds, whether it is a number or a date (RFC 9110 10.2.3); a minute when it is missing. */
export function retryAfterSeconds(header: string | null, now: number): number {
  if (header === null || header.trim() === '') return assumedWaitSeconds;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
  const date = Date.parse(header);
  return Number.isNaN(date) ? assumedWaitSeconds : Math.max(0, Math.ceil((date - now) / 1000));
}

async function reasonOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = errorBody.safeParse(body);
  return parsed.success
    ? [parsed.data.error, parsed.data.details].filter(Boolean).join(': ')
    : `HTTP ${response.status}`;
}

/** Reads the answer of POST /web/session; `now` is unix milliseconds. */
export async function outcomeOf(response: Response, now: number): Promise<SignInOutcome> {
  if (response.ok) return { kind: 'ok' };
  if (response.status === 401) return { kind: 'wrong' };
  if (response.status === 429)
    return { kind: 'limited', seconds: retryAfterSeconds(response.headers.get('Retry-After'), now) };
  return { kind: 'other', reason: await reasonOf(response) };
}

/**
 * The page to open after sign-in. Only addresses inside the panel are followed: a foreign address, or one a browser
 * would read as foreign (`//host`, `/\host`), opens the first page instead.
 */
export function safeNext(next: string | null): string {
  if (next === null || !/^\/(?![/\\])/.test(next)) return '/';
  return next.startsWith('/sign-in') ? '/' : next;
}
