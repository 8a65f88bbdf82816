import { createServer, type Server } from 'node:http';

/** A neighbour that answers everything with an error which quotes what it was sent, as debug pages do. */
export interface Echo {
  url: string;
  asked: string[];
  stop(): Promise<void>;
}

export async function startEcho(): Promise<Echo> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      asked.push(`${request.method} ${request.url}`);
      const status = asked.length % 3 === 0 ? 401 : asked.length % 3 === 1 ? 500 : 400;
      response.writeHead(status, {
        'Content-Type': 'application/json',
        'X-Quoted': encodeURIComponent(body).slice(0, 500),
      });
      response.end(
        JSON.stringify({ message: body || request.url, raw: request.rawHeaders.join(' '), headers: request.headers }),
      );
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
