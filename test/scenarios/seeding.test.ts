import { expect } from 'vitest';
import { scenarios } from './run.ts';
import type { Scenario } from './run.ts';
import { IGN, IMP, SEED, gib, hashOf } from './names.ts';
import type { TorrentSpec, World } from './world.ts';

const mode = 'Radarr-A.Torrent.SeedingMode';
const seeding = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`${mode}.${key}`, value]));
const rows = (...list: Record<string, unknown>[]) => ({ 'Radarr-A.Torrent.Trackers': list });
const using = (...settings: Record<string, unknown>[]) => ({ config: Object.assign({}, ...settings) });
const limits = { MaxUploadRatio: 2, MaxSeedingTime: 86_400 };
const ratioGoal = seeding({ RemoveTorrent: 1, MaxUploadRatio: 2 });
const LIMITDEL = ['-SEED', 'del(A)'];
const day = 86_400;

/** `TC` in state `uploading`, imported already, so that only seeding is left to judge. */
const tc =
  (spec: TorrentSpec = {}) =>
  (world: World) =>
    void world.add({
      progress: 1,
      state: 'uploading',
      completed: 3600,
      seedingTime: 3600,
      tags: [SEED, IMP],
      ...spec,
    });

const table: [string, Record<string, unknown>, string, [boolean, boolean, boolean, boolean]][] = [
  ['SC100 R23', { ...limits }, 'RT -1', [false, false, false, false]],
  ['SC101 D02', { ...limits, RemoveTorrent: 1 }, 'RT 1', [true, true, false, false]],
  ['SC102 R11', { ...limits, RemoveTorrent: 2 }, 'RT 2', [true, false, true, false]],
  ['SC103 R10', { ...limits, RemoveTorrent: 3 }, 'RT 3', [true, true, true, false]],
  ['SC104', { ...limits, RemoveTorrent: 4 }, 'RT 4', [true, false, false, false]],
  ['SC105', { MaxUploadRatio: 2, RemoveTorrent: 4 }, 'RT 4 with the ratio alone', [false, false, false, false]],
  ['SC106', { RemoveTorrent: 3 }, 'RT 3 without limits', [false, false, false, false]],
];
const corners: [number, number][] = [
  [2.5, 90_000],
  [2.5, 100],
  [0.5, 90_000],
  [0.5, 100],
];

scenarios(
  'seeding limits (torrents.md 9.4)',
  table.flatMap(([id, settings, says, goes]) =>
    corners.map(([ratio, seedingTime], at): Scenario => ({
      id,
      says: `${says}, ratio ${ratio}, seeded ${seedingTime} s`,
      world: using(seeding(settings)),
      given: tc({ ratio, seedingTime }),
      calls: goes[at] ? LIMITDEL : [],
    })),
  ),
);

