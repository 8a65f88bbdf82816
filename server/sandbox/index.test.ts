import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'smol-toml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startSandbox } from './index.ts';
import type { Sandbox } from './index.ts';
import { contentPath } from './qbittorrent/torrent.ts';

let dataDir: string;
let open: Sandbox[];
let at: number;
const clock = { now: () => at, monotonic: () => at };

const start = async (seed = 7, folder = dataDir) => {
  const sandbox = await startSandbox({ dataDir: folder, clock, speed: 0, seed });
  open.push(sandbox);
  return sandbox;
};
const advance = (sandbox: Sandbox, seconds: number) => {
  at += seconds * 1000;
  sandbox.step(seconds);
};
const torrents = (sandbox: Sandbox) => sandbox.qbittorrent.state.torrents();
const states = (sandbox: Sandbox) => new Set<string>(torrents(sandbox).map(({ state }) => state));

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'qbitrr-sandbox-'));
  open = [];
  at = Date.UTC(2026, 0, 5, 12);
});
afterEach(async () => {
  await Promise.all(open.map((sandbox) => sandbox.stop()));
  await rm(dataDir, { recursive: true, force: true });
});

describe('sandbox', () => {
  it('shows every state from the first second', async () => {
    const sandbox = await start();
    const shown =
      'downloading stalledDL metaDL queuedDL forcedDL stoppedDL checkingDL checkingUP uploading stoppedUP error missingFiles moving';
    expect([...states(sandbox)]).toEqual(expect.arrayContaining(shown.split(' ')));
    advance(sandbox, 11);
    expect(states(sandbox).has('stalledUP')).toBe(true);
    const all = torrents(sandbox);
    for (const category of ['failed', 'recheck', 'radarr-1080', 'sonarr-tv', 'sonarr-anime', 'linux-isos'])
      expect(all.some((torrent) => torrent.category === category)).toBe(true);
    for (const tag of ['qBitrr-ignored', 'qBitrr-imported'])
      expect(all.some(({ tags }) => tags.includes(tag))).toBe(true);
    const idleMinutes = all
      .filter(({ state }) => state === 'stalledDL')
      .map(({ lastActivity }) => (at / 1000 - lastActivity) / 60);
    expect(idleMinutes.some((minutes) => minutes < 15)).toBe(true);
    expect(idleMinutes.some((minutes) => minutes > 15)).toBe(true);
    expect(all.some(({ files }) => files.some(({ name }) => name.includes('Sample/')))).toBe(true);
    expect(Number(sandbox.qbittorrent.state.server().free_space_on_disk)).toBeLessThan(15e9);
  });

  it('is the same for the same seed, and another for another', async () => {
    const names = async (seed: number, folder: string) => {
      at = Date.UTC(2026, 0, 5, 12);
      const sandbox = await start(seed, path.join(dataDir, folder));
      for (let second = 0; second < 600; second += 5) advance(sandbox, 5);
      return torrents(sandbox).map(({ hash, name, state, progress, uploaded }) => [
        hash,
        name,
        state,
        progress,
        uploaded,
      ]);
    };
    const first = await names(1, 'a');
    expect(await names(1, 'b')).toEqual(first);
    expect(await names(2, 'c')).not.toEqual(first);
  });

  it('keeps 50 to 75 torrents for a day, each finished one with its file on disk and no more', async () => {
    const sandbox = await start();
    const counts: number[] = [];
    const met = new Set<string>();
    for (let second = 0; second < 86_400; second += 20) {
      advance(sandbox, 20);
      counts.push(torrents(sandbox).length);
      for (const state of states(sandbox)) met.add(state);
    }
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(50);
    expect(Math.max(...counts)).toBeLessThanOrEqual(75);
    expect(met.size).toBeGreaterThanOrEqual(15);
    expect(met.has('unknown')).toBe(false);
    await sandbox.settled();
    const done = torrents(sandbox).filter(({ progress }) => progress === 1);
    for (const torrent of done) await access(contentPath(torrent));
    const folders = await readdir(path.join(dataDir, 'downloads'), { withFileTypes: true });
    const kept = await Promise.all(
      folders.filter((entry) => entry.isDirectory()).map(({ name }) => readdir(path.join(dataDir, 'downloads', name))),
    );
    expect(kept.flat().length).toBeLessThanOrEqual(done.length);
    expect(sandbox.problems()).toEqual([]);
  }, 60_000);

  it('lists in each queue only what qBittorrent holds', async () => {
    const sandbox = await start();
    for (let second = 0; second < 7200; second += 5) advance(sandbox, 5);
    const hashes = new Set(torrents(sandbox).map(({ hash }) => hash.toUpperCase()));
    const queued = [...sandbox.arrs.values()].flatMap(({ state }) => state.queue.map(({ download }) => download));
    expect(queued.length).toBeGreaterThan(10);
    expect(queued.filter(({ downloadId }) => !hashes.has(downloadId))).toEqual([]);
  });

  it('a scan imports, and a search brings a new release', async () => {
    const sandbox = await start();
    const radarr = sandbox.arrs.get('Radarr-1080');
    const row = radarr?.state.queue.find(({ download }) => download.status === 'completed');
    if (radarr === undefined || row === undefined || row.mediaId === null) throw new Error('nothing to import');
    const { downloadId } = row.download;
    radarr.commands.push('DownloadedMoviesScan', { path: '/x', downloadClientId: downloadId }, 'manual');
    const missing = [...radarr.state.media.values()].find(
      ({ id, hasFile }) => !hasFile && radarr.state.queue.every(({ mediaId }) => mediaId !== id),
    );
    if (missing === undefined) throw new Error('nothing to search');
    radarr.commands.push('MoviesSearch', { movieIds: [missing.id] }, 'manual');
    for (let second = 0; second < 120; second += 1) advance(sandbox, 1);
    expect(radarr.state.media.get(row.mediaId)?.hasFile).toBe(true);
    expect(radarr.state.rowsOf(downloadId)).toEqual([]);
    expect(radarr.state.queue.some(({ mediaId }) => mediaId === missing.id)).toBe(true);
  });

  it('one Arr is away at first and comes back', async () => {
    const sandbox = await start();
    const anime = sandbox.arrs.get('Sonarr-Anime');
    if (anime === undefined) throw new Error('no such Arr');
    const status = async () =>
      (await fetch(`${anime.url}/api/v3/system/status`, { headers: { 'X-Api-Key': anime.apiKey } })).status;
    expect(await status()).toBe(503);
    for (let second = 0; second < 300; second += 5) advance(sandbox, 5);
    expect(await status()).toBe(200);
  });

  it('writes a configuration with the sections and the keys of its servers', async () => {
    const sandbox = await start();
    const config = z
      .looseObject({ WebUI: z.looseObject({ Token: z.string() }), qBit: z.looseObject({ Port: z.number() }) })
      .parse(parse(sandbox.configToml));
    expect(config.WebUI.Token).toMatch(/^[0-9a-f]{64}$/);
    expect(config.qBit.Port).toBe(sandbox.qbittorrent.port);
    for (const [name, { url, apiKey }] of sandbox.arrs)
      expect(config[name]).toMatchObject({ Managed: true, URI: url, APIKey: apiKey, ReSearch: true });
  });

  it('never empties a folder that is not its own', async () => {
    await mkdir(path.join(dataDir, 'downloads'));
    await writeFile(path.join(dataDir, 'downloads', 'mine.txt'), 'x');
    await start();
    await access(path.join(dataDir, 'downloads', 'mine.txt'));
  });
});
