import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** How a receiver answers the next messages: a status, or `hang` for never. */
export type Answer = number | 'hang';

/** A receiver of webhooks on a free loopback port; it answers as told, then with the last answer for ever. */
export class Receiver {
  readonly received: Received[] = [];
  answers: Answer[] = [204];
  readonly #server: Server;
  port = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts).toString();
        this.received.push({ path: request.url ?? '', headers: request.headers, body });
        const answer = (this.answers.length > 1 ? this.answers.shift() : this.answers[0]) ?? 204;
        if (answer === 'hang') return;
        response.writeHead(answer, answer >= 300 && answer < 400 ? { Location: '/elsewhere' } : {}).end('thanks');
      });
    });
  }

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => {
      receiver.#server.listen(0, '127.0.0.1', resolve);
    });
    const address = receiver.#server.address();
    receiver.port = typeof address === 'object' && address !== null ? address.port : 0;
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook/secret-part`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }
}
