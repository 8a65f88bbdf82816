import { describe, expect, test } from 'vitest';
import { arrPlan, corePlan, fakeSupervisor, GOOD, settle, SETTINGS } from './fake-host.ts';

const A = arrPlan('Radarr-A');
const B = arrPlan('Radarr-B');

async function started(plans = [A, B, corePlan]) {
  const fake = fakeSupervisor();
  await fake.supervisor.apply(SETTINGS, plans);
  await fake.time.advance(0);
  return { ...fake, control: fake.supervisor.control };
}

describe('verbs', () => {
  test('S34: a stubborn process gets SIGTERM after 5 and SIGKILL after 8 seconds, its successor comes after its end', async () => {
    const { host, time, control, row } = await started([A]);
    const stubborn = fakeSupervisor();
    stubborn.host.behaviour = { ...GOOD, obeysShutdown: false, obeysTerm: false };
    await stubborn.supervisor.apply(SETTINGS, [A]);
    await stubborn.time.advance(0);
    const child = stubborn.host.live('Radarr-A');
    const restart = stubborn.supervisor.control.run('restart', { by: 'name', name: 'Radarr-A' });
    await stubborn.time.advance(4999);
    expect(stubborn.row('Radarr-A')).toMatchObject({ status: 'restarting', alive: false });
    expect(child.signals).toEqual([]);
    await stubborn.time.advance(1);
    expect(child.signals).toEqual(['SIGTERM']);
    await stubborn.time.advance(2999);
    expect(stubborn.host.attempts).toBe(1);
    await stubborn.time.advance(1);
    expect(child.signals).toEqual(['SIGTERM', 'SIGKILL']);
    expect(await restart).toMatchObject({ ok: true, kinds: ['torrent'] });
    expect(stubborn.row('Radarr-A')).toMatchObject({ status: 'running', restarts: { used: 0 } });
    // A good one ends on request, without signals.
    const good = host.live('Radarr-A');
    await control.run('restart', { by: 'name', name: 'Radarr-A' });
    await time.advance(0);
    expect(good.signals).toEqual([]);
    expect(row('Radarr-A').lastExit).toMatchObject({ reason: 'requested' });
  });

  test('S35: two requests at once are one restart, and both are told so', async () => {
    const { host, control } = await started([A]);
    const target = { by: 'loop', category: 'radarr-a', kind: 'torrent' } as const;
    const answers = await Promise.all([control.run('restart', target), control.run('restart', target)]);
    expect(answers).toEqual([
      { ok: true, kinds: ['torrent'], name: 'Radarr-A', category: 'radarr-a' },
      { ok: true, kinds: ['torrent'], name: 'Radarr-A', category: 'radarr-a' },
    ]);
    expect(host.attempts).toBe(2);
  });

  test('S40: a stopped loop stays so over a reload of others and settings; a rebuild starts it', async () => {
    const { control, supervisor, row, time, host } = await started();
    expect(await control.run('stop', { by: 'name', name: 'Radarr-A' })).toMatchObject({ kinds: ['torrent'] });
    expect(await control.run('stop', { by: 'name', name: 'Radarr-A' })).toMatchObject({ kinds: [] });
    await supervisor.apply(SETTINGS, [A, arrPlan('Radarr-B', 'changed'), corePlan]);
    await time.advance(600_000);
    expect(row('Radarr-A')).toMatchObject({ status: 'stopped', pid: null });
    expect(row('Radarr-B').status).toBe('running');
    expect(host.live('core').received()).toContain('settings');
    await control.rebuild();
    await time.advance(0);
    expect(row('Radarr-A').status).toBe('running');
  });

  test('one loop of a shared process stops and starts without its neighbour', async () => {
    const { control, row, host, time } = await started([corePlan]);
    const child = host.live('core');
    await control.run('stop', { by: 'name', name: 'failed' });
    expect([row('Failed').status, row('Recheck').status]).toEqual(['stopped', 'running']);
    expect(await control.run('start', { by: 'name', name: 'FAILED' })).toMatchObject({
      kinds: ['torrent'],
      name: 'Failed',
    });
    await time.advance(0);
    expect(row('Failed').status).toBe('running');
    expect(host.live('core')).toBe(child);
  });

  test('2.6: a loop that ignores stop has the shared process recycled; the neighbour is not charged', async () => {
    const { control, row, host, time, supervisor } = await started([]);
    host.behaviour = { ...GOOD, stopsUnits: false };
    await supervisor.apply(SETTINGS, [corePlan]);
    await time.advance(0);
    const stop = control.run('stop', { by: 'name', name: 'Failed' });
    await time.advance(5000);
    await stop;
    await time.advance(0);
    expect(row('Failed')).toMatchObject({ status: 'stopped' });
    expect(row('Recheck')).toMatchObject({ status: 'running', restarts: { used: 0, total: 0 } });
    expect(host.attempts).toBe(2);
    const init = host.live('core').sent[0];
    expect(init).toMatchObject({ type: 'init', units: [{ category: 'recheck', kind: 'torrent' }] });
  });

  test('stopping the last loop of a shared process ends it; a stop during back-off cancels the restart', async () => {
    const { control, row, host, time } = await started([A, corePlan]);
    await control.run('stop', { by: 'name', name: 'Failed' });
    await control.run('stop', { by: 'name', name: 'Recheck' });
    expect(() => host.live('core')).toThrow('0 live');
    host.live('Radarr-A').exit(1);
    await control.run('stop', { by: 'name', name: 'Radarr-A' });
    await time.advance(600_000);
    expect(row('Radarr-A').status).toBe('stopped');
    await control.all('start');
    await time.advance(0);
    expect(row('Recheck').status).toBe('running');
    await control.all('stop');
    expect(host.children.some((child) => child.alive)).toBe(false);
  });

  test('a rebuild restarts all, marks the rows, and verbs answer after it', async () => {
    const { control, supervisor, host, row } = await started();
    const before = host.attempts;
    const rebuild = control.rebuild();
    expect(row('Radarr-A').rebuilding).toBe(true);
    const order: string[] = [];
    const stop = control.run('stop', { by: 'name', name: 'Radarr-B' }).then(() => order.push('stop'));
    await rebuild.then(() => order.push('rebuild'));
    await stop;
    expect(order).toEqual(['rebuild', 'stop']);
    expect(host.attempts).toBe(before + 3);
    expect(supervisor.rows().every((one) => one.rebuilding === false)).toBe(true);
  });

  test('a rebuild works from the new plan and starts nothing twice', async () => {
    const { control, supervisor, host } = await started([A]);
    supervisor.onRebuild(() => Promise.resolve({ settings: SETTINGS, plans: [A, B] }));
    await control.rebuild();
    await settle();
    expect(host.children.map((child) => child.manager)).toEqual(['Radarr-A', 'Radarr-B', 'Radarr-A']);
    supervisor.onRebuild(() => Promise.reject(new Error('config is broken')));
    await control.rebuild();
    expect(supervisor.rows()).toHaveLength(2);
  });
});

