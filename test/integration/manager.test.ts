import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sampleArr, sampleSettings, sampleTorrentRules } from '../../server/contract/index.ts';
import type { EngineSettings } from '../../server/contract/index.ts';
import { startFakeArr } from '../../server/sandbox/arr/index.ts';
import type { FakeArr } from '../../server/sandbox/arr/index.ts';
import { openState } from '../../server/store/state.ts';
import { Rig, realClock } from '../support/rig.ts';
import { LabServer, addDead, addFinished, availableServers, missingServers, until } from '../lab/index.ts';

const key = '0123456789abcdef0123456789abcdef';
const torrentList = z.array(z.looseObject({ category: z.string(), tags: z.string() }));
const fileList = z.array(z.looseObject({ priority: z.number() }));

it.for(missingServers())(
  'a manager against real qBittorrent %s (not on this machine, see test/lab/prepare.sh)',
  (_, { skip }) => skip(),
);

describe.each(availableServers())('a manager against real qBittorrent $version', (build) => {
  let server: LabServer;
  let arr: FakeArr;
  let rig: Rig;
  let dataDir: string;

  const settingsFor = (
    change: Partial<EngineSettings> = {},
    torrent: Partial<EngineSettings['arrs'][0]['torrent']> = {},
  ): EngineSettings =>
    sampleSettings({
      loopSleepSeconds: 0.2,
      noInternetSleepSeconds: 1,
      ignoreTorrentsYoungerThanSeconds: 0,
      completedDownloadFolder: server.downloads,
      pathMappings: [{ remote: server.downloads, local: server.hostPath(server.downloads) }],
      importSettleSeconds: 0,
      qbits: [server.instance],
      qbitRules: [{ instance: server.instance.name, trackers: [], managed: [] }],
      arrs: [
        sampleArr({
          uri: arr.url,
          apiKey: arr.apiKey,
          torrent: sampleTorrentRules({
            folderExclusionRegex: ['\\bsamples?\\b'],
            fileNameExclusionRegex: ['\\bsample\\b'],
            fileExtensionAllowlist: ['.mkv', '.mp4', '.!qB', '.parts'],
            ignoreTorrentsYoungerThanSeconds: 0,
            stalledDelayMinutes: 0.02,
            ...torrent,
          }),
        }),
      ],
      ...change,
    });

  const finished = (name: string) => addFinished(server, name);
  const dead = (name: string, files?: string[], category?: string) =>
    addDead(server, name, { ...(files && { files }), ...(category !== undefined && { category }) });

  const queue = (hash: string, title: string) => {
    const mediaId = arr.state.addMedia({ title }).id;
    arr.state.addQueueEntry({ downloadId: hash.toUpperCase(), title, mediaIds: [mediaId] });
    return mediaId;
  };

  const commands = (name: string) =>
    arr.requests.filter(
      ({ method, path: at, body }) =>
        method === 'POST' && at === '/command' && JSON.stringify(body).includes(`"${name}"`),
    );
  const deletions = () =>
    arr.requests.filter(({ method, path: at }) => method === 'DELETE' && at.startsWith('/queue/'));
  const torrents = async (hash = '') =>
    torrentList.parse(JSON.parse(await server.api(`torrents/info?hashes=${hash}`.replace(/\?hashes=$/, ''))));
  const files = async (hash: string) => fileList.parse(JSON.parse(await server.api(`torrents/files?hash=${hash}`)));
  const gone = async (hash: string) => (await torrents(hash)).length === 0;

  beforeAll(async () => {
    server = await LabServer.start(build);
    for (const category of ['radarr', 'failed', 'recheck'])
      await server.api('torrents/createCategory', { category, savePath: '' });
  });
  afterAll(() => server.close());

  const begin = async (change: Partial<EngineSettings> = {}, torrent = {}) => {
    arr = await startFakeArr({ type: 'radarr', apiKey: key });
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-manager-'));
    const store = await openState({ dataDir, clock: realClock, historyDays: () => 90 });
    rig = new Rig(store, settingsFor(change, torrent));
  };

  afterEach(async () => {
    await rig.stop();
    rig.store.close();
    expect(arr.violations).toEqual([]);
    await arr.stop();
    rmSync(dataDir, { recursive: true, force: true });
    await server.api('torrents/delete', { hashes: 'all', deleteFiles: 'true' });
    await until('the client is empty', async () => (await torrents()).length === 0);
  });

  it('SC160: hands a finished torrent to the Arr once, and tags it', async () => {
    await begin();
    const hash = await finished('Metropolis.1927');
    queue(hash, 'Metropolis');
    rig.start();
    await until('it is tagged', async () => JSON.stringify(await torrents()).includes('qBitrr-imported'));
    await until('the decision says so', () => rig.decision(hash) === 'imported');
    expect(commands('DownloadedMoviesScan')).toHaveLength(1);
    expect(commands('DownloadedMoviesScan')[0]?.body).toMatchObject({
      downloadClientId: hash.toUpperCase(),
      path: `${server.downloads}/Metropolis.1927/Metropolis.1927.mkv`,
    });
    expect(rig.events('import')).toMatchObject([{ result: 'ok', hash }]);
  });

  it('SC062 Q5: removes a stalled download, blocklists it and searches again', async () => {
    await begin();
    const hash = await dead('Nosferatu.1922');
    const mediaId = queue(hash, 'Nosferatu');
    rig.start();
    await until('it is gone from the client', () => gone(hash));
    await until('a search was sent', () => commands('MoviesSearch').length > 0);
    expect(deletions()).toHaveLength(1);
    expect(deletions()[0]?.query).toMatchObject({ removeFromClient: ['true'], blocklist: ['true'] });
    expect(commands('MoviesSearch').map(({ body }) => body)).toMatchObject([{ movieIds: [mediaId] }]);
    await until('the ledger has it', () => rig.events('removal').length === 1);
    expect(rig.events('removal')[0]).toMatchObject({ result: 'ok', decision: 'stalled', hash });
  });

  it('SC040: skips the sample and the program, and keeps the film', async () => {
    await begin({}, { stalledDelayMinutes: -1 });
    const hash = await dead('Film', ['film.mkv', 'Sample/film.mkv', 'setup.exe']);
    rig.start();
    const priorities = async () => (await files(hash).catch(() => [])).map((file) => file.priority);
    await until('the priorities are set', async () => (await priorities()).join() === '1,0,0');
    await until('the ledger has it', () =>
      rig
        .events('action')
        .some((event) => event.action === 'skip-files' && event.result === 'ok' && event.values['n'] === 2),
    );
  });

  it('SC042: a torrent with nothing but unwanted files is removed', async () => {
    await begin({}, { stalledDelayMinutes: -1 });
    const hash = await dead('Malware', ['setup.exe', 'readme.txt']);
    queue(hash, 'Malware');
    rig.start();
    await until('it is gone', () => gone(hash));
    await until('it was searched again', () => commands('MoviesSearch').length === 1);
  });

  it('observe-only changes nothing and says what it would have done', async () => {
    await begin({ observeOnly: true });
    const stalled = await dead('Nosferatu.1922');
    const done = await finished('Metropolis.1927');
    rig.start();
    await until(
      'both decisions are recorded',
      () => new Set(rig.events('observed').map((event) => event.hash)).size === 2,
    );
    expect(await gone(stalled)).toBe(false);
    expect(commands('DownloadedMoviesScan')).toHaveLength(0);
    expect(rig.store.torrents.detail('qBit', done)?.torrent.observed).toBe(true);
    expect(JSON.stringify(await torrents())).not.toContain('qBitrr-');
  });

  it('SC190 Q6: the failed category blocklists in the Arr that owns the download', async () => {
    await begin();
    const hash = await dead('Wrong.Film', undefined, 'failed');
    queue(hash, 'Right Film');
    rig.start('core');
    await until('it is gone', () => gone(hash));
    await until('it was searched again', () => commands('MoviesSearch').length === 1);
    expect(deletions()).toHaveLength(1);
  });

  it('SC192 Q7: the recheck category rechecks once and gives the category back', async () => {
    await begin({}, { stalledDelayMinutes: -1 });
    const hash = await finished('Metropolis.1927');
    rig.start('core');
    await until('its category is remembered', () =>
      rig.store.memory.all().some((entry) => entry.key === 'category' && entry.value === 'radarr'),
    );
    await server.api('torrents/setCategory', { hashes: hash, category: 'recheck' });
    await until('the category is back', async () => (await torrents())[0]?.category === 'radarr');
    await until('the ledger has it', () =>
      rig.events('action').some((event) => event.result === 'ok' && event.action === 'recheck-restore'),
    );
    expect(
      rig.events('action').filter((event) => event.action === 'recheck-restore' && event.result === 'ok'),
    ).toHaveLength(1);
  });

  it.each(['client-delete', 'queue-delete', 'search'] as const)(
    'killed right after %s of a removal, it finishes without doing anything twice',
    async (step) => {
      await begin();
      const hash = await dead('Nosferatu.1922');
      queue(hash, 'Nosferatu');
      rig.start('Radarr-A', step);
      await rig.ended();
      rig.start();
      await until('the removal is finished', () => rig.events('removal').some((event) => event.result === 'ok'));
      expect(await gone(hash)).toBe(true);
      expect(deletions().filter(({ status }) => status === 200)).toHaveLength(1);
      expect(commands('MoviesSearch')).toHaveLength(1);
    },
  );

  it.each(['scan', 'tag'] as const)('killed right after %s of an import, it asks only once', async (step) => {
    await begin();
    const hash = await finished('Metropolis.1927');
    queue(hash, 'Metropolis');
    rig.start('Radarr-A', step);
    await rig.ended();
    rig.start();
    await until('the import is finished', () => rig.events('import').some((event) => event.result === 'ok'));
    expect(commands('DownloadedMoviesScan')).toHaveLength(1);
  });

  it('X4: no verdict while qBittorrent is away, and work goes on after', async () => {
    await begin({}, { stalledDelayMinutes: -1 });
    rig.start();
    await until('it answers', () => rig.sent.some((message) => message.type === 'remote' && message.state === 'up'));
    await server.stop();
    await until('the outage is seen', () =>
      rig.sent.some((message) => message.type === 'remote' && message.state === 'down'),
    );
    const before = rig.sent.filter((message) => message.type === 'torrents').length;
    await server.run();
    const hash = await finished('Metropolis.1927');
    expect(rig.sent.filter((message) => message.type === 'torrents').length).toBe(before);
    await until('it is imported', () => rig.decision(hash) === 'imported');
  });

  it('the Arr being away stops removals, and they follow when it is back', async () => {
    await begin();
    const hash = await dead('Nosferatu.1922');
    queue(hash, 'Nosferatu');
    arr.fault(/.*/, '503');
    rig.start();
    await until('the outage is seen', () =>
      rig.sent.some((message) => message.type === 'remote' && message.kind === 'arr' && message.state === 'down'),
    );
    await until('the limit is over', () => rig.decision(hash) === 'stalled');
    expect(await gone(hash)).toBe(false);
    arr.release();
    await until('it is gone', () => gone(hash));
    expect(existsSync(dataDir)).toBe(true);
  });
});
