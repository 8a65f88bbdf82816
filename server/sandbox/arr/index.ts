import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ArrType, Clock } from '../../contract/common.ts';
import { isLoopback } from '../../contract/hosts.ts';
import { FakeCommands } from './commands.ts';
import type { CommandLife, FakeCommand } from './commands.ts';
import { Faults } from './faults.ts';
import type { FaultKind } from './faults.ts';
import type { QueueRemoval } from './queue.ts';
import { dispatch, routesOf } from './routes.ts';
import type { FakeReply } from './routes.ts';
import { FakeArrState } from './state.ts';
import { Violation } from './validate.ts';

export type { CommandLife, EndStatus, FakeCommand } from './commands.ts';
export type { FaultKind } from './faults.ts';
export type { QueueRemoval } from './queue.ts';
export type { FakeArrState, FakeDownload, FakeMedia, NewDownload, NewMedia, QueueRow } from './state.ts';

export interface FakeArrOptions {
  type: ArrType;
  /** 0 = any free one. */
  port?: number;
  /** 32 hex digits, the same fixed key for all when absent. */
  apiKey?: string;
  clock?: Clock;
  /** E.g. `/radarr`. */
  urlBase?: string;
  /** `{ startMs: 100, runMs: 300 }` when absent. */
  commandLife?: CommandLife;
  /** After a command completed and had its effect. */
  onCommand?: (command: FakeCommand) => void;
  /** After a download was removed through the API; `removeFromClient` means torrent and data. */
  onQueueRemoved?: (removal: QueueRemoval) => void;
}

/** One request as it came; the key is never kept. */
export interface RecordedRequest {
  method: string;
  /** Without the API base, e.g. `/queue/5`. */
  path: string;
  query: Record<string, string[]>;
  headers: Record<string, string>;
  body: unknown;
  authorized: boolean;
  /** Unix milliseconds. */
  at: number;
  /** Status of the answer; null while there is none, or when the connection was dropped. */
  status: number | null;
}

export interface FakeArr {
  readonly type: ArrType;
  /** With the URL base: use it as the section's `URI`. */
  readonly url: string;
  readonly port: number;
  readonly apiKey: string;
  readonly state: FakeArrState;
  /** `start()` and `end(status)` move commands by hand. */
  readonly commands: FakeCommands;
  /** API requests in the order they came, the last 5000. */
  readonly requests: RecordedRequest[];
  /** What no part of this program should ever send; tests expect none. */
  readonly violations: string[];
  /** See `Faults.add`; without `times` until `release()`. */
  fault(pattern: string | RegExp, kind: FaultKind, times?: number): void;
  /** Called with each API request as it comes, before it is answered. */
  onRequest: (request: RecordedRequest) => void;
  /** Ends all faults and drops the requests that hang. */
  release(): void;
  /** Moves commands along with the clock; every request does the same. */
  tick(): void;
  stop(): Promise<void>;
}

const maxRecorded = 5000;
const systemClock: Clock = { now: Date.now, monotonic: () => performance.now() };

/**
 * Starts a make-believe Radarr, Sonarr, Lidarr or Readarr on 127.0.0.1 (arr-api.md 9). It is strict: an unknown path, query
 * parameter or body member is answered 500 and kept in `violations`.
 */
