import { once } from 'node:events';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startHarness, type Harness } from '../testing/harness.ts';
import { logEntry, TOKEN } from '../testing/stand-in.ts';

let server: Harness;
beforeAll(async () => {
  server = await startHarness();
});
afterAll(() => server.stop());

/** A reader of all log entries; `bytes` counts what it has read. */
async function reader(): Promise<{
  socket: WebSocket;
  seen: { frames: number; bytes: number; closed: number | null };
}> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/ws`, { headers: { 'X-API-Token': TOKEN } });
  const seen: { frames: number; bytes: number; closed: number | null } = { frames: 0, bytes: 0, closed: null };
  socket.on('message', (data: Buffer) => {
    seen.frames += 1;
    seen.bytes += data.length;
  });
  socket.on('close', (code) => {
    seen.closed = code;
  });
  await once(socket, 'message');
  socket.send(JSON.stringify({ type: 'subscribe', topics: ['logs'] }));
  socket.send(JSON.stringify({ type: 'ping' }));
  await vi.waitFor(() => expect(seen.frames).toBeGreaterThanOrEqual(1));
  return { socket, seen };
}

test('3.10: over a real connection one that does not read is cut off with 1013, one that reads gets everything', async () => {
  const slow = await reader();
  const fast = await reader();
  slow.socket.pause();
  const before = fast.seen.frames;
  const entries = 640;
  const size = 64 * 1024;
  // More than the buffers of any system hold; the fast one sets the pace.
  for (let sent = 1; sent <= entries; sent += 1) {
    server.entryAdded.emit(logEntry('INFO', 'x'.repeat(size), sent));
    await vi.waitFor(() => expect(fast.seen.frames).toBe(before + sent), { interval: 1 });
  }
  slow.socket.resume();
  await vi.waitFor(() => expect(slow.seen.closed).toBe(1013));
  expect(slow.seen.bytes).toBeLessThan((entries * size) / 2);
  expect(fast.seen.closed).toBeNull();
  fast.socket.terminate();
}, 30_000);
