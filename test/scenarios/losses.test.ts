import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { fail, scenarios } from './run.ts';
import { IGN, SEED, STL, hashOf } from './names.ts';
import type { TorrentSpec, World } from './world.ts';

const td: TorrentSpec = { progress: 0.5, availability: 2.5, eta: 3600 };
const stalledOut: TorrentSpec = { ...td, state: 'stalledDL', inactive: 960, tags: [SEED, STL] };
const failed: TorrentSpec = { ...td, category: 'failed' };
const other: TorrentSpec = { ...td, id: 'B', category: 'other' };
const blocked = {
  status: 'completed',
  trackedDownloadState: 'importPending',
  trackedDownloadStatus: 'warning',
  statusMessages: [{ title: 'Movie.2020', messages: ['Not an upgrade for existing movie file(s)'] }],
};
const core = { managers: ['core' as const] };

scenarios('files of others', [
  {
    id: 'A72',
    says: 'what a torrent was told not to download is deleted by qBittorrent all the same: spared when another one has it',
    world: core,
    given: (world) => {
      world.add({ ...failed, name: 'Pack', files: ['Pack/1.mkv', 'Pack/2.mkv p0'] });
      world.add({ ...other, name: 'Pack', files: ['Pack/2.mkv', 'Pack/3.mkv'] });
    },
    calls: ['drop(A)'],
  },
  {
    id: 'A72',
    says: 'on another qBittorrent at the same place',
    world: { ...core, more: ['qBit-B'] },
    given: (world) => {
      world.add({ ...failed, name: 'Film', files: ['Film/a.mkv'] });
      world.add({ ...other, on: 'qBit-B', name: 'Film', files: ['Film/a.mkv'] });
    },
    calls: ['drop(A)'],
  },
  {
    id: 'A72',
    says: 'the other qBittorrent does not say which files it has: it stays',
    world: { ...core, more: ['qBit-B'] },
    given: (world) => {
      world.add({ ...failed, name: 'Film', files: ['Film/a.mkv'] });
      world.add({ ...other, on: 'qBit-B', name: 'Film', files: ['Film/a.mkv'] });
      world.qbit('qBit-B').fault('/torrents/files', '500', 1);
    },
    calls: [],
  },
  {
    id: 'A72',
    says: 'the other qBittorrent may only be starting: what it has is not known for its first ten minutes',
    world: { ...core, more: ['qBit-B'] },
    given: (world) => {
      world.add({ ...failed, name: 'Film', files: ['Film/a.mkv'] });
      world.qbit('qBit-B').fault(/./, '503');
    },
    calls: [[], 300, [], 310, ['del(A)']],
  },
  {
    id: 'A72',
    says: 'on a disk that does not tell case and composed letters apart',
    world: core,
    given: (world) => {
      world.add({ ...failed, name: 'Ame\u0301lie', files: ['Ame\u0301lie/A.mkv'] });
      world.add({ ...other, name: 'am\u00e9lie', files: ['am\u00e9lie/a.mkv'] });
    },
    calls: ['drop(A)'],
  },
  {
    id: 'A72',
    says: 'behind a link',
    world: core,
    given: (world) => {
      mkdirSync(path.join(world.folder, 'radarr'), { recursive: true });
      symlinkSync(path.join(world.folder, 'radarr'), path.join(world.folder, 'link'));
      world.add({ ...failed, name: 'Film', files: ['Film/a.mkv'] });
      world.add({ ...other, name: 'Film', files: ['Film/a.mkv'], savePath: '/downloads/link' });
    },
    calls: ['drop(A)'],
  },
  {
    id: 'A72',
    says: 'the one that keeps its files could not be removed: the other one does not take them along',
    world: core,
    given: (world) => {
      world.add({ ...failed, name: 'Film', files: ['Film/a.mkv'] });
      world.add({ ...failed, id: 'B', name: 'Film', files: ['Film/a.mkv'] });
      world.qbit().fault('/torrents/delete', '500', 1);
    },
    calls: ['drop(A)!'],
  },
  {
    id: 'Q25 A75',
    says: 'a queue entry is deleted without letting the Arr remove the same torrent from another qBittorrent',
    world: { more: ['qBit-B'] },
    given: (world) => {
      world.add({ ...stalledOut, files: ['Movie.2020/a.mkv'] });
      world.queue();
      world.add({ ...td, on: 'qBit-B', savePath: '/elsewhere' });
    },
    calls: [['del(A)', 'Q(77,false,true)', 'cmd(MoviesSearch [5])']],
  },
]);

