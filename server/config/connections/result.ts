import type { IncomingHttpHeaders } from 'node:http';
import { ClientError, type ClientErrorKind } from '../../clients/http.ts';
import type { Clock, ConnectionCause, ConnectionResult } from '../../contract/index.ts';

const nothing: ConnectionResult = {
  success: false,
  message: '',
  cause: null,
  latencyMs: null,
  version: null,
  clockSkewSeconds: null,
  profiles: [],
  categories: [],
  categoryFound: null,
  warnings: [],
};

/** A clock this far off spoils history windows and session cookies; smaller differences are network time. */
const skewWorthTelling = 60;

/** A test that passed. */
export function passed(found: Partial<ConnectionResult> & { message: string }): ConnectionResult {
  const skew = found.clockSkewSeconds ?? null;
  const clock =
    skew !== null && Math.abs(skew) >= skewWorthTelling
      ? [`Its clock is ${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} ours; set both to network time.`]
      : [];
  return { ...nothing, ...found, success: true, warnings: [...(found.warnings ?? []), ...clock] };
}

/** A test that could not be made. */
export function refused(message: string, cause: ConnectionCause = 'address'): ConnectionResult {
  return { ...nothing, message, cause };
}

/** What went wrong, with the likely cause and the next step (ui.md CF-9). */
export function failed(error: unknown, app: string, found: Partial<ConnectionResult> = {}): ConnectionResult {
  if (!(error instanceof ClientError)) throw error;
  const cause = causeOf(error);
  const fact = error.message.charAt(0).toUpperCase() + error.message.slice(1);
  return { ...nothing, ...found, success: false, cause, message: `${fact}. ${nextStep(cause, app)}`.trim() };
}

const causes: Record<ClientErrorKind, ConnectionCause> = {
  refused: 'refused',
  dns: 'dns',
  timeout: 'timeout',
  tls: 'tls',
  reset: 'reset',
  auth: 'auth',
  notFound: 'path',
  conflict: 'answer',
  badRequest: 'answer',
  server: 'answer',
  notJson: 'path',
  invalid: 'wrong-app',
  unsupported: 'version',
};

function causeOf(error: ClientError): ConnectionCause {
  return error.kind === 'auth' && error.message.includes('banned') ? 'banned' : causes[error.kind];
}

function nextStep(cause: ConnectionCause, app: string): string {
  const steps: Record<ConnectionCause, string> = {
    address: 'Correct the address.',
    refused: `Is ${app} running, and is the port right? In containers localhost is the container itself: use the service name.`,
    dns: 'Check the host name for a typing error; in containers use the service name.',
    timeout: 'A firewall or a wrong address may swallow the call.',
    tls: 'Use http:// where the server speaks no TLS.',
    reset: `Does the address lead to ${app}, and not to a proxy that refuses it?`,
    auth: `Copy the credentials from ${app} again.`,
    banned: '',
    'wrong-app': `Does another program answer at this address?`,
    path: `If ${app} has a URL base, it belongs to the address.`,
    version: `Update ${app}.`,
    answer: `Its own log says more.`,
  };
  return steps[cause];
}

/** Seconds the other clock is ahead, from the `Date` header; null without one. */
export function clockSkew(headers: IncomingHttpHeaders, clock: Clock): number | null {
  const told = Date.parse(headers.date ?? '');
  return Number.isNaN(told) ? null : Math.round((told - clock.now()) / 1000);
}
