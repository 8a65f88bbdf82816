import { setTimeout as wait } from 'node:timers/promises';
import { until } from '../lab/until.ts';
import { judged, measured } from './figure.ts';
import type { Figure } from './figure.ts';
import { processRows, settledRows } from './program.ts';
import { stackToken, withStack } from './stack.ts';
import type { Stack } from './stack.ts';
import type { ServerProcess } from '../support/server-process.ts';

const windowMs = 60_000;
const torrentCount = 200;

/** What two Arr managers and `core` ask a qBittorrent in which nothing happens, over one minute. */
export async function requestFigures(dataDir: string): Promise<Figure[]> {
  return withStack(dataDir, torrentCount, count);
}

async function count({ server, qbit }: Stack): Promise<Figure[]> {
  const managers = new Set((await settledRows(server, stackToken)).map((row) => row.pid)).size;
  // The first pass logs in, asks the version and reads everything: idle begins with the second one.
  const first = await passesOf(server);
  await until('every manager has made a second pass', async () => (await passesOf(server)) >= first + managers);

  const before = { requests: qbit.requests.length, passes: await passesOf(server) };
  await wait(windowMs);
  const passes = (await passesOf(server)) - before.passes;
  const asked = qbit.requests.slice(before.requests);
  const byPath = new Map<string, number>();
  for (const { path } of asked) byPath.set(path, (byPath.get(path) ?? 0) + 1);
  const paths = [...byPath].map(([path, times]) => `${path} ${times}`).join(', ');
  const perMinute = asked.length / managers / (windowMs / 60_000);
  const note = `${managers} managers, ${torrentCount} torrents at rest, LoopSleepTimer 5: ${paths}`;
  return [
    measured('qbit_requests_per_idle_minute_per_manager', perMinute, 'requests/min', note),
    judged(measured('requests_per_loop_pass', asked.length / passes, 'requests', `${passes} passes`), { most: 1 }),
  ];
}

/** Passes of all managers since their start; the loops of one process pass together and count once. */
async function passesOf(server: ServerProcess): Promise<number> {
  const passes = new Map<number | null, number>();
  for (const row of await processRows(server, stackToken)) {
    const sum = row.work.reduce((total, minute) => total + minute, 0);
    passes.set(row.pid, Math.max(passes.get(row.pid) ?? 0, sum));
  }
  return [...passes.values()].reduce((total, sum) => total + sum, 0);
}