const cleaning = {
  config: { 'Radarr-A.Torrent.AutoDelete': true, 'Radarr-A.Torrent.FileExtensionAllowlist': ['.mkv'] },
};
const done: TorrentSpec = { progress: 1, state: 'stalledUP', completed: 3600, seedingTime: 3600 };
function imported(world: World, spec: TorrentSpec): void {
  world.add({ ...done, ...spec });
  for (const file of spec.files ?? []) world.lay(`/downloads/radarr/${file}`);
  world.queue();
}

/** The files qBittorrent says it has, others than those that were laid down. */
function nowHas(world: World, names: readonly string[]): void {
  world.qbit().state.setFiles(
    hashOf('A'),
    names.map((name) => ({ name, size: 1, priority: 1 })),
  );
}

scenarios('leftovers that are none', [
  {
    id: 'F35 Q11',
    says: 'a seeded file is known by its name in any spelling',
    world: cleaning,
    given: (world) => {
      imported(world, { name: 'Film', files: ['Film/a.mkv', 'Film/Ame\u0301lie.nfo'] });
      nowHas(world, ['Film/a.mkv', 'Film/Am\u00e9lie.NFO']);
    },
    calls: [['cmd(DownloadedMoviesScan /downloads/radarr/Film A Auto)', '+IMP'], 700, []],
    also: (world) => expect(world.laidFiles()).toHaveLength(2),
  },
  {
    id: 'F35 Q11',
    says: 'a folder that is a link to somewhere else is nobody’s to clean',
    world: cleaning,
    given: (world) => {
      world.lay('/downloads/library/Film/poster.jpg');
      world.lay('/downloads/library/Film/a.mkv');
      mkdirSync(path.join(world.folder, 'radarr'), { recursive: true });
      symlinkSync(path.join(world.folder, 'library/Film'), path.join(world.folder, 'radarr/Film'));
      world.add({ ...done, name: 'Film', files: ['Film/a.mkv', 'Film/b.mkv'] });
      world.queue();
    },
    calls: [['cmd(DownloadedMoviesScan /downloads/radarr/Film A Auto)', '+IMP'], 700, []],
    also: (world) => expect(world.laidFiles()).toContain('library/Film/poster.jpg'),
  },
  {
    id: 'F35 Q11',
    says: 'what another qBittorrent seeds from in there stays',
    world: { ...cleaning, more: ['qBit-B'] },
    given: (world) => {
      imported(world, { name: 'Film', files: ['Film/a.mkv', 'Film/b.mkv', 'Film/x.nfo'] });
      nowHas(world, ['Film/a.mkv', 'Film/b.mkv']);
      world.add({
        ...done,
        id: 'B',
        on: 'qBit-B',
        category: 'other',
        name: 'Film',
        files: ['Film/a.mkv', 'Film/x.nfo'],
      });
    },
    calls: [['cmd(DownloadedMoviesScan /downloads/radarr/Film A Auto)', '+IMP'], 700, []],
    also: (world) => expect(world.laidFiles()).toContain('radarr/Film/x.nfo'),
  },
  {
    id: 'F35 Q11',
    says: 'another qBittorrent may only be starting: what it seeds from in there is not known for its first ten minutes',
    world: { ...cleaning, more: ['qBit-B'] },
    given: (world) => {
      imported(world, { name: 'Film', files: ['Film/a.mkv', 'Film/b.mkv', 'Film/x.nfo'] });
      nowHas(world, ['Film/a.mkv', 'Film/b.mkv']);
      world.qbit('qBit-B').fault(/./, '503');
    },
    calls: [['cmd(DownloadedMoviesScan /downloads/radarr/Film A Auto)', '+IMP'], 500, []],
    also: (world) => expect(world.laidFiles()).toContain('radarr/Film/x.nfo'),
  },
  {
    id: 'F35 Q11',
    says: 'what a torrent of a folder above has in there stays',
    world: cleaning,
    given: (world) => {
      imported(world, { name: 'Film', files: ['Film/a.mkv', 'Film/b.mkv', 'Film/x.nfo'] });
      nowHas(world, ['Film/a.mkv', 'Film/b.mkv']);
      const files = ['radarr/Film/x.nfo', 'radarr/y.mkv'];
      world.add({ ...done, id: 'B', category: 'other', name: 'radarr', savePath: '/downloads', files });
    },
    calls: [['cmd(DownloadedMoviesScan /downloads/radarr/Film A Auto)', '+IMP'], 700, []],
    also: (world) => expect(world.laidFiles()).toContain('radarr/Film/x.nfo'),
  },
]);

