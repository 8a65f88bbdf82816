import { scenarios } from './run.ts';
import { IMP, SEED } from './names.ts';
import type { TorrentSpec, World, WorldOptions } from './world.ts';

const td = { progress: 0.5, availability: 2.5, eta: 3600 };
const given =
  (spec: TorrentSpec = {}) =>
  (world: World): void =>
    void world.add({ ...td, ...spec });
const mode = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`Radarr-A.Torrent.SeedingMode.${key}`, value]));
const rows = (...list: Record<string, unknown>[]) => ({ 'Radarr-A.Torrent.Trackers': list });
const using = (...settings: Record<string, unknown>[]) => ({ config: Object.assign({}, ...settings) });
const at = (host: string, message?: string) => ({
  url: `https://${host}/announce`,
  ...(message !== undefined && { message }),
});

scenarios('rate limits (torrents.md 9.7)', [
  { id: 'SC210 R34 Q22', says: 'none wanted and none set: no call', given: given(), calls: [[], 700, []] },
  {
    id: 'SC210 R34',
    says: '-1 lifts a limit the client has',
    world: using(mode({ DownloadRateLimitPerTorrent: -1, UploadRateLimitPerTorrent: -1 })),
    given: given({ dlLimit: 5000, upLimit: 6000 }),
    calls: ['dl(A,0)', 'up(A,0)'],
  },
  {
    id: 'SC211 R34 Q22',
    says: 'KiB/s become bytes; 0 leaves the upload alone',
    world: using(mode({ DownloadRateLimitPerTorrent: 500, UploadRateLimitPerTorrent: 0 })),
    given: given({ upLimit: 77 }),
    calls: ['dl(A,512000)'],
  },
  {
    id: 'SC211',
    says: 'nothing when the client has it already',
    world: using(mode({ DownloadRateLimitPerTorrent: 500, UploadRateLimitPerTorrent: 0 })),
    given: given({ dlLimit: 512_000 }),
    calls: [],
  },
  {
    id: 'SC213 R34',
    says: 'the tracker entry goes before the general limit',
    world: using(mode({ DownloadRateLimitPerTorrent: 500 }), rows({ URI: 't.other.org', DownloadRateLimit: 1000 })),
    given: given(),
    calls: ['dl(A,1024000)'],
  },
]);

scenarios('announce addresses and tags (torrents.md 9.7)', [
  {
    id: 'SC214 R30 R31',
    says: 'a missing tracker is added with its tags',
    world: using(rows({ URI: 'https://new.tr/announce', AddTrackerIfMissing: true, AddTags: ['n'] })),
    given: given(),
    calls: ['addTrackers(A,https://new.tr/announce)', '+n'],
  },
  {
    id: 'SC215 R32',
    says: 'an unwanted one is removed, and its entry gives no tag and no limit',
    world: using(rows({ URI: 't.other.org', RemoveIfExists: true, AddTags: ['x'], MaxUploadRatio: 1 })),
    given: given({ trackers: [at('t.other.org'), at('b.org')] }),
    calls: ['removeTrackers(A,https://t.other.org/announce)'],
  },
  {
    id: 'SC216 R33',
    says: 'a dead tracker is removed by its message',
    world: using(mode({ RemoveDeadTrackers: true, RemoveTrackerWithMessage: ['Unregistered'] })),
    given: given({ trackers: [at('t.other.org', 'torrent is UNREGISTERED here'), at('b.org')] }),
    calls: ['removeTrackers(A,https://t.other.org/announce)'],
  },
  {
    id: 'SC216',
    says: 'without RemoveDeadTrackers nothing',
    world: using(mode({ RemoveDeadTrackers: false, RemoveTrackerWithMessage: ['Unregistered'] })),
    given: given({ trackers: [at('t.other.org', 'torrent is UNREGISTERED here'), at('b.org')] }),
    calls: [],
  },
  {
    id: 'SC218 R35',
    says: 'tags of its entries are added, those of other entries removed, all others stay',
    world: using(rows({ URI: 't.other.org', AddTags: ['A', 'B'] }, { URI: 'zzz.org', AddTags: ['Z'] })),
    given: given({ tags: [SEED, 'Z', 'mine'] }),
    calls: ['+A', '+B', '-Z'],
  },
  {
    id: 'SC219 R5',
    says: 'an entry of the apex domain matches',
    world: using(rows({ URI: 'other.org', AddTags: ['A'] })),
    given: given(),
    calls: ['+A'],
  },
  {
    id: 'SC220 R2',
    says: 'entries of the qBittorrent section are inherited',
    world: using({ 'qBit.Trackers': [{ URI: 't.other.org', AddTags: ['Q'] }] }),
    given: given(),
    calls: ['+Q'],
  },
  {
    id: 'SC221 P2 Y2',
    says: 'nothing is done twice within ten minutes',
    world: using(rows({ URI: 't.other.org', AddTags: ['A'] }), mode({ DownloadRateLimitPerTorrent: 500 })),
    given: given(),
    calls: [['dl(A,512000)', '+A'], []],
  },
  {
    id: 'SC222 R40 Q36',
    says: 'with SortTorrents the owner still keeps its trackers in order',
    world: using(rows({ URI: 't.other.org', AddTags: ['A'], SortTorrents: true })),
    given: given(),
    calls: ['+A'],
  },
]);

const sorting: Omit<WorldOptions, 'release'> = {
  managers: ['core'],
  config: rows(
    { URI: 't.other.org', Priority: 5, SortTorrents: true },
    { URI: 'b.org', Priority: 9, SortTorrents: true },
  ),
};
const positions = (world: World, places: Record<string, number>) => {
  const torrent = (id: string, added: number, host: string, spec: TorrentSpec = {}) =>
    world.add({ ...td, id, added, priority: places[id] ?? 0, trackers: [at(host)], ...spec });
  const seed: TorrentSpec = { progress: 1, state: 'uploading', completed: 3600, tags: [SEED, IMP] };
  torrent('A', 9000, 't.other.org');
  torrent('B', 8000, 'b.org');
  torrent('C', 100, 't.other.org');
  torrent('D', 7000, 'unknown.org');
  torrent('E', 4000, 't.other.org', seed);
  torrent('F', 5000, 't.other.org', seed);
};

scenarios('queue order (torrents.md 9.7)', [
  {
    id: 'SC223 R41 R42 R43',
    says: 'seeds first from the bottom, then downloads by priority and age',
    world: sorting,
    given: (world) => positions(world, { A: 1, C: 2, B: 3, D: 4, E: 5, F: 6 }),
    calls: ['top(F)', 'top(E)', 'top(D)', 'top(A)', 'top(C)', 'top(B)'],
  },
  {
    id: 'SC223 R44',
    says: 'none when the order is right',
    world: sorting,
    given: (world) => positions(world, { B: 1, C: 2, A: 3, D: 4, E: 5, F: 6 }),
    calls: [],
  },
]);
