import { describe, expect, it, onTestFinished } from 'vitest';
import { fail } from './run.ts';
import { FSP, IGN, SEED, STL, gib, hashOf } from './names.ts';
import { World } from './world.ts';
import type { TorrentSpec, WorldOptions } from './world.ts';

const td: TorrentSpec = { progress: 0.5, availability: 2.5, eta: 3600 };
const stalled: TorrentSpec = { ...td, state: 'stalledDL', inactive: 600, tags: [SEED, STL] };

async function worldOf(spec: TorrentSpec, options: Partial<WorldOptions> = {}): Promise<World> {
  const world = await World.create({ release: '5.1.4', ...options });
  onTestFinished(() => world.close());
  world.add(spec);
  world.queue();
  await world.pass();
  return world;
}

describe('what an owner asks of a torrent (ui.md TR-5)', () => {
  it('Keep: ignored from now on, a planned removal is off', async () => {
    const world = await worldOf(stalled);
    expect(world.row()?.next).toMatchObject({ action: 'remove' });
    expect(await world.command('keep')).toMatchObject({ ok: true });
    expect(world.take()).toEqual([`+IGN`]);
    world.wait(1000);
    expect(await world.pass()).toEqual([]);
    expect(world.row()).toMatchObject({ decision: 'ignored', next: null });
    expect(await world.command('unkeep')).toMatchObject({ ok: true });
    expect(world.take()).toContain('-IGN');
  });

  it('Keep: spares it even from a removal that is due this very moment', async () => {
    const world = await worldOf(stalled);
    world.wait(1000);
    expect(await world.command('keep')).toMatchObject({ ok: true });
    expect(world.take()).toEqual(['+IGN']);
    expect(world.row()).toMatchObject({ decision: 'ignored', next: null });
  });

  const whileTheArrIsAsked = async (act: (world: World) => void): Promise<World> => {
    const world = await worldOf(stalled);
    world.wait(1000);
    let asked = 0;
    world.arr.onRequest = ({ method, path }) => {
      // The first is the look at the queue every pass begins with, the second belongs to the removal.
      if (method === 'GET' && path === '/queue' && (asked += 1) === 2) act(world);
    };
    await world.pass();
    expect(asked).toBeGreaterThan(1);
    return world;
  };

  it('Keep said while the removal is prepared: it stays', async () => {
    const answers: unknown[] = [];
    const world = await whileTheArrIsAsked(({ host }) => {
      void host.requests.command('Radarr-A', 'keep', 'qBit', hashOf('A')).then((answer) => answers.push(answer));
    });
    await world.pass();
    expect(world.qbit().state.torrent(hashOf('A'))?.tags).toContain(IGN);
    expect(answers).toMatchObject([{ ok: true }]);
  });

  it('the ignored tag set in qBittorrent, or data received, while the removal is prepared: it stays', async () => {
    for (const change of ['tag', 'data'] as const) {
      const world = await whileTheArrIsAsked((here) => {
        const lastActivity = here.now / 1000;
        here.qbit().state.patchTorrent(hashOf('A'), change === 'tag' ? { tags: [IGN] } : { lastActivity });
      });
      await world.pass();
      expect(world.take().filter((call) => call.startsWith('del'))).toEqual([]);
      expect(world.qbit().state.torrent(hashOf('A'))).toBeDefined();
    }
  });

  it('Recheck, and a second time right after', async () => {
    const world = await worldOf(td);
    expect(await world.command('recheck')).toMatchObject({ ok: true });
    expect(world.take()).toEqual(['recheck(A)']);
  });

  it('Send to import: only what is complete', async () => {
    const world = await worldOf(td);
    expect(await world.command('import')).toMatchObject({ ok: false, message: 'It is not complete yet.' });
    const done = await worldOf({
      progress: 1,
      state: 'stalledUP',
      completed: 10,
      checked: false,
      files: ['M/a.mkv', 'M/b.srt'],
    });
    done.lay('/downloads/radarr/M/a.mkv');
    expect(await done.command('import')).toMatchObject({ ok: true });
    expect(done.take()[0]).toContain('DownloadedMoviesScan');
  });

  it('Mark failed: removed, blocklisted, searched; neither outage, budget, hit-and-run nor grace hold it', async () => {
    const hitAndRun = { URI: 't.other.org', HitAndRunMode: 'and', MinSeedRatio: 9 };
    const config = { 'Settings.RemovalGraceMinutes': 60, 'Radarr-A.Torrent.Trackers': [hitAndRun] };
    const world = await worldOf(td, { config });
    expect(await world.command('fail')).toMatchObject({ ok: true });
    expect(world.take()).toEqual(fail());
  });

  it('Allow stalled: the delay begins anew', async () => {
    const world = await worldOf({ ...td, state: 'stalledDL', inactive: 840 });
    expect(await world.command('allow-stalled')).toMatchObject({ ok: true });
    world.take();
    world.wait(120);
    expect(await world.pass()).toEqual([]);
    world.wait(800);
    expect(await world.pass()).toEqual(fail());
  });

  it('Release hold: it goes on and is not held again', async () => {
    const world = await worldOf(
      { left: 40 * gib, priority: 1, state: 'stoppedDL', tags: [FSP] },
      { managers: ['arr', 'core'], freeBytes: 60 * gib, config: { 'Settings.FreeSpace': '50G' } },
    );
    expect(await world.command('release')).toMatchObject({ ok: true });
    expect(world.take().slice(0, 2)).toEqual(['start(A)', '-FSP']);
    world.wait(60);
    expect((await world.pass()).filter((call) => call.startsWith('stop'))).toEqual([]);
  });

  it('observe-only: nothing is done, and the answer says so', async () => {
    const world = await worldOf({ ...stalled, tags: [FSP] }, { config: { 'Settings.ObserveOnly': true } });
    for (const command of ['keep', 'recheck', 'fail', 'allow-stalled', 'release'] as const) {
      expect(await world.command(command)).toMatchObject({
        ok: false,
        message: expect.stringContaining('observe-only'),
      });
    }
    expect(world.take()).toEqual([]);
    expect(world.qbit().state.torrent(hashOf('A'))?.tags).not.toContain(IGN);
  });

  it('a torrent that is gone, and a qBittorrent that does not answer, are named', async () => {
    const world = await worldOf(td);
    expect(await world.command('recheck', 'B')).toMatchObject({
      ok: false,
      message: 'This torrent is not there any more.',
    });
    world.qbit().fault(/./, '500');
    expect(await world.command('recheck')).toMatchObject({ ok: false, message: 'qBit does not answer.' });
  });
});

