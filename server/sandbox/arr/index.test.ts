import { afterEach, describe, expect, it } from 'vitest';
import type { ArrType, Clock } from '../../contract/common.ts';
import { startFakeArr } from './index.ts';
import type { FakeArr, FakeArrOptions } from './index.ts';

const running: FakeArr[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((fake) => fake.stop()));
});

async function start(options: Partial<FakeArrOptions> = {}): Promise<FakeArr> {
  const fake = await startFakeArr({ type: 'radarr', commandLife: 'manual', ...options });
  running.push(fake);
  return fake;
}

interface Answer {
  status: number;
  text: string;
  json: unknown;
}

const apiOf: Record<ArrType, string> = { radarr: 'v3', sonarr: 'v3', lidarr: 'v1', readarr: 'v1' };

async function call(fake: FakeArr, request: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
  const [method = 'GET', path = ''] = request.split(' ');
  const response = await fetch(`${fake.url}/api/${apiOf[fake.type]}${path}`, {
    method,
    headers: { 'X-Api-Key': fake.apiKey, 'Content-Type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    json: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : null,
  };
}

class HandClock implements Clock {
  at = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
  now(): number {
    return this.at;
  }
  monotonic(): number {
    return this.at;
  }
}

describe('transport (arr-api 1.1)', () => {
  it('wrong or missing key: 401 with an empty body, on unknown paths too', async () => {
    const fake = await start();
    expect(await call(fake, 'GET /queue', undefined, { 'X-Api-Key': 'wrong' })).toMatchObject({
      status: 401,
      text: '',
    });
    expect((await call(fake, 'GET /nonsense', undefined, { 'X-Api-Key': '' })).status).toBe(401);
    expect(fake.violations).toEqual([]);
    expect(fake.requests.map(({ authorized }) => authorized)).toEqual([false, false]);
  });

  it('records requests in order with query, body and status, and never the key', async () => {
    const fake = await start();
    await call(fake, 'GET /queue?page=1&includeMovie=true');
    await call(fake, 'POST /command', { name: 'RssSync' });
    expect(fake.requests).toMatchObject([
      { method: 'GET', path: '/queue', query: { page: ['1'], includeMovie: ['true'] }, status: 200 },
      { method: 'POST', path: '/command', body: { name: 'RssSync' }, status: 201 },
    ]);
    expect(JSON.stringify(fake.requests)).not.toContain(fake.apiKey);
  });

  it('415 without JSON content type, 400 for broken JSON, 400 for id 0, 404 for unknown ids', async () => {
    const fake = await start();
    expect((await call(fake, 'POST /command', {}, { 'Content-Type': 'text/plain' })).status).toBe(415);
    const broken = await fetch(`${fake.url}/api/v3/command`, {
      method: 'POST',
      headers: { 'X-Api-Key': fake.apiKey, 'Content-Type': 'application/json' },
      body: '{"name":',
    });
    expect(broken.status).toBe(400);
    expect((await call(fake, 'GET /movie/0')).status).toBe(400);
    expect((await call(fake, 'GET /movie/9')).status).toBe(404);
    expect((await call(fake, 'GET /qualityprofile/9')).status).toBe(404);
    expect(fake.violations).toEqual([]);
  });

  it('answers the other API version 404 and non-API paths with HTML and 200', async () => {
    const fake = await start({ type: 'lidarr' });
    const other = await fetch(`${fake.url}/api/v3/system/status`, { headers: { 'X-Api-Key': fake.apiKey } });
    expect(other.status).toBe(404);
    const page = await fetch(`${fake.url}/settings`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<html>');
    expect(fake.violations).toEqual([]);
  });

  it('leaves null members out, writes timestamps without fractions', async () => {
    const fake = await start({ clock: new HandClock() });
    fake.state.addQueueEntry({ downloadId: 'aa', mediaIds: [], timeleftSeconds: null });
    const { text } = await call(fake, 'GET /queue?includeUnknownMovieItems=true');
    expect(text).not.toContain('null');
    expect(text).toContain('"added":"2026-01-02T03:04:05Z"');
    expect(text).not.toContain('timeleft":"0');
  });
});

describe('strictness', () => {
  it.each([
    ['GET /moviez', undefined, 'no route'],
    ['PUT /command', { name: 'RssSync' }, 'no route'],
    ['GET /queue?includeUnknownSeriesItems=true', undefined, 'unknown query parameter'],
    ['GET /queue?page=one', undefined, 'not an integer'],
    ['GET /queue?page=1&page=2', undefined, 'repeated'],
    ['DELETE /queue/5?blocklist=yes', undefined, 'not a boolean'],
    ['POST /command', { name: 'MoviesSearch', movieId: 5 }, 'unknown body member "movieId"'],
    ['POST /command', { name: 'MoviesSearch', movieIds: ['5'] }, 'not of type ints'],
    ['POST /command', { name: 'DownloadedMoviesScan', path: '/a', importMode: 'Hardlink' }, 'importMode'],
    ['POST /command', { movieIds: [5] }, 'no name'],
    ['POST /command', [1], 'not an object'],
  ])('%s %j is a violation', async (request, body, sentence) => {
    const fake = await start();
    const answer = await call(fake, request, body);
    expect(answer.status).toBe(500);
    expect(answer.text).toContain('STRICT FAKE');
    expect(fake.violations).toHaveLength(1);
    expect(fake.violations[0]).toContain(sentence);
  });

  it('refuses a state the application does not have', async () => {
    const fake = await start({ type: 'readarr' });
    const entry = { downloadId: 'aa', mediaIds: [], trackedDownloadState: 'importBlocked' };
    expect(() => fake.state.addQueueEntry(entry)).toThrow('Readarr has no trackedDownloadState');
  });
});

describe('queue (arr-api 1.4, 1.7)', () => {
  const idsOf = (answer: Answer): unknown[] => {
    const { json } = answer;
    const records = typeof json === 'object' && json !== null && 'records' in json ? json.records : null;
    return Array.isArray(records) ? records.map((record: { downloadId: string }) => record.downloadId) : [];
  };

  it('gives ten per page, sorted by time left, and the last page again beyond the end', async () => {
    const fake = await start();
    const { id } = fake.state.addMedia({ title: 'M' });
    for (let n = 10; n < 22; n++) {
      fake.state.addQueueEntry({ downloadId: `a${n}`, mediaIds: [id], timeleftSeconds: 1000 - n });
    }
    const first = await call(fake, 'GET /queue?sortDirection=ascending');
    expect(first.json).toMatchObject({ page: 1, pageSize: 10, sortKey: 'timeleft', totalRecords: 12 });
    expect(idsOf(first)).toEqual(['A21', 'A20', 'A19', 'A18', 'A17', 'A16', 'A15', 'A14', 'A13', 'A12']);
    const beyond = await call(fake, 'GET /queue?page=7&sortKey=nonsense&sortDirection=ascending');
    expect(beyond.json).toMatchObject({ page: 2, sortKey: 'timeleft' });
    expect(idsOf(beyond)).toEqual(['A11', 'A10']);
    expect(idsOf(await call(fake, 'GET /queue?pageSize=1'))).toEqual(['A10']);
  });

  it('shows unknown downloads and nested objects only when asked', async () => {
    const fake = await start();
    const { id } = fake.state.addMedia({ title: 'M' });
    fake.state.addQueueEntry({ downloadId: 'aa', mediaIds: [id] });
    fake.state.addQueueEntry({ downloadId: 'bb', mediaIds: [] });
    const plain = await call(fake, 'GET /queue');
    expect(idsOf(plain)).toEqual(['AA']);
    expect(plain.text).not.toContain('"movie":');
    const full = await call(fake, 'GET /queue?includeUnknownMovieItems=true&includeMovie=true');
    expect(idsOf(full)).toHaveLength(2);
    expect(full.text).toContain('"movie":{');
  });

  it('tells the world of a removal, remembers blocklist and history, searches by itself unless told not to', async () => {
    const removals: unknown[] = [];
    const fake = await start({ onQueueRemoved: (removal) => removals.push(removal) });
    const { id } = fake.state.addMedia({ title: 'M' });
    const [first = 0] = fake.state.addQueueEntry({ downloadId: 'aa', mediaIds: [id] });
    const [second = 0] = fake.state.addQueueEntry({ downloadId: 'bb', mediaIds: [id] });
    expect(await call(fake, `DELETE /queue/${first}?blocklist=true&skipRedownload=true`)).toMatchObject({
      status: 200,
    });
    expect(fake.commands.all()).toEqual([]);
    await call(fake, `DELETE /queue/${second}?blocklist=true&removeFromClient=false`);
    expect(fake.commands.all()).toMatchObject([{ name: 'MoviesSearch', params: { movieIds: [id] } }]);
    expect((await call(fake, `DELETE /queue/${second}`)).status).toBe(404);
    const common = { blocklist: true, changeCategory: false, mediaIds: [id] };
    expect(removals).toEqual([
      { ...common, downloadId: 'AA', removeFromClient: true, skipRedownload: true },
      { ...common, downloadId: 'BB', removeFromClient: false, skipRedownload: false },
    ]);
    expect((await call(fake, 'GET /blocklist')).json).toMatchObject({ totalRecords: 2 });
    expect(fake.state.history.map(({ eventType }) => eventType)).toEqual([
      'grabbed',
      'grabbed',
      'downloadFailed',
      'downloadFailed',
    ]);
  });
});

describe('commands (arr-api 1.6)', () => {
  it('live by the clock: queued, started, completed, listed five minutes more, known by id for ever', async () => {
    const clock = new HandClock();
    const fake = await start({ clock, commandLife: { startMs: 1000, runMs: 2000 } });
    const posted = await call(fake, 'POST /command', { name: 'rsssync' });
    expect(posted).toMatchObject({ status: 201, json: { name: 'RssSync', status: 'queued', result: 'unknown' } });
    const id = fake.commands.all()[0]?.id ?? 0;
    const shown = async () => (await call(fake, `GET /command/${id}`)).json;
    clock.at += 1000;
    expect(await shown()).toMatchObject({ status: 'started' });
    clock.at += 2000;
    expect(await shown()).toMatchObject({ status: 'completed', result: 'successful', duration: '00:00:02' });
    clock.at += 5 * 60_000 - 1;
    expect((await call(fake, 'GET /command')).json).toHaveLength(1);
    clock.at += 1;
    expect((await call(fake, 'GET /command')).json).toEqual([]);
    expect(await shown()).toMatchObject({ status: 'completed' });
  });

  it('merges equal queued and started commands, not ended ones', async () => {
    const fake = await start();
    const post = (movieIds: number[]) => call(fake, 'POST /command', { name: 'MoviesSearch', movieIds });
    await post([1, 2]);
    fake.commands.start();
    expect((await post([2, 1])).status).toBe(201);
    await post([1]);
    expect(fake.commands.all()).toHaveLength(2);
    fake.commands.end('orphaned');
    await post([1, 2]);
    expect(fake.commands.all().map(({ status }) => status)).toEqual(['orphaned', 'orphaned', 'queued']);
  });

  it('an unknown name is 500 with the Sequence text and no violation; cancelling twice is 409', async () => {
    const fake = await start();
    const answer = await call(fake, 'POST /command', { name: 'EpisodeSearch', episodeIds: [1] });
    expect(answer).toMatchObject({ status: 500, json: { message: 'Sequence contains no matching element' } });
    expect(fake.violations).toEqual([]);
    await call(fake, 'POST /command', { name: 'RssSync' });
    const id = fake.commands.all()[0]?.id ?? 0;
    expect((await call(fake, `DELETE /command/${id}`)).status).toBe(200);
    expect((await call(fake, `DELETE /command/${id}`)).status).toBe(409);
  });

  it.each([
    ['radarr', 'DownloadedMoviesScan', 'downloadFolderImported'],
    ['sonarr', 'DownloadedEpisodesScan', 'downloadFolderImported'],
    ['lidarr', 'DownloadedAlbumsScan', 'downloadImported'],
    ['readarr', 'DownloadedBooksScan', 'downloadImported'],
  ] as const)('%s imports on %s', async (type, name, eventType) => {
    const seen: string[] = [];
    const fake = await start({ type, onCommand: (command) => seen.push(command.name) });
    const ids = ['One', 'Two'].map((title) => fake.state.addMedia({ title, parentTitle: 'Both' }).id);
    fake.state.addQueueEntry({ downloadId: 'abc', mediaIds: ids });
    await call(fake, 'POST /command', { name, path: '/dl/Both', downloadClientId: 'ABC', importMode: 'auto' });
    expect(fake.state.queue).toHaveLength(2);
    fake.commands.end();
    expect(fake.state.queue).toEqual([]);
    expect([...fake.state.media.values()].map(({ hasFile }) => hasFile)).toEqual([true, true]);
    expect(fake.state.history.filter((row) => row.eventType === eventType)).toHaveLength(2);
    expect(seen).toEqual([name]);
  });

  it('a download with an import error stays in the queue with that message; a failed scan has no effect', async () => {
    const fake = await start();
    const { id } = fake.state.addMedia({ title: 'M' });
    fake.state.addQueueEntry({ downloadId: 'abc', mediaIds: [id], importError: 'Not an upgrade' });
    const scan = { name: 'DownloadedMoviesScan', path: '/dl/M', downloadClientId: 'ABC' };
    await call(fake, 'POST /command', scan);
    fake.commands.end('failed');
    expect(fake.state.queue[0]?.download.trackedDownloadState).toBe('downloading');
    await call(fake, 'POST /command', scan);
    fake.commands.end();
    expect((await call(fake, 'GET /queue')).json).toMatchObject({
      records: [
        {
          status: 'completed',
          trackedDownloadStatus: 'warning',
          trackedDownloadState: 'importPending',
          statusMessages: [{ messages: ['Not an upgrade'] }],
        },
      ],
    });
  });
});

describe('library (arr-api 2-5)', () => {
  it('episodes need a filter and carry their series only when asked', async () => {
    const fake = await start({ type: 'sonarr' });
    const { id } = fake.state.addMedia({ title: 'Pilot', parentTitle: 'Show' });
    expect((await call(fake, 'GET /episode')).status).toBe(400);
    expect((await call(fake, 'GET /episode?seriesId=1')).text).not.toContain('"series":');
    expect((await call(fake, 'GET /episode?seriesId=1&includeSeries=true')).text).toContain('"series":{');
    expect((await call(fake, `GET /episode?episodeIds=${id}&episodeIds=99`)).json).toHaveLength(1);
    expect((await call(fake, 'GET /episode?seriesId=2')).json).toEqual([]);
    expect((await call(fake, 'GET /series/1')).json).toMatchObject({ title: 'Show', seasons: [{ seasonNumber: 1 }] });
  });

  it('section 9 row 9: listed books carry no author, a single one does', async () => {
    const fake = await start({ type: 'readarr' });
    fake.state.addMedia({ title: 'Novel', parentTitle: 'Writer' });
    expect((await call(fake, 'GET /book')).text).not.toContain('"author":');
    expect((await call(fake, 'GET /book/1')).json).toMatchObject({ author: { authorName: 'Writer' } });
  });
});

describe('faults (section 9 row 10)', () => {
  it('hit the named path as often as asked, and end with release', async () => {
    const fake = await start();
    fake.fault(/^DELETE \/queue/, '500', 1);
    fake.fault('/movie', '429');
    expect((await call(fake, 'GET /queue')).status).toBe(200);
    expect((await call(fake, 'DELETE /queue/1')).status).toBe(500);
    expect((await call(fake, 'DELETE /queue/1')).status).toBe(404);
    expect((await call(fake, 'GET /movie/1')).status).toBe(429);
    expect((await call(fake, 'GET /movie')).status).toBe(429);
    fake.release();
    expect((await call(fake, 'GET /movie')).status).toBe(200);
  });

  it('release drops a hanging request, and stop does not wait for one', async () => {
    const fake = await start();
    fake.fault('/queue', 'hang');
    const hanging = call(fake, 'GET /queue').catch((error: unknown) => String(error));
    await expect.poll(() => fake.requests.length).toBe(1);
    fake.release();
    expect(await hanging).toContain('fetch failed');
  });

  it('a reset has no effect, a lost answer has', async () => {
    const fake = await start();
    fake.fault('/command', 'reset', 1);
    await expect(call(fake, 'POST /command', { name: 'RssSync' })).rejects.toThrow('fetch failed');
    expect(fake.commands.all()).toEqual([]);
    fake.fault('/command', 'lost', 1);
    await expect(call(fake, 'POST /command', { name: 'RssSync' })).rejects.toThrow('fetch failed');
    expect(fake.commands.all()).toHaveLength(1);
  });
});
