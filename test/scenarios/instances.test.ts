import { expect } from 'vitest';
import { scenarios } from './run.ts';
import { IGN, IMP, SEED, STL } from './names.ts';
import type { TorrentSpec } from './world.ts';

const td = { progress: 0.5, availability: 2.5, eta: 3600 };
const tagless = { 'Settings.Tagless': true };
const two = { more: ['qBit-B'] };
const stalledOut: TorrentSpec = { ...td, state: 'stalledDL', inactive: 960, tags: [SEED, STL] };

scenarios('without labels (torrents.md 9.9)', [
  {
    id: 'SC250 G1 G4',
    says: 'stalled: no tag call, the flag is kept here',
    world: { config: tagless },
    given: (world) => void world.add({ ...td, state: 'stalledDL', inactive: 60, tags: [] }),
    calls: [],
    also: (world) => {
      const flags = world.memory().filter(({ key }) => key === 'flags');
      expect(flags.map(({ value }) => value).join(' ')).toContain(STL);
    },
  },
  {
    id: 'G5',
    says: 'at the start only the ignored tag is made',
    world: { config: tagless },
    given: () => undefined,
    calls: [],
    also: (world) => {
      expect([...world.qbit().state.records.tags.keys()]).toEqual([IGN]);
    },
  },
  {
    id: 'SC251 G2 Q32',
    says: 'flags are found whatever category the torrent had',
    world: { config: tagless },
    given: (world) => {
      world.add({ ...td, state: 'stoppedDL', tags: [] });
      world.remembers('qBit', 'A', 'category', 'old');
      world.remembers('qBit', 'A', 'flags', JSON.stringify(['qBitrr-free_space_paused']));
    },
    calls: [],
  },
  {
    id: 'SC252 G3 Q32',
    says: 'tags of tracker entries are the owner’s and stay real',
    world: { config: { ...tagless, 'Radarr-A.Torrent.Trackers': [{ URI: 't.other.org', AddTags: ['X'] }] } },
    given: (world) => void world.add({ ...td, tags: [] }),
    calls: ['+X'],
  },
]);

scenarios('several qBittorrent (torrents.md 9.9)', [
  {
    id: 'SC253 Q25',
    says: 'one hash on two: started and synchronised on each',
    world: { ...two, config: { 'Radarr-A.Torrent.Trackers': [{ URI: 't.other.org', AddTags: ['X'] }] } },
    given: (world) => {
      world.add({ ...td, state: 'stoppedDL' });
      world.add({ ...td, state: 'stoppedDL', on: 'qBit-B' });
    },
    calls: ['start(A)', 'start(A)@B', '+X', '+X@B'],
  },
  {
    id: 'SC254 A73 A74',
    says: 'deleting fails on one: its queue entry stays until it is deleted',
    world: two,
    given: (world) => {
      world.add(stalledOut);
      world.queue();
      world.add({ ...stalledOut, id: 'B', on: 'qBit-B' });
      world.queue({ id: 'B', media: [{ id: 6, title: 'Other' }] });
      world.qbit('qBit-B').fault('/torrents/delete', '500', 1);
    },
    calls: [
      ['del(A)', 'Q(77,true,true)', 'cmd(MoviesSearch [5])', 'del(B)!@B'],
      40,
      ['del(B)@B', 'Q(80,true,true)', 'cmd(MoviesSearch [6])'],
    ],
  },
  {
    id: 'SC255 Q25',
    says: 'one hash on two, deleting fails on one: done there later',
    world: two,
    given: (world) => {
      world.add(stalledOut);
      world.queue();
      world.add({ ...stalledOut, on: 'qBit-B' });
      world.qbit('qBit-B').fault('/torrents/delete', '500', 1);
    },
    calls: [['del(A)', 'Q(77,true,true)', 'cmd(MoviesSearch [5])', 'del(A)!@B'], 40, ['del(A)@B']],
  },
  {
    id: 'A75 Q29',
    says: 'blocklisting fails after the delete: gone on with, nothing is deleted or searched twice',
    given: (world) => {
      world.add(stalledOut);
      world.queue();
      world.arr.fault(/^DELETE/, '500', 1);
    },
    calls: [['del(A)', 'Q(77,true,true)!'], 40, ['Q(77,true,true)', 'cmd(MoviesSearch [5])'], 40, []],
  },
  {
    id: 'SC256 X7 Q14',
    says: 'a bad queue entry is removed where its torrent is',
    world: two,
    given: (world) => {
      world.add({ ...td, on: 'qBit-B', tags: [SEED, IMP] });
      world.queue({
        status: 'completed',
        trackedDownloadState: 'importPending',
        trackedDownloadStatus: 'warning',
        statusMessages: [{ title: 'x', messages: ['Not an upgrade for existing movie file(s)'] }],
      });
    },
    calls: ['del(A)@B', 'Q(77,true,true)', 'cmd(MoviesSearch [5])'],
  },
]);

