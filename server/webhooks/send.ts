import { createHmac } from 'node:crypto';
import type { WebhookEvent, WebhookSettings } from '../contract/index.ts';
import { render } from './templates.ts';

/** What one try came to. */
export interface Outcome {
  ok: boolean;
  status: number | null;
  /** Without the address, which may hold a secret. */
  error: string;
}

/** The signature header of a body: `sha256=` and hex HMAC-SHA256 (api.md 3.11). */
export function signature(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Posts one event once. Redirects are not followed; any 2xx is success. Never throws. */
export async function send(hook: WebhookSettings, event: WebhookEvent, stop: AbortSignal): Promise<Outcome> {
  const { body, headers } = render(event, hook.template);
  const timeout = AbortSignal.timeout(hook.timeoutSeconds * 1000);
  try {
    const { address, login } = withoutLogin(hook.url);
    const response = await fetch(address, {
      method: 'POST',
      redirect: 'manual',
      body,
      headers: {
        ...headers,
        ...login,
        'User-Agent': `qBitrr/${event.version}`,
        'X-qBitrr-Event': event.event,
        'X-qBitrr-Delivery': event.id,
        ...(hook.secret === '' ? {} : { 'X-qBitrr-Signature': signature(body, hook.secret) }),
      },
      signal: AbortSignal.any([timeout, stop]),
    });
    // Only the status counts; an endless answer must not hold us.
    await response.body?.cancel().catch(() => undefined);
    const { status } = response;
    return status >= 200 && status < 300
      ? { ok: true, status, error: '' }
      : { ok: false, status, error: refusal(status) };
  } catch (cause) {
    const error = timeout.aborted ? `no answer within ${hook.timeoutSeconds} s` : connectionError(cause);
    return { ok: false, status: null, error };
  }
}

/** `fetch` takes no address with a user name in it; servers want it as a header anyway. */
function withoutLogin(url: string): { address: URL; login: Record<string, string> } {
  const address = new URL(url);
  const { username, password } = address;
  if (username === '' && password === '') return { address, login: {} };
  address.username = '';
  address.password = '';
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { address, login: { Authorization: `Basic ${Buffer.from(pair).toString('base64')}` } };
}

function refusal(status: number): string {
  if (status >= 300 && status < 400) return `answered ${status}: redirects are not followed, enter the final address`;
  if (status === 401 || status === 403) return `answered ${status}: the address or its token is not accepted`;
  if (status === 404) return `answered 404: is the address complete?`;
  return `answered ${status}`;
}

/** Node's code of a failed connection; its texts may hold the address. */
function connectionError(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const code = inner instanceof Error && 'code' in inner && typeof inner.code === 'string' ? inner.code : '';
  const sentences: Record<string, string> = {
    ECONNREFUSED: 'connection refused',
    ENOTFOUND: 'the host name cannot be resolved',
    EAI_AGAIN: 'the host name cannot be resolved',
    ECONNRESET: 'the connection was closed',
    UND_ERR_SOCKET: 'the connection was closed',
    ETIMEDOUT: 'connecting timed out',
  };
  return sentences[code] ?? `no connection (${code || 'unknown cause'})`;
}
