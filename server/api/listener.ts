import { createServer, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { MAX_HEADERS } from './http/entry.ts';
import { attendOffers } from './http/protocol-offer.ts';
import { MAX_HEADER_BYTES, refuseUnread } from './http/unread.ts';

export type ListenResult =
  | { ok: true; host: string; port: number }
  /** `code` is Node's (`EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL` ...); `message` is for people. */
  | { ok: false; code: string; message: string };

export interface Listener {
  /**
   * Starts to listen, port 0 = any free one. When already listening, moves over: requests under way finish on the old
   * address, and if the new one cannot be had the old one stays.
   */
  listen(host: string, port: number): Promise<ListenResult>;
  close(): Promise<void>;
}

type Upgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** How slow and how many clients may be, in milliseconds and numbers. */
export interface ListenerLimits {
  headersTimeout: number;
  requestTimeout: number;
  /** No byte either way for so long; WebSockets look after themselves. */
  idle: number;
  /** How often slow clients are looked for. */
  checkEvery: number;
  maxConnections: number;
}

/** Log streams ping every 15 s, so that none of these ends one whose reader keeps up. */
const defaultLimits: ListenerLimits = {
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  idle: 120_000,
  checkEvery: 5000,
  maxConnections: 512,
};
/** Longer than the intervals people poll at: a request sent while its connection is being closed is lost (api.md 1.1). */
const KEEP_ALIVE_MS = 75_000;

/** How long requests under way may take when the listener closes, in milliseconds. */
const GRACE_MS = 2000;
/** The same when it moves: the save that asked for it is answered once the managers have taken it over, up to 10 s later. */
const MOVE_GRACE_MS = 15_000;

/** `limits` are for tests. */
export function createListener(
  handle: RequestListener,
  upgrade: Upgrade,
  limits: Partial<ListenerLimits> = {},
): Listener {
  const { headersTimeout, requestTimeout, idle, checkEvery, maxConnections } = { ...defaultLimits, ...limits };
  let current: { server: Server; host: string; port: number } | null = null;

  const open = async (host: string, port: number): Promise<ListenResult> => {
    const server = createServer(
      {
        maxHeaderSize: MAX_HEADER_BYTES,
        headersTimeout,
        requestTimeout,
        keepAliveTimeout: KEEP_ALIVE_MS,
        connectionsCheckingInterval: checkEvery,
      },
      handle,
    );
    server.timeout = idle;
    server.maxConnections = maxConnections;
    server.maxHeadersCount = MAX_HEADERS;
    attendOffers(server, upgrade);
    refuseUnread(server);
    const failure = (await heldOnLoopback(host, port)) ?? (await bind(server, host, port));
    if (failure !== null) return { ok: false, code: failure.code ?? 'UNKNOWN', message: explain(failure, host, port) };
    const address = server.address();
    const bound = typeof address === 'object' && address !== null ? address.port : port;
    current = { server, host, port: bound };
    return { ok: true, host, port: bound };
  };

  return {
    async listen(host, port) {
      const before = current;
      const opened = await open(host, port);
      if (before === null) return opened;
      if (opened.ok) {
        void shut(before.server, MOVE_GRACE_MS);
        return opened;
      }
      if (before.port !== port || opened.code !== 'EADDRINUSE') return opened;
      // The same port on another address: it is our own listener that is in the way.
      stopAccepting(before.server);
      const second = await open(host, port);
      if (!second.ok) await open(before.host, before.port);
      void shut(before.server, MOVE_GRACE_MS);
      return second;
    },
    async close() {
      const closing = current;
      current = null;
      if (closing !== null) await shut(closing.server, GRACE_MS);
    },
  };
}

/** What kept the server from listening; null when it listens. */
function bind(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen({ host, port }, () => resolve(null));
  });
}

/**
 * Does another program have the port on this computer's own address? Windows and macOS give us the rest of the addresses then, and
 * our window would show, and sign in at, that other program (ui.md SF-2).
 */
async function heldOnLoopback(host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  if (port === 0 || (host !== '0.0.0.0' && host !== '::')) return null;
  const probe = createServer();
  const failure = await bind(probe, '127.0.0.1', port);
  if (failure === null) await new Promise((resolve) => probe.close(resolve));
  return failure?.code === 'EADDRINUSE' ? failure : null;
}

function stopAccepting(server: Server): void {
  if (server.listening) server.close();
}

async function shut(server: Server, graceMs: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), graceMs);
    const finish = (): void => {
      clearTimeout(force);
      resolve();
    };
    if (server.listening) server.close(finish);
    else server.getConnections((_, count) => (count === 0 ? finish() : server.once('close', finish)));
    server.closeIdleConnections();
  });
}

function explain(cause: NodeJS.ErrnoException, host: string, port: number): string {
  const where = `${host}:${port}`;
  if (cause.code === 'EADDRINUSE')
    return `Port ${port} on ${host} is used by another program. Is another qBitrr running? Change WebUI.Port.`;
  if (cause.code === 'EACCES')
    return `This system does not let qBitrr listen on ${where}. Choose a WebUI.Port above 1023.`;
  if (cause.code === 'EADDRNOTAVAIL' || cause.code === 'ENOTFOUND')
    return `${host} is no address of this computer. Change WebUI.Host.`;
  return `Could not listen on ${where}: ${cause.message}`;
}
