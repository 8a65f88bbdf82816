import { scenarios } from './run.ts';
import type { Scenario } from './run.ts';
import { FSP, IGN, SEED, gib } from './names.ts';
import type { TorrentSpec, WorldOptions } from './world.ts';

/** Id, GiB left, place in the queue, and what else. */
type Row = [string, number, number, TorrentSpec?];

const guarding = (
  free: number,
  config: Record<string, unknown> = {},
  more: string[] = [],
): Omit<WorldOptions, 'release'> => ({
  managers: ['core'],
  freeBytes: free * gib,
  more,
  config: { 'Settings.FreeSpace': '50G', 'Settings.AutoPauseResume': true, ...config },
});
const stoppedHeld: TorrentSpec = { state: 'stoppedDL', tags: [FSP] };
const stopped: TorrentSpec = { state: 'stoppedDL' };
const held = (id: string) =>
  id === 'A' ? ['+FSP', '-SEED', 'stop(A)'] : [`+FSP(${id})`, `-SEED(${id})`, `stop(${id})`];

function row(
  id: string,
  says: string,
  free: number,
  torrents: Row[],
  calls: string[],
  { config, more }: { config?: Record<string, unknown>; more?: string[] } = {},
): Scenario {
  return {
    id,
    says,
    world: guarding(free, config, more),
    given: (world) => {
      for (const [letter, left, priority, spec] of torrents) {
        world.add({ id: letter, availability: 2.5, left: left * gib, priority, ...spec });
      }
    },
    calls,
  };
}

scenarios('free space (torrents.md 9.8)', [
  row(
    'SC230 S4',
    'both fit',
    60,
    [
      ['A', 4, 1],
      ['B', 5, 2],
    ],
    [],
  ),
  row(
    'SC231',
    'the second does not',
    60,
    [
      ['A', 4, 1],
      ['B', 7, 2],
    ],
    held('B'),
  ),
  row(
    'SC232',
    'a later one that fits goes on',
    60,
    [
      ['A', 20, 1],
      ['B', 5, 2],
    ],
    held('A'),
  ),
  row(
    'SC233 S4',
    'the place in the queue decides',
    60,
    [
      ['A', 7, 2],
      ['B', 7, 1],
    ],
    held('A'),
  ),
  row('SC234', 'nothing left over is too little', 60, [['A', 10, 1]], held('A')),
  row('SC235', 'below the mark already', 45, [['A', 1, 1]], held('A')),
  row('SC236 S9 S12', 'held and fitting: started', 60, [['A', 4, 1, stoppedHeld]], ['start(A)', '-FSP']),
  row(
    'SC237',
    'a stopped one without tag is left alone and counted',
    60,
    [
      ['A', 4, 1, stopped],
      ['B', 7, 2],
    ],
    held('B'),
  ),
  row('SC238', 'stopped and too large: tagged', 60, [['A', 40, 1, stopped]], ['+FSP', '-SEED']),
  row('SC239 S13 Q3', 'held and still too large: stays stopped and tagged', 60, [['A', 40, 1, stoppedHeld]], []),
  row(
    'SC240 Q2 Q3',
    'held under its newer name and fitting: started',
    60,
    [['A', 4, 0, stoppedHeld]],
    ['start(A)', '-FSP'],
  ),
  row(
    'SC241 S11',
    'finished: only untagged',
    60,
    [['A', 0, 0, { progress: 1, state: 'stalledUP', completed: 3600, tags: [FSP] }]],
    ['-FSP'],
  ),
  row(
    'SC242 S4',
    'queued ones first, the others after them',
    60,
    [
      ['A', 6, 0],
      ['B', 6, 3],
      ['C', 6, 0, { added: 9000 }],
    ],
    ['+FSP(A,C)', '-SEED(A,C)', 'stop(A,C)'],
  ),
  row('SC243 S3', 'ignored: nothing', 60, [['A', 40, 1, { tags: [IGN] }]], []),
  row('SC243', 'no mark: nothing', 60, [['A', 40, 1]], [], { config: { 'Settings.FreeSpace': '-1' } }),
  row('SC243 S16', 'AutoPauseResume off: nothing', 60, [['A', 40, 1]], [], {
    config: { 'Settings.AutoPauseResume': false },
  }),
  row(
    'SC245 S2 S4',
    'one budget over all instances',
    60,
    [
      ['A', 7, 1],
      ['B', 7, 1, { on: 'qBit-B' }],
    ],
    ['+FSP(B)@B', '-SEED(B)@B', 'stop(B)@B'],
    { more: ['qBit-B'] },
  ),
  row(
    'SC246',
    'one being checked is not counted',
    60,
    [
      ['A', 9, 0, { state: 'checkingDL' }],
      ['B', 5, 0],
    ],
    [],
  ),
  row('SC247', 'forced ones are held too', 60, [['A', 40, 0, { state: 'forcedDL', tags: [SEED] }]], held('A')),
]);

scenarios('free space while a server is away', [
  {
    id: 'S15',
    says: 'no qBittorrent answers: nothing',
    world: guarding(45),
    given: (world) => {
      world.add({ left: 4 * gib, priority: 1 });
      world.qbit().fault(/./, '500');
    },
    calls: [],
  },
  {
    id: 'S15 S17 R26',
    says: 'one does not: downloads are held on the other one, none is started, and what is held is left alone',
    world: { ...guarding(60, {}, ['qBit-B']), managers: ['core', 'arr'] },
    given: (world) => {
      world.add({ left: 4 * gib, ...stoppedHeld });
      world.add({ id: 'B', left: 40 * gib, priority: 1, availability: 2.5 });
      world.qbit('qBit-B').fault(/./, '500');
    },
    calls: ['+FSP(B)', '-SEED(B)', 'stop(B)'],
  },
]);
