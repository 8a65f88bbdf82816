import http from 'node:http';
import net from 'node:net';

/** An answer as it came. */
export interface Heard {
  status: number;
  /** Content-Type, '' without one. */
  type: string;
  body: string;
}

/** What is sent: `target` goes into the request line as it stands. */
export interface Sent {
  method: string;
  target: string;
  headers: Record<string, string>;
  body: string | Buffer | null;
}

/** Longest time any request may take, in milliseconds. */
export const DEADLINE_MS = 5000;

class StaleConnection extends Error {}

/** A client with kept-alive connections to one server. */
export class FuzzClient {
  readonly #agent: http.Agent;
  readonly port: number;
  sent = 0;

  constructor(port: number, connections: number) {
    this.port = port;
    this.#agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  }

  close(): void {
    this.#agent.destroy();
  }

  /** The answer; of one that never ends by design (log stream) the head. @throws Error after the deadline. */
  async ask(sent: Sent, deadline = DEADLINE_MS): Promise<Heard> {
    this.sent += 1;
    try {
      return await this.#once(sent, deadline);
    } catch (error) {
      // The server may close an idle connection in the moment in which we use it again.
      if (error instanceof StaleConnection) return this.#once(sent, deadline);
      throw error;
    }
  }

  async #once({ method, target, headers, body }: Sent, deadline: number): Promise<Heard> {
    return new Promise((resolve, reject) => {
      const request = http.request({
        host: '127.0.0.1',
        port: this.port,
        agent: this.#agent,
        method,
        path: target,
        headers: { ...headers, ...(body !== null && { 'Content-Length': String(Buffer.byteLength(body)) }) },
      });
      const timer = setTimeout(() => request.destroy(new Error(`no answer within ${deadline} ms`)), deadline);
      request.once('error', (error) => {
        clearTimeout(timer);
        const isStale = request.reusedSocket && 'code' in error && error.code === 'ECONNRESET';
        reject(isStale ? new StaleConnection() : error);
      });
      request.once('response', (response) => {
        const { statusCode: status = 0, headers: heads } = response;
        const type = heads['content-type'] ?? '';
        const finish = (text: string): void => {
          clearTimeout(timer);
          resolve({ status, type, body: text });
        };
        if (type.startsWith('text/event-stream') && method !== 'HEAD') {
          finish('endless');
          request.destroy();
          return;
        }
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('error', reject);
        response.once('end', () => finish(Buffer.concat(parts).toString()));
      });
      request.end(body ?? undefined);
    });
  }
}

/**
 * Writes bytes to a connection of their own and returns all that comes back until the server closes it. The deadline also
 * ends it; then it throws, because the server keeps somebody waiting who cannot be served.
 */
export async function raw(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1');
    const parts: Buffer[] = [];
    const heard = (): string => Buffer.concat(parts).toString('latin1');
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`the connection stayed open for ${DEADLINE_MS} ms after: ${heard().slice(0, 200)}`));
    }, DEADLINE_MS);
    const finish = (): void => {
      clearTimeout(timer);
      resolve(heard());
    };
    socket.on('data', (part: Buffer) => parts.push(part));
    socket.once('close', finish);
    // A reset after the answer is an end like any other.
    socket.once('error', finish);
    socket.write(bytes);
  });
}

/** The statuses of all answers in what `raw` returned. */
export const statusesOf = (text: string): number[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
