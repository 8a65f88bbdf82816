import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import express from 'express';
import type { AccessStore, Clock } from '../contract/index.ts';
import { createAdmission } from './auth/admission.ts';
import { SESSION_COOKIE } from './auth/cookie.ts';
import { createGate } from './auth/gate.ts';
import { callbackPathOf, createOidc } from './auth/oidc.ts';
import { createOwnerCheck } from './auth/owner-check.ts';
import { createPasswords } from './auth/passwords.ts';
import { createRateLimiter, loginLimit } from './auth/rate-limit.ts';
import { createSessions, SESSION_SECONDS } from './auth/sessions.ts';
import { createSignIn, type SignIn } from './auth/sign-in.ts';
import { createApiTokens } from './auth/tokens.ts';
import { sendPlain } from './http/answer.ts';
import { enter } from './http/entry.ts';
import { timeRequest } from './request-times.ts';
import { outwardBase } from './http/origin.ts';
import { failureHandler, routerOf, unknownPath } from './http/register.ts';
import type { Prefix, Route } from './http/route.ts';
import { httpSettings } from './http/settings.ts';
import { createListener, type ListenResult } from './listener.ts';
import { LiveHub, type LiveTimes } from './live/hub.ts';
import { createProcessBytes } from './live/process-bytes.ts';
import { createLiveSocket } from './live/socket.ts';
import { createWatch, frameBreach } from './openapi/conformance.ts';
import { panelRouter } from './panel.ts';
import type { Installation, RouteDeps, StreamTimes } from './routes/deps.ts';
import { routeTable } from './routes/index.ts';
import type { ApiLog, ApiServices } from './services.ts';

export { exposure, type Exposure } from './auth/exposure.ts';
export type { AuthRule } from './auth/access.ts';
export type { ApiLog } from './services.ts';
export type { SignIn } from './auth/sign-in.ts';
export type { ListenResult } from './listener.ts';

export interface ApiOptions {
  /** Folder with the built panel (`index.html`, `assets/`); null = none is served. */
  panel: string | null;
  /** How this copy came to the computer; default: told from the environment. */
  installation?: Installation;
  /** Where sessions and tokens are kept. */
  access: AccessStore;
  /** `QBITRR_SETUP_TOKEN`: sets the first password, beside the API token (api.md 2.3). */
  setupToken?: string | undefined;
  /** Tests: answers that break what their row promises become 500, such frames of the live stream end it with 1011. */
  checkConformance?: boolean;
  /** Tests: shorter times, in milliseconds. */
  liveTimes?: Partial<LiveTimes>;
  streamTimes?: Partial<StreamTimes>;
}

/** A session for the desktop window, ready for its cookie jar. */
export interface SessionCookie {
  name: string;
  value: string;
  path: string;
  maxAgeSeconds: number;
}

export interface Api {
  /** Request listener for a Node HTTP server (`listen` uses the same). */
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** Listens, or moves to another address; port 0 = any free one. Errors come as values. */
  listen(host: string, port: number): Promise<ListenResult>;
  /** Ends live streams and connections and stops listening. */
  close(): Promise<void>;
  readonly signIn: SignIn;
  createSession(): SessionCookie;
  /** The route table, for OpenAPI and tests. */
  readonly routes: readonly Route[];
}

const defaultLiveTimes: LiveTimes = {
  processes: 1000,
  torrents: 500,
  torrentNews: 1000,
  status: 1000,
  ping: 30_000,
  auth: 10_000,
};
const defaultStreamTimes: StreamTimes = { poll: 750, ping: 15_000, life: 120_000 };

