import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { transformWithOxc } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFakeArr } from '../../server/sandbox/arr/index.ts';
import type { FakeArr } from '../../server/sandbox/arr/index.ts';
import { startFakeQbittorrent } from '../../server/sandbox/qbittorrent/index.ts';
import type { FakeQbittorrent } from '../../server/sandbox/qbittorrent/index.ts';
import { until } from '../lab/index.ts';
import { ServerProcess } from '../support/server-process.ts';

const run = promisify(execFile);
const programs = path.join(import.meta.dirname, '..', 'seed-programs');
const program = (name: string): string => path.join(programs, name);
const python = ['/usr/bin/python3', 'python3'].find((name) => !name.startsWith('/') || existsSync(name)) ?? 'python3';

const canRun = async (command: string, args: string[]): Promise<boolean> => {
  try {
    await run(command, args);
    return true;
  } catch {
    // The tool is not on this machine.
    return false;
  }
};

const hasRequests = await canRun(python, ['-c', 'import requests']);
const hasCurl = await canRun('curl', ['--version']);
// The programs name port 6969 in so many words; where it is taken they cannot be run unchanged.
const isFree = await new Promise<boolean>((resolve) => {
  const probe = createServer();
  probe.once('error', () => resolve(false));
  probe.listen(6969, '127.0.0.1', () => probe.close(() => resolve(true)));
});
const blocked = isFree ? '' : ' (skipped: port 6969 is in use)';

describe.skipIf(!isFree)(`API6.1 the seed page's programs run unchanged${blocked}`, () => {
  let arr: FakeArr;
  let qbittorrent: FakeQbittorrent;
  let server: ServerProcess;
  let scratch: string;

  beforeAll(async () => {
    scratch = await mkdtemp(path.join(tmpdir(), 'qb-seed-'));
    arr = await startFakeArr({ type: 'radarr' });
    qbittorrent = await startFakeQbittorrent({ userName: 'admin', password: 'adminadmin' });
    // As a first configuration looks: a token and nothing else about access (api.md 6).
    const config = `[Settings]\nCompletedDownloadFolder = "${scratch}"\n[WebUI]\nHost = "127.0.0.1"\nPort = 6969\nToken = "your-token"\n[qBit]\nHost = "127.0.0.1"\nPort = ${qbittorrent.port}\nUserName = "admin"\nPassword = "adminadmin"\n[Radarr-Movies]\nManaged = true\nURI = "${arr.url}"\nAPIKey = "${arr.apiKey}"\nCategory = "radarr-movies"\n`;
    server = await ServerProcess.start({ dataDir: path.join(scratch, 'data'), config });
    await until('the loop runs', async () =>
      JSON.stringify((await server.call('GET', '/api/processes', 'your-token')).body).includes('running'),
    );
  });
  afterAll(async () => {
    await server.stop();
    await Promise.all([arr.stop(), qbittorrent.stop()]);
    await rm(scratch, { recursive: true });
  });

  test.skipIf(!hasRequests)('Python with requests', async () => {
    const { stdout } = await run(python, [program('client.py')]);
    const lines = stdout.trim().split('\n');
    expect(lines[0]).toMatch(/^Radarr-Movies: running \(\d+ s\)$/);
    expect(lines.filter((line) => line.includes(' ERROR '))).toEqual(lines.slice(4));
  });

  test('JavaScript with fetch, JSON on every status', async () => {
    // Copied out, so that the project's own package.json does not decide how it is read.
    const file = path.join(scratch, 'client.mjs');
    await writeFile(file, await readFile(program('client.js')));
    const { stdout } = await run(process.execPath, [file]);
    expect(JSON.parse(stdout)).toMatchObject({
      processes: {
        processes: expect.arrayContaining([
          expect.objectContaining({ name: 'Radarr-Movies', category: 'radarr-movies', status: 'running' }),
        ]),
      },
      logs: { logs: expect.any(Array), files: expect.any(Array) },
      refused: { error: 'unauthorized', details: 'Missing or invalid API token' },
    });
  });

  test('TypeScript with fetch', async () => {
    const { code } = await transformWithOxc(await readFile(program('client.ts'), 'utf8'), 'client.ts');
    const file = path.join(scratch, 'typed.mjs');
    await writeFile(file, code);
    const { stdout } = await run(process.execPath, [file]);
    expect(JSON.parse(stdout).names).toContain('Radarr-Movies');
  });

  test.skipIf(!hasCurl)('curl, the restart without body and Content-Type', async () => {
    const { stdout } = await run('sh', [program('curl.sh')]);
    const lines = stdout.trim().split('\n');
    expect(lines.filter((_, at) => at % 2 === 1)).toEqual(['200', '200', '200', '200']);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ status: 'healthy', version: '0.1.0' });
    expect(JSON.parse(lines[6] ?? '')).toEqual({
      status: 'ok',
      restarted: ['torrent'],
      name: 'Radarr-Movies',
      category: 'radarr-movies',
    });
    const restarted = async () => JSON.stringify((await server.call('GET', '/api/processes', 'your-token')).body);
    await until('it runs again', async () => (await restarted()).includes('running'));
  });
});
