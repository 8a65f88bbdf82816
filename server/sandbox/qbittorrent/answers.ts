import type { IncomingMessage } from 'node:http';
import { Violation } from '../arr/validate.ts';
import { Parameters, Refusal } from './parameters.ts';
import { readRoutes } from './reads.ts';
import type { QbitAction, QbitReply } from './routes.ts';
import type { Sessions } from './sessions.ts';
import type { FakeQbitState } from './state.ts';
import { writeRoutes } from './writes.ts';

/** One answer as it goes out. */
export interface FakeAnswer {
  status: number;
  type: string;
  text: string;
  /** Value of `Set-Cookie`. */
  cookie: string | null;
}

/** One API request, taken apart. */
export interface QbitRequest {
  method: string;
  /** `scope/action`. */
  path: string;
  /** The query of a GET, the form of a POST. */
  given: URLSearchParams;
  cookies: string;
  authorization: string;
}

interface Fake {
  state: FakeQbitState;
  sessions: Sessions;
  port: number;
  violations: string[];
  onAction(action: QbitAction): void;
}

const plain = 'text/plain; charset=UTF-8';
const routes = [...readRoutes, ...writeRoutes];

export function refused(status: number, text: string): FakeAnswer {
  return { status, type: plain, text, cookie: null };
}

/** What a path outside the API shows. */
export const page: FakeAnswer = {
  status: 200,
  type: 'text/html',
  text: '<!DOCTYPE html><html><head><title>qBittorrent WebUI</title></head><body></body></html>',
  cookie: null,
};

/** Logs in or out, or looks for the session and the route; refusals are answered as the real server does. */
export function answerCall(fake: Fake, request: QbitRequest): FakeAnswer {
  try {
    return answer(fake, request);
  } catch (error) {
    if (error instanceof Refusal) return refused(error.status, error.message);
    if (!(error instanceof Violation)) throw error;
    const sentence = `qBittorrent ${request.method} ${request.path}: ${error.message}`;
    fake.violations.push(sentence);
    return refused(500, `STRICT FAKE: ${sentence}`);
  }
}

/** CSRF check: a page of another host may not call (arr-api.md 8.1). */
export function isSameHost({ headers }: IncomingMessage): boolean {
  const from = headers.origin ?? headers.referer;
  return from === undefined || (URL.canParse(from) && new URL(from).host === headers.host);
}

export async function requestText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

function answer(fake: Fake, request: QbitRequest): FakeAnswer {
  const { state, sessions } = fake;
  const { method, path, given, cookies, authorization } = request;
  const cookieName = state.version.cookieName(fake.port);
  if (path.startsWith('auth/') && sessions.usesKey(authorization)) return refused(403, 'Forbidden');
  const session = sessions.find(cookies, cookieName, authorization, state.now());
  if (path === 'auth/login') return login(fake, request, session !== null);
  if (session === null) return refused(403, 'Forbidden');
  if (path === 'auth/logout') {
    sessions.logout(session);
    return refused(200, '');
  }
  const candidates = routes.filter((route) => route.path === path);
  const route = candidates.find(({ existsOn }) => existsOn === undefined || existsOn(state));
  if (route === undefined) {
    if (candidates.length > 0) throw new Refusal(404, 'Not Found');
    throw new Violation('no such route');
  }
  if (method !== 'POST' && (route.writes || method !== 'GET')) throw new Refusal(405, 'Method Not Allowed');
  const parameters = Parameters.read(given, route.spec);
  return rendered(route.handle({ state, session, parameters, onAction: (action) => fake.onAction(action) }), state);
}

function login(fake: Fake, { method, given }: QbitRequest, isLoggedIn: boolean): FakeAnswer {
  const { state, sessions } = fake;
  if (method !== 'POST') throw new Refusal(405, 'Method Not Allowed');
  const parameters = Parameters.read(given, { username: 'string', password: 'string' });
  const { ok } = state.version.login;
  if (isLoggedIn) return refused(ok.status, ok.text);
  const reply = sessions.login(parameters.text('username'), parameters.text('password'), state.now());
  const cookie =
    reply.cookie === null
      ? null
      : `${state.version.cookieName(fake.port)}=${reply.cookie}; HttpOnly; SameSite=Strict; path=/`;
  return { ...refused(reply.status, reply.text), cookie };
}

function rendered(reply: QbitReply, state: FakeQbitState): FakeAnswer {
  if (reply === null) return refused(state.version.doneStatus, '');
  if ('text' in reply) return refused(200, reply.text);
  return { status: 200, type: 'application/json', text: JSON.stringify(reply.json), cookie: null };
}
