import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import http from 'node:http';
import path from 'node:path';
import { z } from 'zod';
import { judged, measured, median } from './figure.ts';
import type { Figure } from './figure.ts';
import { settledRows } from './program.ts';
import type { Demo } from './program.ts';

const connections = 16;
const rounds = 9;
const roundMs = 1000;
const warmUpMs = 1000;
const bareReady = z.object({ port: z.int() });

/** GET /api/processes against a bare Express route with the same body: own processes, same client, turn by turn. */
export async function throughputFigures(demo: Demo): Promise<Figure[]> {
  await settledRows(demo.server, demo.token);
  const headers = { 'X-API-Token': demo.token };
  const api = new URL(`${demo.server.base}/api/processes`);
  const body = await (await fetch(api, { headers })).text();
  const bare = fork(path.join(import.meta.dirname, 'bare-express.js'), { stdio: ['ignore', 2, 2, 'ipc'] });
  try {
    const reference = await bareUrl(bare, body);
    for (const url of [api, reference]) await load(url, headers, warmUpMs);
    const ratios: number[] = [];
    const rates: { api: number; bare: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const rate = { api: await load(api, headers, roundMs), bare: await load(reference, headers, roundMs) };
      rates.push(rate);
      ratios.push(rate.api / rate.bare);
    }
    const note = `${connections} connections, ${body.length} byte body, median of ${rounds} turns of ${roundMs / 1000} s each`;
    return [
      measured('api_processes_per_second', median(rates.map((rate) => rate.api)), 'requests/s'),
      measured('bare_express_per_second', median(rates.map((rate) => rate.bare)), 'requests/s'),
      judged(measured('api_processes_ratio', median(ratios), 'ratio', note), { least: 0.6 }),
    ];
  } finally {
    bare.kill('SIGKILL');
  }
}

function bareUrl(bare: ChildProcess, body: string): Promise<URL> {
  return new Promise((resolve, reject) => {
    bare.once('exit', (code) => reject(new Error(`the bare Express server ended with ${code}`)));
    bare.once('message', (message) => {
      const { port } = bareReady.parse(message);
      resolve(new URL(`http://127.0.0.1:${port}/api/processes`));
    });
    bare.send({ body });
  });
}

/** Answers per second over kept-alive connections. @throws Error for an answer that is no 200. */
async function load(url: URL, headers: Record<string, string>, ms: number): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const begin = performance.now();
  let answers = 0;
  const client = async (): Promise<void> => {
    while (performance.now() - begin < ms) {
      await get(url, headers, agent);
      answers += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, client));
    return (answers / (performance.now() - begin)) * 1000;
  } finally {
    agent.destroy();
  }
}

function get(url: URL, headers: Record<string, string>, agent: http.Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { headers, agent }, (response) => {
      response.resume();
      response.once('error', reject);
      response.once('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${url.href} answered ${response.statusCode}`));
      });
    });
    request.once('error', reject);
  });
}
