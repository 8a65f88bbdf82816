import type { Clock } from '../../contract/index.ts';
import type { Gate } from '../auth/gate.ts';
import type { SignIn } from '../auth/sign-in.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { HttpSettings } from '../http/settings.ts';
import type { ApiServices } from '../services.ts';

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
  gate: Gate;
  sessions: Sessions;
  signIn: SignIn;
  installation: Installation;
  streamTimes: StreamTimes;
  /** Serialised body of GET /processes. */
  processBytes: () => Buffer;
  /** Open WebSocket connections. */
  liveClients: () => number;
}