scenarios('seeding: whose limit (torrents.md 9.4)', [
  {
    id: 'SC111 R13',
    says: 'the larger own limit counts',
    world: using(ratioGoal),
    given: tc({ ratioLimit: 5, ratio: 3 }),
    calls: [],
  },
  {
    id: 'SC112 R12 R13',
    says: 'a smaller own limit does not',
    world: using(ratioGoal),
    given: tc({ ratioLimit: 1, ratio: 1.5 }),
    calls: [],
  },
  {
    id: 'SC113 R12',
    says: 'the own limit alone',
    world: using(seeding({ RemoveTorrent: 1 })),
    given: tc({ ratioLimit: 1, ratio: 1.5 }),
    calls: LIMITDEL,
  },
  {
    id: 'SC114 Q23',
    says: 'the own time limit is in minutes',
    world: using(seeding({ RemoveTorrent: 2 })),
    given: tc({ seedingTimeLimit: 1440, seedingTime: 2000 }),
    calls: [],
  },
  {
    id: 'SC114 Q23',
    says: 'and reached after as many',
    world: using(seeding({ RemoveTorrent: 2 })),
    given: tc({ seedingTimeLimit: 1440, seedingTime: day }),
    calls: LIMITDEL,
  },
  {
    id: 'SC115 R10',
    says: 'the tracker asks for more',
    world: using(ratioGoal, rows({ URI: 't.other.org', MaxUploadRatio: 5 })),
    given: tc({ ratio: 3 }),
    calls: [],
  },
  {
    id: 'SC116 R10',
    says: 'the tracker asks for less',
    world: using(ratioGoal, rows({ URI: 't.other.org', MaxUploadRatio: 1 })),
    given: tc({ ratio: 1.5 }),
    calls: LIMITDEL,
  },
  {
    id: 'SC117 R10',
    says: 'a tracker limit of -1 is none of its own',
    world: using(ratioGoal, rows({ URI: 't.other.org', MaxUploadRatio: -1 })),
    given: tc({ ratio: 2.5 }),
    calls: LIMITDEL,
  },
  {
    id: 'SC118 R14',
    says: 'RemoveTorrent of a tracker is not read',
    world: using(rows({ URI: 't.other.org', RemoveTorrent: 1, MaxUploadRatio: 2 })),
    given: tc({ ratio: 2.5 }),
    calls: [],
  },
  {
    id: 'SC119 R25 R35',
    says: 'a tracker with SuperSeedMode: switched on, nothing else',
    world: using(ratioGoal, rows({ URI: 't.other.org', SuperSeedMode: true })),
    given: tc({ ratio: 2.5 }),
    calls: ['super(A,true)'],
  },
  {
    id: 'SC120 R21',
    says: 'super seeding is left alone',
    world: using(ratioGoal),
    given: tc({ ratio: 2.5, superSeeding: true }),
    calls: [],
  },
  {
    id: 'SC121 Q2',
    says: 'stopped and past the goal',
    world: using(ratioGoal),
    given: tc({ state: 'stoppedUP', ratio: 2.5 }),
    calls: LIMITDEL,
  },
  {
    id: 'SC122 Q2',
    says: 'the same under its old name',
    world: using(seeding({ RemoveTorrent: 3, ...limits })),
    given: tc({ state: 'stoppedUP', ratio: 2.5 }),
    calls: LIMITDEL,
  },
  {
    id: 'SC123 D07 D10 D20',
    says: 'stopped without goals: started, then left in peace',
    given: tc({ state: 'stoppedUP', frozen: true }),
    calls: [['start(A)'], 5, []],
  },
  { id: 'SC124 Q19', says: 'ignored and stopped', given: tc({ state: 'stoppedUP', tags: [IGN] }), calls: [] },
  {
    id: 'SC125 Q19',
    says: 'ignored and past the goal',
    world: using(ratioGoal),
    given: tc({ ratio: 2.5, tags: [IGN] }),
    calls: [],
  },
  {
    id: 'SC126 D02',
    says: 'past the goal but not complete: only no longer allowed to seed',
    world: using(ratioGoal),
    given: tc({ ratio: 3, progress: 1 - 100 / (10 * gib), left: 10 * gib }),
    calls: ['-SEED'],
  },
  {
    id: 'SC127 Q9',
    says: 'the queue still lists it: kept until it is imported, and then removed without blocklisting',
    world: using(ratioGoal),
    given: (world) => {
      tc({ ratio: 3 })(world);
      world.queue({ status: 'completed', trackedDownloadState: 'importPending' });
    },
    calls: ['-SEED'],
    also: async (world) => {
      world.arr.state.removeQueueEntry(hashOf('A').toUpperCase());
      world.wait(11);
      expect(await world.pass()).toEqual(['del(A)']);
    },
  },
  {
    id: 'SC128 R20',
    says: 'seen idle for the time limit',
    world: using(seeding({ RemoveTorrent: 2, MaxSeedingTime: 100 })),
    given: tc({ state: 'stalledUP', seedingTime: 5 }),
    calls: [[], 101, LIMITDEL],
  },
  {
    id: 'SC130 R20',
    says: 'idle time alone is not both limits',
    world: using(seeding({ RemoveTorrent: 4, MaxSeedingTime: 100, MaxUploadRatio: 1 })),
    given: tc({ state: 'stalledUP', seedingTime: 5, ratio: 0.2 }),
    calls: [[], 101, []],
  },
  {
    id: 'SC131 R22 L21',
    says: 'without its tracker list it is left alone',
    world: using(ratioGoal),
    given: (world) => {
      world.qbit().state.tellsTrackers = false;
      tc({ ratio: 3 })(world);
    },
    calls: [],
  },
  {
    id: 'SC132 R8',
    says: 'the matched entry with the highest priority decides',
    world: using(
      seeding({ RemoveTorrent: 1 }),
      rows({ URI: 't.other.org', MaxUploadRatio: 1, Priority: 1 }, { URI: 'b.org', MaxUploadRatio: 5, Priority: 9 }),
    ),
    given: tc({ ratio: 2, trackers: [{ url: 'https://t.other.org/a' }, { url: 'https://b.org/a' }] }),
    calls: [],
  },
  {
    id: 'SC133 R1',
    says: 'an entry of the Arr replaces that of qBit as a whole',
    world: using(seeding({ RemoveTorrent: 1 }), rows({ URI: 't.other.org' }), {
      'qBit.Trackers': [{ URI: 't.other.org', MaxUploadRatio: 1 }],
    }),
    given: tc({ ratio: 2 }),
    calls: [],
  },
  {
    id: 'SC134 R9 Q24',
    says: 'a trailing slash does not matter',
    world: using(ratioGoal, rows({ URI: ' https://t.other.org/ ', MaxUploadRatio: 5 })),
    given: tc({ ratio: 3 }),
    calls: [],
  },
  {
    id: 'R24',
    says: 'a goal that is reached takes the seeding tag before anything else',
    world: using(ratioGoal),
    given: tc({ ratio: 2, tags: [IMP] }),
    calls: ['del(A)'],
  },
]);

