import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../contract/common.ts';
import { isLoopback } from '../../contract/hosts.ts';
import { Faults } from '../arr/faults.ts';
import type { FaultKind } from '../arr/faults.ts';
import { answerCall, isSameHost, page, refused, requestText } from './answers.ts';
import type { FakeAnswer, QbitRequest } from './answers.ts';
import type { QbitAction } from './routes.ts';
import { Sessions } from './sessions.ts';
import { FakeQbitState } from './state.ts';
import { fakeQbitVersions } from './versions.ts';
import type { FakeQbitRelease } from './versions.ts';

export type { FaultKind } from '../arr/faults.ts';
export type { QbitAction } from './routes.ts';
export type { Deletion, FakeQbitState } from './state.ts';
export type { FakeFile, FakeTorrent, FakeTracker, NewTorrent } from './torrent.ts';
export type { FakeQbitRelease } from './versions.ts';

export interface FakeQbittorrentOptions {
  /** 0 = any free one. */
  port?: number;
  /** 5.1.4 when absent. */
  version?: FakeQbitRelease;
  userName: string;
  password: string;
  /** Works on 5.2.0 only; none when absent. */
  apiKey?: string;
  clock?: Clock;
  /** `/downloads` when absent. */
  savePath?: string;
  /** After an action on one torrent came through the API and had its effect. */
  onAction?: (action: QbitAction) => void;
}

/** One request as it came; cookies, keys and passwords are never kept. */
export interface RecordedQbitRequest {
  method: string;
  /** Without `/api/v2`, e.g. `/torrents/info`. */
  path: string;
  query: Record<string, string>;
  form: Record<string, string>;
  headers: Record<string, string>;
  /** Unix milliseconds. */
  at: number;
  /** Status of the answer; null while there is none, or when the connection was dropped. */
  status: number | null;
}

export interface FakeQbittorrent {
  readonly url: string;
  readonly port: number;
  /** Its methods change what the fake shows: addTorrent, patchTorrent, removeTorrent, setFiles, setTrackers ... */
  readonly state: FakeQbitState;
  /** API requests in the order they came, the last 2000. */
  readonly requests: RecordedQbitRequest[];
  /** What no part of this program should ever send; tests expect none. */
  readonly violations: string[];
  /** As `FakeArr.fault`; paths are like `/torrents/info`. */
  fault(pattern: string | RegExp, kind: FaultKind, times?: number): void;
  /** Ends all faults and drops the requests that hang. */
  release(): void;
  /** Every session gets 403 from now on. */
  expireSessions(): void;
  stop(): Promise<void>;
}

const maxRecorded = 2000;
const apiBase = '/api/v2';
const systemClock: Clock = { now: Date.now, monotonic: () => performance.now() };

/**
 * Starts a make-believe qBittorrent on 127.0.0.1 (arr-api.md 8, 9). It is strict: an unknown route, parameter or parameter
 * type is answered 500 and kept in `violations`.
 */
export async function startFakeQbittorrent(options: FakeQbittorrentOptions): Promise<FakeQbittorrent> {
  const { clock = systemClock, userName, password, apiKey = '' } = options;
  const version = fakeQbitVersions[options.version ?? '5.1.4'];
  const state = new FakeQbitState(version, clock, options.savePath ?? '/downloads');
  const sessions = new Sessions(version, { userName, password, apiKey });
  const faults = new Faults();
  const hanging = new Set<ServerResponse>();
  const requests: RecordedQbitRequest[] = [];
  const violations: string[] = [];
  const onAction = options.onAction ?? (() => {});

  function record(incoming: IncomingMessage, url: URL, form: URLSearchParams): RecordedQbitRequest {
    const made: RecordedQbitRequest = {
      method: incoming.method ?? 'GET',
      path: url.pathname.slice(apiBase.length),
      query: Object.fromEntries(url.searchParams),
      form: Object.fromEntries([...form].map(([name, value]) => [name, name === 'password' ? '***' : value])),
      headers: headersOf(incoming),
      at: clock.now(),
      status: null,
    };
    requests.push(made);
    // A demo may run for days.
    if (requests.length > maxRecorded) requests.shift();
    return made;
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isLoopback(incoming.socket.remoteAddress ?? '')) {
      incoming.socket.destroy();
      return;
    }
    const url = new URL(incoming.url ?? '/', 'http://localhost');
    const text = await requestText(incoming);
    if (!url.pathname.startsWith(`${apiBase}/`)) return send(response, page, clock.now());
    const isForm = (incoming.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
    const form = new URLSearchParams(isForm ? text : '');
    const recorded = record(incoming, url, form);
    const fault = faults.take(recorded.method, recorded.path);
    if (fault === 'hang') return void hanging.add(response);
    if (fault === 'reset') return void incoming.socket.destroy();
    const request: QbitRequest = {
      method: recorded.method,
      path: recorded.path.slice(1),
      // The query of a POST is ignored (arr-api.md 8.1).
      given: recorded.method === 'POST' ? form : url.searchParams,
      cookies: incoming.headers.cookie ?? '',
      authorization: incoming.headers.authorization ?? '',
    };
    const answer = isSameHost(incoming)
      ? (faulty(fault) ?? answerCall({ state, sessions, port: listening.port, violations, onAction }, request))
      : refused(401, 'Unauthorized');
    if (fault === 'lost') return void incoming.socket.destroy();
    recorded.status = answer.status;
    const cut = fault === 'truncated' ? { ...answer, text: answer.text.slice(0, answer.text.length / 2) } : answer;
    send(response, cut, clock.now());
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      violations.push(
        `the fake itself failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      incoming.socket.destroy();
    });
  });
  const listening = { port: 0 };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  listening.port = typeof address === 'object' && address !== null ? address.port : 0;
  state.preferences.web_ui_port = listening.port;

  function release(): void {
    faults.clear();
    for (const response of hanging) response.destroy();
    hanging.clear();
  }

  return {
    url: `http://127.0.0.1:${listening.port}`,
    port: listening.port,
    state,
    requests,
    violations,
    fault: (pattern, kind, times = Number.POSITIVE_INFINITY) => faults.add(pattern, kind, times),
    release,
    expireSessions: () => sessions.expireAll(),
    stop: async () => {
      release();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function faulty(fault: FaultKind | null): FakeAnswer | null {
  if (fault === 'html') return page;
  if (fault === null || fault === 'lost' || fault === 'truncated') return null;
  return refused(Number(fault), fault === '503' ? 'Service Unavailable' : 'Internal Server Error');
}

function send(response: ServerResponse, { status, type, text, cookie }: FakeAnswer, now: number): void {
  const headers = {
    Date: new Date(now).toUTCString(),
    ...(text !== '' && { 'Content-Type': type }),
    ...(cookie !== null && { 'Set-Cookie': cookie }),
  };
  response.writeHead(status, headers).end(text);
}

function headersOf(incoming: IncomingMessage): Record<string, string> {
  const secret = new Set(['cookie', 'authorization']);
  return Object.fromEntries(
    Object.entries(incoming.headers)
      .filter(([name]) => !secret.has(name))
      .map(([name, value]) => [name, String(value)]),
  );
}
