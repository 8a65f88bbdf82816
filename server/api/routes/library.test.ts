import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AlbumEntry, LibraryAnswer, LibraryView, MovieRow, RollUp, TitleCounts } from '../../contract/index.ts';
import { absentLibrary, type Cover, type OpenLink } from '../../library/index.ts';
import type { LibraryInstance } from '../services.ts';
import { startHarness, type Harness } from '../testing/harness.ts';

const all: LibraryInstance[] = [
  { name: 'Radarr-4K', type: 'radarr', category: 'movies/4k' },
  { name: 'Sonarr-TV', type: 'sonarr', category: 'tv' },
  { name: 'Lidarr-Music', type: 'lidarr', category: 'music' },
  { name: 'Readarr-Books', type: 'readarr', category: 'books' },
];
const pixels = Buffer.from('not really a picture');
const etag = `"${createHash('sha256').update(pixels).digest('hex')}"`;

let server: Harness;
let instances = all;
let built = true;
let view: LibraryView = absentLibrary;
let cover: Cover | null = null;
let link: OpenLink = { ok: false, reason: 'missing', details: '' };
let asked: unknown[][] = [];

/** Notes each question and answers it with `answer`. */
const answering = (answer: LibraryAnswer<never> | (() => unknown)): LibraryView =>
  new Proxy(absentLibrary, {
    get: (_, method) => (instance: string, query: unknown) => {
      asked.push([String(method), instance, query]);
      return Promise.resolve(typeof answer === 'function' ? { ok: true, value: answer() } : answer);
    },
  });

beforeAll(async () => {
  server = await startHarness(
    {},
    {},
    {
      library: {
        instances: () => instances,
        built: () => built,
        get view() {
          return new Proxy(absentLibrary, { get: (_, method) => Reflect.get(view, method) });
        },
        cover: (instance, id) => {
          asked.push(['cover', instance, id]);
          return Promise.resolve(cover);
        },
        openLink: (instance, id) => {
          asked.push(['open', instance, id]);
          return Promise.resolve(link);
        },
      },
    },
  );
});
beforeEach(() => {
  [instances, built, view, cover, asked] = [all, true, absentLibrary, null, []];
});
afterAll(() => server.stop());

const lists = [
  '/radarr/movies%2F4k/movies',
  '/sonarr/tv/series',
  '/lidarr/music/albums',
  '/lidarr/music/albums?flat_mode=1',
  '/lidarr/music/artists',
  '/readarr/books/authors',
];
const details = ['/lidarr/music/artist/1', '/readarr/books/author/1'];
const pictures = [
  '/radarr/movies/4k/movie/1/thumbnail',
  '/sonarr/tv/series/1/thumbnail',
  '/lidarr/music/artist/1/thumbnail',
  '/readarr/books/author/1/thumbnail',
];
const counts: TitleCounts = { available: 1, monitored: 2, missing: 1, quality_met: 0, requests: 0 };
const tracks: RollUp = { available: 3, monitored: 4, missing: 1 };

describe('2.6 which instance', () => {
  test.each([
    ['/radarr/nope/movies', 'Unknown radarr category nope'],
    ['/radarr/tv/movies', 'Unknown radarr category tv'],
    ['/sonarr/movies/4k/series', 'Unknown sonarr category movies/4k'],
    ['/lidarr/nope/albums', 'Unknown lidarr category nope'],
    ['/readarr/nope/author/1', 'Unknown readarr category nope'],
    ['/radarr/nope/movie/1/thumbnail', 'Unknown radarr category nope'],
    ['/lidarr/nope/artist/1/thumbnail', 'Unknown lidarr_artist category nope'],
    ['/readarr/nope/author/1/thumbnail', 'Unknown readarr_author category nope'],
    ['/arr/nope/open/movie/1', 'Unknown radarr category nope'],
  ])('%s -> 404 %s', async (address, error) => {
    const reply = await server.authed(`/web${address}`);
    expect([reply.status, reply.body]).toEqual([404, { error, details: '' }]);
  });

  test('nothing managed and nothing built yet is 503, on every route', async () => {
    [instances, built] = [[], false];
    for (const address of [...lists, ...details, ...pictures, '/arr/x/open/movie/1']) {
      const reply = await server.authed(`/api${address}`);
      expect([address, reply.status, reply.error]).toEqual([address, 503, 'Arr manager is still initialising']);
    }
    built = true;
    expect((await server.authed('/api/radarr/x/movies')).status).toBe(404);
  });

  test('lidarr and readarr stand for the only instance of their type, in any case', async () => {
    expect((await server.authed('/web/lidarr/LIDARR/artists')).body).toMatchObject({ category: 'music' });
    expect((await server.authed('/web/readarr/readarr/authors')).body).toMatchObject({ category: 'books' });
    expect((await server.authed('/web/radarr/radarr/movies')).status).toBe(404);
    instances = [...all, { name: 'Lidarr-2', type: 'lidarr', category: 'more' }];
    expect((await server.authed('/web/lidarr/lidarr/artists')).status).toBe(404);
  });

  test('an id is digits only', async () => {
    for (const address of [
      '/lidarr/music/artist/x',
      '/lidarr/music/artist/-1',
      '/radarr/movies/4k/movie/1e3/thumbnail',
    ]) {
      expect(await server.authed(`/api${address}`)).toMatchObject({ status: 404, error: 'Not Found' });
    }
  });
});

