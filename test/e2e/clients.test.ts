import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { QbitrrClient, QbitrrError } from '../../docs/clients/typescript/qbitrr.ts';
import { until } from '../lab/until.ts';
import { root, ServerProcess } from '../support/server-process.ts';

const run = promisify(execFile);
const python = ['/usr/bin/python3', '/usr/local/bin/python3', '/opt/homebrew/bin/python3'].find((file) =>
  existsSync(file),
);

let server: ServerProcess;
let dataDir: string;
let token: string;
let owner: QbitrrClient;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'qbitrr-clients-'));
  server = await ServerProcess.start({ dataDir, args: ['--demo', '--port', '0'] });
  token = /Token = "([^"]+)"/.exec(readFileSync(path.join(dataDir, 'sandbox/config.toml'), 'utf8'))?.[1] ?? '';
  owner = new QbitrrClient({ baseUrl: server.base, token });
  await until('everything runs and was judged', async () => {
    const { processes } = await owner.getProcesses();
    return processes.every(({ alive }) => alive) && (await owner.getTorrents()).total > 4;
  });
});
afterAll(async () => {
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const refusal = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => null,
    (error: unknown) => error,
  );

describe('3.12 the TypeScript client', () => {
  test('status, processes and torrents page by page', async () => {
    expect((await new QbitrrClient({ baseUrl: `${server.base}/` }).getHealth()).status).toBe('healthy');
    expect(await owner.getStatus()).toMatchObject({ mode: 'sandbox', ready: true });
    expect((await owner.getProcesses()).processes.map(({ name }) => name)).toContain('Radarr-1080');
    const first = await owner.getTorrents({ sort: 'name', limit: 2, offset: 0 });
    const second = await owner.getTorrents({ sort: 'name', limit: 2, offset: 2 });
    expect([first.torrents.length, second.torrents.length]).toEqual([2, 2]);
    expect(new Set([...first.torrents, ...second.torrents].map(({ hash }) => hash)).size).toBe(4);
    expect(second.total).toBeGreaterThan(4);
    const [torrent] = first.torrents;
    const detail = await owner.getTorrentsHash(torrent?.instance ?? '', torrent?.hash ?? '');
    expect(detail.torrent.name).toBe(torrent?.name);
  });

  test('what is refused is a QbitrrError that says how and why', async () => {
    const { token: readToken } = await owner.postAuthTokens({ name: 'from TypeScript', scope: 'read' });
    const reader = new QbitrrClient({ baseUrl: server.base, token: readToken });
    expect((await reader.getArr()).arr.length).toBeGreaterThan(0);
    const forbidden = await refusal(reader.postProcessesRestart('Radarr-1080'));
    expect(forbidden).toBeInstanceOf(QbitrrError);
    expect(forbidden).toMatchObject({ status: 403, error: 'forbidden', details: expect.stringContaining('control') });
    const nobody = new QbitrrClient({ baseUrl: server.base, token: 'wrong' });
    expect(await refusal(nobody.getStatus())).toMatchObject({ status: 401, error: 'unauthorized' });
    expect(await refusal(owner.getRadarrMovies('no/such', { page: 0, monitored: true }))).toMatchObject({
      status: 404,
      error: 'Unknown radarr category no/such',
    });
    const invalid = await refusal(owner.postConfig({ changes: { 'WebUI.Port': 'abc' } }));
    expect(invalid).toMatchObject({ status: 400, body: { validationErrors: [{ path: 'WebUI.Port' }] } });
  });

  test('a restart gives a new process; texts and bytes', async () => {
    const pidOf = async (name: string) =>
      (await owner.getProcesses()).processes.find((row) => row.name === name && row.alive)?.pid ?? null;
    const before = await pidOf('Radarr-1080');
    expect(await owner.postProcessesRestart('Radarr-1080')).toEqual({
      status: 'ok',
      restarted: ['torrent'],
      name: 'Radarr-1080',
      category: 'radarr-1080',
    });
    expect(await until('it runs again', () => pidOf('Radarr-1080'))).not.toBe(before);
    expect((await owner.postProcessesRestart('sonarr-tv/torrent')).name).toBe('Sonarr-TV');
    expect(await owner.getMetrics()).toContain('# HELP');
    expect((await owner.getLogsDownload('All.log')).byteLength).toBeGreaterThan(0);
  });
});

test.skipIf(python === undefined)(
  '3.12 the Python client: the same, with nothing but its standard library',
  async () => {
    const { stdout } = await run(
      python ?? '',
      [path.join(import.meta.dirname, 'python-client.py'), server.base, token],
      {
        env: { ...process.env, PYTHONPATH: path.join(root, 'docs/clients/python'), PYTHONDONTWRITEBYTECODE: '1' },
      },
    );
    expect(JSON.parse(stdout)).toEqual({
      health: 'healthy',
      mode: 'sandbox',
      processes: (await owner.getProcesses()).processes.map(({ name }) => name),
      total: expect.any(Number),
      names: [
        [expect.any(String), expect.any(String)],
        [expect.any(String), expect.any(String)],
      ],
      arrs: 4,
      forbidden: ['Forbidden', 403, 'forbidden'],
      unauthorized: ['Unauthorized', 401, 'unauthorized'],
      unknown: ['NotFound', 404, 'Unknown radarr category no/such'],
      restarted: { status: 'ok', restarted: ['torrent'], name: 'Radarr-1080', category: 'radarr-1080' },
      'one loop': { status: 'ok', restarted: ['torrent'], name: 'Sonarr-TV', category: 'sonarr-tv' },
      metrics: true,
      log: true,
    });
  },
);
