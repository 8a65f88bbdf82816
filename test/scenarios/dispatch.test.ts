import { expect } from 'vitest';
import { fail, scenarios } from './run.ts';
import { FSP, IGN, SEED, hashOf } from './names.ts';
import type { TorrentSpec, World } from './world.ts';

const td =
  (spec: TorrentSpec = {}) =>
  (world: World) =>
    void world.add({ progress: 0.5, availability: 2.5, eta: 3600, ...spec });
const exeAndMkv = { files: ['M/a.exe', 'M/a.mkv'], checked: false };
const onlyMkv = { config: { 'Radarr-A.Torrent.FileExtensionAllowlist': ['.mkv'] } };
const day = 86_400;

scenarios('dispatch basics (torrents.md 9.1)', [
  { id: 'SC001 T7', says: 'a healthy download is left alone', given: td(), calls: [] },
  {
    id: 'SC002 R27 P4',
    says: 'the seeding tag is added where it is missing',
    given: td({ tags: [] }),
    calls: ['+SEED'],
  },
  {
    id: 'SC003 D07 A1',
    says: 'a stopped download is started, and again while it stays stopped, at most once a minute',
    given: td({ state: 'stoppedDL', frozen: true }),
    calls: [['start(A)'], 5, [], 61, ['start(A)']],
  },
  {
    id: 'SC005 A3 Q29',
    says: 'with AutoPauseResume off nothing is started, nor collected',
    world: { config: { 'Settings.AutoPauseResume': false } },
    given: td({ state: 'stoppedDL' }),
    calls: [[], 5, []],
  },
  {
    id: 'SC006 P6 Q19 Q37',
    says: 'an ignored stopped download: no start, no tag churn',
    given: td({ state: 'stoppedDL', tags: [IGN] }),
    calls: [],
  },
  {
    id: 'SC007 S17',
    says: 'held for space: not started, its files are checked all the same',
    world: onlyMkv,
    given: td({ state: 'stoppedDL', tags: [FSP], ...exeAndMkv }),
    calls: ['prio(A,[0])'],
  },
  {
    id: 'SC008 N4 D09 D12 Q2',
    says: 'a stopped download is file-checked first, then started',
    world: onlyMkv,
    given: td({ state: 'stoppedDL', ...exeAndMkv, frozen: true }),
    calls: ['prio(A,[0])', 'start(A)'],
  },
  {
    id: 'SC009 Q17',
    says: 'a tag that only contains the ignored tag is not the ignored tag',
    given: td({ state: 'stoppedDL', tags: ['not-qBitrr-ignored-really', SEED] }),
    calls: ['start(A)'],
  },
  ...(['forcedDL', 'queuedDL', 'checkingDL', 'moving', 'allocating'] as const).map((state) => ({
    id: 'SC010 D06 N6',
    says: `${state}, idle for a day, is never touched`,
    given: td({ state, inactive: day }),
    calls: [],
  })),
  {
    id: 'SC013 R21',
    says: 'a forced upload is left alone, limits and tags too',
    world: {
      config: { 'Radarr-A.Torrent.SeedingMode.RemoveTorrent': 1, 'Radarr-A.Torrent.SeedingMode.MaxUploadRatio': 2 },
    },
    given: td({ state: 'forcedUP', progress: 1, completed: 3600, ratio: 9, tags: [] }),
    calls: [],
  },
  {
    id: 'SC014 D05 Q34',
    says: 'missing files: nothing during the grace period, then removed without data, the queue untouched',
    given: (world) => {
      td({ state: 'missingFiles', frozen: true })(world);
      world.queue();
    },
    calls: [[], 100, [], 100, ['drop(A)']],
  },
  {
    id: 'SC015 Q19',
    says: 'missing files of an ignored torrent concern nobody',
    given: td({ state: 'missingFiles', tags: [IGN], frozen: true }),
    calls: [[], 3600, []],
  },
  {
    id: 'SC016 A72 Q5',
    says: 'two torrents without files are both removed, in one call',
    given: (world) => {
      for (const id of ['A', 'B']) td({ id, state: 'missingFiles', frozen: true })(world);
    },
    calls: [[], 200, ['drop(A,B)']],
  },
  {
    id: 'SC017 D15 A4',
    says: 'an error is rechecked once, not again soon',
    given: td({ state: 'error', checked: false, frozen: true }),
    calls: [['recheck(A)'], 90, []],
  },
  {
    id: 'SC019 Q4',
    says: 'an error is rechecked whatever the progress',
    given: td({ state: 'error' }),
    calls: ['recheck(A)'],
  },
  {
    id: 'SC020 Q19',
    says: 'an error of an ignored torrent concerns nobody',
    given: td({ state: 'error', tags: [IGN] }),
    calls: [],
  },
  {
    id: 'SC021 Q31 N3',
    says: 'a lasting error is rechecked once per twice the minimum age',
    given: td({ state: 'error', frozen: true }),
    calls: [['recheck(A)'], 200, [], 100, [], 61, ['recheck(A)']],
  },
  { id: 'SC022 D21', says: 'an unheard-of state is left alone', given: td({ state: 'unknown' }), calls: [] },
  {
    id: 'SC023 Y2 Y5',
    says: 'a category below, without subcategory matching, is not ours',
    given: td({ state: 'stoppedDL', category: 'radarr/hd' }),
    calls: [],
  },
  {
    id: 'SC024 Y3 Y4',
    says: 'with MatchSubcategories of the qBittorrent it is',
    world: { config: { 'qBit.MatchSubcategories': true } },
    given: td({ state: 'stoppedDL', category: 'radarr/hd' }),
    calls: ['start(A)'],
  },
  {
    id: 'SC025 Y4',
    says: 'the word of the Arr section wins over it',
    world: { config: { 'qBit.MatchSubcategories': true, 'Radarr-A.MatchSubcategories': false } },
    given: td({ state: 'stoppedDL', category: 'radarr/hd' }),
    calls: [],
  },
  {
    id: 'SC026 L6 L11 L13 Q13',
    says: 'no torrents: timers and queue work still run',
    world: { config: { 'Radarr-A.RssSyncTimer': 1 } },
    given: (world) =>
      void world.queue({
        status: 'completed',
        trackedDownloadState: 'importPending',
        trackedDownloadStatus: 'warning',
        statusMessages: [{ title: 'Movie', messages: ['Not an upgrade for existing movie file(s)'] }],
      }),
    calls: ['cmd(RssSync)', 'Q(77,false,true)', 'cmd(MoviesSearch [5])'],
  },
  {
    id: 'SC027 L7 L8',
    says: 'disconnected and no ping target answers: nothing, asked again after 15 s, and no longer wait afterwards',
    world: { online: false },
    given: (world) => {
      world.qbit().state.setConnection('disconnected');
      td({ state: 'stoppedDL' })(world);
    },
    calls: [],
    also: async (world) => {
      expect(await world.passAndWait()).toBe(15);
      world.qbit().state.setConnection('connected');
      expect(await world.pass()).toEqual(['start(A)']);
    },
  },
  {
    id: 'SC028 L4 X2 X4',
    says: 'an instance that is away is skipped, the other is served',
    world: { more: ['qBit-B'] },
    given: (world) => {
      td({ state: 'stoppedDL' })(world);
      td({ id: 'B', on: 'qBit-B', state: 'missingFiles', frozen: true })(world);
      world.qbit('qBit-B').fault(/.*/, '503');
    },
    calls: [['start(A)'], 400, ['+STL']],
  },
  {
    id: 'SC029 L12 L23',
    says: 'the queue cannot be read: what needs the Arr waits, and it is asked again later',
    given: (world) => {
      td({ state: 'stalledDL', inactive: 960, frozen: true })(world);
      world.queue();
      world.arr.fault('/queue', '503');
    },
    calls: [[], 5, []],
    also: async (world) => {
      expect(world.sent).toContainEqual(expect.objectContaining({ type: 'remote', kind: 'arr', state: 'down' }));
      world.arr.release();
      world.wait(300);
      expect(await world.pass()).toEqual(fail());
    },
  },
  {
    id: 'SC030 L25 Q39',
    says: 'the queue answers 401: a configuration error, nothing is done',
    given: (world) => {
      td({ state: 'stalledDL', inactive: 960 })(world);
      world.queue();
      world.arr.fault(/.*/, '401');
    },
    calls: [],
    also: (world) => {
      expect(world.sent).toContainEqual(expect.objectContaining({ type: 'remote', kind: 'arr', state: 'authFailed' }));
    },
  },
  {
    id: 'SC031 L21 L22 Q26',
    says: 'one torrent whose trackers cannot be read does not stop the others',
    world: {
      config: { 'Radarr-A.Torrent.Trackers': [{ URI: 't.other.org', HitAndRunMode: 'and', MinSeedingTimeDays: 4 }] },
    },
    given: (world) => {
      td({ state: 'stalledDL', inactive: 2000 })(world);
      td({ id: 'B', state: 'stoppedDL', frozen: true })(world);
      world.qbit().fault('/torrents/trackers', '404');
    },
    calls: ['start(B)'],
    also: (world) => {
      expect(world.qbit().state.torrent(hashOf('A'))).toBeDefined();
    },
  },
]);
