import { describe, expect, it } from 'vitest';
import { normaliseCategory, ownerOf } from './ownership.ts';

describe('category ownership (torrents.md 8.4)', () => {
  const owners = [
    { owner: 'Radarr-A', category: 'radarr', withChildren: true },
    { owner: 'Radarr-B', category: 'radarr/hd', withChildren: true },
    { owner: 'Sonarr', category: 'tv', withChildren: false },
  ];

  it.each([
    [' radarr / hd / ', 'radarr/hd'],
    ['//a//b', 'a/b'],
    ['', ''],
    ['a\\b', 'a\\b'],
  ])('Y1: %j becomes %j', (given, wanted) => {
    expect(normaliseCategory(given)).toBe(wanted);
  });

  it.each([
    ['Y2', 'radarr', 'Radarr-A'],
    ['Y2', 'tv', 'Sonarr'],
    ['Y3', 'radarr/hd/x', 'Radarr-B'],
    ['Y3 SC024', 'radarr/sd', 'Radarr-A'],
    ['Y4 SC023 SC025', 'tv/hd', null],
    ['Y5', 'radarrx', null],
    ['Y5', '', null],
  ])('%s: %j is owned by %j', (_row, category, owner) => {
    expect(ownerOf(category, owners)).toBe(owner);
  });
});
