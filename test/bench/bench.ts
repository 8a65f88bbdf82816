import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { configFigures } from './config.ts';
import { crowdFigures } from './crowd.ts';
import { measured, median } from './figure.ts';
import type { Figure } from './figure.ts';
import { loadFigures } from './load.ts';
import { logFigures } from './logs.ts';
import { memoryFigures } from './memory.ts';
import { startDemo } from './program.ts';
import { requestFigures } from './requests.ts';
import { searchFigures } from './settings-search.ts';
import { scrollFigures } from './scroll.ts';
import { throughputFigures } from './throughput.ts';
import { verdictFigures } from './verdicts.ts';

const starts = 3;
const scratch = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-bench-'));
let folders = 0;
const freshFolder = (): string => path.join(scratch, String((folders += 1)));

const [wanted = ''] = process.argv.slice(2);

/** Prints the figures of one part, if it is wanted; a part that fails is told and does not hide the others. */
async function part(name: string, work: () => Figure[] | Promise<Figure[]>): Promise<void> {
  if (!name.includes(wanted)) return;
  console.error(`${name} ...`);
  try {
    for (const figure of await work()) console.log(JSON.stringify(figure));
  } catch (error) {
    process.exitCode = 1;
    console.error(`${name} failed:`, error);
  }
}

async function startFigures(): Promise<Figure[]> {
  const times: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    const demo = await startDemo(freshFolder());
    times.push(demo.healthyAfterMs);
    await demo.server.stop();
  }
  return [measured('start_to_healthy_ms', median(times), 'ms', `--headless --demo, median of ${starts} starts`)];
}

async function runningFigures(): Promise<Figure[]> {
  const demo = await startDemo(freshFolder());
  try {
    return [...(await memoryFigures(demo)), ...(await throughputFigures(demo))];
  } finally {
    await demo.server.stop();
  }
}

const [load = 0] = os.loadavg();
console.error(`${os.availableParallelism()} cores, load average ${load.toFixed(1)}: times are fair when it is below 1`);
try {
  await part('verdicts', verdictFigures);
  await part('configuration', () => configFigures(freshFolder(), path.resolve('test/fixtures/config')));
  await part('search of settings', () => searchFigures(path.resolve('test/fixtures/config')));
  await part('logs', () => logFigures(freshFolder()));
  await part('start', startFigures);
  await part('memory and API (half a minute)', runningFigures);
  await part('load (two minutes)', () => loadFigures(freshFolder()));
  await part('memory with 10,000 torrents', () => crowdFigures(freshFolder()));
  await part('scrolling 10,000 torrents', () => scrollFigures(freshFolder()));
  await part('requests at qBittorrent (over a minute)', () => requestFigures(freshFolder()));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