describe('2.6 catalogue not set up yet', () => {
  const none = { available: 0, monitored: 0, missing: 0 };
  const titles = { ...none, quality_met: 0, requests: 0 };
  const music = { counts: titles, counts_tracks: none, album_total: 0, total: 0, page: 0 };

  test.each([
    [
      '/radarr/movies/4k/movies',
      { category: 'movies/4k', counts: titles, total: 0, page: 0, page_size: 50, movies: [] },
    ],
    ['/sonarr/tv/series', { category: 'tv', counts: none, total: 0, page: 0, page_size: 25, series: [] }],
    ['/lidarr/music/albums', { category: 'music', ...music, page_size: 50, albums: [] }],
    [
      '/lidarr/music/albums?flat_mode=1',
      { category: 'music', counts: none, total: 0, page: 0, page_size: 50, tracks: [] },
    ],
    ['/lidarr/music/artists', { category: 'music', ...music, page_size: 50, artists: [] }],
    [
      '/readarr/books/authors',
      { category: 'books', counts: titles, book_total: 0, total: 0, page: 0, page_size: 50, authors: [] },
    ],
  ])('%s is 200 with every member', async (address, body) => {
    for (const prefix of ['/api', '/web']) {
      const reply = await server.authed(`${prefix}${address}`);
      expect([reply.status, reply.body]).toEqual([200, body]);
    }
  });

  test('a single artist or author is not found', async () => {
    expect(await server.authed('/api/lidarr/music/artist/1')).toMatchObject({ status: 404, error: 'Artist not found' });
    expect(await server.authed('/api/readarr/books/author/1')).toMatchObject({
      status: 404,
      error: 'Author not found',
    });
  });
});

test.each([
  ['repaired', 'Database was repaired — retry shortly'],
  ['corrupt', 'Database corruption detected — automatic repair failed'],
] as const)('2.6 a %s database is 503 on every list and detail', async (reason, error) => {
  view = answering({ ok: false, reason });
  for (const address of [...lists, ...details]) {
    const reply = await server.authed(`/web${address}`);
    expect([address, reply.status, reply.error]).toEqual([address, 503, error]);
  }
});

describe('2.6 questions', () => {
  const page = { page: 0, size: 50, text: null };
  const noFlags = { monitored: null, hasFile: null, qualityMet: null, isRequest: null };
  const years = { yearMin: null, yearMax: null };
  const people = { ...page, monitored: null, missing: false, reason: null };

  test.each([
    ['/radarr/movies/4k/movies', ['movies', 'Radarr-4K', { ...page, ...noFlags, ...years }]],
    [
      '/radarr/movies/4k/movies?q=Dune&page=2&page_size=10&year_min=1990&year_max=x&monitored=1&has_file=0&quality_met=no&is_request=',
      [
        'movies',
        'Radarr-4K',
        {
          page: 2,
          size: 10,
          text: 'Dune',
          monitored: true,
          hasFile: false,
          qualityMet: true,
          isRequest: false,
          yearMin: 1990,
          yearMax: null,
        },
      ],
    ],
    [
      '/radarr/movies/4k/movies?page=-4&page_size=99999&size=3',
      ['movies', 'Radarr-4K', { ...page, size: 1000, ...noFlags, ...years }],
    ],
    [
      '/sonarr/tv/series?page=99999999999999999999&page_size=99999999999999999999',
      ['series', 'Sonarr-TV', { ...page, page: Number.MAX_SAFE_INTEGER, size: 1000, missing: false }],
    ],
    ['/sonarr/tv/series?page_size=0', ['series', 'Sonarr-TV', { ...page, size: 1, missing: false }]],
    ['/sonarr/tv/series?missing=&only_missing=1', ['series', 'Sonarr-TV', { ...page, size: 25, missing: true }]],
    ['/sonarr/tv/series?missing=0&only_missing=1', ['series', 'Sonarr-TV', { ...page, size: 25, missing: false }]],
    [
      '/lidarr/music/albums?size=7',
      ['albums', 'Lidarr-Music', { ...page, size: 7, ...noFlags, groupByArtist: true, flat: false }],
    ],
    [
      '/lidarr/music/albums?group_by_artist=0',
      ['albums', 'Lidarr-Music', { ...page, ...noFlags, groupByArtist: false, flat: false }],
    ],
    [
      '/lidarr/music/albums?flat_mode=1&q=x',
      ['tracks', 'Lidarr-Music', { ...page, text: 'x', ...noFlags, groupByArtist: true, flat: true }],
    ],
    ['/lidarr/music/artists?reason=all&monitored=0', ['artists', 'Lidarr-Music', { ...people, monitored: false }]],
    [
      '/readarr/books/authors?reason=Quality&only_missing=1&page_size=5&size=9',
      ['authors', 'Readarr-Books', { ...people, size: 5, missing: true, reason: 'Quality' }],
    ],
  ])('%s', async (address, question) => {
    view = answering({ ok: false, reason: 'absent' });
    expect((await server.authed(`/api${address}`)).status).toBe(200);
    expect(asked).toEqual([question]);
  });
});

