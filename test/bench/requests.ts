import { setTimeout as wait } from 'node:timers/promises';
import { tag } from '../../server/engine/torrents/facts.ts';
import { startFakeArr } from '../../server/sandbox/arr/index.ts';
import type { FakeArr } from '../../server/sandbox/arr/index.ts';
import { startFakeQbittorrent } from '../../server/sandbox/qbittorrent/index.ts';
import type { FakeQbittorrent } from '../../server/sandbox/qbittorrent/index.ts';
import { until } from '../lab/until.ts';
import { ServerProcess } from '../support/server-process.ts';
import { judged, measured } from './figure.ts';
import type { Figure } from './figure.ts';
import { processRows, settledRows } from './program.ts';

const token = 'bench-token-that-opens-nothing-else';
const windowMs = 60_000;
const torrentCount = 200;

/** What two Arr managers and `core` ask a qBittorrent in which nothing happens, over one minute. */
export async function requestFigures(dataDir: string): Promise<Figure[]> {
  const qbit = await startFakeQbittorrent({ userName: 'admin', password: 'bench' });
  const arrs = [await startFakeArr({ type: 'radarr' }), await startFakeArr({ type: 'sonarr' })];
  let server: ServerProcess | null = null;
  try {
    fill(qbit);
    server = await ServerProcess.start({ dataDir, config: configOf(qbit, arrs) });
    return await count(server, qbit);
  } finally {
    await server?.stop();
    for (const arr of arrs) await arr.stop();
    await qbit.stop();
  }
}

async function count(server: ServerProcess, qbit: FakeQbittorrent): Promise<Figure[]> {
  const managers = new Set((await settledRows(server, token)).map((row) => row.pid)).size;
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
  for (const row of await processRows(server, token)) {
    const sum = row.work.reduce((total, minute) => total + minute, 0);
    passes.set(row.pid, Math.max(passes.get(row.pid) ?? 0, sum));
  }
  return [...passes.values()].reduce((total, sum) => total + sum, 0);
}

/** Imported torrents that seed: nothing is left to decide about them. */
function fill(qbit: FakeQbittorrent): void {
  for (let index = 0; index < torrentCount; index += 1) {
    qbit.state.addTorrent({
      hash: index.toString(16).padStart(40, '0'),
      name: `Some.Title.${index}`,
      category: index % 2 === 0 ? 'radarr' : 'sonarr',
      state: 'stalledUP',
      progress: 1,
      tags: [tag.imported],
    });
  }
}

function configOf(qbit: FakeQbittorrent, arrs: readonly FakeArr[]): string {
  const sections = arrs.map(
    ({ type, url, apiKey }) => `
[${type === 'radarr' ? 'Radarr' : 'Sonarr'}-Bench]
Managed = true
URI = "${url}"
APIKey = "${apiKey}"
Category = "${type}"`,
  );
  return `
[Settings]
ConfigVersion = "5.14.4"
LoopSleepTimer = 5
CompletedDownloadFolder = "/nowhere"
[WebUI]
Host = "127.0.0.1"
Port = 0
Token = "${token}"
AuthDisabled = false
[qBit]
Host = "127.0.0.1"
Port = ${qbit.port}
UserName = "admin"
Password = "bench"
${sections.join('\n')}
`;
}
