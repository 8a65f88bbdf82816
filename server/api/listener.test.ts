import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createListener, type Listener } from './listener.ts';

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

test('close is final', async () => {
  const port = await portOf('127.0.0.1', 0);
  await listener.close();
  expect(await reach(port)).toBe('refused');
});
