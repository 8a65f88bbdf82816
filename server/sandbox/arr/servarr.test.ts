import { afterEach, describe, expect, it } from 'vitest';
import { ClientError } from '../../clients/http.ts';
import { createServarr, dialects, findEqualCommand } from '../../clients/servarr/index.ts';
import type { Servarr, ServarrDeps } from '../../clients/servarr/index.ts';
import { arrType } from '../../contract/common.ts';
import type { ArrType } from '../../contract/common.ts';
import { startFakeArr } from './index.ts';
import type { FakeArr, FakeArrOptions } from './index.ts';

// The client against the fake. It stands here because clients may not import the sandbox.
const running: FakeArr[] = [];
const apiKey = 'fedcba9876543210fedcba9876543210';

afterEach(async () => {
  const stopped = running.splice(0);
  await Promise.all(stopped.map((fake) => fake.stop()));
  const violations = stopped.flatMap((fake) => fake.violations);
  if (violations.length > 0) throw new Error(`the client broke the rules: ${violations.join('; ')}`);
});

interface Pair {
  fake: FakeArr;
  arr: Servarr;
  waits: number[];
}

async function pair(type: ArrType, deps: ServarrDeps = {}, options: Partial<FakeArrOptions> = {}): Promise<Pair> {
  const fake = await startFakeArr({ type, apiKey, commandLife: 'manual', ...options });
  running.push(fake);
  const waits: number[] = [];
  const retry = { random: () => 0, sleep: (ms: number) => Promise.resolve(void waits.push(ms)) };
  const instance = { name: 'Arr-4K', type, uri: fake.url, apiKey, skipTlsVerify: false };
  return { fake, arr: createServarr(instance, { retry, ...deps }), waits };
}

async function failure(call: Promise<unknown>): Promise<ClientError> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ClientError)) throw new Error(`expected a ClientError, got ${String(error)}`);
  expect(error.message.startsWith('Arr-4K ')).toBe(true);
  expect(error.message).not.toContain(apiKey);
  return error;
}

describe.each(arrType.options)('the client of %s', (type) => {
  it('Q39: asks the status on its own API version', async () => {
    const { fake, arr } = await pair(type);
    const status = await arr.status();
    expect(status.appName.toLowerCase()).toBe(type);
    expect(status.version).toMatch(/^\d+\.\d+/);
    expect(dialects[type].apiVersion).toBe(type === 'radarr' || type === 'sonarr' ? 'v3' : 'v1');
    expect(fake.requests.map(({ path }) => path)).toEqual(['/system/status']);
  });

  it('Q16: reads 25 entries in pages of 10, downloads without library item included', async () => {
    const { fake, arr } = await pair(type, { queuePageSize: 10 });
    for (let n = 1; n <= 24; n++) {
      const { id } = fake.state.addMedia({ title: `Title ${n}` });
      fake.state.addQueueEntry({ downloadId: `aa${n}`, mediaIds: [id], timeleftSeconds: 1000 - n });
    }
    fake.state.addQueueEntry({ downloadId: 'ab', mediaIds: [] });
    const entries = await arr.queue();
    expect(entries).toHaveLength(25);
    expect(new Set(entries.map((entry) => entry.downloadId)).size).toBe(25);
    expect(entries.find((entry) => entry.downloadId === 'AB')?.mediaIds).toEqual([]);
    expect(fake.requests).toHaveLength(3);
  });

  it('A64, SC170: sends the scan of its type with the hash in upper case', async () => {
    const { fake, arr } = await pair(type);
    const command = await arr.scanDownload({ path: '/dl/One', downloadClientId: 'abc123', importMode: 'Auto' });
    expect(command).toMatchObject({ status: 'queued', name: dialects[type].scanCommand });
    expect(fake.requests.map(({ body }) => body)).toEqual([
      { name: dialects[type].scanCommand, path: '/dl/One', downloadClientId: 'ABC123', importMode: 'Auto' },
    ]);
  });

  it('Q15, Q38: searches all items in one command', async () => {
    const { fake, arr } = await pair(type);
    const command = await arr.searchMedia([9, 4, 9]);
    const { searchCommand, searchParam } = dialects[type];
    expect(command?.name).toBe(searchCommand);
    expect(fake.requests.map(({ body }) => body)).toEqual([{ name: searchCommand, [searchParam]: [4, 9] }]);
    expect(await arr.searchMedia([])).toBeNull();
    expect(fake.requests).toHaveLength(1);
  });

  it('3.3: looks a title up and says null when it is gone', async () => {
    const { fake, arr } = await pair(type);
    const { id } = fake.state.addMedia({ title: 'The One', parentTitle: 'Maker', seasonNumber: 1, episodeNumber: 2 });
    expect(await arr.lookupMedia(id)).toBe(type === 'sonarr' ? 'Maker S01E02 The One' : 'The One');
    expect(await arr.mediaExists(id)).toBe(true);
    fake.state.removeMedia(id);
    expect(await arr.lookupMedia(id)).toBeNull();
    expect(await arr.mediaExists(id)).toBe(false);
  });

  it('L11: sends RssSync and RefreshMonitoredDownloads', async () => {
    const { fake, arr } = await pair(type);
    await arr.rssSync();
    await arr.refreshMonitoredDownloads();
    expect(fake.commands.all().map(({ name }) => name)).toEqual(['RssSync', 'RefreshMonitoredDownloads']);
  });
});

