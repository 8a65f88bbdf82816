import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServarr } from '../../server/clients/servarr/index.ts';
import { arrType } from '../../server/contract/common.ts';
import type { ArrType } from '../../server/contract/common.ts';
import { startFakeArr } from '../../server/sandbox/arr/index.ts';
import type { FakeArr } from '../../server/sandbox/arr/index.ts';
import { createContract } from './openapi.ts';
import type { Contract } from './openapi.ts';

// The real OpenAPI documents are GPL: they stay outside this repository and are only read, where they are at hand.
const documents: Record<ArrType, string> = {
  radarr: 'radarr-v3.openapi.json',
  sonarr: 'sonarr-v3.openapi.json',
  lidarr: 'lidarr-v1.openapi.json',
  readarr: 'readarr-v1.openapi.json',
};
const addressOf = (type: ArrType) => new URL(`../../../shared/contracts/${documents[type]}`, import.meta.url);

/** Reads beyond those of the client: everything else the fake can answer. */
const otherReads: Record<ArrType, string[]> = {
  radarr: ['/queue?includeMovie=true', '/movie', '/movie?tmdbId=1001', '/blocklist', '/history'],
  sonarr: [
    '/queue?includeSeries=true&includeEpisode=true',
    '/series',
    '/series/1',
    '/episode?seriesId=1&includeSeries=true',
    '/episode?episodeIds=1&episodeIds=2',
    '/blocklist',
    '/history?page=1&pageSize=50',
  ],
  lidarr: [
    '/queue?includeArtist=true&includeAlbum=true',
    '/artist',
    '/artist/1',
    '/album',
    '/album?artistId=1&includeAllArtistAlbums=true',
    '/blocklist',
    '/history',
  ],
  readarr: ['/queue?includeAuthor=true&includeBook=true', '/author', '/author/1', '/book', '/blocklist', '/history'],
};
const systemReads = ['/system/status', '/update', '/qualityprofile', '/qualityprofile/1', '/command'];

describe.each(arrType.options)('the OpenAPI document of %s', (type) => {
  const present = existsSync(addressOf(type));
  const apiBase = type === 'radarr' || type === 'sonarr' ? '/api/v3' : '/api/v1';
  let fake: FakeArr;
  let contract: Contract;

  beforeAll(async () => {
    fake = await startFakeArr({ type, commandLife: 'manual' });
    if (present) contract = createContract(JSON.parse(readFileSync(addressOf(type), 'utf8')));
  });
  afterAll(() => fake.stop());

  it.skipIf(!present)('knows every request the client sends', async () => {
    const arr = createServarr({ name: 'Arr', type, uri: fake.url, apiKey: fake.apiKey, skipTlsVerify: false });
    const media = ['One', 'Two'].map((title) => fake.state.addMedia({ title, parentTitle: 'Both' }).id);
    const [entry = 0] = fake.state.addQueueEntry({ downloadId: 'aa', mediaIds: media });
    await arr.status();
    await arr.queue();
    await arr.lookupMedia(media[0] ?? 0);
    const search = await arr.searchMedia(media);
    await arr.scanDownload({ path: '/dl', downloadClientId: 'aa', importMode: 'Auto' });
    await arr.rssSync();
    await arr.refreshMonitoredDownloads();
    await arr.commands();
    await arr.command(search?.id ?? 0);
    await arr.deleteQueueEntry(entry, { removeFromClient: true, blocklist: true, skipRedownload: true });
    expect(fake.violations).toEqual([]);
    expect(fake.requests).toHaveLength(10);
    const problems = fake.requests.flatMap(({ method, path, query }) =>
      contract.checkRequest(method, `${apiBase}${path}`, Object.keys(query)),
    );
    expect(problems).toEqual([]);
  });

  it.skipIf(!present)('agrees with every answer of the fake', async () => {
    seed(fake);
    const problems: string[] = [];
    const ask = async (method: string, path: string, body?: unknown) => {
      const response = await fetch(`${fake.url}${apiBase}${path}`, {
        method,
        headers: { 'X-Api-Key': fake.apiKey, 'Content-Type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      expect(response.ok, `${method} ${path}`).toBe(true);
      const url = new URL(path, 'http://localhost');
      problems.push(...contract.checkRequest(method, `${apiBase}${url.pathname}`, [...url.searchParams.keys()]));
      problems.push(...contract.checkAnswer(method, `${apiBase}${url.pathname}`, await response.json()));
    };
    for (const name of Object.keys(fake.state.dialect.commands)) await ask('POST', '/command', { name });
    fake.commands.end();
    await ask('POST', '/command', { name: 'RssSync' });
    const { media, includeUnknown } = fake.state.dialect;
    const commandId = fake.commands.all()[0]?.id ?? 0;
    const reads = [`/queue?${includeUnknown}=true`, `${media.path}/1`, `/command/${commandId}`];
    for (const path of [...systemReads, ...otherReads[type], ...reads]) await ask('GET', path);
    expect(problems).toEqual([]);
    expect(fake.violations).toEqual([]);
  });

  it.skipIf(!present)('is really looked at: wrong requests and answers are found', () => {
    expect(contract.checkRequest('GET', `${apiBase}/queue`, ['nonsense'])).toHaveLength(1);
    expect(contract.checkRequest('GET', `${apiBase}/queues`, [])).toHaveLength(1);
    expect(contract.checkRequest('PATCH', `${apiBase}/queue`, [])).toHaveLength(1);
    const wrong = { page: '1', records: [{ id: 1, nonsense: 2 }, { statusMessages: [{ messages: [3] }] }] };
    expect(contract.checkAnswer('GET', `${apiBase}/queue`, wrong)).toHaveLength(3);
  });
});

function seed(fake: FakeArr): void {
  const ids = ['Three', 'Four'].map((title) => fake.state.addMedia({ title, parentTitle: 'Both', hasFile: true }).id);
  fake.state.addQueueEntry({ downloadId: 'bb', mediaIds: ids, outputPath: '/dl/bb', errorMessage: 'slow' });
  fake.state.addQueueEntry({
    downloadId: 'cc',
    mediaIds: [],
    status: 'completed',
    trackedDownloadState: 'importPending',
    trackedDownloadStatus: 'warning',
    statusMessages: [{ title: 'a.mkv', messages: ['Not an upgrade'] }],
    timeleftSeconds: null,
  });
}