describe('2.6 answers', () => {
  const flags = {
    monitored: true,
    hasFile: false,
    qualityMet: false,
    isRequest: false,
    upgrade: false,
    customFormatScore: null,
    minCustomFormatScore: null,
    customFormatMet: false,
    reason: 'Missing' as const,
    qualityProfileId: 1,
    qualityProfileName: null,
  };
  const movie: MovieRow = { id: 1, title: 'Inception', year: 2010, ...flags };
  const album: AlbumEntry = {
    album: { id: 1, title: 'A', artistId: 2, artistName: null, foreignAlbumId: 'f', releaseDate: null, ...flags },
    totals: tracks,
    tracks: [],
  };

  test('rows, counts, the page really served', async () => {
    view = answering(() => ({ rows: [movie], total: 150, page: 0, counts }));
    expect((await server.authed('/web/radarr/movies%2F4k/movies?page=9&page_size=10')).body).toEqual({
      category: 'movies/4k',
      counts,
      total: 150,
      page: 0,
      page_size: 10,
      movies: [movie],
    });
    view = answering(() => ({ rows: [album], total: 40, page: 0, counts, tracks, albumTotal: 250 }));
    expect((await server.authed('/web/lidarr/lidarr/albums')).body).toEqual({
      category: 'music',
      counts,
      counts_tracks: tracks,
      album_total: 250,
      total: 40,
      page: 0,
      page_size: 50,
      albums: [album],
    });
  });

  test('one artist with albums', async () => {
    const artist = {
      id: 2,
      name: 'B',
      monitored: true,
      albumCount: 1,
      trackTotalCount: 4,
      qualityProfileName: null,
      searched: false,
    };
    view = answering(() => ({ counts, tracks, artist, albums: [album] }));
    expect((await server.authed('/api/lidarr/music/artist/2')).body).toEqual({
      category: 'music',
      counts,
      counts_tracks: tracks,
      artist,
      albums: [album],
    });
  });
});

describe('2.6 thumbnails', () => {
  test('bytes with their type, a day of private caching and a strong tag; unknown parameters are ignored', async () => {
    cover = { bytes: pixels, type: 'image/jpeg', etag };
    for (const address of pictures) {
      const reply = await server.authed(`/web${address}?_retry=2`);
      expect(reply).toMatchObject({
        status: 200,
        text: pixels.toString(),
        headers: { 'content-type': 'image/jpeg', 'cache-control': 'private, max-age=86400', etag },
      });
    }
    expect(asked).toContainEqual(['cover', 'Radarr-4K', 1]);
  });

  test.each([etag, `W/${etag}`, '*', `"other", ${etag}`])('304 without a body for If-None-Match %s', async (tag) => {
    cover = { bytes: pixels, type: 'image/webp', etag };
    const reply = await server.authed(`/api${pictures[0]}`, { headers: { 'If-None-Match': tag } });
    expect(reply).toMatchObject({
      status: 304,
      text: '',
      headers: { etag, 'cache-control': 'private, max-age=86400' },
    });
    expect(reply.headers).not.toHaveProperty('content-type');
  });

  test('no usable image is 404 with an empty body', async () => {
    const reply = await server.authed(`/web${pictures[1]}`);
    expect([reply.status, reply.text]).toEqual([404, '']);
    cover = { bytes: pixels, type: 'image/png', etag };
    expect((await server.authed(`/web${pictures[1]}`, { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
  });
});

describe('2.6 open in Arr', () => {
  test('302 to the page of the item', async () => {
    link = { ok: true, url: 'http://localhost:7878/movie/dune-2024' };
    const reply = await server.authed('/web/arr/movies%2F4k/open/movie/12');
    expect([reply.status, reply.headers.location]).toEqual([302, 'http://localhost:7878/movie/dune-2024']);
    expect(asked).toEqual([['open', 'Radarr-4K', 12]]);
  });

  test.each([
    ['unset', 400, 'Arr URI is not configured'],
    ['failed', 400, 'Item lookup failed'],
    ['missing', 404, 'Item not found in Arr'],
  ] as const)('%s -> %i %s', async (reason, status, error) => {
    link = { ok: false, reason, details: 'why' };
    expect(await server.authed('/api/arr/tv/open/series/1')).toMatchObject({ status, body: { error, details: 'why' } });
  });

  test('the kind is looked at first', async () => {
    [instances, built] = [[], false];
    expect(await server.authed('/api/arr/nope/open/book/1')).toMatchObject({
      status: 400,
      error: 'Unknown item kind book',
    });
  });
});