describe('look-up (api.md 3.4)', () => {
  test('loop: category before name; a search loop that is not configured is an empty list', async () => {
    const { control } = await started();
    const run = (category: string, kind: 'search' | 'torrent' | 'category' | 'all') =>
      control.run('restart', { by: 'loop', category, kind });
    expect(await run('radarr-a', 'search')).toMatchObject({ ok: true, kinds: [] });
    expect(await run('Radarr-A', 'all')).toMatchObject({ ok: true, kinds: ['torrent'], category: 'radarr-a' });
    expect(await run('nope', 'all')).toEqual({ ok: false, status: 404, error: 'Unknown category nope' });
    expect(await run('radarr-a', 'category')).toMatchObject({
      status: 404,
      error: 'Unknown category manager radarr-a',
    });
  });

  test('name: any case as a last resort; sections by category, then name', async () => {
    const { control } = await started();
    expect(await control.run('start', { by: 'name', name: 'RADARR-A' })).toMatchObject({ ok: true, kinds: [] });
    expect(await control.run('start', { by: 'name', name: 'x' })).toMatchObject({ error: 'Unknown process x' });
    expect(await control.restartSection('Radarr-B')).toMatchObject({ ok: true, name: 'Radarr-B' });
    expect(await control.restartSection('x')).toMatchObject({ status: 404, error: 'Unknown section x' });
    expect([control.known('failed'), control.known('Failed'), control.known('FAILED')]).toEqual([true, true, false]);
  });

  test('503 before the first plan and while shutting down', async () => {
    const { supervisor } = fakeSupervisor();
    const target = { by: 'name', name: 'Radarr-A' } as const;
    expect(await supervisor.control.run('stop', target)).toMatchObject({
      status: 503,
      error: 'Arr manager is still initialising',
    });
    await supervisor.apply(SETTINGS, [A]);
    await supervisor.shutdown();
    expect(await supervisor.control.run('stop', target)).toMatchObject({ status: 503, error: 'Shutting down' });
  });
});

