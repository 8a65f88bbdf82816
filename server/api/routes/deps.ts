import type { Clock } from '../../contract/index.ts';
import type { Admission } from '../auth/admission.ts';
import type { Gate } from '../auth/gate.ts';
import type { Oidc } from '../auth/oidc.ts';
import type { OwnerCheck } from '../auth/owner-check.ts';
import type { Passwords } from '../auth/passwords.ts';
import type { RateLimiter } from '../auth/rate-limit.ts';
import type { SignIn } from '../auth/sign-in.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { ApiTokens } from '../auth/tokens.ts';
import type { HttpSettings } from '../http/settings.ts';
import type { ApiLog, ApiServices } from '../services.ts';

export type Installation = 'source' | 'git' | 'pip' | 'binary' | 'docker' | 'unknown';

/** Times of a log stream, in milliseconds (api.md 2.5). */
export interface StreamTimes {
  poll: number;
  ping: number;
  life: number;
}

/** What the route files are built from. */
export interface RouteDeps {
  services: ApiServices;
  clock: Clock;
  settings: () => HttpSettings;
  log: ApiLog;
  gate: Gate;
  sessions: Sessions;
  tokens: ApiTokens;
  admission: Admission;
  passwords: Passwords;
  /** Counts attempts with the owner's password, wherever one is sent to. */
  loginLimiter: RateLimiter;
  ownerCheck: OwnerCheck;
  oidc: Oidc;
  /** Path the identity provider sends browsers back to; fixed at start (api.md 2.3). */
  oidcCallbackPath: string;
  /** `QBITRR_SETUP_TOKEN`, '' without one. */
  setupToken: string;
  signIn: SignIn;
  installation: Installation;
  streamTimes: StreamTimes;
  /** Serialised body of GET /processes. */
  processBytes: () => Buffer;
  /** Open WebSocket connections. */
  liveClients: () => number;
}