describe('the queue', () => {
  it('Q15, A75, A76: deleting one entry of a season pack removes all, a second time it is gone', async () => {
    const { fake, arr } = await pair('sonarr');
    const media = [1, 2, 3].map((n) => fake.state.addMedia({ title: `E${n}`, parentTitle: 'Show', episodeNumber: n }));
    fake.state.addQueueEntry({ downloadId: 'abc', mediaIds: media.map(({ id }) => id), customFormatScore: 15 });
    const entries = await arr.queue();
    expect(entries.map(({ downloadId, mediaIds, seriesId }) => ({ downloadId, mediaIds, seriesId }))).toEqual(
      media.map(({ id }) => ({ downloadId: 'ABC', mediaIds: [id], seriesId: 1 })),
    );
    expect(entries[0]?.customFormatScore).toBe(15);
    const options = { removeFromClient: true, blocklist: true, skipRedownload: true };
    expect(await arr.deleteQueueEntry(entries[0]?.id ?? 0, options)).toBe('deleted');
    expect(await arr.deleteQueueEntry(entries[1]?.id ?? 0, options)).toBe('gone');
    expect(await arr.queue()).toEqual([]);
    expect(fake.state.blocklist).toMatchObject([{ downloadId: 'ABC', mediaIds: media.map(({ id }) => id) }]);
    expect(fake.requests[1]?.query).toEqual({
      removeFromClient: ['true'],
      blocklist: ['true'],
      skipRedownload: ['true'],
    });
  });

  it('A75: leaves skipRedownload out unless told', async () => {
    const { fake, arr } = await pair('radarr');
    const { id } = fake.state.addMedia({ title: 'M' });
    const [entry] = fake.state.addQueueEntry({ downloadId: 'abc', mediaIds: [id] });
    await arr.deleteQueueEntry(entry ?? 0, { removeFromClient: false, blocklist: true });
    expect(fake.requests[0]?.query).toEqual({ removeFromClient: ['false'], blocklist: ['true'] });
    expect(fake.commands.all()).toMatchObject([{ name: 'MoviesSearch', trigger: 'unspecified' }]);
  });

  it('B1, B2: hands on status messages as they are', async () => {
    const { fake, arr } = await pair('lidarr');
    const statusMessages = [
      { title: '', messages: ['without title'] },
      { title: '01.flac', messages: ['Not an upgrade', 'Other'] },
    ];
    fake.state.addQueueEntry({
      downloadId: 'abc',
      mediaIds: [],
      status: 'completed',
      trackedDownloadState: 'importPending',
      trackedDownloadStatus: 'warning',
      statusMessages,
      outputPath: '/dl/a',
    });
    expect(await arr.queue()).toMatchObject([
      {
        status: 'completed',
        trackedDownloadState: 'importPending',
        trackedDownloadStatus: 'warning',
        statusMessages,
        outputPath: '/dl/a',
      },
    ]);
  });
});

describe('commands', () => {
  it('arr-api 1.6: an equal queued command comes back instead of a new one, and is found again', async () => {
    const { fake, arr } = await pair('radarr');
    const scan = { path: '/dl/One', downloadClientId: 'abc', importMode: 'Copy' as const };
    const first = await arr.scanDownload(scan);
    expect((await arr.scanDownload(scan)).id).toBe(first.id);
    fake.commands.end();
    const { name, params } = arr.scanCommand(scan);
    expect(findEqualCommand(await arr.commands(), name, params)).toMatchObject({ id: first.id, status: 'completed' });
    expect(await arr.command(first.id)).toMatchObject({ status: 'completed', result: 'successful' });
    expect((await arr.scanDownload(scan)).id).not.toBe(first.id);
  });

  it('arr-api 1.3: an unknown command is a server error with the Arr own words, sent once', async () => {
    const { fake, arr } = await pair('radarr');
    const error = await failure(arr.postCommand('NoSuchThing', {}));
    expect(error).toMatchObject({ kind: 'server', status: 500 });
    expect(error.message).toContain('Sequence contains no matching element');
    expect(fake.requests).toHaveLength(1);
  });

  it('an unknown command id is notFound', async () => {
    const { arr } = await pair('radarr');
    expect((await failure(arr.command(77))).kind).toBe('notFound');
  });
});

