import { createServer, request as forward } from 'node:http';
import { listen } from './ports.ts';

/** One call that went through. */
export interface RecordedCall {
  method: string;
  /** Below `/api/v2/`, without query. */
  action: string;
  form: Readonly<Record<string, string>>;
}

/** Stands between a client and a server on loopback and writes down what passes. */
export interface Recorder {
  url: string;
  port: number;
  calls: RecordedCall[];
  close(): Promise<void>;
}

/** Starts one in front of the server at `target`, an http address. */
export async function startRecorder(target: string): Promise<Recorder> {
  const calls: RecordedCall[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const url = new URL(incoming.url ?? '/', target);
      const form = Object.fromEntries(new URLSearchParams(body.toString()));
      calls.push({ method: incoming.method ?? 'GET', action: url.pathname.replace('/api/v2/', ''), form });
      // qBittorrent compares Host and Referer with its own address.
      const headers = { ...incoming.headers, host: url.host, referer: target, origin: target };
      const outgoing = forward(url, { method: incoming.method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      outgoing.on('error', () => response.destroy());
      outgoing.end(body);
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    calls,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
