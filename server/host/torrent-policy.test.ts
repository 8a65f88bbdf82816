import { describe, expect, test } from 'vitest';
import { sampleTorrentRow } from '../contract/samples.ts';
import { sampleArr, sampleHitAndRun, sampleSeeding, sampleTorrentRules } from '../contract/index.ts';
import { seedingPolicyOf } from './torrent-policy.ts';

const managed = {
  category: 'tv',
  seeding: sampleSeeding({ removeMode: 2, maxSeedingSeconds: 86_400 }),
  hitAndRun: sampleHitAndRun,
  stalledDelayMinutes: 15,
  ignoreTorrentsYoungerThanSeconds: 600,
  deleteFiles: true,
  below: [
    { category: 'tv/4k', seeding: sampleSeeding({ removeMode: 4 }) },
    { category: 'tv/4k/long', seeding: sampleSeeding({ removeMode: -1 }) },
  ],
};
const settings = {
  arrs: [
    sampleArr({
      name: 'Radarr-A',
      torrent: sampleTorrentRules({ seeding: sampleSeeding({ removeMode: 3, maxRatio: 2 }) }),
    }),
  ],
  qbitRules: [{ instance: 'qBit', trackers: [], managed: [managed] }],
};
const modeOf = (change: Parameters<typeof sampleTorrentRow>[0]) =>
  seedingPolicyOf(settings, sampleTorrentRow(change))?.removeMode ?? null;

describe('TR-1: the policy line of a group', () => {
  test('an Arr says it for all of its torrents', () => {
    expect(seedingPolicyOf(settings, sampleTorrentRow({ manager: 'Radarr-A' }))).toMatchObject({
      removeMode: 3,
      maxRatio: 2,
    });
  });

  test('a managed category says it, the longest category below it first', () => {
    expect(modeOf({ manager: 'core', category: 'tv' })).toBe(2);
    expect(modeOf({ manager: 'core', category: 'tv/4k/uhd' })).toBe(4);
    expect(modeOf({ manager: 'core', category: 'tv/4k/long' })).toBe(-1);
    expect(modeOf({ manager: 'core', category: 'tvshows' })).toBeNull();
    expect(modeOf({ manager: 'core', category: 'tv', instance: 'other' })).toBeNull();
  });
});