const shared = { name: 'Film', files: ['Film/a.mkv', 'Film/b.srt'] };
const failed = { ...td, category: 'failed' };
const seeded: TorrentSpec = { progress: 1, state: 'uploading', completed: 7200, ratio: 2, tags: [SEED, IMP] };
scenarios('torrents that share their files (cross-seeding)', [
  {
    id: 'A72',
    says: 'removed without its files while another torrent has them too',
    world: { managers: ['core'] },
    given: (world) => {
      world.add({ ...failed, ...shared });
      world.add({ ...td, ...shared, id: 'B', category: 'other' });
    },
    calls: ['drop(A)'],
    also: (world) => {
      const [removal] = world.host.events({ kinds: ['removal'] });
      expect(removal).toMatchObject({ action: 'remove-keep-files', values: { shared: 'Film' } });
      expect(removal?.message).toContain('Its files stay, because Film has them too');
    },
  },
  {
    id: 'A72',
    says: 'the other one has not read its resume data yet, and 4.5 does not say where it is',
    world: { managers: ['core'] },
    given: (world) => {
      world.add({ ...failed, ...shared });
      world.add({ ...td, ...shared, id: 'B', category: 'other', state: 'checkingResumeData' });
      world.add({ ...td, id: 'C', name: 'Film', files: ['c.mkv'], category: 'other', state: 'checkingResumeData' });
    },
    calls: ['drop(A)'],
  },
  {
    id: 'A72',
    says: 'Windows takes D:\\DL and d:/dl for the same folder',
    world: { managers: ['core'] },
    given: (world) => {
      world.add({ ...failed, ...shared, savePath: 'D:\\DL' });
      world.add({ ...td, ...shared, id: 'B', category: 'other', savePath: 'd:/dl' });
    },
    calls: ['drop(A)'],
  },
  {
    id: 'A72',
    says: 'one file in common is enough, a folder is not',
    world: { managers: ['core'] },
    given: (world) => {
      world.add({ ...failed, name: 'Pack', files: ['Pack/1.mkv', 'Pack/2.mkv'] });
      world.add({ ...td, id: 'B', name: 'Single', files: ['Pack/2.mkv'], category: 'other' });
      world.add({ ...failed, id: 'C', name: 'Show', files: ['Show/1.mkv', 'Show/2.mkv'] });
      world.add({ ...td, id: 'D', name: 'Extra', files: ['Show/3.mkv'], category: 'other' });
    },
    calls: ['drop(A)', 'del(C)'],
  },
  {
    id: 'A72',
    says: 'the last one takes them along',
    world: { managers: ['core'] },
    given: (world) => {
      world.add({ ...failed, ...shared });
      world.add({ ...failed, ...shared, id: 'B' });
    },
    calls: ['drop(A)', 'del(B)'],
  },
  {
    id: 'A72',
    says: 'nobody can say whose the files are: it stays',
    world: { managers: ['core'] },
    given: (world) => {
      world.add({ ...failed, ...shared });
      world.add({ ...td, ...shared, id: 'B', category: 'other' });
      world.qbit().fault('/torrents/files', '500', 1);
    },
    calls: [],
  },
  {
    id: 'A72',
    says: 'announced once during the grace period',
    world: {
      config: {
        'Settings.RemovalGraceMinutes': 30,
        'Radarr-A.Torrent.SeedingMode.RemoveTorrent': 1,
        'Radarr-A.Torrent.SeedingMode.MaxUploadRatio': 1,
      },
    },
    given: (world) => {
      world.add({ ...seeded, ...shared });
      world.add({ ...td, ...shared, id: 'B', category: 'other' });
    },
    calls: [['-SEED'], 600, [], 600, [], 700, ['drop(A)']],
    also: (world) => {
      expect(world.host.events({ kinds: ['planned'] })).toHaveLength(1);
    },
  },
]);
