import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ArrType } from '../contract/index.ts';
import type { ArrAccess } from './arr-item.ts';
import { Covers } from './covers.ts';
import { openLink } from './open-link.ts';

const key = '0123456789abcdef';
const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('picture')]);
const png = Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1');

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A web server on a free loopback port that answers 404 to what it was not told of. */
class FakeArr {
  readonly asked: { url: string; key: unknown }[] = [];
  readonly answers = new Map<string, Handler>();
  readonly #server: Server;
  port = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      const url = request.url ?? '';
      this.asked.push({ url, key: request.headers['x-api-key'] });
      const answer = this.answers.get(url);
      if (answer === undefined) response.writeHead(404).end('{}');
      else answer(request, response);
    });
  }

  static async start(): Promise<FakeArr> {
    const arr = new FakeArr();
    await new Promise<void>((resolve) => {
      arr.#server.listen(0, '127.0.0.1', resolve);
    });
    const address = arr.#server.address();
    arr.port = typeof address === 'object' && address !== null ? address.port : 0;
    return arr;
  }

  bytes(url: string, body: Buffer | string, type = 'image/jpeg'): void {
    this.answers.set(url, (_, response) => response.writeHead(200, { 'Content-Type': type }).end(body));
  }

  json(url: string, value: unknown): void {
    this.bytes(url, JSON.stringify(value), 'application/json');
  }

  redirect(url: string, to: string): void {
    this.answers.set(url, (_, response) => response.writeHead(302, { Location: to }).end());
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }
}

let fake: FakeArr;
let other: FakeArr;
let folder: string;
let monotonic = 0;
let warnings: string[] = [];
beforeEach(async () => {
  [fake, other] = [await FakeArr.start(), await FakeArr.start()];
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'qbitrr-covers-')), 'covers');
  [monotonic, warnings] = [0, []];
});
afterEach(async () => {
  await Promise.all([fake.stop(), other.stop()]);
  rmSync(path.dirname(folder), { recursive: true, force: true });
});

const arr = (type: ArrType = 'radarr', base = ''): ArrAccess => ({
  name: `${type}-A`,
  type,
  uri: `http://127.0.0.1:${fake.port}${base}`,
  apiKey: key,
  skipTlsVerify: false,
});
const covers = (): Covers =>
  new Covers({
    clock: { now: () => 0, monotonic: () => monotonic },
    folder: () => folder,
    warn: (message) => void warnings.push(message),
  });

describe('2.6 where posters come from', () => {
  test.each([
    ['radarr', '/api/v3/mediacover/7/poster-250.jpg'],
    ['sonarr', '/api/v3/mediacover/7/poster-250.jpg'],
    ['lidarr', '/api/v1/MediaCover/Artist/7/poster-250.jpg'],
    ['readarr', '/api/v1/mediacover/author/7/poster-250.jpg'],
  ] as const)('%s: %s, with the key, below its URL base', async (type, url) => {
    fake.bytes(`/base${url}`, jpeg);
    expect(await covers().get(arr(type, '/base/'), 7)).toMatchObject({ bytes: jpeg, type: 'image/jpeg' });
    expect(fake.asked).toEqual([{ url: `/base${url}`, key }]);
  });

  test('the scaled files, then the whole one, then what the item lists; the type is that of the bytes', async () => {
    fake.json('/api/v3/movie/7', {
      images: [
        { coverType: 'fanart', url: '/MediaCover/7/fanart.jpg' },
        { coverType: 'poster', url: '/MediaCover/7/poster.png?lastWrite=1', remoteUrl: 'https://images.example/p.jpg' },
      ],
    });
    fake.bytes('/MediaCover/7/poster.png?lastWrite=1', png, 'image/jpeg');
    expect(await covers().get(arr(), 7)).toMatchObject({ bytes: png, type: 'image/png' });
    expect(fake.asked.map(({ url }) => url)).toEqual([
      '/api/v3/mediacover/7/poster-250.jpg',
      '/api/v3/mediacover/7/poster-500.jpg',
      '/api/v3/mediacover/7/poster.jpg',
      '/api/v3/movie/7',
      '/MediaCover/7/poster.png?lastWrite=1',
    ]);
  });
});

