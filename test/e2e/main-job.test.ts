import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startFakeArr } from '../../server/sandbox/arr/index.ts';
import type { FakeArr } from '../../server/sandbox/arr/index.ts';
import {
  LabServer,
  availableServers,
  deadTracker,
  freePort,
  makeTorrent,
  missingServers,
  startTracker,
  until,
} from '../lab/index.ts';
import type { LabTracker } from '../lab/index.ts';
import { ServerProcess, activityList, processList } from '../support/server-process.ts';

const token = 'your-token';
const key = '0123456789abcdef0123456789abcdef';
const torrentList = z.array(
  z.looseObject({ hash: z.string(), state: z.string(), tags: z.string(), progress: z.number() }),
);
const fileList = z.array(z.looseObject({ name: z.string(), priority: z.number(), progress: z.number() }));
const settleSeconds = 3;
const restartDelaySeconds = 1;

/** Bytes that differ with their place, so that pieces are not all the same. */
const payload = (size: number, seed: number) =>
  Buffer.from(Array.from({ length: size }, (_, at) => (at * 31 + seed * 17 + (at >> 8)) & 255));

it.for(missingServers())(
  'the main job on real qBittorrent %s (not on this machine, see test/lab/prepare.sh)',
  (_, { skip }) => skip(),
);

