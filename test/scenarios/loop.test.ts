import { expect } from 'vitest';
import { fail, scenarios } from './run.ts';
import { IMP, SEED, STL, hashOf } from './names.ts';
import type { TorrentSpec, World } from './world.ts';

const td = { progress: 0.5, availability: 2.5, eta: 3600 };
const stopped: TorrentSpec = { ...td, state: 'stoppedDL' };
const stalledOut: TorrentSpec = { ...td, state: 'stalledDL', inactive: 960, tags: [SEED, STL] };
const given =
  (spec: TorrentSpec) =>
  (world: World): void => {
    world.add(spec);
    world.queue();
  };

scenarios('one pass (torrents.md 1.3)', [
  {
    id: 'L1 L20 L24 X4',
    says: 'a qBittorrent that does not answer is left out, the other one is served, and it is judged again when it is back',
    world: { more: ['qBit-B'] },
    given: (world) => {
      world.add(stopped);
      world.add({ ...stopped, id: 'B', on: 'qBit-B' });
      world.qbit().fault(/./, '500');
    },
    calls: [['start(B)@B']],
    also: async (world) => {
      world.qbit().release();
      world.wait(60);
      expect(await world.pass()).toContain('start(A)');
    },
  },
  {
    id: 'L2 L10 A75',
    says: 'the Arr does not answer: what has to be blocklisted waits, a start does not',
    given: (world) => {
      given(stalledOut)(world);
      world.add({ ...stopped, id: 'B' });
      world.arr.fault(/./, '500');
    },
    calls: [['start(B)']],
    also: async (world) => {
      world.arr.release();
      world.wait(60);
      expect(await world.pass()).toEqual(['+STL(B)', ...fail()]);
    },
  },
  {
    id: 'L3',
    says: 'new settings take force between two passes',
    given: given({ ...td, state: 'stalledDL', inactive: 960 }),
    calls: ['+STL'],
    world: { config: { 'Radarr-A.Torrent.StalledDelay': 60 } },
    also: async (world) => {
      world.configure({ 'Radarr-A.Torrent.StalledDelay': 15 });
      expect(await world.pass()).toEqual(fail());
    },
  },
  {
    id: 'L14',
    says: 'one torrent gone in between stops no other',
    given: (world) => {
      world.add({ ...td, checked: false, files: ['a.mkv', 'a.exe'] });
      world.add({ ...td, id: 'B', checked: false, files: ['b.mkv', 'b.exe'] });
      world.qbit().fault('/torrents/files', '404', 1);
    },
    world: { config: { 'Radarr-A.Torrent.FileExtensionAllowlist': ['.mkv'] } },
    calls: ['prio(B,[1])'],
  },
  {
    id: 'L15 X3 A71',
    says: 'what is alike goes in one call to the instance that owns it',
    world: { more: ['qBit-B'] },
    given: (world) => {
      world.add(stopped);
      world.add({ ...stopped, id: 'B' });
      world.add({ ...stopped, id: 'C', on: 'qBit-B' });
    },
    calls: ['start(A,B)', 'start(C)@B'],
  },
  {
    id: 'P1 P3 X5 A78 K4',
    says: 'the category before `recheck` is remembered per instance and hash, and forgotten with the torrent',
    world: { managers: ['arr', 'core'], more: ['qBit-B'] },
    given: (world) => {
      world.add(td);
      world.add({ ...td, on: 'qBit-B', category: 'other' });
    },
    calls: [],
    also: async (world) => {
      world.qbit().state.patchTorrent(hashOf('A'), { category: 'recheck' });
      expect(await world.pass()).toEqual(['recheck(A)', 'cat(A,radarr)']);
      world.qbit().state.removeTorrent(hashOf('A'));
      await world.pass();
      world.wait(700);
      await world.pass();
      expect(world.memory().filter(({ instance }) => instance === 'qBit')).toEqual([]);
    },
  },
  {
    id: 'A78',
    says: 'what is remembered of a torrent that went away while the program was down is forgotten',
    given: (world) => world.remembers('qBit', 'B', 'sent', '1799999000'),
    calls: [[], 700, []],
    also: (world) => {
      expect(world.memory()).toEqual([]);
    },
  },
  {
    id: 'K2 K3',
    says: 'a recheck ends with the category it came from, also while qBittorrent is still checking',
    world: { managers: ['core'], config: { 'Settings.RecheckCategory': ' again ' } },
    given: (world) => {
      world.qbit().state.addCategory('radarr', '');
      world.add({ ...td, category: 'again' });
      world.remembers('qBit', 'A', 'category', 'radarr');
    },
    calls: [['recheck(A)', 'cat(A,radarr)'], []],
  },
  {
    id: 'D19b D19c',
    says: 'files of a running download are looked at once',
    given: given({ ...td, checked: false, files: ['a.mkv', 'a.exe'] }),
    world: { config: { 'Radarr-A.Torrent.FileExtensionAllowlist': ['.mkv'] } },
    calls: [['prio(A,[1])'], 60, [], 700, []],
  },
  {
    id: 'X6 Q25',
    says: 'a torrent deleted on one instance goes on being judged on the other',
    world: { more: ['qBit-B'] },
    given: (world) => {
      given(stalledOut)(world);
      world.add({ ...td, on: 'qBit-B' });
    },
    // It is the same data, and the Arr must not take the other one out of its client.
    calls: [['drop(A)', 'Q(77,false,true)', 'cmd(MoviesSearch [5])']],
    also: (world) => {
      expect(world.row('A', 'qBit-B')?.removedAt).toBeNull();
    },
  },
  {
    id: 'Q27',
    says: 'an age limit of 0 means none',
    world: { config: { 'Settings.IgnoreTorrentsYoungerThan': 0, 'Radarr-A.Torrent.IgnoreTorrentsYoungerThan': 0 } },
    given: given({ ...stalledOut, added: 970 }),
    calls: fail(),
  },
  {
    id: 'C1 C2',
    says: 'no score of the queue entry, no media or no file: the custom format says nothing',
    world: { config: { 'Radarr-A.EntrySearch.CustomFormatUnmetSearch': true } },
    given: (world) => {
      world.add(td);
      world.queue({ media: [], customFormatScore: 1 });
      world.add({ ...td, id: 'B' });
      world.queue({ id: 'B', media: [{ id: 6, title: 'No file' }], customFormatScore: 1 });
    },
    calls: [],
  },
  {
    id: 'I1 I3',
    says: 'a finished torrent that is imported is scanned once and then left alone',
    given: (world) => {
      world.add({ progress: 1, state: 'stalledUP', completed: 3600, tags: [SEED, IMP], checked: false });
      world.lay('/downloads/radarr/Movie.2020/a.mkv');
    },
    calls: [[], 700, []],
  },
]);
