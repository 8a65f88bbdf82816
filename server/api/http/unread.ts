import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { fail, type PlainFailure } from './answer.ts';

/** Address, headers and cookies of a request together. */
export const MAX_HEADER_BYTES = 16 * 1024;

/** What is wrong with a request that Node could not read, by Node's code. */
const reasons: Readonly<Record<string, PlainFailure>> = {
  HPE_HEADER_OVERFLOW: fail(
    431,
    'Request header fields too large',
    `Limit is ${MAX_HEADER_BYTES} bytes for address, headers and cookies`,
  ),
  HPE_INVALID_URL: fail(
    400,
    'Malformed request',
    'The address may hold ASCII only; other letters have to be percent-encoded',
  ),
  ERR_HTTP_REQUEST_TIMEOUT: fail(408, 'Request timed out', 'It was not complete in time'),
};
const malformed = fail(400, 'Malformed request', 'This is not HTTP/1.1 as RFC 9112 has it');

/** Requests that do not get as far as a route are refused in JSON as well (api.md 3.7). */
export function refuseUnread(server: Server): void {
  const answering = new WeakMap<Duplex, Set<ServerResponse>>();
  server.on('request', ({ socket }, res) => {
    const under = answering.get(socket) ?? new Set();
    answering.set(socket, under.add(res));
    res.once('close', () => under.delete(res));
  });
  server.on('clientError', (cause: NodeJS.ErrnoException, socket) => {
    // In the middle of another answer these would be bytes of that one.
    const isBusy = [...(answering.get(socket) ?? [])].some((res) => res.headersSent && !res.writableFinished);
    if (cause.code === 'ECONNRESET' || !socket.writable || isBusy) {
      socket.destroy();
      return;
    }
    refuseOn(socket, reasons[cause.code ?? ''] ?? malformed);
  });
}

/** Writes an error answer where there is no response to write it to, and closes the connection. */
export function refuseOn(socket: Duplex, { status, body: failure }: PlainFailure): void {
  const body = JSON.stringify(failure);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
