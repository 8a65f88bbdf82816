import { fail, scenarios } from './run.ts';
import { IGN, IMP, SEED } from './names.ts';
import type { TorrentSpec, World, WorldOptions } from './world.ts';

const td = { progress: 0.5, availability: 2.5, eta: 3600 };
const section = (key: string, value: unknown, name = 'qBit') => ({ [`${name}.${key}`]: value });
const seeding = (values: Record<string, unknown>, name = 'qBit') =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`${name}.CategorySeeding.${key}`, value]));
const declares = section('ManagedCategories', ['seed']);
const core = (...settings: Record<string, unknown>[]): Omit<WorldOptions, 'release'> => ({
  managers: ['core'],
  config: Object.assign({}, declares, ...settings),
});
const limits = seeding({ RemoveTorrent: 3, MaxUploadRatio: 1 });
const reached: TorrentSpec = {
  category: 'seed',
  progress: 1,
  state: 'uploading',
  completed: 3600,
  seedingTime: 3600,
  ratio: 2,
  tags: [SEED],
};
const given =
  (spec: TorrentSpec) =>
  (world: World): void =>
    void world.add(spec);
const trackerRow = (row: Record<string, unknown>) => section('Trackers', [{ URI: 't.other.org', ...row }]);
const hitAndRun = { HitAndRunMode: 'and', MinSeedRatio: 3 };

scenarios('special categories (torrents.md 9.6)', [
  {
    id: 'SC190 D03 Q6',
    says: 'in `failed`: removed, blocklisted and searched by the Arr that has it',
    world: core(),
    given: (world) => {
      world.add({ ...td, category: 'failed' });
      world.queue();
    },
    calls: fail(),
  },
  {
    id: 'SC191 D03',
    says: 'in `failed` and ignored: the owner put it there',
    world: core(),
    given: (world) => {
      world.add({ ...td, category: 'failed', tags: [IGN] });
      world.queue();
    },
    calls: fail(),
  },
  {
    id: 'N1',
    says: 'in `failed` and past its seeding limit: removed once',
    world: core(limits),
    given: (world) => {
      world.add({ ...reached, category: 'failed' });
      world.queue();
    },
    calls: [fail(), 60, []],
  },
  {
    id: 'SC190 Q6',
    says: 'in `failed` and in no queue: only removed',
    world: core(),
    given: given({ ...td, category: 'failed' }),
    calls: ['del(A)'],
  },
  {
    id: 'SC192 D04 Q7',
    says: 'in `recheck`: one recheck, then back to its category',
    world: core(),
    given: (world) => {
      world.add({ ...td, category: 'recheck' });
      world.qbit().state.addCategory('radarr', '');
      world.remembers('qBit', 'A', 'category', 'radarr');
    },
    calls: [['recheck(A)', 'cat(A,radarr)'], []],
  },
  {
    id: 'SC193 Q7',
    says: 'in `recheck` and being checked: nothing',
    world: core(),
    given: given({ ...td, state: 'checkingDL', category: 'recheck' }),
    calls: [],
  },
]);

scenarios('managed categories (torrents.md 9.6)', [
  {
    id: 'SC194 M6 Q20',
    says: 'stalled, by default settings: nothing',
    world: core(),
    given: given({ ...td, category: 'seed', state: 'stalledDL', inactive: 200 }),
    calls: [],
  },
  {
    id: 'SC195 M6',
    says: 'stalled, with a delay of 30 minutes: tagged',
    world: core(seeding({ StalledDelay: 30 })),
    given: given({ ...td, category: 'seed', state: 'stalledDL', inactive: 200 }),
    calls: ['+STL'],
  },
  {
    id: 'SC196 M4 Q21',
    says: 'past its limit: removed, its files stay',
    world: core(limits),
    given: given(reached),
    calls: ['-SEED', 'drop(A)'],
  },
  {
    id: 'SC197 M2',
    says: 'an override with a higher limit: nothing',
    world: core(limits, seeding({ Categories: [{ Name: 'seed', MaxUploadRatio: 5 }] })),
    given: given(reached),
    calls: [],
  },
  {
    id: 'SC198 M1 Q21',
    says: 'on an instance that does not declare the category: nothing',
    world: { ...core(limits), more: ['qBit-B'] },
    given: given({ ...reached, on: 'qBit-B' }),
    calls: [],
  },
  {
    id: 'SC199 M1 Q21 W3',
    says: 'subcategories belong to it',
    world: core(limits, section('MatchSubcategories', true)),
    given: given({ ...reached, category: 'seed/tl' }),
    calls: ['-SEED', 'drop(A)'],
  },
  {
    id: 'SC200 H1 Q8',
    says: 'hit-and-run keys of CategorySeeding hold it',
    world: core(limits, seeding(hitAndRun)),
    given: given(reached),
    calls: ['-SEED', '+HNR'],
  },
  {
    id: 'SC201 H1',
    says: 'hit-and-run keys of a tracker entry hold it',
    world: core(limits, trackerRow(hitAndRun)),
    given: given(reached),
    calls: ['-SEED', '+HNR'],
  },
  {
    id: 'SC202',
    says: 'there are no file rules',
    world: core(),
    given: given({ ...td, category: 'seed', files: ['a.exe'], checked: false }),
    calls: [],
  },
]);

scenarios('rate limits of managed categories (torrents.md 9.6)', [
  {
    id: 'SC203 M3 R34 Q22',
    says: 'KiB/s become bytes; 0 lifts the limit',
    world: core(seeding({ DownloadRateLimitPerTorrent: 100, UploadRateLimitPerTorrent: 0 })),
    given: given({ ...td, category: 'seed', upLimit: 500 }),
    calls: [['dl(A,102400)', 'up(A,0)'], 700, []],
  },
  {
    id: 'SC204 Q22',
    says: 'nothing is set again while it is as wanted',
    world: core(seeding({ DownloadRateLimitPerTorrent: 100 })),
    given: given({ ...td, category: 'seed', dlLimit: 102_400 }),
    calls: [[], 700, []],
  },
  {
    id: 'SC205 M2 Q21',
    says: 'an override overlays the defaults',
    world: core(
      seeding({
        DownloadRateLimitPerTorrent: 100,
        UploadRateLimitPerTorrent: 50,
        Categories: [{ Name: 'seed', UploadRateLimitPerTorrent: 7 }],
      }),
    ),
    given: given({ ...td, category: 'seed' }),
    calls: ['dl(A,102400)', 'up(A,7168)'],
  },
  {
    id: 'SC206 M5 R34 Q22',
    says: 'a tracker entry goes before them',
    world: core(
      seeding({ DownloadRateLimitPerTorrent: 100 }),
      trackerRow({ Priority: 0, DownloadRateLimit: 5, UploadRateLimitPerTorrent: 3, AddTags: ['t'] }),
    ),
    given: given({ ...td, category: 'seed' }),
    calls: ['dl(A,5120)', 'up(A,3072)', '+t'],
  },
  {
    id: 'SC207',
    says: 'also with priority -1',
    world: core(trackerRow({ Priority: -1, DownloadRateLimit: 5 })),
    given: given({ ...td, category: 'seed' }),
    calls: ['dl(A,5120)'],
  },
]);

scenarios('managed and Arr categories keep apart', [
  {
    id: 'M1',
    says: 'the policy manager leaves Arr categories to their Arr',
    world: core(limits),
    given: given({ ...reached, category: 'radarr', tags: [SEED, IMP] }),
    calls: [],
  },
]);
