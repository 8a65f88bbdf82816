import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  sampleArr,
  sampleSeeding,
  sampleSettings,
  sampleTorrentRules,
  sampleTracker,
} from '../../server/contract/index.ts';
import type { EngineSettings, TorrentRules } from '../../server/contract/index.ts';
import { startFakeArr } from '../../server/sandbox/arr/index.ts';
import type { FakeArr } from '../../server/sandbox/arr/index.ts';
import { openState } from '../../server/store/state.ts';
import { measureDisk } from '../../server/worker/policy.ts';
import { Rig, realClock } from '../support/rig.ts';
import { LabServer, addDead, addFinished, availableServers, startRecorder, until } from '../lab/index.ts';
import type { Recorder } from '../lab/index.ts';

const torrentList = z.array(
  z.looseObject({
    hash: z.string(),
    state: z.string(),
    category: z.string(),
    tags: z.string(),
    dl_limit: z.number(),
    up_limit: z.number(),
    seeding_time_limit: z.number(),
  }),
);

describe.each(availableServers())('the torrent engine against real qBittorrent $version', (build) => {
  let server: LabServer;
  let second: LabServer;
  let recorder: Recorder;
  let arr: FakeArr;
  let rig: Rig;
  let dataDir: string;

  const begin = async (torrent: Partial<TorrentRules> = {}, change: Partial<EngineSettings> = {}) => {
    arr = await startFakeArr({ type: 'radarr', clock: realClock });
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-engine-'));
    const qbits = [{ ...server.instance, url: recorder.url, port: recorder.port }, second.instance];
    const rules = sampleTorrentRules({ ignoreTorrentsYoungerThanSeconds: 0, stalledDelayMinutes: -1, ...torrent });
    const settings = sampleSettings({
      loopSleepSeconds: 0.2,
      ignoreTorrentsYoungerThanSeconds: 0,
      completedDownloadFolder: '',
      pathMappings: [{ remote: server.downloads, local: server.hostPath(server.downloads) }],
      importSettleSeconds: 0,
      maxRemovalsPerHour: 0,
      qbits,
      qbitRules: qbits.map(({ name }) => ({ instance: name, trackers: [], managed: [] })),
      arrs: [sampleArr({ uri: arr.url, apiKey: arr.apiKey, torrent: rules })],
      ...change,
    });
    rig = new Rig(await openState({ dataDir, clock: realClock, historyDays: () => 90 }), settings);
  };

  const infos = async (from = server) => torrentList.parse(JSON.parse(await from.api('torrents/info')));
  const info = async (hash: string, from = server) => (await infos(from)).find((torrent) => torrent.hash === hash);
  const calls = (action: string) => recorder.calls.filter((call) => call.action === `torrents/${action}`);
  /** What the manager said about the reach of the first qBittorrent, and when. */
  const remotes = (state: string) =>
    rig.said.filter(({ message }) => message.type === 'remote' && message.target === 'qBit' && message.state === state);
  const isStopped = (state: string | undefined) => state === 'pausedDL' || state === 'stoppedDL';

  beforeAll(async () => {
    server = await LabServer.start(build);
    second = await LabServer.start(build, { name: 'qBit-B' });
    recorder = await startRecorder(server.instance.url);
    for (const each of [server, second]) {
      for (const category of ['radarr', 'failed'])
        await each.api('torrents/createCategory', { category, savePath: '' });
    }
  });
  afterAll(async () => {
    await recorder.close();
    await second.close();
    await server.close();
  });
  afterEach(async () => {
    await rig.stop();
    rig.store.close();
    expect(arr.violations).toEqual([]);
    await arr.stop();
    rmSync(dataDir, { recursive: true, force: true });
    for (const each of [server, second]) {
      await each.api('torrents/delete', { hashes: 'all', deleteFiles: 'true' });
      await until('the client is empty', async () => (await infos(each)).length === 0);
    }
    recorder.calls.length = 0;
  });

  it('SC102 R10 R11: a torrent that has seeded long enough is imported, then removed with its files, and blocklisted nowhere', async () => {
    await begin({ seeding: sampleSeeding({ removeMode: 2, maxSeedingSeconds: 3 }) });
    const hash = await addFinished(server, 'Metropolis.1927');
    rig.start();
    await until('it is gone', async () => (await info(hash)) === undefined);
    expect(existsSync(server.hostPath(`${server.downloads}/Metropolis.1927/Metropolis.1927.mkv`))).toBe(false);
    await until('the ledger has it', () => rig.events('removal').length === 1);
    expect(rig.events('removal')).toMatchObject([{ decision: 'seed_goal', result: 'ok', values: { limit: 3 } }]);
    expect(rig.events('import')).toHaveLength(1);
    expect(arr.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
  });

  it('R12 R13 Q23: its own share limit, which qBittorrent counts in minutes, holds it', async () => {
    await begin({ seeding: sampleSeeding({ removeMode: 2, maxSeedingSeconds: 1 }) });
    const hash = await addFinished(server, 'Faust.1926');
    await server.api('torrents/setShareLimits', {
      hashes: hash,
      ratioLimit: '-2',
      seedingTimeLimit: '10',
      inactiveSeedingTimeLimit: '-2',
    });
    await until('qBittorrent shows it', async () => (await info(hash))?.seeding_time_limit === 10);
    rig.start();
    await until('it was imported', () => rig.events('import').length === 1);
    const imported = Date.now();
    await until('the configured limit has long passed', () => Date.now() - imported > 3000);
    const { torrent, trail } = rig.store.torrents.detail('qBit', hash) ?? {};
    expect(torrent).toMatchObject({ seedingTimeLimit: 10, removedAt: null });
    expect(trail?.find(({ rule }) => rule === 'seed_goal')?.values).toMatchObject({ limit: 600 });
    expect(await info(hash)).toBeDefined();
    await server.api('torrents/setShareLimits', {
      hashes: hash,
      ratioLimit: '-2',
      seedingTimeLimit: '-2',
      inactiveSeedingTimeLimit: '-2',
    });
    await until('it is gone', async () => (await info(hash)) === undefined);
  });

  it('R34 R36 Q22: rate limits in bytes and tags of the tracker entry, each set once and only where it differs', async () => {
    const trackers = [sampleTracker('127.0.0.1', { addTags: ['private'], uploadLimit: 30 * 1024 })];
    await begin({ seeding: sampleSeeding({ downloadLimit: 500 * 1024 }), trackers });
    const hash = await addDead(server, 'Nosferatu.1922');
    await server.api('torrents/setUploadLimit', { hashes: hash, limit: String(30 * 1024) });
    await until('qBittorrent shows it', async () => (await info(hash))?.up_limit === 30 * 1024);
    rig.start();
    const set = await until('the limit is there', async () => {
      const found = await info(hash);
      return found?.dl_limit === 512_000 && found.tags.includes('private') && found;
    });
    expect(set.up_limit).toBe(30 * 1024);
    const again = await addDead(server, 'Metropolis.1927');
    await until('a later torrent has it too', async () => {
      const found = await info(again);
      return found?.dl_limit === 512_000 && found.tags.includes('private');
    });
    expect(calls('setDownloadLimit').map(({ form }) => form)).toEqual([
      { hashes: hash, limit: '512000' },
      { hashes: again, limit: '512000' },
    ]);
    expect(calls('setUploadLimit').map(({ form }) => form)).toEqual([{ hashes: again, limit: String(30 * 1024) }]);
    expect(calls('addTags').filter(({ form }) => form['tags'] === 'private')).toHaveLength(2);
  });

  it('R31 R32: announce addresses are added and taken away', async () => {
    const trackers = [
      sampleTracker('127.0.0.1', { removeIfExists: true }),
      sampleTracker('new.example', { uri: 'https://new.example/announce', addIfMissing: true, addTags: ['new'] }),
    ];
    await begin({ trackers });
    const hash = await addDead(server, 'Nosferatu.1922');
    rig.start();
    await until('its tag is there', async () => (await info(hash))?.tags.includes('new'));
    const urls = z
      .array(z.looseObject({ url: z.string() }))
      .parse(JSON.parse(await server.api(`torrents/trackers?hash=${hash}`)))
      .map(({ url }) => url)
      .filter((url) => !url.startsWith('**'));
    expect(urls).toEqual(['https://new.example/announce']);
  });

  it('Q5 D03: 25 torrents in the failed category are removed by one call', async () => {
    await begin();
    const hashes: string[] = [];
    for (let at = 0; at < 25; at += 1) hashes.push(await addDead(server, `Film.${at}`, { category: 'radarr' }));
    await until('all are there', async () => (await infos()).length === 25);
    await server.api('torrents/setCategory', { hashes: hashes.join('|'), category: 'failed' });
    rig.start('core');
    await until('all are gone', async () => (await infos()).length === 0);
    const removed = calls('delete').flatMap(({ form }) => form['hashes']?.split('|') ?? []);
    expect(removed.toSorted()).toEqual(hashes.toSorted());
    expect(calls('delete').length).toBeLessThanOrEqual(2);
  });

  it('A72: of two torrents with the same files the first goes without them, the second takes them along', async () => {
    await begin();
    const file = server.hostPath(`${server.downloads}/Metropolis.1927/Metropolis.1927.mkv`);
    const one = await addFinished(server, 'Metropolis.1927', { category: 'other' });
    const other = await addFinished(server, 'Metropolis.1927', { category: 'other', source: 'B' });
    rig.start('core');
    await server.api('torrents/setCategory', { hashes: one, category: 'failed' });
    await until('the first is gone', async () => (await info(one)) === undefined);
    expect(existsSync(file)).toBe(true);
    await server.api('torrents/setCategory', { hashes: other, category: 'failed' });
    await until('the file is gone', () => !existsSync(file));
    expect(calls('delete').map(({ form }) => form['deleteFiles'])).toEqual(['false', 'true']);
  });

  it('A72: qBittorrent deletes what it was told not to download as well, so that is spared too where another torrent has it', async () => {
    await begin();
    const file = server.hostPath(`${server.downloads}/Nosferatu.1922/Nosferatu.1922.mkv`);
    const one = await addFinished(server, 'Nosferatu.1922', { category: 'other' });
    const other = await addFinished(server, 'Nosferatu.1922', { category: 'other', source: 'B' });
    for (const hash of [one, other]) await server.api('torrents/filePrio', { hash, id: '0', priority: '0' });
    await server.api('torrents/filePrio', { hash: other, id: '0', priority: '1' });
    rig.start('core');
    await server.api('torrents/setCategory', { hashes: one, category: 'failed' });
    await until('the first is gone', async () => (await info(one)) === undefined);
    expect(existsSync(file)).toBe(true);
    await server.api('torrents/filePrio', { hash: other, id: '0', priority: '0' });
    await server.api('torrents/delete', { hashes: other, deleteFiles: 'true' });
    await until('qBittorrent has deleted it', () => !existsSync(file));
  });

  it('S5 S6 S9: downloads are held while the disk is too full, and go on when there is room', async () => {
    const freeSpace = { keepBytes: 1_000_000, folder: os.tmpdir(), nearestParent: false };
    await begin({}, { freeSpace });
    let free = 1_030_000;
    rig.measureDisk = () => Promise.resolve({ free, total: 10_000_000 });
    const hash = await addDead(server, 'Nosferatu.1922');
    rig.start('core');
    rig.start();
    await until('it is held', async () => {
      const found = await info(hash);
      return isStopped(found?.state) && found?.tags.includes('qBitrr-free_space_paused');
    });
    await until('the owner can read why', () => rig.decision(hash) === 'held_space');
    free = 1_100_000;
    await until('it runs again', async () => {
      const found = await info(hash);
      return !isStopped(found?.state) && found?.tags.includes('qBitrr-free_space_paused') === false;
    });
  });

  it('S1 S2: measures a small disk that really fills up', async ({ skip }) => {
    const disk = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      rmSync(disk, { recursive: true });
      skip('a small disk cannot be mounted here');
    }
    try {
      mkdirSync(path.join(disk, 'films'));
      await begin({}, { freeSpace: { keepBytes: 500_000, folder: path.join(disk, 'films'), nearestParent: false } });
      rig.measureDisk = measureDisk;
      const hash = await addDead(server, 'Nosferatu.1922');
      writeFileSync(path.join(disk, 'films/other'), Buffer.alloc(600_000));
      rig.start('core');
      await until('it is held', async () => isStopped((await info(hash))?.state));
      rmSync(path.join(disk, 'films/other'));
      await until('it runs again', async () => !isStopped((await info(hash))?.state));
    } finally {
      await rig.stop();
      execFileSync('umount', [disk]);
      rmSync(disk, { recursive: true });
    }
  });

  it('SC253 Q25: the same torrent on two instances is judged, started and remembered on each', async () => {
    await begin({ trackers: [sampleTracker('127.0.0.1', { addTags: ['both'] })] });
    const hash = await addDead(server, 'Nosferatu.1922', { stopped: true });
    expect(await addDead(second, 'Nosferatu.1922', { stopped: true })).toBe(hash);
    rig.start();
    for (const each of [server, second]) {
      await until(`it runs on ${each.instance.name}`, async () => {
        const found = await info(hash, each);
        return !isStopped(found?.state) && found?.tags.includes('both');
      });
    }
    await second.api('torrents/delete', { hashes: hash, deleteFiles: 'false' });
    await until('the one is seen to be gone', () => rig.store.torrents.row('qBit-B', hash)?.removedAt !== null);
    expect(rig.store.torrents.row('qBit', hash)?.removedAt).toBeNull();
    expect(await info(hash)).toBeDefined();
  });

  it('killed for longer than the stall delay: not a second of it counts, and work goes on by itself', async () => {
    const delay = 4_000;
    await begin({ stalledDelayMinutes: delay / 60_000 });
    const waiting = await addFinished(server, 'Metropolis.1927', { stopped: true, category: 'other' });
    const hash = await addDead(server, 'Nosferatu.1922');
    rig.start();
    await until('it is judged', () => rig.decision(hash) !== undefined);
    for (const each of [waiting, hash]) await server.saved(each);
    await server.stop('SIGKILL');
    await until('the outage is seen', () => remotes('down').length > 0);
    const down = Date.now();
    await until('the delay has passed twice', () => Date.now() - down > 2 * delay);
    await server.run();
    const { at } = await until('it is back', () => remotes('up').find((seen) => seen.at > down));
    await until('it is removed in its time', async () => (await info(hash)) === undefined);
    await until('the ledger has it', () => rig.events('removal').length === 1);
    expect(rig.events('removal')[0]?.at).toBeGreaterThanOrEqual(at + delay - 250);
    await server.api('torrents/setCategory', { hashes: waiting, category: 'radarr' });
    await until('a finished one is imported as before', () => rig.events('import').length === 1);
  });
});
