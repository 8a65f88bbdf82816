import { get, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startHarness, type Harness } from '../testing/harness.ts';
import { TOKEN } from '../testing/stand-in.ts';
import type { StreamTimes } from './deps.ts';

let server: Harness;
const open: IncomingMessage[] = [];

const start = async (times: Partial<StreamTimes> = {}): Promise<void> => {
  server = await startHarness({}, { streamTimes: { poll: 10, ...times } });
  server.state.files.set('Main.log', { text: 'old\n', path: '/nowhere' });
};
beforeEach(() => {
  open.length = 0;
});
afterEach(async () => {
  for (const stream of open) stream.destroy();
  await server.stop();
});

/** Follows a stream and parses its frames. */
async function follow(query = '') {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { port: server.port, path: `/web/logs/Main.log/stream${query}`, headers: { 'X-API-Token': TOKEN } };
    get({ host: '127.0.0.1', agent: false, ...options }, resolve).on('error', reject);
  });
  open.push(response);
  const state = { text: '', ended: false };
  response.on('data', (part: Buffer) => {
    state.text += part.toString();
  });
  response.on('end', () => {
    state.ended = true;
  });
  response.on('error', () => {
    state.ended = true;
  });
  const events = (): { event: string; data: unknown }[] =>
    [...state.text.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)].map(([, event = '', data = '']) => ({
      event,
      data: JSON.parse(data),
    }));
  return { response, events, state };
}

const grow = (text: string): void => {
  server.state.files.set('Main.log', { text, path: '/nowhere' });
};

test('2.5 append from the end of the file on, with the headers proxies need', async () => {
  await start();
  const { response, events } = await follow();
  expect(response.headers).toMatchObject({
    'content-type': expect.stringContaining('text/event-stream'),
    'cache-control': expect.stringContaining('no-cache'),
    'x-accel-buffering': 'no',
  });
  grow('old\nnew\n');
  await vi.waitFor(() =>
    expect(events()).toMatchObject([{ event: 'append', data: { content: 'new\n', next_bytes: 8 } }]),
  );
});

test('2.5 since_bytes resumes, a shrunken file is rotated', async () => {
  await start();
  const { events } = await follow('?since_bytes=2&inode=7');
  await vi.waitFor(() => expect(events()).toMatchObject([{ event: 'append', data: { content: 'd\n' } }]));
  grow('x');
  await vi.waitFor(() =>
    expect(events()[1]).toMatchObject({ event: 'rotated', data: { content: 'x', rotated: true } }),
  );
});

test('2.5 a vanished file ends the stream with an empty rotated event', async () => {
  await start();
  const { events, state } = await follow();
  server.state.files.clear();
  await vi.waitFor(() => expect(state.ended).toBe(true));
  expect(events()).toMatchObject([{ event: 'rotated', data: { content: '', next_bytes: 0, inode: 0, size: 0 } }]);
});

test('2.5 pings, and a reconnect with the cursor at the end of its life', async () => {
  await start({ ping: 15, life: 80 });
  const { events, state } = await follow();
  await vi.waitFor(() => expect(state.ended).toBe(true));
  expect(events()[0]).toEqual({ event: 'ping', data: { ts: expect.any(Number) } });
  expect(events().at(-1)).toEqual({ event: 'reconnect', data: { next_bytes: 4, inode: 7 } });
});

test('HEAD does not start a stream', async () => {
  await start();
  const reply = await server.authed('/web/logs/Main.log/stream', { method: 'HEAD' });
  expect([reply.status, reply.text]).toEqual([200, '']);
});