/** The HTTP and WebSocket interface of api.md, joined from its services. It does not listen until told so. */
export function createApi(services: ApiServices & { clock: Clock; log: ApiLog }, options: ApiOptions): Api {
  const { clock, log, config } = services;
  let current = httpSettings(config.webui());
  const settings = () => current;
  // Sessions, tokens and the live stream know each other only through this: whoever is out is cut off at once.
  const accessChanged = (): void => live.recheck();
  const sessions = createSessions({
    store: options.access.sessions,
    clock,
    bindings: () => current.bindings,
    onEnded: accessChanged,
  });
  const tokens = createApiTokens({ store: options.access.tokens, clock, onRevoked: accessChanged });
  options.access.onReturn(() => tokens.reload());
  const stopWatching = config.onChange(() => {
    current = httpSettings(config.webui());
    sessions.sweep();
    accessChanged();
  });
  const signIn = createSignIn(clock);
  const gate = createGate({ settings, sessions, tokens, warn: (message) => log.warn(message) });
  const admission = createAdmission(settings, sessions, (message) => {
    log.notice(message);
    services.ledger.signedIn(message);
  });
  const passwords = createPasswords();
  const loginLimiter = createRateLimiter(clock, loginLimit);
  const processBytes = createProcessBytes(services.processes, clock);
  const liveTimes = { ...defaultLiveTimes, ...options.liveTimes };
  const hub = new LiveHub(services, processBytes, liveTimes);
  const deps: RouteDeps = {
    services,
    clock,
    settings,
    log,
    gate,
    sessions,
    tokens,
    admission,
    passwords,
    loginLimiter,
    ownerCheck: createOwnerCheck({ settings, passwords, limiter: loginLimiter, warn: (message) => log.warn(message) }),
    oidc: createOidc(() => current.oidc, clock),
    oidcCallbackPath: callbackPathOf(current.oidc.callbackPath),
    setupToken: options.setupToken ?? '',
    signIn,
    processBytes,
    liveClients: () => hub.size,
    installation: options.installation ?? detectInstallation(),
    streamTimes: { ...defaultStreamTimes, ...options.streamTimes },
  };
  const routes = routeTable(deps);

  const app = express();
  app.disable('x-powered-by');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.set('query parser', false);
  const error = (message: string): void => log.error(message);
  const isWatched = options.checkConformance ?? false;
  const register = { settings, gate, error, watch: isWatched ? createWatch(error) : null };
  const prefixes: Prefix[] = ['/api', '/web', ''];
  for (const prefix of prefixes) app.use(prefix || '/', routerOf(prefix, routes, register));
  if (options.panel !== null) {
    app.use(
      '/ui',
      panelRouter(options.panel, (req) => outwardBase(req.socket.remoteAddress, req.headers, current)),
    );
  }
  app.use(unknownPath);
  app.use(failureHandler(error));

  const handle = (req: IncomingMessage, res: ServerResponse): void => {
    timeRequest(req, res, clock, (sample) => services.metrics.observe(sample));
    const refused = enter(req, res, current, gate);
    if (refused === null) app(req, res);
    else sendPlain(refused, res);
  };

  const passes = (frame: string): boolean => {
    const broken = frameBreach(frame);
    if (broken !== null) error(broken);
    return broken === null;
  };
  const live = createLiveSocket({
    hub,
    gate,
    settings,
    version: services.version,
    times: liveTimes,
    passes: isWatched ? passes : null,
  });
  sessions.sweep();
  const listener = createListener(handle, (req, socket, head) => live.upgrade(req, socket, head));

  return {
    handle,
    routes,
    signIn,
    createSession: () => ({
      name: SESSION_COOKIE,
      value: sessions.create({ method: 'desktop', user: '', address: '', browser: null, system: null }, []),
      path: `${current.urlBase}/`,
      maxAgeSeconds: SESSION_SECONDS,
    }),
    listen(host, port) {
      current = httpSettings(config.webui());
      return listener.listen(host, port);
    },
    async close() {
      stopWatching();
      hub.stop();
      live.closeAll();
      await listener.close();
    },
  };
}

/** Order of supervisor.md 7.4, kinds of 7.5: a checkout stays one inside a container too. */
function detectInstallation(): Installation {
  if (existsSync(path.join(import.meta.dirname, '../../.git'))) return 'source';
  if (process.versions['electron'] !== undefined) return 'binary';
  return existsSync('/.dockerenv') ? 'docker' : 'unknown';
}
