import { mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startFakeArr } from '../../server/sandbox/arr/index.ts';
import type { FakeArr } from '../../server/sandbox/arr/index.ts';
import { startFakeQbittorrent } from '../../server/sandbox/qbittorrent/index.ts';
import type { FakeQbittorrent } from '../../server/sandbox/qbittorrent/index.ts';
import { until } from '../lab/index.ts';
import { ServerProcess, isAlive, processList } from '../support/server-process.ts';

const token = 'your-token';
const statusBody = z.looseObject({ attention: z.array(z.looseObject({ kind: z.string() })) });

/** The built program through rebuilds, slow servers and signals (supervisor.md 6). */
describe('a running server through rebuilds', () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-rebuilds-'));
  let qbit: FakeQbittorrent;
  let arr: FakeArr;
  let server: ServerProcess;

  const config = (): string => `[Settings]
ConfigVersion = "5.14.4"
CompletedDownloadFolder = "${dataDir}"
LoopSleepTimer = 5
ProcessRestartDelay = 1
[WebUI]
Host = "127.0.0.1"
Token = "${token}"
AuthDisabled = false
[qBit]
Host = "127.0.0.1"
Port = ${qbit.port}
UserName = "admin"
Password = "hunter2"
[Radarr-A]
Managed = true
URI = "${arr.url}"
APIKey = "${arr.apiKey}"
Category = "radarr-a"
`;

  beforeAll(async () => {
    qbit = await startFakeQbittorrent({ userName: 'admin', password: 'hunter2' });
    arr = await startFakeArr({ type: 'radarr' });
    server = await ServerProcess.start({ dataDir, config: config(), args: ['--port', '0'] });
    await until('all run', async () => (await rows()).every(({ alive }) => alive));
  });
  afterAll(async () => {
    await server.stop();
    await qbit.stop();
    await arr.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const rows = async () => processList.parse((await server.call('GET', '/api/processes', token)).body).processes;
  const row = async (category: string, kind: string) =>
    (await rows()).find((candidate) => candidate.category === category && candidate.kind === kind);
  const save = async (changes: Record<string, unknown>) => {
    const answer = await server.call('POST', '/api/config', token, { changes });
    expect(answer).toMatchObject({ status: 200 });
  };
  const troubles = async () =>
    statusBody.parse((await server.call('GET', '/api/status', token)).body).attention.map(({ kind }) => kind);

  it('S33: a restart of all kinds of the failed category restarts its torrent loop, once', async () => {
    const before = await row('failed', 'torrent');
    expect(await server.call('POST', '/api/processes/failed/all/restart', token)).toMatchObject({
      status: 200,
      body: { status: 'ok', restarted: ['torrent'] },
    });
    await until('it runs again', async () => (await row('failed', 'torrent'))?.alive === true);
    expect((await row('failed', 'torrent'))?.pid).toBe(before?.pid);
    expect((await rows()).every(({ alive }) => alive)).toBe(true);
  });

  it('S56: a new managed category has its loops without a restart of the program', async () => {
    const radarr = await row('radarr-a', 'torrent');
    await save({ 'qBit.ManagedCategories': ['seed'] });
    await until('the category is looked after', async () => {
      const found = await rows();
      return found.some(({ category, alive }) => category === 'seed' && alive);
    });
    expect((await rows()).some(({ kind, alive }) => kind === 'category' && alive)).toBe(true);
    expect((await row('radarr-a', 'torrent'))?.pid).toBe(radarr?.pid);
    expect(server.child.exitCode).toBeNull();
  });

  it('S21: a free-space folder that does not exist is an issue, and stops nothing else', async () => {
    await save({ 'Settings.FreeSpace': '1G', 'Settings.FreeSpaceFolder': path.join(dataDir, 'not', 'there') });
    await until('it is told', async () => (await troubles()).includes('disk'));
    expect((await rows()).every(({ alive }) => alive)).toBe(true);
    await save({ 'Settings.FreeSpace': '-1' });
    await until('it is over', async () => !(await troubles()).includes('disk'));
  });

  it('S36: while every Arr takes for ever to answer a rebuild goes through, and a killed manager comes back', async () => {
    arr.fault(/./, 'hang');
    try {
      await save({ 'Radarr-A.importMode': 'Copy' });
      const killed = await until('it runs', async () => {
        const found = await row('radarr-a', 'torrent');
        return found?.alive === true && found.pid;
      });
      process.kill(killed, 'SIGKILL');
      await until('another one runs', async () => {
        const found = await row('radarr-a', 'torrent');
        return found?.alive === true && found.pid !== killed;
      });
    } finally {
      arr.release();
    }
  });

  it('S68: ten rebuilds leave one open handle per log file and tell nothing twice', async () => {
    const answers = () =>
      readFileSync(path.join(dataDir, 'logs', 'All.log'), 'utf8').split('Radarr-A answers').length - 1;
    const before = answers();
    for (let turn = 0; turn < 10; turn += 1) await save({ 'Radarr-A.importMode': turn % 2 === 0 ? 'Move' : 'Copy' });
    await until('all run', async () => (await rows()).every(({ alive }) => alive));
    const pid = server.child.pid ?? 0;
    const open = readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        const target = readlinkSync(`/proc/${pid}/fd/${fd}`);
        return target.endsWith('.log') ? [target] : [];
      } catch {
        return [];
      }
    });
    expect(open.length).toBeGreaterThan(0);
    expect(open.toSorted()).toEqual([...new Set(open)].toSorted());
    // One line a start at most; two handlers would write two.
    const told = answers() - before;
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThanOrEqual(10);
  });

  it('S24: asked to end a second after its launch, with an Arr that does not answer, it is gone in time and leaves no orphan', async () => {
    const folder = path.join(dataDir, 'second');
    arr.fault(/./, 'hang');
    try {
      const second = await ServerProcess.start({ dataDir: folder, config: config(), args: ['--port', '0'] });
      const children = await until('its managers are there', async () => {
        const { body } = await second.call('GET', '/api/processes', token);
        const pids = processList.parse(body).processes.flatMap(({ pid }) => (pid === null ? [] : [pid]));
        return pids.length > 0 && pids;
      });
      const begin = performance.now();
      await second.stop('SIGTERM');
      expect(await second.exit()).toMatchObject({ code: 0 });
      expect(performance.now() - begin).toBeLessThan(8000);
      expect(children.filter((pid) => isAlive(pid))).toEqual([]);
    } finally {
      arr.release();
    }
  });
});
