import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createQbittorrent, emptyMaindata, mergeMaindata } from '../../server/clients/qbittorrent/index.ts';
import type { Maindata, Qbittorrent, SyncSession, TorrentFacts } from '../../server/clients/qbittorrent/index.ts';
import { availableServers, deadTracker, LabServer, makeTorrent, missingServers, until } from '../lab/index.ts';
import type { MadeTorrent } from '../lab/index.ts';

it.for(missingServers())(
  'qBittorrent client against %s (not on this machine, see test/lab/prepare.sh)',
  (_, { skip }) => skip(),
);

describe.each(availableServers())('qBittorrent client against $version', (build) => {
  let server: LabServer;
  let client: Qbittorrent;
  let sync: SyncSession;
  let snapshot: Maindata;

  beforeAll(async () => {
    server = await LabServer.start(build);
    client = createQbittorrent(server.instance);
    sync = client.openSync();
    snapshot = emptyMaindata();
  });
  afterAll(() => server.close());

  const torrentOf = (name: string, data = randomBytes(70_000)): MadeTorrent =>
    makeTorrent({ name, files: [{ data }], announce: deadTracker });

  const poll = async () => mergeMaindata(snapshot, await sync.poll());

  /** Polls until a torrent is as asked and returns its facts. */
  const seen = (hash: string, test: (facts: TorrentFacts) => boolean): Promise<TorrentFacts> =>
    until(`${hash} is as expected`, async () => {
      await poll();
      const facts = snapshot.torrents.get(hash);
      return facts !== undefined && test(facts) && facts;
    });

  const added = async (name: string, options: Parameters<LabServer['add']>[1] = { stopped: true }) => {
    const torrent = torrentOf(name);
    await server.add([torrent.file], options);
    await seen(torrent.hash, () => true);
    return torrent;
  };

  it('logs in when asked to and knows the version', async () => {
    const version = await client.version();
    expect(version.app.startsWith(build.version)).toBe(true);
    expect(version.webApi).toMatch(/^2\.\d+\.\d+$/);
  });

  it('names the section when the password is wrong', async () => {
    const wrong = createQbittorrent({ ...server.instance, name: 'qBit-Attic', password: 'not it' });
    await expect(wrong.version()).rejects.toMatchObject({
      kind: 'auth',
      target: 'qBit-Attic',
      message: 'qBit-Attic refused us: wrong user name or password',
    });
  });

  it('says that the computer is banned', async () => {
    const strict = await LabServer.start(build, { failuresBeforeBan: 1 });
    try {
      const wrong = createQbittorrent({ ...strict.instance, password: 'not it' });
      await expect(wrong.version()).rejects.toMatchObject({ kind: 'auth' });
      await expect(createQbittorrent(strict.instance).version()).rejects.toThrow('qBit has banned this computer');
    } finally {
      await strict.close();
    }
  });

  it('needs no credentials where localhost is trusted, also for deltas', async () => {
    const open = await LabServer.start(build, { bypassLocal: true });
    try {
      const guest = createQbittorrent({ ...open.instance, userName: '', password: '' });
      await guest.version();
      const stream = guest.openSync();
      expect((await stream.poll()).full).toBe(true);
      expect((await stream.poll()).full).toBe(false);
    } finally {
      await open.close();
    }
  });

  it('reports one new torrent as a delta with its facts, and an idle server as nothing', async () => {
    await poll();
    await client.createCategory('tv', `${server.downloads}/tv`);
    const torrent = torrentOf('One.Show.S01E01');
    await server.add([torrent.file], { stopped: true, category: 'tv', tags: ['b c', 'a'] });
    const facts = await seen(torrent.hash, ({ state }) => state === 'stoppedDL');
    expect(facts).toMatchObject({
      name: 'One.Show.S01E01',
      category: 'tv',
      progress: 0,
      size: 70_000,
      amountLeft: 70_000,
      eta: null,
      completedAt: null,
      ratioLimit: -2,
      savePath: server.downloads,
      trackers: [deadTracker],
    });
    expect(facts.tags.toSorted()).toEqual(['a', 'b c']);
    expect(Math.abs(facts.addedAt - Date.now())).toBeLessThan(120_000);
    expect(snapshot.categories.get('tv')).toEqual({ name: 'tv', savePath: `${server.downloads}/tv` });
    const idle = await until('nothing changes any more', async () => {
      const delta = await sync.poll();
      mergeMaindata(snapshot, delta);
      return delta.torrents.size === 0 && delta;
    });
    expect(idle.full).toBe(false);
  });

  it('reports speeds, free space and connection of the whole client', async () => {
    await poll();
    expect(snapshot.server).toMatchObject({ dlspeed: 0, upspeed: 0, queueing: false });
    expect(snapshot.server.freeSpace).toBeGreaterThan(0);
    expect(['connected', 'firewalled', 'disconnected']).toContain((await client.transferInfo()).connection);
  });

  it('keeps its deltas while others read everything from the beginning', async () => {
    await poll();
    const other = client.openSync();
    await other.poll();
    await server.api('sync/maindata?rid=0');
    expect((await sync.poll()).full).toBe(false);
    expect((await other.poll()).full).toBe(false);
  });

  it('FIX Q5: removes 25 torrents of one batch', async () => {
    const torrents = Array.from({ length: 25 }, (_, index) => torrentOf(`batch-${index}`));
    await server.add(
      torrents.map(({ file }) => file),
      { stopped: true },
    );
    const hashes = torrents.map(({ hash }) => hash);
    await until('all 25 are listed', async () => {
      await poll();
      return hashes.every((hash) => snapshot.torrents.has(hash));
    });
    const before = snapshot.torrents.size;
    await client.remove(hashes, true);
    const removed = new Set<string>();
    await until('all 25 are reported gone', async () => {
      for (const hash of (await poll()).removed) removed.add(hash);
      return removed.size === 25;
    });
    expect(hashes.every((hash) => removed.has(hash))).toBe(true);
    expect(snapshot.torrents.size).toBe(before - 25);
  });

  it('adds and takes tags, one by one', async () => {
    const torrent = await added('tagged');
    await client.createTags(['made before']);
    await client.addTags([torrent.hash], ['qBitrr-imported', 'other']);
    const tagged = await seen(torrent.hash, ({ tags }) => tags.length === 2);
    expect(tagged.tags.toSorted()).toEqual(['other', 'qBitrr-imported']);
    await client.removeTags([torrent.hash], ['other']);
    expect((await seen(torrent.hash, ({ tags }) => tags.length === 1)).tags).toEqual(['qBitrr-imported']);
    await client.removeTags([torrent.hash], []);
    await poll();
    expect(snapshot.torrents.get(torrent.hash)?.tags).toEqual(['qBitrr-imported']);
    expect(snapshot.tags.has('made before')).toBe(true);
  });

  it('sets categories, and answers conflict for an unknown or existing one', async () => {
    const torrent = await added('sorted');
    await client.createCategory('movies', '');
    await client.setCategory([torrent.hash], 'movies');
    await seen(torrent.hash, ({ category }) => category === 'movies');
    expect(await client.categories()).toContainEqual({ name: 'movies', savePath: '' });
    await client.setCategory([torrent.hash], '');
    await seen(torrent.hash, ({ category }) => category === '');
    await expect(client.setCategory([torrent.hash], 'nowhere')).rejects.toMatchObject({ kind: 'conflict' });
    await expect(client.createCategory('movies', '')).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('lists files and skips some of them', async () => {
    const torrent = makeTorrent({
      name: 'Two Files',
      announce: deadTracker,
      files: [
        { path: ['a.mkv'], data: randomBytes(65_536) },
        { path: ['Sample', 'b.mkv'], data: randomBytes(131_072) },
      ],
    });
    await server.add([torrent.file], { stopped: true });
    await seen(torrent.hash, ({ state }) => state === 'stoppedDL');
    expect(await client.files(torrent.hash)).toMatchObject([
      { index: 0, name: 'Two Files/a.mkv', size: 65_536, priority: 1 },
      { index: 1, name: 'Two Files/Sample/b.mkv', size: 131_072, priority: 1 },
    ]);
    await client.filePrio(torrent.hash, [1], 0);
    expect((await client.files(torrent.hash)).map(({ priority }) => priority)).toEqual([1, 0]);
    await seen(torrent.hash, ({ size }) => size === 65_536);
    await expect(client.filePrio(torrent.hash, [7], 0)).rejects.toMatchObject({ kind: 'conflict' });
    await expect(client.files('0'.repeat(40))).rejects.toMatchObject({ kind: 'notFound' });
  });

  it('lists real trackers with their state', async () => {
    const torrent = await added('tracked', { stopped: false });
    await until('the dead tracker is known as such', async () => {
      const [tracker] = await client.trackers(torrent.hash);
      return tracker?.status === 'notWorking' && tracker;
    });
    expect(await client.trackers(torrent.hash)).toMatchObject([{ url: deadTracker, tier: 0 }]);
  });

  it('FIX Q2: starts, stops and rechecks, with one name per state on every version', async () => {
    const data = randomBytes(70_000);
    const torrent = torrentOf('Seeded', data);
    server.writeFile(`${server.downloads}/Seeded`, data);
    await server.add([torrent.file]);
    const seeding = await seen(torrent.hash, ({ state }) => state === 'stalledUP');
    expect(seeding).toMatchObject({ progress: 1, amountLeft: 0 });
    expect(seeding.completedAt).toBeGreaterThan(0);
    await client.stop([torrent.hash]);
    await seen(torrent.hash, ({ state }) => state === 'stoppedUP');
    await client.start([torrent.hash]);
    await seen(torrent.hash, ({ state }) => state === 'stalledUP');
    server.writeFile(`${server.downloads}/Seeded`, randomBytes(70_000));
    await client.recheck([torrent.hash]);
    await seen(torrent.hash, ({ progress }) => progress < 1);
    await client.stop([torrent.hash]);
    await seen(torrent.hash, ({ state }) => state === 'stoppedDL');
  });

  it('sets rate and share limits', async () => {
    const torrent = await added('limited');
    await client.setDownloadLimit([torrent.hash], 100_000);
    await client.setUploadLimit([torrent.hash], 50_000);
    await client.setShareLimits([torrent.hash], { ratio: 1.5, seedingMinutes: 90, inactiveMinutes: -2 });
    const facts = await seen(torrent.hash, ({ ratioLimit, upLimit }) => ratioLimit === 1.5 && upLimit > 0);
    // libtorrent rounds to whole pieces of 1 KiB in some versions
    expect(facts.dlLimit).toBeGreaterThan(99_000);
    expect(facts.seedingTimeLimit).toBe(90);
  });

  it('skips unknown hashes and sends nothing for an empty list', async () => {
    await client.remove(['0'.repeat(40)], true);
    await client.addTags(['0'.repeat(40)], ['x']);
    await client.stop([]);
    await client.remove([], true);
  });

  it('logs in again after a restart of qBittorrent and starts its deltas anew', async () => {
    const torrent = await added('survivor');
    await server.saved(torrent.hash);
    await server.stop();
    const impatient = createQbittorrent(server.instance, {
      retry: { sleep: () => Promise.resolve(), random: () => 0 },
    });
    await expect(impatient.version()).rejects.toMatchObject({
      kind: 'refused',
      message: `qBit did not answer: connection refused by 127.0.0.1:${server.instance.port}`,
    });
    await server.run();
    const delta = await until('the torrents are back', async () => {
      const next = await sync.poll();
      mergeMaindata(snapshot, next);
      return snapshot.torrents.has(torrent.hash) && next;
    });
    expect(delta.torrents.size).toBeGreaterThan(0);
    await client.addTags([torrent.hash], ['after restart']);
    await seen(torrent.hash, ({ tags }) => tags.includes('after restart'));
  });
});
