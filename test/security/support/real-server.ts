import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { hash } from 'bcryptjs';
import { vi } from 'vitest';
import { askAt, type Ask, type Reply } from '../../../server/api/testing/harness.ts';
import { tokenCreated, type ApiScope } from '../../../server/contract/index.ts';
import { parseFlags } from '../../../server/options.ts';
import { createServer, type RunningServer } from '../../../server/server.ts';
import type { ChildHost } from '../../../server/supervisor/index.ts';
import { assertContractKept, watched } from '../../support/kept-contract.ts';

/** The token of the configuration, long enough to be found again in logs and answers. */
export const TOKEN = 'owner-token-0123456789abcdef';
export const PASSWORD = 'correct horse battery';

export interface RealServer {
  readonly server: RunningServer;
  readonly dataDir: string;
  readonly port: number;
  /** Sends the path as written, from 127.0.0.1. */
  ask(address: string, options?: Ask): Promise<Reply>;
  /** POST with a JSON body. */
  post(address: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** The same with the owner's token. */
  owner(address: string, options?: Ask): Promise<Reply>;
  advance(seconds: number): void;
  config(): Promise<string>;
  /** Everything in the log folder. */
  logs(): Promise<string>;
  /** Stops and starts on the same data folder. */
  restart(): Promise<void>;
  /** Stops it and removes its folder. @throws Error when an answer or a frame was not as documented. */
  stop(): Promise<void>;
}

export interface RealServerOptions {
  /** Keys of [WebUI] beside Token and AuthDisabled, as TOML lines. */
  webui?: string;
  /** More sections. */
  sections?: string;
  /** The whole file instead. */
  toml?: string;
  env?: Record<string, string>;
  /** `--host`; only this computer when absent. */
  host?: string;
}

/** Without qBittorrent there is nothing to run, so that nobody has to start processes. */
const noChildren: ChildHost = {
  spawn: (manager) => {
    throw new Error(`a manager was started: ${manager}`);
  },
};

/** The whole server in this process on a fresh data folder: file, database, logs and HTTP are real, the clock is ours. */
export async function startReal(options: RealServerOptions = {}): Promise<RealServer> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'qb-security-'));
  const toml =
    options.toml ??
    `[Settings]\nConfigVersion = "5.14.4"\nCompletedDownloadFolder = "/downloads"\n\n[WebUI]\nToken = "${TOKEN}"\nAuthDisabled = false\n${options.webui ?? ''}\n\n${options.sections ?? ''}\n`;
  await writeFile(path.join(dataDir, 'config.toml'), toml);
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead, monotonic: () => performance.now() + ahead };
  const parsed = parseFlags([
    '--headless',
    '--data-dir',
    dataDir,
    '--host',
    options.host ?? '127.0.0.1',
    '--port',
    '0',
  ]);
  if (!parsed.ok) throw new Error(parsed.error);
  const { flags } = parsed;

  const start = async (): Promise<{ server: RunningServer; port: number }> => {
    const result = await createServer({
      flags,
      env: { QBITRR_QBIT_DISABLED: 'true', ...watched, ...options.env },
      childHost: noChildren,
      panelDir: path.join(dataDir, 'no-panel'),
      version: '1.2.3',
      clock,
      onSecond: () => undefined,
    });
    if (!result.ok) throw new Error(result.message);
    return { server: result.server, port: Number(new URL(result.server.panelUrl()).port) };
  };

  const quiet = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  let running = await start();
  const ask = (address: string, given: Ask = {}): Promise<Reply> => askAt(running.port, address, given);
  const logs = async (): Promise<string> => {
    const folder = path.join(dataDir, 'logs');
    const files = await readdir(folder);
    return (await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')))).join('\n');
  };
  return {
    get server() {
      return running.server;
    },
    get port() {
      return running.port;
    },
    dataDir,
    ask,
    post: (address, body, headers = {}) =>
      ask(address, {
        method: 'POST',
        ...(body !== undefined && { body: JSON.stringify(body) }),
        headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      }),
    owner: (address, given = {}) => ask(address, { ...given, headers: { 'X-API-Token': TOKEN, ...given.headers } }),
    advance: (seconds) => {
      ahead += seconds * 1000;
    },
    config: () => readFile(path.join(dataDir, 'config.toml'), 'utf8'),
    logs,
    restart: async () => {
      await running.server.stop();
      running = await start();
    },
    stop: async () => {
      await running.server.stop();
      quiet.mockRestore();
      const written = await logs();
      await rm(dataDir, { recursive: true, force: true });
      assertContractKept(written);
    },
  };
}

/** [WebUI] keys with the password of `ada`; the cheap hash is for speed, new ones are made at full cost. */
export const withPassword = async (): Promise<string> =>
  `LocalAuthEnabled = true\nUsername = "ada"\nPasswordHash = "${await hash(PASSWORD, 4)}"`;

/** Signs in as `ada` with the right password, or with what is given. */
export const logIn = (
  server: RealServer,
  body: object = { username: 'ada', password: PASSWORD },
  headers: Record<string, string> = {},
): Promise<Reply> => server.post('/web/login', body, headers);

/** The cookie of a browser that signed in with the owner's token. */
export async function sessionOf(server: RealServer): Promise<{ Cookie: string }> {
  return { Cookie: cookieOf(await server.post('/web/session', { token: TOKEN })) };
}

/** A named token of that scope. */
export async function makeToken(server: RealServer, scope: ApiScope): Promise<string> {
  const body = { name: `a ${scope} token`, scope };
  return tokenCreated.parse((await server.post('/api/auth/tokens', body, { 'X-API-Token': TOKEN })).body).token;
}

/** `name=value` of the first cookie an answer sets, '' when it sets none. */
export const cookieOf = (reply: Reply): string => reply.headers['set-cookie']?.[0]?.split(';')[0] ?? '';

/** The JSON body of an answer as an object; {} when it is none. */
export function objectOf(reply: Reply): Record<string, unknown> {
  const { body } = reply;
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};
}