describe('what-if: POST /api/config/preview', () => {
  it('names the verdicts that would differ, removals first, and does nothing', async () => {
    const world = await worldOf(
      { ...td, state: 'stalledDL', inactive: 600 },
      { config: { 'Radarr-A.Torrent.StalledDelay': 60 } },
    );
    world.add({ ...td, id: 'B' });
    await world.pass();
    const preview = await world.preview({ 'Radarr-A.Torrent.StalledDelay': 5 });
    expect(preview).toMatchObject({ compared: 2, differing: 1, truncated: false });
    expect(preview.changes).toMatchObject([
      {
        hash: hashOf('A'),
        manager: 'Radarr-A',
        before: { action: 'none' },
        after: { decision: 'stalled', action: 'remove' },
      },
    ]);
    expect(world.take()).toEqual([]);
    expect(world.settings.arrs[0]?.torrent.stalledDelayMinutes).toBe(60);
  });

  it('tells how many downloads a mark would hold, and which managers could not be asked', async () => {
    const world = await worldOf({ left: 20 * gib, priority: 1 }, { managers: ['core'], freeBytes: 60 * gib });
    const preview = await world.preview({ 'Settings.FreeSpace': '50G' });
    expect(preview.held).toEqual({ before: 0, after: 1 });
    expect(preview.notes).toEqual(['Radarr-A is not running, so its torrents were not compared.']);
  });
});
