import { expect, test } from 'vitest';
import { sampleTorrentRow } from '../contract/samples.ts';
import { torrentLinks } from './torrent-links.ts';

const linksOf = (url: string, uri: string) =>
  torrentLinks({ qbits: [{ name: 'qBit', url }], arrs: [{ name: 'Radarr-A', uri }] }, sampleTorrentRow());

test('TR-5: a torrent opens in its client and in the queue of its Arr, without sign-in data', () => {
  expect(linksOf('http://localhost:8080', 'https://ada:secret@nas:7878/radarr/?apikey=x')).toEqual({
    client: 'http://localhost:8080/',
    arr: 'https://nas:7878/radarr/activity/queue',
  });
  expect(linksOf('javascript:alert(1)', '')).toEqual({ client: null, arr: null });
  expect(torrentLinks({ qbits: [], arrs: [] }, sampleTorrentRow())).toEqual({ client: null, arr: null });
});
