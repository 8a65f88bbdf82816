import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { liveFromClient, liveTopic, logLevel, scopeIncludes, type LiveFromClient } from '../../contract/index.ts';
import { noAccess, type Access } from '../auth/access.ts';
import { stronger, type Gate } from '../auth/gate.ts';
import { crossOriginRefused, hostRefused, malformedEscape, notFound } from '../http/answer.ts';
import { pathOf, searchOf, wellFormed } from '../http/entry.ts';
import { clientAddress, fromForeignSite, hostAllowed, originIsOurs, stripBase } from '../http/origin.ts';
import { queryOf } from '../http/query.ts';
import type { HttpSettings } from '../http/settings.ts';
import { refuseOn } from '../http/unread.ts';
import { LIVE_CLOSE, LiveConnection, type Wire } from './connection.ts';
import type { LiveHub, LiveTimes } from './hub.ts';

export interface LiveSocketOptions {
  hub: LiveHub;
  gate: Gate;
  settings: () => HttpSettings;
  version: string;
  times: LiveTimes;
  /** Tests: a frame it does not let pass ends the connection with 1011. */
  passes: ((frame: string) => boolean) | null;
}

export interface LiveSocket {
  /** For the `upgrade` event of an HTTP server. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Credentials changed: whoever may not listen any more is cut off. */
  recheck(): void;
  closeAll(): void;
}

const MAX_FRAME_BYTES = 64 * 1024;
const CLOSE_GRACE_MS = 1000;
const paths: readonly string[] = ['/api/ws', '/web/ws'];

/** The WebSocket of api.md 3.10. */
export function createLiveSocket(options: LiveSocketOptions): LiveSocket {
  const { gate, settings } = options;
  const rechecks = new Set<() => void>();
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false });

  return {
    upgrade(req, socket, head) {
      socket.once('error', () => socket.destroy());
      const { headers } = req;
      const url = stripBase(req.url ?? '/', settings().urlBase);
      const path = pathOf(url);
      if (!wellFormed(path)) return refuseOn(socket, malformedEscape());
      if (!paths.includes(path)) return refuseOn(socket, notFound('GET', path));
      if (!hostAllowed(headers, searchOf(url), settings(), gate)) return refuseOn(socket, hostRefused());
      if (settings().authDisabled && fromForeignSite(headers, settings()))
        return refuseOn(socket, crossOriginRefused());
      const queryToken = queryOf(searchOf(url))['token'];
      const ask = (query: string | undefined): Access =>
        gate.access({
          headers,
          queryToken: query,
          allowCookie: originIsOurs(headers, settings()),
          address: clientAddress(req.socket.remoteAddress, headers, settings()),
        });
      const access = ask(queryToken);
      // A token in the address was warned about above; looking at it again is no new use.
      const again = (): Access =>
        queryToken !== undefined && settings().allowInsecureTokenQuery
          ? stronger(ask(undefined), gate.tokenAccess(queryToken))
          : ask(undefined);
      server.handleUpgrade(req, socket, head, (wire) => {
        const recheck = attend(wire, access, again, options);
        rechecks.add(recheck);
        wire.once('close', () => rechecks.delete(recheck));
      });
    },
    recheck() {
      for (const recheck of rechecks) recheck();
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

function guarded(wire: WebSocket, passes: (frame: string) => boolean): Wire {
  return {
    get bufferedAmount() {
      return wire.bufferedAmount;
    },
    send: (text, done) => (passes(text) ? wire.send(text, done) : wire.close(1011, 'Broken contract')),
    close: (code, reason) => wire.close(code, reason),
  };
}

/** Looks after one connection from its first to its last frame; the answer cuts it off when its credential opens it no more. */
function attend(wire: WebSocket, atFirst: Access, again: () => Access, options: LiveSocketOptions): () => void {
  const { hub, gate, version, times, passes } = options;
  const connection = new LiveConnection(passes === null ? wire : guarded(wire, passes));
  let credential: (() => Access) | null = null;
  let answered = true;

  const allows = ({ scope }: Access): boolean => scope !== null && scopeIncludes(scope, 'read');
  const admit = (by: () => Access): void => {
    clearTimeout(patience);
    credential = by;
    hub.add(connection);
    connection.send({ type: 'hello', version, topics: [...liveTopic.options] });
  };
  const turnAway = ({ scope }: Access): void => {
    if (scope === null) connection.close(LIVE_CLOSE.unauthorized, 'unauthorized');
    else connection.close(LIVE_CLOSE.forbidden, 'This token may not read');
  };
  const recheck = (): void => {
    const access = credential?.() ?? null;
    if (access !== null && !allows(access)) turnAway(access);
  };

  const patience = setTimeout(() => turnAway(noAccess), times.auth);
  const heartbeat = setInterval(() => {
    if (!answered) {
      wire.terminate();
      return;
    }
    answered = false;
    recheck();
    wire.ping();
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
    if (credential === null) {
      const byFrame = (): Access => (frame?.type === 'auth' ? gate.tokenAccess(frame.token) : noAccess);
      const access = byFrame();
      if (allows(access)) admit(byFrame);
      else turnAway(access);
    } else if (frame === null) {
      connection.send({ type: 'error', error: 'Invalid frame', details: 'Expected auth, subscribe or ping as JSON' });
    } else if (frame.type === 'ping') connection.send({ type: 'pong' });
    else if (frame.type === 'subscribe') subscribe(connection, frame, hub);
  });
  if (allows(atFirst)) admit(again);
  else if (atFirst.scope !== null) turnAway(atFirst);
  return recheck;
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
