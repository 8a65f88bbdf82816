import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activityBody, statusBody } from '../../server/contract/index.ts';
import { startFakeArr, type FakeArr } from '../../server/sandbox/arr/index.ts';
import { startFakeQbittorrent, type FakeQbittorrent } from '../../server/sandbox/qbittorrent/index.ts';
import { until } from '../lab/index.ts';
import { ServerProcess, processList } from '../support/server-process.ts';

const token = 'your-token';

function mounted(): string | null {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-full-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
}

const folder = mounted();

/** The built program on a disk of 4 MB that is filled to the last byte. */
describe.skipIf(folder === null)('a full disk', () => {
  const disk = folder ?? '';
  const dataDir = path.join(disk, 'data');
  const ballast = path.join(disk, 'ballast');
  let qbit: FakeQbittorrent;
  let arr: FakeArr;
  let server: ServerProcess;

  beforeAll(async () => {
    qbit = await startFakeQbittorrent({ userName: 'admin', password: 'secret' });
    arr = await startFakeArr({ type: 'radarr' });
    mkdirSync(dataDir);
    const config = `[Settings]
ConfigVersion = "5.14.4"
LoopSleepTimer = 1
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
Password = "secret"
[Radarr-A]
Managed = true
URI = "${arr.url}"
APIKey = "${arr.apiKey}"
Category = "radarr"
`;
    server = await ServerProcess.start({ dataDir, config });
    await until('all run', async () => (await rows()).every(({ alive }) => alive));
  });
  afterAll(async () => {
    await server.stop();
    await qbit.stop();
    await arr.stop();
    execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  });

  const call = async (route: string) => (await server.call('GET', route, token)).body;
  const rows = async () => processList.parse(await call('/api/processes')).processes;
  const removals = async () => activityBody.parse(await call('/api/activity?kinds=removal')).events;
  const fill = () => {
    for (let size = 4 << 20; size >= 512; size >>= 1) {
      try {
        writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' });
      } catch {
        // Smaller pieces fill the rest.
      }
    }
  };
  const dead = (hash: string) =>
    qbit.state.addTorrent({
      hash,
      name: 'Dead.Film',
      category: 'failed',
      state: 'stalledDL',
      files: [{ name: 'a.mkv', size: 1000, priority: 1 }],
    });

  it('nothing is removed whose reason cannot be written down, a killed manager comes back, and all goes on once there is room', async () => {
    const hash = 'd'.repeat(40);
    fill();
    dead(hash);
    const before = await rows();
    const pid = before.find(({ name }) => name === 'Radarr-A')?.pid ?? 0;
    process.kill(pid, 'SIGKILL');
    await until('the manager is back', async () => {
      const row = (await rows()).find(({ name }) => name === 'Radarr-A');
      return row?.alive === true && row.pid !== pid;
    });
    await until('the trouble is told', () =>
      server.output.includes('state.db could not be written: database or disk is full'),
    );
    expect(qbit.state.deletions).toEqual([]);
    expect((await server.call('GET', '/api/health', token)).status).toBe(200);

    rmSync(ballast);
    await until('it is removed', () => qbit.state.torrent(hash) === undefined);
    await until('the ledger has it', async () => (await removals()).length === 1);
    expect(readFileSync(path.join(dataDir, 'config.toml'), 'utf8')).toContain('[Radarr-A]');
  });

  it('a removal whose end could not be written down has one once there is room, and the status says what is wrong until then', async () => {
    const hash = 'c'.repeat(40);
    qbit.fault('/torrents/delete', 'hang', 1);
    dead(hash);
    await until('it is being removed', () => qbit.requests.some(({ form }) => form['hashes'] === hash));
    fill();
    qbit.release();
    await until('it is removed', () => qbit.state.torrent(hash) === undefined);
    await until('the status says so', async () =>
      statusBody
        .parse(await call('/api/status'))
        .configIssues.some(({ message }) => message.includes('state.db cannot be written')),
    );
    const before = (await removals()).length;
    rmSync(ballast);
    await until('the ledger has it', async () => (await removals()).length === before + 1);
    await until('all is well', async () => statusBody.parse(await call('/api/status')).configIssues.length === 0);
  });

  it('S23: started on a full disk the API answers and says why nothing runs; with room it starts by itself', async () => {
    await server.stop();
    fill();
    const hash = 'e'.repeat(40);
    dead(hash);
    const deletions = qbit.state.deletions.length;
    server = await ServerProcess.start({ dataDir });
    expect(await call('/api/status')).toMatchObject({
      ready: false,
      configIssues: [{ path: 'state.db', message: expect.stringContaining('state.db cannot be opened') }],
    });
    expect(await rows()).toEqual([]);
    expect(await call('/api/health')).toMatchObject({ status: 'unhealthy', ready: false });
    expect(qbit.state.deletions).toHaveLength(deletions);

    rmSync(ballast);
    await until('it starts by itself', async () => statusBody.parse(await call('/api/status')).ready);
    await until('it is removed', () => qbit.state.torrent(hash) === undefined);
    await until('the ledger has all three', async () => (await removals()).length === 3);
    expect(await call('/api/health')).toMatchObject({ status: 'healthy', ready: true });
  });
});