export async function startFakeArr(options: FakeArrOptions): Promise<FakeArr> {
  const { type, clock = systemClock, apiKey = '0123456789abcdef0123456789abcdef', urlBase = '' } = options;
  const state = new FakeArrState(type, clock);
  const commands = new FakeCommands(
    state,
    options.commandLife ?? { startMs: 100, runMs: 300 },
    options.onCommand ?? (() => {}),
  );
  const context = { state, commands, urlBase, onQueueRemoved: options.onQueueRemoved ?? (() => {}) };
  const routes = routesOf(state);
  const apiBase = `${urlBase}${state.dialect.api}`;
  const faults = new Faults();
  const hanging = new Set<ServerResponse>();
  const requests: RecordedRequest[] = [];
  const violations: string[] = [];

  function apiReply(record: RecordedRequest, query: URLSearchParams, text: string): FakeReply {
    if (!record.authorized) return { status: 401 };
    const isJson = (record.headers['content-type'] ?? '').startsWith('application/json');
    if (text !== '' && !isJson) return { status: 415 };
    if (text !== '' && record.body === undefined) return { status: 400, json: { message: 'BadRequest: not JSON' } };
    try {
      return dispatch(routes, context, { method: record.method, path: record.path, query, body: record.body });
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      const sentence = `${state.dialect.appName} ${record.method} ${record.path}: ${error.message}`;
      violations.push(sentence);
      return { status: 500, json: { message: `STRICT FAKE: ${sentence}` } };
    }
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isLoopback(incoming.socket.remoteAddress ?? '')) {
      incoming.socket.destroy();
      return;
    }
    const url = new URL(incoming.url ?? '/', 'http://localhost');
    const text = await readText(incoming);
    if (!url.pathname.startsWith(`${urlBase}/api/`)) return sendHtml(response, state.dialect.appName);
    if (!url.pathname.startsWith(`${apiBase}/`)) return send(response, notThisVersion);
    const record: RecordedRequest = {
      method: incoming.method ?? 'GET',
      path: url.pathname.slice(apiBase.length),
      query: queryOf(url.searchParams),
      headers: headersOf(incoming),
      body: text === '' ? undefined : parsed(text),
      authorized: incoming.headers['x-api-key'] === apiKey,
      at: clock.now(),
      status: null,
    };
    requests.push(record);
    fake.onRequest(record);
    // A demo may run for days.
    if (requests.length > maxRecorded) requests.shift();
    commands.advance();
    // A stranger, who has the port in mind from a server that had it before, uses up none.
    const fault = record.authorized ? faults.take(record.method, record.path) : null;
    if (fault === 'hang') hanging.add(response);
    else if (fault === 'reset') incoming.socket.destroy();
    else if (fault === 'html') sendHtml(response, state.dialect.appName);
    else {
      const reply = faultReply(fault, state.dialect.appName) ?? apiReply(record, url.searchParams, text);
      if (fault === 'lost') {
        incoming.socket.destroy();
        return;
      }
      record.status = reply.status;
      send(response, reply, fault === 'truncated');
    }
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      violations.push(
        `the fake itself failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      incoming.socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  function release(): void {
    faults.clear();
    for (const response of hanging) response.destroy();
    hanging.clear();
  }

  const fake: FakeArr = {
    type,
    url: `http://127.0.0.1:${port}${urlBase}`,
    port,
    apiKey,
    state,
    commands,
    requests,
    violations,
    onRequest: () => {},
    fault: (pattern, kind, times = Number.POSITIVE_INFINITY) => faults.add(pattern, kind, times),
    release,
    tick: () => commands.advance(),
    stop: async () => {
      release();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return fake;
}

const notThisVersion: FakeReply = { status: 404, json: { message: 'NotFound' } };

function faultReply(fault: FaultKind | null, appName: string): FakeReply | null {
  const message = 'Object reference not set to an instance of an object.';
  if (fault === '401') return { status: 401 };
  if (fault === '404') return { status: 404, json: { message: 'NotFound' } };
  if (fault === '429') return { status: 429, json: { message: 'Too many requests' } };
  if (fault === '500') return { status: 500, json: { message, description: 'at NzbDrone.Core' } };
  if (fault !== '503') return null;
  return { status: 503, json: { errorMessage: `${appName} is starting up, please try again later` } };
}

// Null members are left out, as the servers do (arr-api.md 1.1).
function send(response: ServerResponse, reply: FakeReply, truncated = false): void {
  const text = reply.json === undefined ? '' : JSON.stringify(reply.json, (_, value: unknown) => value ?? undefined);
  const headers = text === '' ? {} : { 'Content-Type': 'application/json; charset=utf-8' };
  response.writeHead(reply.status, headers).end(truncated ? text.slice(0, text.length / 2) : text);
}

function sendHtml(response: ServerResponse, appName: string): void {
  const page = `<!DOCTYPE html><html><head><title>${appName}</title></head><body></body></html>`;
  response.writeHead(200, { 'Content-Type': 'text/html' }).end(page);
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function queryOf(query: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => [name, name === 'apikey' ? ['***'] : query.getAll(name)]),
  );
}

function headersOf(incoming: IncomingMessage): Record<string, string> {
  const secret = new Set(['x-api-key', 'authorization']);
  return Object.fromEntries(
    Object.entries(incoming.headers)
      .filter(([name]) => !secret.has(name))
      .map(([name, value]) => [name, String(value)]),
  );
}