describe('trouble', () => {
  it('Q39: a wrong key is a configuration error', async () => {
    const { fake } = await pair('readarr');
    const arr = createServarr({
      name: 'Arr-4K',
      type: 'readarr',
      uri: fake.url,
      apiKey: 'wrong',
      skipTlsVerify: false,
    });
    expect(await failure(arr.status())).toMatchObject({ kind: 'auth', status: 401 });
    expect(await failure(arr.queue())).toMatchObject({ kind: 'auth' });
    expect(fake.requests).toHaveLength(2);
  });

  it('Q39: an address of another application says so', async () => {
    const { fake } = await pair('lidarr');
    const arr = createServarr({ name: 'Arr-4K', type: 'radarr', uri: fake.url, apiKey, skipTlsVerify: false });
    const error = await failure(arr.status());
    expect(error.kind).toBe('notFound');
    expect(error.message).toContain('is this address a radarr?');
  });

  it('arr-api 1.1: a URL base is part of the address; without it the answer is HTML', async () => {
    const { fake, arr } = await pair('radarr', {}, { urlBase: '/radarr' });
    expect((await arr.status()).appName).toBe('Radarr');
    const uri = `${fake.url.replace('/radarr', '')}/`;
    const lost = createServarr({ name: 'Arr-4K', type: 'radarr', uri, apiKey, skipTlsVerify: false });
    const error = await failure(lost.status());
    expect(error.kind).toBe('notJson');
    expect(error.message).toContain('HTML');
  });

  it('a login page with 200 is no success of a delete', async () => {
    const { fake, arr } = await pair('radarr');
    fake.fault('/queue', 'html');
    const error = await failure(arr.deleteQueueEntry(5, { removeFromClient: true, blocklist: true }));
    expect(error.kind).toBe('notJson');
  });

  it('1.6: dropped connections and cut answers are tried again, queue three times, delete five', async () => {
    const { fake, arr, waits } = await pair('radarr');
    fake.fault('/queue', 'reset', 1);
    fake.fault('/queue', 'truncated', 1);
    expect(await arr.queue()).toEqual([]);
    expect(waits).toEqual([500, 1000]);
    fake.fault('/queue', 'reset');
    expect((await failure(arr.queue())).kind).toBe('reset');
    expect((await failure(arr.deleteQueueEntry(5, { removeFromClient: true, blocklist: false }))).kind).toBe('reset');
    expect(fake.requests.map(({ method }) => method)).toEqual([
      ...Array<string>(6).fill('GET'),
      ...Array<string>(5).fill('DELETE'),
    ]);
  });

  it('a command whose answer was lost is not run twice', async () => {
    const { fake, arr } = await pair('radarr');
    fake.fault('/command', 'lost', 1);
    await arr.searchMedia([1]);
    expect(fake.requests).toHaveLength(2);
    expect(fake.commands.all()).toHaveLength(1);
  });

  it('Q26: a call that hangs ends with a timeout and is not repeated', async () => {
    const { fake, arr } = await pair('radarr', { timeoutMs: 60, statusTimeoutMs: 60 });
    fake.fault('/queue', 'hang');
    fake.fault('/system/status', 'hang');
    expect((await failure(arr.queue())).kind).toBe('timeout');
    expect((await failure(arr.status())).kind).toBe('timeout');
    expect(fake.requests).toHaveLength(2);
  });

  it('a shutdown ends a call that hangs', async () => {
    const stop = new AbortController();
    const { fake, arr } = await pair('radarr', { signal: stop.signal });
    fake.fault('/queue', 'hang');
    const call = arr.queue();
    stop.abort(new Error('shutting down'));
    await expect(call).rejects.toThrow('shutting down');
  });

  it('arr-api 1.1: a server that is starting up is named as such and not asked again', async () => {
    const { fake, arr } = await pair('sonarr');
    fake.fault('/queue', '503');
    const error = await failure(arr.queue());
    expect(error).toMatchObject({ kind: 'server', status: 503 });
    expect(error.message).toContain('starting up');
    expect(fake.requests).toHaveLength(1);
  });

  it.each([
    ['401', 'auth', 401],
    ['429', 'server', 429],
    ['500', 'server', 500],
  ] as const)('L25: HTTP %s is an error of kind %s, not tried again', async (fault, kind, status) => {
    const { fake, arr } = await pair('radarr');
    fake.fault('/queue', fault);
    expect(await failure(arr.queue())).toMatchObject({ kind, status });
    expect(fake.requests).toHaveLength(1);
  });

  it('L23: a server that is not there is refused', async () => {
    const { fake, arr } = await pair('radarr');
    await fake.stop();
    expect((await failure(arr.status())).kind).toBe('refused');
  });
});