describe('2.6 what is refused', () => {
  const first = '/api/v3/mediacover/7/poster-250.jpg';

  test('another host or port, in a list and by redirect: it is never asked, and the key never leaves', async () => {
    const foreign = `http://127.0.0.1:${other.port}/p.jpg`;
    other.bytes('/p.jpg', jpeg);
    fake.redirect(first, foreign);
    fake.json('/api/v3/movie/7', {
      images: [{ coverType: 'poster', url: foreign, remoteUrl: `http://localhost:${fake.port}/x` }],
    });
    expect(await covers().get(arr(), 7)).toBeNull();
    expect(other.asked).toEqual([]);
  });

  test('redirects within the host are followed, at most ten of them', async () => {
    for (let hop = 0; hop < 10; hop += 1) fake.redirect(hop === 0 ? first : `/hop/${hop}`, `/hop/${hop + 1}`);
    fake.bytes('/hop/10', jpeg);
    expect(await covers().get(arr(), 7)).not.toBeNull();
    fake.redirect('/hop/10', '/hop/11');
    fake.bytes('/hop/11', jpeg);
    rmSync(folder, { recursive: true });
    expect(await covers().get(arr(), 7)).toBeNull();
  });

  test('what is no image, whatever it calls itself, and more than 5 MiB', async () => {
    fake.bytes(first, '<svg onload="alert(1)"/>', 'image/svg+xml');
    fake.bytes('/api/v3/mediacover/7/poster-500.jpg', '<html>login</html>', 'image/jpeg');
    fake.bytes('/api/v3/mediacover/7/poster.jpg', Buffer.concat([jpeg, Buffer.alloc(5 * 1024 * 1024)]));
    expect(await covers().get(arr(), 7)).toBeNull();
    expect(readdirSync(path.dirname(folder))).toEqual([]);
  });

  test('a wrong key or a dead Arr ends it at once, and is not asked again for half a minute', async () => {
    fake.answers.set(first, (_, response) => response.writeHead(401).end());
    const kept = covers();
    expect(await kept.get(arr(), 7)).toBeNull();
    expect(await kept.get(arr(), 7)).toBeNull();
    expect(fake.asked).toHaveLength(1);
    monotonic += 30_000;
    fake.bytes(first, jpeg);
    expect(await kept.get(arr(), 7)).not.toBeNull();
    expect(await kept.get({ ...arr(), uri: 'http://127.0.0.1:1' }, 7)).toBeNull();
    expect(await kept.get({ ...arr(), uri: '' }, 7)).toBeNull();
  });
});

describe('2.6 caching', () => {
  const first = '/api/v3/mediacover/7/poster-250.jpg';

  test('on disk, without expiry, also for the next start; per instance and id', async () => {
    fake.bytes(first, jpeg);
    fake.bytes('/api/v3/mediacover/8/poster-250.jpg', png);
    const before = await covers().get(arr(), 7);
    fake.answers.clear();
    expect(await covers().get(arr(), 7)).toEqual(before);
    expect(await covers().get(arr(), 8)).toBeNull();
    expect(await covers().get({ ...arr(), name: 'other' }, 7)).toBeNull();
    expect(before?.etag).toMatch(/^"[0-9a-f]{64}"$/);
  });

  test('parallel requests share one fetch; a page of posters opens six connections at most', async () => {
    let open = 0;
    let most = 0;
    for (let id = 1; id <= 20; id += 1) {
      fake.answers.set(`/api/v3/mediacover/${id}/poster-250.jpg`, (_, response) => {
        open += 1;
        most = Math.max(most, open);
        setImmediate(() => {
          open -= 1;
          response.end(jpeg);
        });
      });
    }
    const kept = covers();
    const ids = Array.from({ length: 20 }, (_, index) => index + 1);
    const found = await Promise.all([...ids, ...ids, ...ids].map((id) => kept.get(arr(), id)));
    expect(found.every((cover) => cover !== null)).toBe(true);
    expect(fake.asked).toHaveLength(20);
    expect(most).toBeLessThanOrEqual(6);
  });

  test('a folder that cannot be written costs the cache, not the poster, and is told of once', async () => {
    writeFileSync(folder, 'a file in the way');
    fake.bytes(first, jpeg);
    const kept = covers();
    expect([await kept.get(arr(), 7), await kept.get(arr(), 7)].every((cover) => cover !== null)).toBe(true);
    expect(warnings).toEqual([expect.stringContaining('cannot be kept on disk')]);
  });
});

describe('2.6 open in Arr', () => {
  test.each([
    ['radarr', { titleSlug: 'dune-2024', foreignArtistId: 'x' }, 'movie/dune-2024'],
    ['sonarr', { titleSlug: 'a b' }, 'series/a%20b'],
    ['lidarr', { foreignArtistId: 'mb-1', titleSlug: 's' }, 'artist/mb-1'],
    ['lidarr', { titleSlug: 'slug' }, 'artist/slug'],
    ['readarr', { foreignAuthorId: '99' }, 'author/99'],
    ['readarr', {}, 'author/5'],
  ] as const)('%s %j -> %s', async (type, item, tail) => {
    const version = type === 'radarr' || type === 'sonarr' ? 'v3' : 'v1';
    fake.json(`/api/${version}/${tail.split('/')[0]}/5`, item);
    expect(await openLink(arr(type), 5)).toEqual({ ok: true, url: `http://127.0.0.1:${fake.port}/${tail}` });
  });

  test('unknown items, no address and an Arr that does not answer are told apart', async () => {
    expect(await openLink(arr(), 5)).toMatchObject({ ok: false, reason: 'missing' });
    expect(await openLink({ ...arr(), uri: '' }, 5)).toMatchObject({
      ok: false,
      reason: 'unset',
      details: 'radarr-A.URI',
    });
    fake.answers.set('/api/v3/movie/5', (_, response) => response.writeHead(401).end());
    const failed = await openLink(arr(), 5);
    expect(failed).toMatchObject({ ok: false, reason: 'failed', details: expect.stringContaining('wrong API key') });
    expect(JSON.stringify(failed)).not.toContain(key);
  });
});