scenarios('what a kill leaves open', [
  {
    id: 'S25',
    says: 'a release whose search elsewhere was granted and not begun is judged again, not blocklisted',
    world: { config: { 'Radarr-A.Torrent.ReSearchStalled': true } },
    given: (world) => {
      world.add({ ...td, state: 'stalledDL', inactive: 60 });
      world.queue();
      world.cutting = cutAfter(world, 'intent');
    },
    calls: [[]],
    also: async (world) => {
      world.cutting = null;
      world
        .qbit()
        .state.patchTorrent(hashOf('A'), { state: 'downloading', lastActivity: Math.round(world.now / 1000) });
      expect(await world.pass()).toEqual([]);
      expect(world.openIntents()).toEqual([]);
    },
  },
  {
    id: 'S25',
    says: 'qBittorrent was started again as well and lists nothing yet: gone is only what stays gone',
    given: (world) => {
      world.add(stalledOut);
      world.queue();
      world.cutting = cutAfter(world, 'intent');
    },
    calls: [[]],
    also: async (world) => {
      world.cutting = null;
      world.kill({ host: true });
      const torrent = world.qbit().state.torrent(hashOf('A'));
      if (!torrent) throw new Error('it is gone');
      world.qbit().state.removeTorrent(hashOf('A'));
      expect(await world.pass()).toEqual([]);
      world.wait(60);
      expect(await world.pass()).toEqual([]);
      world.qbit().state.addTorrent({ ...torrent, state: 'downloading', lastActivity: Math.round(world.now / 1000) });
      world.wait(10);
      expect(await world.pass()).toEqual(['-STL']);
      expect(world.openIntents()).toEqual([]);
      expect(world.arr.state.queue).toHaveLength(1);
    },
  },
  {
    id: 'S25 A75',
    says: 'observe-only, switched on between the halves of a removal, holds the second half back until it is off',
    given: (world) => {
      world.add(stalledOut);
      world.queue();
      world.arr.fault(/^DELETE/, '500', 5);
    },
    calls: [['del(A)', 'Q(77,true,true)!']],
    also: async (world) => {
      world.arr.release();
      world.configure({ 'Settings.ObserveOnly': true });
      world.wait(40);
      expect(await world.pass()).toEqual([]);
      world.configure({});
      world.wait(40);
      expect(await world.pass()).toEqual(fail().slice(1));
    },
  },
  {
    id: 'A74 A75',
    says: 'qBittorrent deleted it but its answer was lost: it is blocklisted and searched all the same',
    given: (world) => {
      world.add(stalledOut);
      world.queue();
      world.qbit().fault('/torrents/delete', 'lost', 3);
    },
    calls: [['del(A)!', 'del(A)!', 'del(A)!'], 60, [], 700, ['Q(77,true,true)', 'cmd(MoviesSearch [5])']],
  },
]);

