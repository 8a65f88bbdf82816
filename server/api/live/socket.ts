import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { liveFromClient, liveTopic, logLevel, type LiveFromClient } from '../../contract/index.ts';
import type { Access, Gate } from '../auth/gate.ts';
import { pathOf, searchOf } from '../http/entry.ts';
import { fromForeignSite, hostAllowed, originIsOurs, stripBase } from '../http/origin.ts';
import { queryOf } from '../http/query.ts';
import type { HttpSettings } from '../http/settings.ts';
import { LIVE_CLOSE, LiveConnection } from './connection.ts';
import type { LiveHub, LiveTimes } from './hub.ts';

export interface LiveSocketOptions {
  hub: LiveHub;
  gate: Gate;
  settings: () => HttpSettings;
  version: string;
  times: LiveTimes;
}

export interface LiveSocket {
  /** For the `upgrade` event of an HTTP server. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  closeAll(): void;
}

const MAX_FRAME_BYTES = 64 * 1024;
const CLOSE_GRACE_MS = 1000;
const paths: readonly string[] = ['/api/ws', '/web/ws'];

/** The WebSocket of api.md 3.10. */
export function createLiveSocket(options: LiveSocketOptions): LiveSocket {
  const { gate, settings } = options;
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false });

  return {
    upgrade(req, socket, head) {
      socket.once('error', () => socket.destroy());
      const { headers } = req;
      const url = stripBase(req.url ?? '/', settings().urlBase);
      if (!paths.includes(pathOf(url))) return refuse(socket, '404 Not Found');
      if (!hostAllowed(headers, settings(), gate)) return refuse(socket, '403 Forbidden');
      if (settings().authDisabled && fromForeignSite(headers)) return refuse(socket, '403 Forbidden');
      const queryToken = queryOf(searchOf(url))['token'];
      const access = gate.access({ headers, queryToken, allowCookie: originIsOurs(headers) });
      server.handleUpgrade(req, socket, head, (wire) => attend(wire, req, access, options));
    },
    closeAll() {
      for (const wire of server.clients) {
        wire.close(LIVE_CLOSE.goingAway, 'Server is stopping');
        // A client that does not answer the close must not hold the stop up.
        setTimeout(() => wire.terminate(), CLOSE_GRACE_MS).unref();
      }
    },
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Looks after one connection from its first to its last frame. */
function attend(wire: WebSocket, req: IncomingMessage, access: Access, options: LiveSocketOptions): void {
  const { hub, gate, settings, version, times } = options;
  const connection = new LiveConnection(wire);
  let stillAllowed: (() => boolean) | null = null;
  let answered = true;

  const admit = (via: Access['via']): void => {
    clearTimeout(patience);
    const { token } = settings();
    stillAllowed = () => {
      if (via === 'open') return settings().authDisabled;
      if (via === 'token') return settings().token === token;
      return gate.access({ headers: req.headers, queryToken: undefined, allowCookie: true }).via !== 'none';
    };
    hub.add(connection);
    connection.send({ type: 'hello', version, topics: [...liveTopic.options] });
  };

  const patience = setTimeout(() => connection.close(LIVE_CLOSE.unauthorized, 'unauthorized'), times.auth);
  const heartbeat = setInterval(() => {
    if (!answered) {
      wire.terminate();
      return;
    }
    answered = false;
    if (stillAllowed?.() === false) connection.close(LIVE_CLOSE.unauthorized, 'unauthorized');
    else wire.ping();
  }, times.ping);

  wire.on('pong', () => {
    answered = true;
  });
  wire.on('error', () => wire.terminate());
  wire.on('close', () => {
    clearTimeout(patience);
    clearInterval(heartbeat);
    hub.remove(connection);
  });
  wire.on('message', (data, isBinary) => {
    const frame = readFrame(data, isBinary);
    if (stillAllowed === null) {
      if (frame?.type === 'auth' && settings().isToken(frame.token)) admit('token');
      else connection.close(LIVE_CLOSE.unauthorized, 'unauthorized');
    } else if (frame === null) {
      connection.send({ type: 'error', error: 'Invalid frame', details: 'Expected auth, subscribe or ping as JSON' });
    } else if (frame.type === 'ping') connection.send({ type: 'pong' });
    else if (frame.type === 'subscribe') subscribe(connection, frame, hub);
  });
  if (access.via !== 'none') admit(access.via);
}

function subscribe(connection: LiveConnection, frame: LiveFromClient & { type: 'subscribe' }, hub: LiveHub): void {
  const level = frame.level ? logLevel.safeParse(frame.level.toUpperCase()) : null;
  if (level?.success === false) {
    const details = `Allowed values: ${logLevel.options.join(', ')}`;
    connection.send({ type: 'error', error: 'Invalid level', details });
    return;
  }
  const source = frame.source ? frame.source.toLowerCase() : null;
  hub.subscribe(connection, { topics: new Set(frame.topics), level: level?.data ?? null, source });
}

function readFrame(data: RawData, isBinary: boolean): LiveFromClient | null {
  if (isBinary) return null;
  try {
    const text = Buffer.isBuffer(data) ? data : Buffer.concat(Array.isArray(data) ? data : [Buffer.from(data)]);
    const parsed = liveFromClient.safeParse(JSON.parse(text.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not JSON: answered with an error frame like any other frame we do not know.
    return null;
  }
}
