import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { processesBody } from '../../server/contract/index.ts';
import type { ProcessRow } from '../../server/contract/index.ts';
import { until } from '../lab/until.ts';
import { ServerProcess } from '../support/server-process.ts';

const tokenIn = z.looseObject({ WebUI: z.looseObject({ Token: z.string().min(1) }) });
const startTimeoutMs = 60_000;
/** What is measured does not look at its own answers. */
export const unwatched = { QBITRR_TEST_VALIDATE: '' } as const;

/** The built program over its sandbox, with what is needed to ask it. */
export interface Demo {
  readonly server: ServerProcess;
  readonly token: string;
  /** From the spawn to the first 200 of /api/health, milliseconds. */
  readonly healthyAfterMs: number;
}

/** Starts `--headless --demo` on a free port. @throws Error when it is not healthy within a minute. */
export async function startDemo(dataDir: string): Promise<Demo> {
  const begin = performance.now();
  const server = ServerProcess.launch({ dataDir, args: ['--demo', '--port', '0'], env: unwatched });
  try {
    while (!(await isHealthy(server))) {
      if (server.child.exitCode !== null || performance.now() - begin > startTimeoutMs)
        throw new Error(`the program did not become healthy: ${server.output}`);
      await wait(2);
    }
    const healthyAfterMs = performance.now() - begin;
    const token = readToken(path.join(dataDir, 'sandbox/config.toml'));
    return { server, token, healthyAfterMs };
  } catch (error) {
    await server.stop('SIGKILL');
    throw error;
  }
}

/** Rows of GET /api/processes. @throws ZodError when the answer is none. */
export async function processRows(server: ServerProcess, token: string): Promise<ProcessRow[]> {
  const { body } = await server.call('GET', '/api/processes', token);
  return processesBody.parse(body).processes;
}

/** Returns the rows once all are alive and have made a pass. */
export async function settledRows(server: ServerProcess, token: string): Promise<ProcessRow[]> {
  return until('all loops run', async () => {
    const rows = await processRows(server, token);
    return rows.length > 0 && rows.every((row) => row.alive && row.pid !== null && row.doing !== null) && rows;
  });
}

async function isHealthy(server: ServerProcess): Promise<boolean> {
  if (!server.output.includes('serves its panel at http://')) return false;
  try {
    const answer = await fetch(`${server.base}/api/health`);
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    // The address is printed, but nobody accepts connections yet.
    return false;
  }
}

function readToken(file: string): string {
  return tokenIn.parse(parse(readFileSync(file, 'utf8'))).WebUI.Token;
}
