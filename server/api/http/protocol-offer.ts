import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { MAX_HEADERS, tooManyHeaders } from './entry.ts';
import { refuseOn } from './unread.ts';

type Upgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => void;

/**
 * WebSockets go to `upgrade`. Any other offer to change the protocol is passed over, and the request answered as it is (RFC 9110 7.8):
 * Java's client and `curl --http2` offer HTTP/2 with their first request, whatever it is.
 */
export function attendOffers(server: Server, upgrade: Upgrade): void {
  server.on('upgrade', (req, socket, head) => {
    if (req.headers.upgrade?.trim().toLowerCase() === 'websocket') upgrade(req, socket, head);
    else if (req.rawHeaders.length / 2 >= MAX_HEADERS) refuseOn(socket, tooManyHeaders());
    else {
      // Node hands the connection out of HTTP for every offer, and takes one in that is new to it.
      socket.unshift(Buffer.concat([Buffer.from(withoutOffer(req), 'latin1'), head]));
      server.emit('connection', socket);
    }
  });
}

/** Start line and headers of a request as they were sent, less the offer. */
function withoutOffer({ method, url, httpVersion, rawHeaders }: IncomingMessage): string {
  const lines = [`${method ?? ''} ${url ?? ''} HTTP/${httpVersion}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    const value = rawHeaders[at + 1] ?? '';
    if (isOffer(name)) continue;
    lines.push(`${name}: ${name.toLowerCase() === 'connection' ? withoutTokens(value) : value}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}

const isOffer = (name: string): boolean => ['upgrade', 'http2-settings'].includes(name.trim().toLowerCase());

const withoutTokens = (value: string): string =>
  value
    .split(',')
    .filter((token) => !isOffer(token))
    .join(',');
