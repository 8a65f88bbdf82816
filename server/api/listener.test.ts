import { createServer, type RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { errorBody } from '../contract/index.ts';
import { MAX_HEADERS } from './http/entry.ts';
import { createListener, type Listener, type ListenerLimits } from './listener.ts';

let listener: Listener;
beforeEach(() => {
  listener = createListener(
    (_, res) => res.end('ok'),
    (_, socket) => socket.destroy(),
  );
});
afterEach(() => listener.close());

const reach = async (port: number): Promise<string> => {
  try {
    const reply = await fetch(`http://127.0.0.1:${port}/`, { headers: { Connection: 'close' } });
    return await reply.text();
  } catch {
    return 'refused';
  }
};

const portOf = async (host: string, port: number): Promise<number> => {
  const result = await listener.listen(host, port);
  if (!result.ok) throw new Error(result.message);
  return result.port;
};

test('a port in use is a value with a way out, and the old address stays', async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
  const address = blocker.address();
  const taken = typeof address === 'object' && address !== null ? address.port : 0;
  const port = await portOf('127.0.0.1', 0);
  const result = await listener.listen('127.0.0.1', taken);
  expect(result).toMatchObject({ ok: false, code: 'EADDRINUSE', message: expect.stringContaining('WebUI.Port') });
  expect(await reach(port)).toBe('ok');
  blocker.close();
});

test('moves to another port', async () => {
  const before = await portOf('127.0.0.1', 0);
  const after = await portOf('127.0.0.1', 0);
  expect([await reach(before), await reach(after)]).toEqual(['refused', 'ok']);
});

test('moves to another address on the same port, or stays when that address is not ours', async () => {
  const port = await portOf('0.0.0.0', 0);
  expect(await listener.listen('127.0.0.1', port)).toEqual({ ok: true, host: '127.0.0.1', port });
  expect(await reach(port)).toBe('ok');
  expect(await listener.listen('192.0.2.1', port)).toMatchObject({ ok: false, code: 'EADDRNOTAVAIL' });
  expect(await reach(port)).toBe('ok');
});

test('the save that moves the port is answered on the old one, however long the managers take', async () => {
  let answer = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    listener = createListener(
      (_, res) => {
        answer = () => res.end('saved');
        resolve();
      },
      (_, socket) => socket.destroy(),
    );
  });
  const before = await portOf('127.0.0.1', 0);
  const save = reach(before);
  await asked;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    expect(await portOf('127.0.0.1', 0)).not.toBe(before);
    // A reload gives the managers 10 s.
    vi.advanceTimersByTime(10_000);
  } finally {
    vi.useRealTimers();
  }
  answer();
  expect(await save).toBe('saved');
});

test('1.1 a connection is kept for whoever polls every minute', async () => {
  const port = await portOf('127.0.0.1', 0);
  const reply = await fetch(`http://127.0.0.1:${port}/`);
  await reply.text();
  const [, seconds] = /timeout=(\d+)/.exec(reply.headers.get('keep-alive') ?? '') ?? [];
  expect(Number(seconds)).toBeGreaterThan(60);
});

test('close is final', async () => {
  const port = await portOf('127.0.0.1', 0);
  await listener.close();
  expect(await reach(port)).toBe('refused');
});