describe.each(availableServers())('the main job on real qBittorrent $version', (build) => {
  let leecher: LabServer;
  let seeder: LabServer;
  let tracker: LabTracker;
  let arr: FakeArr;
  let server: ServerProcess;
  let dataDir: string;
  let made = 0;

  const config = (port: number, extra = '') => `
[Settings]
ConfigVersion = "5.14.4"
ConsoleLevel = "DEBUG"
LoopSleepTimer = 1
IgnoreTorrentsYoungerThan = 1
CompletedDownloadFolder = "${leecher.hostPath(leecher.downloads)}"
ProcessRestartDelay = ${restartDelaySeconds}
MaxProcessRestarts = 50
PathMappings = [{ remote = "${leecher.downloads}", local = "${leecher.hostPath(leecher.downloads)}" }]
[WebUI]
Host = "127.0.0.1"
Port = ${port}
Token = "${token}"
AuthDisabled = false
[qBit]
Host = "127.0.0.1"
Port = ${leecher.instance.port}
UserName = "${leecher.instance.userName}"
Password = "${leecher.instance.password}"
[Radarr-Movies]
Managed = true
URI = "${arr.url}"
APIKey = "${key}"
Category = "radarr"
ReSearch = true
importMode = "Auto"
[Radarr-Movies.Torrent]
FolderExclusionRegex = ['\\bsamples?\\b']
FileNameExclusionRegex = ['\\bsample\\b']
FileExtensionAllowlist = [".mkv", ".mp4", ".!qB", ".parts"]
IgnoreTorrentsYoungerThan = 1
StalledDelay = 1
${extra}`;

  const start = async (extra = '') => {
    server = await ServerProcess.start({
      dataDir,
      config: config(await freePort(), extra),
      env: { QBITRR_TEST_TIMING: JSON.stringify({ importSettleSeconds: settleSeconds, stalledDelaySeconds: 5 }) },
    });
  };

  /** A torrent that the seeder has and the leecher downloads from it. */
  const seeded = async (name: string, files: string[], size = 300_000) => {
    made += 1;
    const data = files.map((file, index) => ({ path: file.split('/'), data: payload(size + index, made) }));
    const torrent = makeTorrent({ name, files: data, announce: tracker.url });
    for (const file of data) seeder.writeFile(`${seeder.downloads}/${name}/${file.path.join('/')}`, file.data);
    await seeder.add([torrent.file], { savePath: seeder.downloads });
    await until('the seeder seeds', async () => (await torrents(seeder, torrent.hash))[0]?.progress === 1);
    return torrent;
  };
  const download = async (file: Buffer) => leecher.add([file], { category: 'radarr', savePath: leecher.downloads });
  const dead = async (name: string) => {
    made += 1;
    const torrent = makeTorrent({
      name,
      files: [{ path: ['film.mkv'], data: payload(50_000, made) }],
      announce: deadTracker,
    });
    await download(torrent.file);
    return torrent.hash;
  };
  const queue = (hash: string, title: string) => {
    const { id } = arr.state.addMedia({ title });
    arr.state.addQueueEntry({ downloadId: hash.toUpperCase(), title, mediaIds: [id] });
    return id;
  };

  const torrents = async (from: LabServer, hash: string) =>
    torrentList.parse(JSON.parse(await from.api(`torrents/info?hashes=${hash}`)));
  const gone = async (hash: string) => (await torrents(leecher, hash)).length === 0;
  const commands = (name: string) => arr.commands.all().filter((command) => command.name === name);
  const deletions = () =>
    arr.requests.filter(
      ({ method, path: at, status }) => method === 'DELETE' && at.startsWith('/queue/') && status === 200,
    );
  const events = async () =>
    activityList.parse((await server.call('GET', '/api/activity?limit=500', token)).body).events;
  const manager = async () => {
    const { processes } = processList.parse((await server.call('GET', '/api/processes', token)).body);
    return processes.find((row) => row.name === 'Radarr-Movies');
  };
  /** kill -9, and the way back within the restart delay (and the time a process needs to start). */
  const killManager = async () => {
    const pid = (await manager())?.pid;
    if (!pid) throw new Error('no manager to kill');
    process.kill(pid, 'SIGKILL');
    await until('the crash is seen', async () => (await manager())?.pid !== pid);
    await until('the manager is back', async () => (await manager())?.alive, (restartDelaySeconds + 4) * 1000);
  };

  beforeAll(async () => {
    tracker = await startTracker();
    [leecher, seeder] = await Promise.all([LabServer.start(build), LabServer.start(build, { name: 'seeder' })]);
    for (const category of ['radarr', 'failed', 'recheck'])
      await leecher.api('torrents/createCategory', { category, savePath: '' });
  });
  afterAll(async () => {
    await Promise.all([leecher.close(), seeder.close()]);
    await tracker.close();
  });
  beforeEach(async () => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-e2e-'));
    arr = await startFakeArr({ type: 'radarr', apiKey: key });
  });
  afterEach(async () => {
    await server.stop();
    expect(arr.violations).toEqual([]);
    await arr.stop();
    for (const from of [leecher, seeder]) await from.api('torrents/delete', { hashes: 'all', deleteFiles: 'true' });
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('(a) SC160: imports what was really downloaded within 5 s of its settling time', async () => {
    await start();
    const torrent = await seeded('Metropolis.1927', ['Metropolis.1927.mkv', 'Metropolis.1927.mp4']);
    queue(torrent.hash, 'Metropolis');
    await download(torrent.file);
    await until('it is downloaded', async () => (await torrents(leecher, torrent.hash))[0]?.progress === 1);
    const finishedAt = Date.now();
    await until('the import is requested', () => commands('DownloadedMoviesScan').length > 0);
    const tookMs = Date.now() - finishedAt;
    expect(tookMs).toBeLessThan((settleSeconds + 5) * 1000);
    await until('it is tagged', async () =>
      (await torrents(leecher, torrent.hash))[0]?.tags.includes('qBitrr-imported'),
    );
    expect(commands('DownloadedMoviesScan')).toHaveLength(1);
    const detail = await server.call('GET', `/api/torrents/qBit/${torrent.hash}`, token);
    expect(JSON.stringify(detail.body)).toContain('D16');
  });

  it('(b) SC062: a stalled download is removed, blocklisted and searched again, with its reason', async () => {
    await start();
    const hash = await dead('Nosferatu.1922');
    const id = queue(hash, 'Nosferatu');
    await until('it is gone', () => gone(hash));
    await until('it is searched again', () => commands('MoviesSearch').length > 0);
    expect(commands('MoviesSearch')).toHaveLength(1);
    expect(commands('MoviesSearch')[0]?.params).toMatchObject({ movieIds: [id] });
    expect(deletions()[0]?.query).toMatchObject({ removeFromClient: ['true'], blocklist: ['true'] });
    expect(arr.state.blocklist).toHaveLength(1);
    const removal = await until('the ledger has it', async () =>
      (await events()).find((event) => event.kind === 'removal'),
    );
    expect(removal).toMatchObject({ decision: 'stalled', result: 'ok', hash });
  });

  it('(c) SC040: the sample and the program are skipped, the film downloads', async () => {
    await start();
    const torrent = await seeded('Film.1929', ['film.mkv', 'Sample/film.mkv', 'setup.exe']);
    await leecher.api('transfer/setDownloadLimit', { limit: '40000' });
    await download(torrent.file);
    const files = async () =>
      fileList.parse(JSON.parse(await leecher.api(`torrents/files?hash=${torrent.hash}`).catch(() => '[]')));
    await until(
      'unwanted files are skipped',
      async () => (await files()).map((file) => file.priority).join() === '1,0,0',
    );
    await leecher.api('transfer/setDownloadLimit', { limit: '0' });
    await until('the film is there', async () => (await files())[0]?.progress === 1);
    expect((await files()).slice(1).every((file) => file.progress < 1)).toBe(true);
  });

  it('(d) S25: killed in the middle of an import, it comes back and asks only once', async () => {
    await start();
    const torrent = await seeded('Metropolis.1927', ['Metropolis.1927.mkv']);
    queue(torrent.hash, 'Metropolis');
    arr.fault('/command', 'hang', 1);
    await download(torrent.file);
    await until('the scan is on its way', () =>
      arr.requests.some(({ method, path: at }) => method === 'POST' && at === '/command'),
    );
    await killManager();
    arr.release();
    await until('it is tagged', async () =>
      (await torrents(leecher, torrent.hash))[0]?.tags.includes('qBitrr-imported'),
    );
    expect(commands('DownloadedMoviesScan')).toHaveLength(1);
  });

  it('(d) S25: killed after the Arr took the scan but before its answer came, it asks only once', async () => {
    await start();
    const torrent = await seeded('Metropolis.1927', ['Metropolis.1927.mkv']);
    queue(torrent.hash, 'Metropolis');
    arr.fault('/command', 'lost', 1);
    await download(torrent.file);
    await until('the scan was taken', () => commands('DownloadedMoviesScan').length > 0);
    await killManager();
    await until('it is tagged', async () =>
      (await torrents(leecher, torrent.hash))[0]?.tags.includes('qBitrr-imported'),
    );
    expect(commands('DownloadedMoviesScan')).toHaveLength(1);
  });

  it('(d) S25: killed in the middle of a removal, it finishes it and does nothing twice', async () => {
    await start();
    const hash = await dead('Nosferatu.1922');
    queue(hash, 'Nosferatu');
    arr.fault(/^DELETE \/queue\//, 'hang', 1);
    await until('the queue work is on its way', () => arr.requests.some(({ method }) => method === 'DELETE'));
    await killManager();
    arr.release();
    await until('it is searched again', () => commands('MoviesSearch').length > 0);
    await until('the ledger has it', async () =>
      (await events()).some((event) => event.kind === 'removal' && event.result === 'ok'),
    );
    expect(deletions()).toHaveLength(1);
    expect(commands('MoviesSearch')).toHaveLength(1);
    expect(await gone(hash)).toBe(true);
  });

  it('(d) S25: killed while it skips files, they end up skipped and are told once', async () => {
    await start();
    const torrent = await seeded('Film.1929', ['film.mkv', 'Sample/film.mkv', 'setup.exe']);
    await leecher.api('transfer/setDownloadLimit', { limit: '30000' });
    await download(torrent.file);
    await until('it was announced', async () => (await events()).some((event) => event.action === 'skip-files'));
    await killManager();
    const files = async () => fileList.parse(JSON.parse(await leecher.api(`torrents/files?hash=${torrent.hash}`)));
    await until(
      'unwanted files are skipped',
      async () => (await files()).map((file) => file.priority).join() === '1,0,0',
    );
    await leecher.api('transfer/setDownloadLimit', { limit: '0' });
    expect(
      (await events()).filter((event) => event.action === 'skip-files' && event.result === 'ok').length,
    ).toBeLessThanOrEqual(1);
  });

  it('(e) S63: qBittorrent stopped and started again: no verdict in between, work goes on after', async () => {
    await start();
    const hash = await dead('Nosferatu.1922');
    queue(hash, 'Nosferatu');
    await until(
      'it is seen',
      async () => (await server.call('GET', `/api/torrents/qBit/${hash}`, token)).status === 200,
    );
    await leecher.stop();
    await until('the outage is seen', async () =>
      JSON.stringify((await server.call('GET', '/api/status', token)).body).includes('"state":"down"'),
    );
    const before = (await events()).length;
    expect((await events()).filter((event) => event.kind === 'removal')).toEqual([]);
    await leecher.run();
    await until('it is up again', async () =>
      JSON.stringify((await server.call('GET', '/api/status', token)).body).includes('"state":"up"'),
    );
    const during = (await events())
      .slice(0, (await events()).length - before)
      .filter((event) => event.kind === 'removal' || event.kind === 'action');
    expect(during).toEqual([]);
    await until('work goes on', () => gone(hash));
    await until('it is searched again', () => commands('MoviesSearch').length === 1);
  });
});