describe('apply', () => {
  test('S47: the removed manager is gone before its successor starts', async () => {
    const { supervisor, host, time } = await started([]);
    host.behaviour = { ...GOOD, obeysShutdown: false };
    await supervisor.apply(SETTINGS, [A]);
    await time.advance(0);
    const applied = supervisor.apply(SETTINGS, [B]);
    await time.advance(4999);
    expect(host.attempts).toBe(1);
    await time.advance(1);
    expect(await applied).toEqual([
      { manager: 'Radarr-A', outcome: 'stopped' },
      { manager: 'Radarr-B', outcome: 'started' },
    ]);
    expect(supervisor.rows().map((row) => row.name)).toEqual(['Radarr-B']);
  });

  test('S41: unchanged managers get the settings and keep their process', async () => {
    const { supervisor, host } = await started([A]);
    const child = host.live('Radarr-A');
    expect(await supervisor.apply({ ...SETTINGS, revision: 2 }, [A])).toEqual([
      { manager: 'Radarr-A', outcome: 'updated' },
    ]);
    expect(host.live('Radarr-A')).toBe(child);
    expect(child.sent.at(-1)).toMatchObject({ type: 'settings', settings: { revision: 2 } });
  });
});

describe('shutdown', () => {
  test('S58, S59: all are asked at once; the stuck one is killed at 7 of 8 seconds, a dead one hinders nobody', async () => {
    const { supervisor, host, time, row } = await started();
    host.live('Radarr-B').exit(null, 'SIGKILL');
    host.behaviour = { ...GOOD, obeysShutdown: false, obeysTerm: false };
    await supervisor.control.run('restart', { by: 'name', name: 'Radarr-A' });
    await time.advance(0);
    const stuck = host.live('Radarr-A');
    let over = false;
    const done = supervisor.shutdown(8).then(() => (over = true));
    await time.advance(6999);
    expect([over, stuck.signals]).toEqual([false, ['SIGTERM']]);
    await time.advance(1);
    await done;
    expect(stuck.signals).toEqual(['SIGTERM', 'SIGKILL']);
    await time.advance(600_000);
    expect(host.children.some((child) => child.alive)).toBe(false);
    expect(row('Radarr-B').status).toBe('stopped');
  });

  test('S60: a second request kills at once', async () => {
    const { supervisor, host, time } = await started([]);
    host.behaviour = { ...GOOD, obeysShutdown: false, obeysTerm: false };
    await supervisor.apply(SETTINGS, [A]);
    await time.advance(0);
    const done = supervisor.shutdown();
    supervisor.killAll();
    await done;
    expect(host.children[0]?.signals).toEqual(['SIGKILL']);
  });

  test('a restart under way when the shutdown comes starts nothing', async () => {
    const { supervisor, host, time, control } = await started([]);
    host.behaviour = { ...GOOD, obeysShutdown: false };
    await supervisor.apply(SETTINGS, [A]);
    await time.advance(0);
    const restart = control.run('restart', { by: 'name', name: 'Radarr-A' });
    await settle();
    const done = supervisor.shutdown();
    await time.advance(60_000);
    await Promise.all([restart, done]);
    expect(host.attempts).toBe(1);
    expect(supervisor.rows()[0]?.status).toBe('stopped');
  });
});
