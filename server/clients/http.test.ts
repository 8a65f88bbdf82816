import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ClientError, ensureOk, isConnectionFailure, readJson, request, retry } from './http.ts';
import type { ClientRequest } from './http.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

const callTo = (url: string, more: Partial<ClientRequest> = {}): ClientRequest => ({
  target: 'Radarr-4K',
  url,
  timeoutMs: 5000,
  ...more,
});

describe('request', () => {
  it('returns status, headers and text, and sends method, headers and body', async () => {
    const url = await serve((incoming, response) => {
      let body = '';
      incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
      incoming.on('end', () =>
        response
          .writeHead(201, { 'X-Seen': `${incoming.method} ${incoming.headers['x-api-key']?.toString()}` })
          .end(`got ${body}`),
      );
    });
    const answer = await request(callTo(url, { method: 'POST', headers: { 'X-Api-Key': 'k' }, body: 'é' }));
    expect(answer).toMatchObject({ status: 201, text: 'got é', headers: { 'x-seen': 'POST k' } });
  });

  it('names section and place when the connection is refused', async () => {
    const url = await serve(() => {});
    servers.splice(0).forEach((server) => server.close());
    await expect(request(callTo(url))).rejects.toMatchObject({
      kind: 'refused',
      status: null,
      target: 'Radarr-4K',
      message: `Radarr-4K did not answer: connection refused by ${url.slice('http://'.length)}`,
    });
  });

  it('tells an unknown host name', async () => {
    await expect(request(callTo('http://no-such-host.invalid:7878/x'))).rejects.toMatchObject({ kind: 'dns' });
  });

  it('gives up on a server that hangs, before or within its answer', async () => {
    const silent = await serve(() => {});
    const halfway = await serve((_, response) => response.writeHead(200).write('{'));
    for (const url of [silent, halfway]) {
      await expect(request(callTo(url, { timeoutMs: 50 }))).rejects.toMatchObject({ kind: 'timeout' });
    }
  });

  it('tells a connection that is closed, before or within the answer', async () => {
    const rude = await serve((incoming) => incoming.socket.destroy());
    const halfway = await serve((_, response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('{', () => response.destroy());
    });
    for (const url of [rude, halfway]) await expect(request(callTo(url))).rejects.toMatchObject({ kind: 'reset' });
  });

  it('tells https spoken to an http server', async () => {
    const url = await serve(() => {});
    await expect(request(callTo(url.replace('http:', 'https:')))).rejects.toMatchObject({ kind: 'tls' });
  });

  it("ends with the caller's own reason when the caller gives up", async () => {
    const url = await serve(() => {});
    const reason = new Error('shutting down');
    await expect(request(callTo(url, { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
  });

  it('refuses addresses that are not http', async () => {
    await expect(request(callTo('localhost:7878'))).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('follows a redirect on the same server only, so that no credential leaves it', async () => {
    const asked: string[] = [];
    const other = await serve((_, response) => {
      asked.push('other');
      response.end();
    });
    const url = await serve((incoming, response) => {
      if (incoming.url === '/radarr/api') response.end('here');
      else response.writeHead(302, { Location: incoming.url === '/api' ? '/radarr/api' : `${other}/?apikey=x` }).end();
    });
    expect((await request(callTo(`${url}/api`))).text).toBe('here');
    await expect(request(callTo(`${url}/away`))).rejects.toMatchObject({
      kind: 'invalid',
      message: `Radarr-4K redirects to ${other}/; is the address right?`,
    });
    expect(asked).toEqual([]);
  });
});

describe('ensureOk', () => {
  it.each([
    [400, 'badRequest'],
    [401, 'auth'],
    [403, 'auth'],
    [404, 'notFound'],
    [409, 'conflict'],
    [429, 'server'],
    [503, 'server'],
  ])('turns %i into %s', (status, kind) => {
    expect(() => ensureOk(callTo('http://a/x'), { status, headers: {}, text: '' })).toThrow(
      expect.objectContaining({ kind, status }),
    );
  });

  it('accepts every 2xx', () => {
    expect(ensureOk(callTo('http://a/x'), { status: 204, headers: {}, text: '' }).status).toBe(204);
  });

  it.each(['X-Api-Key', 'ApiKey', 'Authorization', 'Cookie'])(
    'a debug page that quotes %s does not give it away, in whatever form',
    (header) => {
      const key = 'k"\\ /+3y';
      const call = callTo('http://a/x', { headers: { [header]: key } });
      for (const text of [key, JSON.stringify({ key }), `/x?k=${encodeURIComponent(key)}`]) {
        expect(() => ensureOk(call, { status: 500, headers: {}, text })).toThrow(/^(?!.*3y).*\*\*\*/);
      }
    },
  );

  it("repeats the server's words without our key, query or its HTML", () => {
    const call = callTo('http://a/api/v3/command?apikey=s3cret', {
      method: 'POST',
      headers: { 'X-Api-Key': 's3cret' },
    });
    expect(() => ensureOk(call, { status: 500, headers: {}, text: 'bad s3cret\n  here' })).toThrow(
      'Radarr-4K answered 500 to POST /api/v3/command: bad *** here',
    );
    expect(() => ensureOk(call, { status: 502, headers: {}, text: '<html>' })).toThrow(
      /^Radarr-4K answered 502 to POST \/api\/v3\/command$/,
    );
    expect(() => ensureOk(call, { status: 401, headers: {}, text: '' })).toThrow('wrong API key (401)');
  });
});

describe('readJson', () => {
  const read = (text: string) =>
    readJson(callTo('http://a/x'), { status: 200, headers: {}, text }, z.looseObject({ id: z.number() }));

  it('returns what the schema says, unknown fields kept', () => {
    expect(read('{"id":1,"new":true}')).toEqual({ id: 1, new: true });
  });

  it.each([
    ['<!doctype html>', 'notJson', 'HTML instead of JSON'],
    ['{"id":', 'notJson', 'not JSON'],
    ['{"id":"1"}', 'invalid', 'id: '],
  ])('explains %s', (text, kind, words) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ kind, message: expect.stringContaining(words) }));
  });
});

describe('retry (torrents.md 1.6)', () => {
  const failing = (error: Error) => {
    const waits: number[] = [];
    let calls = 0;
    const run = (tries: number, capSeconds: number) =>
      retry(
        { tries, capSeconds },
        () => {
          calls++;
          return Promise.reject(error);
        },
        {
          sleep: (ms) => {
            waits.push(ms);
            return Promise.resolve();
          },
          random: () => 0.5,
        },
      );
    return { run, waits, calls: () => calls };
  };

  it('doubles the wait up to the cap, plus a random part, and counts the first call', async () => {
    const refused = new ClientError('refused', 'A', 'x');
    const attempt = failing(refused);
    await expect(attempt.run(6, 5)).rejects.toBe(refused);
    expect(attempt.calls()).toBe(6);
    expect(attempt.waits).toEqual([625, 1125, 2125, 4125, 5125]);
  });

  it('does not repeat after an answer', async () => {
    const attempt = failing(new ClientError('server', 'A', 'x', 500));
    await expect(attempt.run(5, 5)).rejects.toMatchObject({ kind: 'server' });
    expect(attempt.calls()).toBe(1);
  });

  it('does not take a wrong certificate or a foreign error for a connection failure', () => {
    expect(isConnectionFailure(new ClientError('tls', 'A', 'x'))).toBe(false);
    expect(isConnectionFailure(new Error('x'))).toBe(false);
    expect(isConnectionFailure(new ClientError('timeout', 'A', 'x'))).toBe(true);
  });
});
