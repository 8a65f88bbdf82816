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