const goal = seeding({ RemoveTorrent: 3, MaxUploadRatio: 0.05, MaxSeedingTime: 1 });
const hnr = (hitAndRun: string, ratio: number, days: number, more: Record<string, unknown> = {}) => ({
  URI: 't.other.org',
  HitAndRunMode: hitAndRun,
  MinSeedRatio: ratio,
  MinSeedingTimeDays: days,
  ...more,
});
const BLOCKED = ['-SEED', '+HNR'];

/** `A` has seeded enough; `unknown` are those its tracker says it does not know. */
const among = (unknown: string[]) => (world: World) => {
  for (const id of ['A', 'B', 'C', 'D', 'E']) {
    const message = unknown.includes(id) ? 'Unregistered torrent' : '';
    const spec = { id, ratio: 0.1, trackers: [{ url: 'https://t.other.org/a', message }] };
    tc(id === 'A' ? spec : { ...spec, category: 'other' })(world);
  }
};

const obligations: [string, Record<string, unknown>, number, number, boolean][] = [
  ['SC140 H7', hnr('and', 1, 4), 1.5, 3, true],
  ['SC141 H7', hnr('and', 1, 4), 1.5, 5, false],
  ['SC142 H7', hnr('and', 1, 4), 0.5, 5, true],
  ['SC143 H8', hnr('or', 1, 4), 1.5, 1, false],
  ['SC144 H8', hnr('or', 1, 4), 0.5, 5, false],
  ['SC145 H8', hnr('or', 1, 4), 0.5, 1, true],
  ['SC146 H9', hnr('and', 1, 0), 1.2, 0, false],
  ['SC147 H9', hnr('and', 0, 4), 5, 1, true],
  ['SC148 H10', hnr('and', 0, 0), 0.1, 0, false],
  ['SC149 H1 H4', hnr('disabled', 1, 4), 0.1, 0, false],
  ['SC150 H7', hnr('and', 0, 4, { TrackerUpdateBuffer: 3600 }), 0.1, 4 + 100 / day, true],
];

scenarios('hit and run (torrents.md 9.4)', [
  ...obligations.map(([id, row, ratio, days, blocked]): Scenario => ({
    id,
    says: `${String(row['HitAndRunMode'])} / ${String(row['MinSeedRatio'])} / ${String(row['MinSeedingTimeDays'])} with ratio ${ratio} after ${Math.round(days * 10) / 10} days`,
    world: using(goal, rows(row)),
    given: tc({ ratio, seedingTime: Math.max(2, days * day) }),
    calls: [blocked ? BLOCKED : LIMITDEL, 5, []],
  })),
  {
    id: 'SC151 H2',
    says: 'the tracker no longer knows the torrent',
    world: using(goal, rows(hnr('and', 1, 4))),
    given: tc({ ratio: 0.1, trackers: [{ url: 'https://t.other.org/a', message: 'Unregistered torrent' }] }),
    calls: LIMITDEL,
  },
  {
    id: 'H2',
    says: 'a tracker that knows most of its torrents no more is in trouble itself, and frees nobody',
    world: using(goal, rows(hnr('and', 1, 4))),
    given: among(['A', 'B', 'C', 'D']),
    calls: [BLOCKED, 700, []],
  },
  {
    id: 'H2',
    says: 'one of many that the tracker no longer knows is free',
    world: using(goal, rows(hnr('and', 1, 4))),
    given: among(['A', 'B']),
    calls: LIMITDEL,
  },
  {
    id: 'SC152 H2 Q8',
    says: 'neither does a host below the entry',
    world: using(goal, rows({ ...hnr('and', 1, 4), URI: 'priv.org' })),
    given: tc({ ratio: 0.1, trackers: [{ url: 'https://tracker.priv.org/a', message: 'Unregistered torrent' }] }),
    calls: LIMITDEL,
  },
  {
    id: 'SC153 Q8',
    says: 'an obligation holds whatever other entries say',
    world: using(goal, rows(hnr('and', 5, 0, { Priority: 1 }), { URI: 'b.org', Priority: 9 })),
    given: tc({ ratio: 2, trackers: [{ url: 'https://t.other.org/a' }, { url: 'https://b.org/a' }] }),
    calls: BLOCKED,
  },
  {
    id: 'SC154 D05',
    says: 'missing files are not guarded, and their data stays',
    world: using(goal, rows(hnr('and', 1, 4))),
    given: tc({ state: 'missingFiles', ratio: 0, frozen: true }),
    calls: [[], 200, ['drop(A)']],
  },
  {
    id: 'R28 Q8',
    says: 'the tag goes when nothing is owed any more',
    world: using(rows(hnr('and', 1, 0))),
    given: tc({ ratio: 1.5, tags: [SEED, IMP, 'qBitrr-hnr_active'] }),
    calls: ['-HNR'],
  },
  {
    id: 'H3',
    says: 'without a tracker list nothing guarded is removed',
    world: using(rows(hnr('and', 1, 4))),
    given: (world) => {
      world.qbit().state.tellsTrackers = false;
      world.add({ progress: 0.5, state: 'stalledDL', inactive: 2000 });
    },
    calls: [],
  },
]);
