import { once } from 'node:events';
import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { liveTopic } from '../../server/contract/index.ts';
import { until } from '../lab/until.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { judged, measured } from './figure.ts';
import type { Figure } from './figure.ts';
import { readMemory } from './memory.ts';
import { settledRows, startDemo } from './program.ts';

const clients = 200;
const sockets = 200;
const loadMs = 30_000;
/** Each client asks once in so long, as a panel or a script that polls does. */
const everyMs = 1000;
const settleMs = 60_000;

const routes = [
  '/api/health',
  '/api/status',
  '/api/processes',
  '/api/logs?limit=100',
  '/api/torrents',
  '/api/torrents/view',
  '/api/activity?limit=50',
  '/api/overview',
  '/web/qbit/overview',
  '/api/metrics',
];

/** 200 clients on ten routes beside 200 live streams, one of which does not read, for half a minute; memory a minute later. */
export async function loadFigures(dataDir: string): Promise<Figure[]> {
  const { server, token } = await startDemo(dataDir);
  try {
    await settledRows(server, token);
    const headers = { 'X-API-Token': token };
    await crowd(server, headers, 10, 5000);
    const before = hostMemory(server);
    const slow = await stuckReader(server, headers);
    const streams = await Promise.all(Array.from({ length: sockets }, async () => stream(server, headers)));
    const { times, errors } = await crowd(server, headers, clients, loadMs);
    const alive = streams.filter(({ socket, frames }) => socket.readyState === WebSocket.OPEN && frames() > 1).length;
    slow.resume();
    const [code] = await once(slow, 'close');
    for (const { socket } of streams) socket.terminate();
    await wait(settleMs);
    const after = hostMemory(server);
    const note = `${clients} clients, each one request in ${everyMs} ms, and ${sockets} live streams for ${loadMs / 1000} s; they share the cores with the program`;
    return [
      judged(measured('load_errors', errors, 'requests', `${times.length} answered, ${routes.length} routes`), {
        most: 0,
      }),
      measured('load_median_ms', percentile(times, 0.5), 'ms'),
      judged(measured('load_p99_ms', percentile(times, 0.99), 'ms', note), { most: 100 }),
      judged(
        measured(
          'load_streams_lost',
          sockets - alive,
          'streams',
          `a reader that stopped was closed with ${String(code)}`,
        ),
        { most: 0 },
      ),
      judged(
        measured(
          'load_rss_after_ratio',
          ratio(after?.rss, before?.rss),
          'ratio',
          'a minute later, host with the sandbox inside',
        ),
        { most: 1.2 },
      ),
      judged(
        measured('load_pss_after_ratio', ratio(after?.pss, before?.pss), 'ratio', 'the same in proportional memory'),
        { most: 1.2 },
      ),
    ];
  } finally {
    await server.stop();
  }
}

const hostMemory = (server: ServerProcess): ReturnType<typeof readMemory> =>
  server.child.pid === undefined ? null : readMemory(server.child.pid);

const ratio = (after: number | undefined, before: number | undefined): number | null =>
  after === undefined || before === undefined ? null : after / before;

function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** So many clients, each with a connection of its own and its own moment to begin. */
async function crowd(
  server: ServerProcess,
  headers: Record<string, string>,
  count: number,
  ms: number,
): Promise<{ times: number[]; errors: number }> {
  const times: number[] = [];
  let errors = 0;
  const end = performance.now() + ms;
  const client = async (index: number): Promise<void> => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    await wait((index / count) * everyMs);
    for (let turn = 0; performance.now() < end; turn += 1) {
      const begin = performance.now();
      const status = await get(`${server.base}${routes[(index + turn) % routes.length] ?? ''}`, headers, agent);
      times.push(performance.now() - begin);
      if (status !== 200) errors += 1;
      await wait(Math.max(0, everyMs - (performance.now() - begin)));
    }
    agent.destroy();
  };
  await Promise.all(Array.from({ length: count }, (_, index) => client(index)));
  return { times, errors };
}

/** The status once the whole body is there, 0 when the connection failed. */
async function get(url: string, headers: Record<string, string>, agent: http.Agent): Promise<number> {
  return new Promise((resolve) => {
    const request = http.get(url, { headers, agent }, (response) => {
      response.resume();
      response.once('error', () => resolve(0));
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    request.once('error', () => resolve(0));
  });
}

async function stream(
  server: ServerProcess,
  headers: Record<string, string>,
): Promise<{ socket: WebSocket; frames: () => number }> {
  const socket = new WebSocket(`${server.base.replace('http', 'ws')}/api/ws`, { headers });
  let frames = 0;
  socket.on('message', () => {
    frames += 1;
  });
  await once(socket, 'message');
  socket.send(JSON.stringify({ type: 'subscribe', topics: liveTopic.options }));
  return { socket, frames: () => frames };
}

/** A reader that asks for the whole state again and again, reads none of it, and is given up on. */
async function stuckReader(server: ServerProcess, headers: Record<string, string>): Promise<WebSocket> {
  const { socket } = await stream(server, headers);
  socket.pause();
  const again = JSON.stringify({ type: 'subscribe', topics: ['torrents', 'processes', 'status'] });
  for (let turn = 0; turn < 2000; turn += 1) socket.send(again);
  await until('the questions have left', () => socket.bufferedAmount === 0);
  return socket;
}
