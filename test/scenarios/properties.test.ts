import fc from 'fast-check';
import { expect, it } from 'vitest';
import { torrentState } from '../../server/contract/index.ts';
import { callsOf } from './calls.ts';
import { FSP, IGN, IMP, SEED, STL } from './names.ts';
import { World } from './world.ts';
import type { TorrentSpec } from './world.ts';

const config = {
  'Radarr-A.Torrent.FileExtensionAllowlist': ['.mkv'],
  'Radarr-A.Torrent.DoNotRemoveSlow': false,
  'Radarr-A.Torrent.MaximumETA': 3600,
  'Radarr-A.Torrent.Trackers': [{ URI: 't.other.org', AddTags: ['x'] }],
  'Radarr-A.Torrent.SeedingMode.RemoveTorrent': 3,
  'Radarr-A.Torrent.SeedingMode.MaxUploadRatio': 2,
  'Radarr-A.Torrent.SeedingMode.DownloadRateLimitPerTorrent': 100,
  'Settings.MaxRemovalsPerHour': 0,
};
const ids = ['A', 'B', 'C', 'D', 'E', 'F'];
const torrent = fc.record({
  state: fc.constantFrom(...torrentState.options),
  progress: fc.constantFrom(0, 0.3, 0.995, 1),
  inactive: fc.constantFrom(10, 600, 5000),
  added: fc.constantFrom(60, 7200),
  completed: fc.constantFrom(10, 7200),
  availability: fc.constantFrom(-1, 0.5, 3),
  eta: fc.constantFrom(100, 9000),
  ratio: fc.constantFrom(0, 3),
  tags: fc.subarray([SEED, IMP, STL, FSP, IGN]),
  files: fc.constantFrom(['a.mkv'], ['a.mkv', 'b.exe'], ['b.exe']),
  checked: fc.boolean(),
  frozen: fc.boolean(),
}) satisfies fc.Arbitrary<TorrentSpec>;
const several = fc.array(torrent, { minLength: 1, maxLength: ids.length });

async function inWorld<T>(torrents: TorrentSpec[], work: (world: World) => Promise<T>): Promise<T> {
  const world = await World.create({ release: '5.1.4', config });
  try {
    for (const spec of torrents) world.add(spec);
    return await work(world);
  } finally {
    await world.close();
  }
}
const named = (torrents: TorrentSpec[]) => torrents.map((spec, at) => ({ ...spec, id: ids[at] ?? 'A' }));

/** One entry per torrent of a batch: `drop(a,b)` -> `drop(a)`, `drop(b)`. */
function perTorrent(call: string): string[] {
  const [, name = '', given = ''] = /^(.+)\((.*)\)$/.exec(call) ?? [];
  const parts = given.split(',');
  const torrents = parts.filter((part) => /^[a-f]$/.test(part));
  if (torrents.length === 0) return [call];
  const others = parts.filter((part) => !torrents.includes(part));
  return torrents.map((one) => `${name}(${[one, ...others].join(',')})`);
}

/** Whether a torrent gets its rate limit and tags before it goes is of no weight. */
function withoutLastRites(calls: string[]): string[] {
  const gone = calls.flatMap((call) => /^drop\((\w)/.exec(call)?.[1] ?? []);
  return calls.filter((call) => !gone.some((id) => call.startsWith(`dl(${id}`) || call.startsWith(`+x(${id}`)));
}

/** Milliseconds; a busy computer is slow. */
const patience = 60_000;

it('a pass that is run twice acts once', { timeout: patience }, async () => {
  await fc.assert(
    fc.asyncProperty(several, (torrents) =>
      inWorld(named(torrents), async (world) => {
        const first = await world.pass();
        const undone = first.filter((call) => call.endsWith('!'));
        expect(undone).toEqual([]);
        // What qBittorrent shows after the first pass may ask for a next step, but never for the same one again.
        const second = await world.pass();
        expect(second.filter((call) => first.includes(call))).toEqual([]);
        const third = await world.pass();
        expect(third.filter((call) => first.includes(call) || second.includes(call))).toEqual([]);
      }),
    ),
    { numRuns: 20 },
  );
});

it('the order in which qBittorrent lists torrents changes nothing', { timeout: patience }, async () => {
  const callsIn = (torrents: TorrentSpec[]) =>
    inWorld(torrents, async (world) => {
      // What follows from an act may come in the same pass or in the next one.
      for (const seconds of [6, 6, 0]) {
        await world.pass();
        world.wait(seconds);
      }
      const calls = callsOf({ arr: world.arr, qbits: world.qbits, nameOf: (hash) => hash.charAt(0) });
      return withoutLastRites(calls.flatMap(perTorrent)).toSorted();
    });
  await fc.assert(
    fc.asyncProperty(several, async (torrents) => {
      const list = named(torrents);
      expect(await callsIn(list.toReversed())).toEqual(await callsIn(list));
    }),
    { numRuns: 12 },
  );
});
