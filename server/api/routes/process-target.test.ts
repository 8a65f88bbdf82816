import { expect, test } from 'vitest';
import { resolveTarget } from './process-target.ts';

const known = (text: string): boolean => ['tv', 'tv/all', 'films/search', 'Radarr-Movies'].includes(text);
const name = (text: string) => ({ ok: true, target: { by: 'name', name: text } });
const loop = (category: string, kind: string) => ({ ok: true, target: { by: 'loop', category, kind } });

test.each([
  [['Radarr-Movies'], name('Radarr-Movies')],
  [['anything'], name('anything')],
  [['tv', 'all'], loop('tv', 'all')],
  [['tv', 'TORRENT'], loop('tv', 'torrent')],
  [['films', 'search'], name('films/search')],
  [['films/search'], name('films/search')],
  [['films', 'search', 'torrent'], loop('films/search', 'torrent')],
  [['nope', 'category'], loop('nope', 'category')],
  [['tv', 'bogus'], { ok: false, error: 'kind must be search, torrent, category or all' }],
])('3.4 %j', (segments, expected) => {
  expect(resolveTarget(segments, known)).toEqual(expected);
});
