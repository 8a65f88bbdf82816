import type { WebUiSettings } from '../../contract/index.ts';
import { request, type IncomingHttpHeaders } from 'node:http';
import { errorBody } from '../../contract/index.ts';
import { openAccess } from '../../store/access.ts';
import { createApi, type Api, type ApiOptions } from '../index.ts';

import type { ApiServices } from '../services.ts';
import { createStandIn, TOKEN, type StandIn } from './stand-in.ts';

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** Parsed body, `undefined` when it is not JSON. */
  body: unknown;
  /** `error` of an error body. */
  error: string | undefined;
}

export interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export interface Harness extends StandIn {
  api: Api;
  port: number;
  /** Sends the path as written: no normalising of dots and escapes. */
  ask(path: string, options?: Ask): Promise<Reply>;
  /** The same with the right token. */
  authed(path: string, options?: Ask): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  stop(): Promise<void>;
}

/** A listening API on a free loopback port with stand-in services, `real` ones in their place, and response validation. */
export async function startHarness(
  webui: Partial<WebUiSettings> = {},
  options: Partial<ApiOptions> = {},
  real: Partial<ApiServices> = {},
): Promise<Harness> {
  const standIn = createStandIn(webui);
  const services = Object.assign(standIn.services, real);
  const access = openAccess(':memory:');
  const api = createApi(services, {
    panel: null,
    checkConformance: true,
    installation: 'source',
    access,
    ...options,
  });
  const listening = await api.listen('127.0.0.1', 0);
  if (!listening.ok) throw new Error(listening.message);
  const { port } = listening;
  const ask = (path: string, given: Ask = {}): Promise<Reply> => askAt(port, path, given);
  const authed = (path: string, given: Ask = {}): Promise<Reply> =>
    ask(path, { ...given, headers: { 'X-API-Token': TOKEN, ...given.headers } });
  return {
    ...standIn,
    api,
    port,
    ask,
    authed,
    post: (path, body, headers = {}) =>
      authed(path, {
        method: 'POST',
        ...(body !== undefined && { body: JSON.stringify(body) }),
        headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      }),
    stop: async () => {
      await api.close();
      access.close();
    },
  };
}

export async function askAt(port: number, path: string, { method = 'GET', headers = {}, body }: Ask): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(parts).toString();
        const read = parsed(text);
        const { error } = errorBody.safeParse(read).data ?? {};
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, body: read, error });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