scenarios('answers that are none', [
  {
    id: 'A74 A75',
    says: 'a web page with 200 in the way, as a proxy shows one: nothing counts as deleted, nothing is blocklisted',
    given: (world) => {
      world.add(stalledOut);
      world.queue();
      world.qbit().fault('/torrents/delete', 'html', 1);
    },
    calls: [['del(A)'], 60, [], 1000, fail()],
    also: (world) => {
      expect(world.host.events({ kinds: ['removal'] }).map(({ result }) => result)).toEqual(['ok']);
    },
  },
]);

scenarios('what is only out of sight', [
  {
    id: '5.5 Q13',
    says: 'qBittorrent was started again and lists no torrents yet: a kept one’s release is not blocklisted as an orphan',
    given: (world) => {
      world.add({ ...done, tags: [IGN] });
      world.queue(blocked);
    },
    calls: [[]],
    also: async (world) => {
      const torrent = world.qbit().state.torrent(hashOf('A'));
      if (!torrent) throw new Error('it is gone');
      world.qbit().state.removeTorrent(hashOf('A'));
      world.qbit().expireSessions();
      world.wait(10);
      expect(await world.pass()).toEqual([]);
      world.qbit().state.addTorrent(torrent);
      world.wait(60);
      expect(await world.pass()).toEqual([]);
      expect(world.arr.state.queue).toHaveLength(1);
    },
  },
  {
    id: 'D05 Q34 T3',
    says: 'time in which qBittorrent did not list it is no time it was seen broken or stalled',
    given: (world) => {
      world.add({ ...td, state: 'missingFiles' });
      world.add({ ...td, id: 'B', state: 'stalledDL', inactive: 600 });
    },
    calls: [['+STL(B)']],
    also: async (world) => {
      const { state } = world.qbit();
      const torrents = state.torrents();
      for (const { hash } of torrents) state.removeTorrent(hash);
      expect(await world.pass()).toEqual([]);
      world.wait(590);
      for (const torrent of torrents) state.addTorrent(torrent);
      expect(await world.pass()).toEqual([]);
      world.wait(170);
      expect(await world.pass()).toEqual([]);
      world.wait(60);
      expect(await world.pass()).toEqual(['drop(A)']);
      world.wait(700);
      expect(await world.pass()).toEqual(['del(B)']);
    },
  },
  {
    id: 'A75',
    says: 'the Arr was started again a moment ago and lists nothing yet: the removal waits, so that it can be blocklisted',
    given: (world) => {
      world.add({ ...td });
      world.queue();
    },
    calls: [[]],
    also: async (world) => {
      const entries = world.arr.state.queue.splice(0);
      // Its clock is the computer's own.
      world.arr.state.startedAt = Date.now() - 5000;
      world.qbit().state.patchTorrent(hashOf('A'), {
        state: 'stalledDL',
        tags: [SEED, STL],
        lastActivity: Math.round(world.now / 1000) - 960,
      });
      expect(await world.pass()).toEqual([]);
      world.arr.state.queue.push(...entries);
      world.wait(80);
      expect(await world.pass()).toEqual(fail());
    },
  },
]);

/** Cuts the pass off right after the host has answered the first message of this type. */
function cutAfter(world: World, type: string): NonNullable<World['cutting']> {
  return async (work) => {
    const host = world.host;
    const cut = new Promise<null>((resolve) => {
      const take = host.take.bind(host);
      host.take = (manager, message) => {
        if (message.type !== type) return take(manager, message);
        host.attach(manager, () => undefined);
        take(manager, message);
        resolve(null);
      };
    });
    return Promise.race([work(), cut]);
  };
}