describe('clients that hold on to a connection', () => {
  const sockets: Socket[] = [];
  let slow: Listener | null = null;
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await slow?.close();
    slow = null;
  });

  const start = async (handle: RequestListener, limits: Partial<ListenerLimits>): Promise<number> => {
    slow = createListener(handle, (_, socket) => socket.destroy(), { checkEvery: 20, ...limits });
    const result = await slow.listen('127.0.0.1', 0);
    return result.ok ? result.port : 0;
  };
  const dial = (port: number, text: string): { socket: Socket; seen: { text: string; closed: boolean } } => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    sockets.push(socket);
    const seen = { text: '', closed: false };
    socket.on('data', (part) => {
      seen.text += part.toString();
    });
    socket.on('error', () => {
      seen.closed = true;
    });
    socket.on('close', () => {
      seen.closed = true;
    });
    return { socket, seen };
  };

  // https://github.com/nodejs/node/issues/13449
  test('headers that never end are cut off (slowloris)', async () => {
    const port = await start((_, res) => res.end('ok'), { headersTimeout: 60, requestTimeout: 60 });
    const { seen } = dial(port, 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow:');
    await vi.waitFor(() => expect(seen.closed).toBe(true));
    expect(seen.text).toMatch(/^HTTP\/1.1 408 /);
  });

  test('a body that never comes is cut off', async () => {
    const port = await start((req, res) => req.resume().on('end', () => res.end('ok')), {
      headersTimeout: 50,
      requestTimeout: 60,
    });
    const { seen } = dial(port, 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n123');
    await vi.waitFor(() => expect(seen.closed).toBe(true));
  });

  test('a reader that stops reading is cut off', async () => {
    let ended = false;
    const port = await start(
      (_, res) => {
        res.on('close', () => {
          ended = true;
        });
        res.end(Buffer.alloc(64 * 1024 * 1024));
      },
      { idle: 100 },
    );
    const { socket } = dial(port, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    socket.pause();
    await vi.waitFor(() => expect(ended).toBe(true), { timeout: 5000 });
  });

  // curl --http2 and Java's client offer HTTP/2 with their first request.
  test('2.0 an offer of another protocol is passed over: the request is answered, with its body, and the next ones too', async () => {
    let begun = false;
    const port = await start((req, res) => {
      begun = true;
      const parts: string[] = [];
      req.on('data', (part: Buffer) => parts.push(part.toString()));
      req.on('end', () => res.end(JSON.stringify([req.method, req.url, req.headers['x-api-token'], parts.join('')])));
    }, {});
    const offer = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n';
    const { seen, socket } = dial(
      port,
      `POST /api/a HTTP/1.1\r\nHost: localhost\r\n${offer}X-API-Token: t\r\nContent-Length: 4\r\n\r\nab`,
    );
    await vi.waitFor(() => expect(begun).toBe(true));
    socket.write('cd');
    await vi.waitFor(() => expect(seen.text).toContain('["POST","/api/a","t","abcd"]'));
    socket.write(`GET /api/b HTTP/1.1\r\nHost: localhost\r\n${offer}\r\n`);
    await vi.waitFor(() => expect(seen.text).toContain('["GET","/api/b",null,""]'));
    expect(seen.closed).toBe(false);
  });

  test('an offer does not get more header fields past the limit', async () => {
    let asked = 0;
    const port = await start((_, res) => {
      asked += 1;
      res.end();
    }, {});
    const many = Array.from({ length: MAX_HEADERS }, (_, at) => `X-${at}: 1\r\n`).join('');
    const { seen } = dial(port, `GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: h2c\r\nHost: a\r\n${many}\r\n`);
    await vi.waitFor(() => expect(seen.closed).toBe(true));
    expect([seen.text.slice(0, 12), asked]).toEqual(['HTTP/1.1 431', 0]);
  });

  test.each([
    ['431', 'Request header fields too large', `GET /?${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
    ['431', 'Request header fields too large', `GET / HTTP/1.1\r\nHost: a\r\nCookie: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['400', 'percent-encoded', 'POST /api/processes/Radarr-\u00e4/restart HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['400', 'Malformed request', 'HELLO\r\n\r\n'],
  ])('3.7 a request that cannot be read is a %s in JSON: %s', async (status, words, text) => {
    const port = await start((_, res) => res.end('ok'), {});
    const { seen } = dial(port, text);
    await vi.waitFor(() => expect(seen.closed).toBe(true));
    const [head = '', body = ''] = seen.text.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} .*application/json`, 's'));
    expect(errorBody.parse(JSON.parse(body))).toBeDefined();
    expect(body).toContain(words);
  });

  test('3.7 such a request does not get into an answer that is on its way', async () => {
    const port = await start((_, res) => void res.write('first part'), {});
    const { seen, socket } = dial(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await vi.waitFor(() => expect(seen.text).toContain('first part'));
    socket.write('HELLO\r\n\r\n');
    await vi.waitFor(() => expect(seen.closed).toBe(true));
    expect(seen.text).not.toContain('Malformed');
  });

  test('more connections than the limit are not taken', async () => {
    const port = await start((_, res) => res.end('ok'), { maxConnections: 2 });
    const request = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const held = [dial(port, request), dial(port, request)];
    await vi.waitFor(() => expect(held.every(({ seen }) => seen.text.endsWith('ok'))).toBe(true));
    const { seen } = dial(port, request);
    await vi.waitFor(() => expect(seen.closed).toBe(true));
    expect(seen.text).toBe('');
  });
});
