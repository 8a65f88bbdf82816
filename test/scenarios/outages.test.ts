import { afterEach, describe, expect, it } from 'vitest';
import { hashOf } from './names.ts';
import { World } from './world.ts';
import type { TorrentSpec, WorldOptions } from './world.ts';

const td = { progress: 0.5, availability: 2.5, eta: 3600, inactive: 5 };
const ids = ['A', 'B', 'C', 'D', 'E', 'F'];
const minute = 60;
let world: World | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

/** Six downloads that run, each listed by the Arr, with `spec` laid over them. */
async function sixDownloads(options: Partial<WorldOptions> = {}, spec: (at: number) => TorrentSpec = () => ({})) {
  const made = await World.create({ release: '5.1.4', ...options });
  world = made;
  for (const [at, id] of ids.entries()) {
    made.add({ ...td, id, ...spec(at) });
    made.queue({ id, media: [{ id: 5 + at, title: `Movie ${id}` }] });
  }
  expect(removals(await made.pass())).toEqual([]);
  return made;
}

/** Lets minutes go by with a pass each; returns every call that was made. */
async function live(
  here: World,
  minutes: number,
  eachMinute: (at: number) => void = () => undefined,
): Promise<string[]> {
  const calls: string[] = [];
  for (let at = 0; at < minutes; at += 1) {
    here.wait(minute);
    eachMinute(at);
    calls.push(...(await here.pass()));
  }
  return calls;
}

const removals = (calls: readonly string[]) => calls.filter((call) => /^(del|drop|Q)\(/.test(call));
function change(here: World, patch: (at: number) => Parameters<ReturnType<World['qbit']>['state']['patchTorrent']>[1]) {
  const { state } = here.qbit();
  for (const [at, id] of ids.entries()) if (state.torrent(hashOf(id))) state.patchTorrent(hashOf(id), patch(at));
}
const now = (here: World) => Math.round(here.now / 1000);
const running = (here: World) => change(here, () => ({ state: 'downloading', lastActivity: now(here) }));
const silent = (here: World, some = ids.length) =>
  change(here, (at) => (at < some ? { state: 'stalledDL' } : { state: 'downloading', lastActivity: now(here) }));

describe('outage drills (design.md 5): nothing is removed, and work goes on by itself', () => {
  it('qBittorrent is gone for a minute', async () => {
    const here = await sixDownloads({}, () => ({
      state: 'stalledDL',
      inactive: 14 * minute,
      tags: ['qBitrr-allowed_seeding', 'qBitrr-allowed_stalled'],
    }));
    here.qbit().fault(/./, 'reset');
    here.wait(minute);
    await here.pass();
    here.qbit().release();
    expect(removals(await live(here, 10))).toEqual([]);
    expect(here.decision('A')).toBe('stalled');
  });

  it('a tracker is dead for all its torrents while another one works', async () => {
    const here = await sixDownloads({}, (at) => ({ trackers: [{ url: `https://${at < 4 ? 'dead' : 'live'}.org/a` }] }));
    expect(removals(await live(here, 90, () => silent(here, 4)))).toEqual([]);
    expect(here.row('A')?.gate).toMatchObject({ check: 'outage' });
    await live(here, 3, () => running(here));
    expect(here.row('A')).toMatchObject({ decision: 'downloading', gate: null });
    // One that dies by itself afterwards goes as usual.
    const calls = await live(here, 40, () =>
      change(here, (at) => (at === 0 ? { state: 'stalledDL' } : { state: 'downloading', lastActivity: now(here) })),
    );
    expect(removals(calls)).toEqual(['del(A)', 'Q(77,true,true)']);
  });

  it('no internet: every download falls silent', async () => {
    const here = await sixDownloads();
    expect(removals(await live(here, 90, () => silent(here)))).toEqual([]);
    await live(here, 2, () => running(here));
    expect(here.row('A')).toMatchObject({ decision: 'downloading', gate: null });
  });

  it('S65: without any ping target a disconnected qBittorrent means offline: 15 s sleeps, nothing judged, no error', async () => {
    const here = await World.create({ release: '5.1.4', config: { 'Settings.PingURLS': [] } });
    world = here;
    here.qbit().state.setConnection('disconnected');
    here.add({ progress: 0.5, state: 'stoppedDL' });
    expect(await here.passAndWait()).toBe(15);
    expect(here.take()).toEqual([]);
    expect(here.sent.filter((message) => message.type === 'log' && message.level === 'ERROR')).toEqual([]);
  });

  it('the download folder is unmounted for an hour', async () => {
    const here = await sixDownloads();
    const calls = await live(here, 60, () => change(here, () => ({ state: 'missingFiles' })));
    expect(removals(calls)).toEqual([]);
    expect(here.row('A')?.gate).toMatchObject({ check: 'outage' });
    await live(here, 2, () => running(here));
    expect(here.row('A')).toMatchObject({ decision: 'downloading', gate: null });
  });

  it.each([2 * 3600, -2 * 3600])('the clock jumps by %s s', async (seconds) => {
    const here = await sixDownloads({}, (at) => ({
      state: at < 3 ? 'stalledDL' : 'downloading',
      inactive: 3 * minute,
    }));
    here.setClock(seconds);
    expect(removals(await live(here, 10))).toEqual([]);
  });

  it('the computer sleeps for a night', async () => {
    const here = await sixDownloads({}, () => ({ state: 'stalledDL', inactive: minute }));
    here.setClock(8 * 3600);
    expect(removals(await live(here, 10))).toEqual([]);
  });

  it('the Arr answers 500 for ten minutes: what must be blocklisted waits and follows', async () => {
    const here = await sixDownloads({}, (at) => (at === 0 ? { state: 'stalledDL', inactive: 14 * minute } : {}));
    here.arr.fault(/./, '500');
    const keepAlive = () => change(here, (at) => (at === 0 ? {} : { state: 'downloading', lastActivity: now(here) }));
    expect(removals(await live(here, 10, keepAlive))).toEqual([]);
    here.arr.release();
    expect(removals(await live(here, 10, keepAlive))).toEqual(['del(A)', 'Q(77,true,true)']);
  });
});
