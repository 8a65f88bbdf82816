import { describe, expect, test } from 'vitest';
import { qbitOverviewBody } from '../contract/index.ts';
import type { SeedingConfig, TorrentRow } from '../contract/index.ts';
import { sampleTorrentRow } from '../contract/samples.ts';
import { parseToml } from '../config/index.ts';
import { categoryRows, distribution, overview, type QbitViewInput } from './qbit-views.ts';
import { arrSeedingConfig, managedCategories } from './seeding-config.ts';

const off: SeedingConfig = { maxRatio: -1, maxTime: -1, removeMode: -1, downloadLimit: -1, uploadLimit: -1 };
const row = (hash: string, change: Partial<TorrentRow>): TorrentRow =>
  sampleTorrentRow({ hash, category: 'movies', manager: 'Radarr-A', state: 'stalledUP', size: 100, ...change });

const input = (change: Partial<QbitViewInput> = {}): QbitViewInput => ({
  clients: [
    { name: 'qBit', alive: true },
    { name: 'qBit-box', alive: true },
    { name: 'qBit-down', alive: false },
  ],
  managed: [
    { instance: 'qBit', category: 'seed', matchSubcategories: true, seedingConfig: { ...off, maxRatio: 2 } },
    { instance: 'qBit-down', category: 'seed', matchSubcategories: false, seedingConfig: off },
  ],
  arrs: [{ instance: { name: 'Radarr-A', category: 'movies' }, seedingConfig: off }],
  torrents: [
    row('a', { ratio: 1.234, seedingTime: 100 }),
    row('b', { instance: 'qBit-box', state: 'downloading', ratio: 0, seedingTime: 0, category: 'movies/4k' }),
    row('c', { instance: 'qBit-down' }),
    row('d', { manager: 'core', category: 'seed/tv', state: 'forcedUP' }),
    row('e', { manager: 'core', category: 'seeds' }),
    row('f', { manager: 'core', category: '' }),
  ],
  ...change,
});

describe('2.7 GET /qbit/categories', () => {
  test('managed categories per client, then one row per Arr over all clients that answer', () => {
    expect(categoryRows(input())).toEqual([
      {
        category: 'seed',
        instance: 'qBit',
        managedBy: 'qbit',
        torrentCount: 1,
        seedingCount: 1,
        totalSize: 100,
        avgRatio: 0,
        avgSeedingTime: 0,
        seedingConfig: { ...off, maxRatio: 2 },
      },
      {
        category: 'movies',
        instance: 'Radarr-A',
        managedBy: 'arr',
        torrentCount: 2,
        seedingCount: 1,
        totalSize: 200,
        avgRatio: 0.62,
        avgSeedingTime: 50,
        seedingConfig: off,
      },
    ]);
  });

  test('averages are 0 without torrents', () => {
    const [, movies] = categoryRows(input({ torrents: [] }));
    expect(movies).toMatchObject({ torrentCount: 0, avgRatio: 0, avgSeedingTime: 0 });
  });
});

describe('2.7 GET /qbit/overview', () => {
  test('all clients: the Arr row lies on all; one client: on it; an unknown one: nothing', () => {
    const all = overview(input(), null);
    expect(all.instances).toEqual(['qBit', 'qBit-box', 'qBit-down']);
    expect(all.categories.map(({ qbitInstance, arrName }) => [qbitInstance, arrName])).toEqual([
      ['qBit', null],
      ['all', 'Radarr-A'],
    ]);
    const one = overview(input(), 'qBit-box');
    expect(one).toMatchObject({
      instances: ['qBit-box'],
      categories: [{ arrName: 'Radarr-A', qbitInstance: 'qBit-box', torrentCount: 1, torrents: [{ hash: 'b' }] }],
    });
    expect(overview(input(), 'nope')).toEqual({ instances: [], categories: [] });
  });

  test('at most 500 torrents per category; counts cover all; nothing is null', () => {
    const torrents = Array.from({ length: 501 }, (_, at) =>
      row(`h${at}`, { eta: null, completedAt: null, lastActivityAt: null }),
    );
    const body = qbitOverviewBody.parse({ ...overview(input({ torrents }), null), ready: true });
    const movies = body.categories.find(({ arrName }) => arrName === 'Radarr-A');
    expect([movies?.torrents.length, movies?.torrentCount, movies?.torrentsTruncated]).toEqual([500, 501, true]);
    expect(Object.values(movies?.torrents[0] ?? {}).every((value) => value !== null)).toBe(true);
    expect(movies?.torrents[0]).toMatchObject({ eta: 8_640_000, completionOn: 0, ratioLimit: -2, tags: [] });
  });

  test('times are unix seconds, and limits, swarm and place are the torrent’s own', () => {
    const own = { downloaded: 800, uploaded: 400, dlLimit: 5, priority: 3 };
    const torrents = [row('a', { ...own, swarmSeeds: 7, addedAt: 1_700_000_000_999, completedAt: 1_700_000_100_000 })];
    const movies = overview(input({ torrents }), null).categories.at(-1);
    expect(movies?.torrents[0]).toMatchObject({
      ...own,
      numComplete: 7,
      addedOn: 1_700_000_000,
      completionOn: 1_700_000_100,
    });
  });
});

test('2.7 distribution: per category and client that answers; no category is ""', () => {
  expect(distribution(input())).toEqual({
    movies: { qBit: 1 },
    'movies/4k': { 'qBit-box': 1 },
    'seed/tv': { qBit: 1 },
    seeds: { qBit: 1 },
    '': { qBit: 1 },
  });
});

test('2.7 seedingConfig: the table, an entry of its own in its place, labels and suffixes; -1 where nothing is written', () => {
  const parsed = parseToml(`[qBit]
ManagedCategories = ["seed", "tv"]
MatchSubcategories = true
[qBit.CategorySeeding]
MaxUploadRatio = 2.5
MaxSeedingTime = "2h"
RemoveTorrent = "Remove on ratio (1)"
UploadRateLimitPerTorrent = 1000
[[qBit.CategorySeeding.Categories]]
Name = "tv"
MaxUploadRatio = 9
RemoveTorrent = 4
[Radarr-A.Torrent.SeedingMode]
DownloadRateLimitPerTorrent = 77
`);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const table = { maxRatio: 2.5, maxTime: 7200, removeMode: 1, downloadLimit: -1, uploadLimit: 1000 };
  expect(managedCategories(parsed.tree, ['qBit', 'qBit-none'])).toEqual([
    { instance: 'qBit', category: 'seed', matchSubcategories: true, seedingConfig: table },
    {
      instance: 'qBit',
      category: 'tv',
      matchSubcategories: true,
      seedingConfig: { ...table, maxRatio: 9, removeMode: 4 },
    },
  ]);
  expect(arrSeedingConfig(parsed.tree, 'Radarr-A')).toEqual({ ...off, downloadLimit: 77 });
});
