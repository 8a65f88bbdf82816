import { existsSync, mkdirSync, mkdtempSync, rmSync, rmdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { arrPlan, corePlan, fakeSupervisor, GOOD, settle, SETTINGS } from './fake-host.ts';

const A = arrPlan('Radarr-A');
const B = arrPlan('Radarr-B');

async function started(plans = [A, B, corePlan], restart = {}) {
  const fake = fakeSupervisor(restart);
  await fake.supervisor.apply(SETTINGS, plans);
  await fake.time.advance(0);
  return fake;
}

describe('start', () => {
  test('rows come in plan order and run once ready', async () => {
    const { supervisor, row, time, host } = await started();
    await time.advance(90_500);
    expect(supervisor.rows().map((one) => [one.name, one.status, one.uptime])).toEqual([
      ['Radarr-A', 'running', 90],
      ['Radarr-B', 'running', 90],
      ['Failed', 'running', 90],
      ['Recheck', 'running', 90],
    ]);
    expect(row('Failed')).toMatchObject({ pid: host.live('core').pid, owner: 'core', metricType: 'category' });
    expect(row('Radarr-A')).not.toHaveProperty('metricType');
  });

  test('2.2: no ready within 30 s is killed and counts as a crash', async () => {
    const { host, time, supervisor, row } = fakeSupervisor();
    host.behaviour = { ...GOOD, ready: false };
    await supervisor.apply(SETTINGS, [A]);
    await time.advance(29_999);
    expect(row('Radarr-A')).toMatchObject({ status: 'starting', pid: null, uptime: 0 });
    await time.advance(1);
    expect(row('Radarr-A')).toMatchObject({ status: 'restarting', lastExit: { reason: 'spawn-timeout' } });
    expect(row('Radarr-A').restarts.used).toBe(1);
  });

  test('S39: failed spawns are retried after 30, 60, 120, 240, 480, 480 and charge nothing', async () => {
    const { host, time, supervisor, row } = fakeSupervisor();
    host.failing = 'spawn EAGAIN';
    await supervisor.apply(SETTINGS, [A]);
    await settle();
    const attempts: number[] = [];
    for (const wait of [30, 60, 120, 240, 480, 480]) {
      await time.advance(wait * 1000 - 1);
      attempts.push(host.attempts);
      await time.advance(1);
    }
    expect(attempts).toEqual([1, 2, 3, 4, 5, 6]);
    expect(row('Radarr-A')).toMatchObject({ status: 'restarting', restarts: { used: 0, total: 0 } });
    expect(row('Radarr-A').lastError).toContain('spawn EAGAIN');
    host.failing = null;
    await time.advance(480_000);
    expect(row('Radarr-A').status).toBe('running');
  });
});

test('Q16: children that could not be written down on a full disk are once there is room, and that is told once', async () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-children-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const file = path.join(dataDir, 'children.json');
  // Stands for a disk that takes nothing.
  mkdirSync(`${file}.tmp`);
  const { supervisor, time, host, logged } = fakeSupervisor({}, dataDir);
  await supervisor.apply(SETTINGS, [A, B]);
  await time.advance(0);
  host.live('Radarr-A').exit(null, 'SIGKILL');
  await time.advance(30_000);
  expect(logged().filter((line) => line.startsWith('Could not write down'))).toHaveLength(1);
  rmdirSync(`${file}.tmp`);
  await time.advance(10_000);
  expect(existsSync(file)).toBe(true);
});

describe('crash', () => {
  test('S25: back after the delay, charged once, told to the owner', async () => {
    const { host, time, row, events, settings } = await started();
    const pid = host.live('Radarr-A').pid;
    host.live('Radarr-A').exit(null, 'SIGKILL');
    expect(row('Radarr-A')).toMatchObject({
      status: 'restarting',
      alive: false,
      lastExit: { signal: 'SIGKILL', reason: 'crash' },
    });
    expect(row('Radarr-A').nextRunAt).toBe(time.now() + settings.delaySeconds * 1000);
    await time.advance(5000);
    expect(row('Radarr-A')).toMatchObject({ status: 'running', restarts: { used: 1, allowed: 5, total: 1 } });
    expect(host.live('Radarr-A').pid).not.toBe(pid);
    expect(events.map((event) => event.type)).toEqual(['process.restarted']);
  });

  test('S26, S27: five restarts, then failed with one notice; a manual restart starts with an empty history', async () => {
    const { host, time, row, events, supervisor } = await started([A]);
    for (let crash = 0; crash < 6; crash += 1) {
      host.live('Radarr-A').exit(1);
      await time.advance(5000);
    }
    expect(row('Radarr-A')).toMatchObject({ status: 'failed', restarts: { used: 5 } });
    await time.advance(3_600_000);
    expect(host.attempts).toBe(6);
    expect(events.filter((event) => event.type === 'health.failed')).toHaveLength(1);
    await supervisor.control.run('restart', { by: 'name', name: 'Radarr-A' });
    await time.advance(0);
    expect(row('Radarr-A')).toMatchObject({ status: 'running', restarts: { used: 0 }, lastError: null });
  });

  test('S29: two that crash together are both back after one delay', async () => {
    const { host, time, row } = await started();
    host.live('Radarr-A').exit(1);
    host.live('Radarr-B').exit(1);
    await time.advance(5000);
    expect([row('Radarr-A').status, row('Radarr-B').status]).toEqual(['running', 'running']);
  });

  test('S30: an end with code 0 is stopped, not restarted', async () => {
    const { host, time, row } = await started([A]);
    host.live('Radarr-A').exit(0);
    await time.advance(600_000);
    expect(row('Radarr-A')).toMatchObject({ status: 'stopped', lastExit: { reason: 'finished' } });
    expect(host.attempts).toBe(1);
  });

  test('S31: with automatic restarts off it fails at once; switching them on revives nothing, start does', async () => {
    const { host, time, row, settings, supervisor } = await started([A], { autoRestart: false });
    host.live('Radarr-A').exit(1);
    expect(row('Radarr-A').status).toBe('failed');
    settings.autoRestart = true;
    await time.advance(600_000);
    expect(row('Radarr-A').status).toBe('failed');
    await supervisor.control.run('start', { by: 'name', name: 'Radarr-A' });
    await time.advance(0);
    expect(row('Radarr-A').status).toBe('running');
  });

  test('S43: a changed maximum is in force at the next crash', async () => {
    const { host, row, settings } = await started([A]);
    settings.maxRestarts = 0;
    host.live('Radarr-A').exit(1);
    expect(row('Radarr-A').status).toBe('failed');
  });

  test('S71, S72: steps of the wall clock change neither budget nor uptime', async () => {
    const { host, time, row } = await started([A]);
    for (let crash = 0; crash < 6; crash += 1) {
      time.wall += crash % 2 === 0 ? 3_600_000 : -3_600_000;
      host.live('Radarr-A').exit(1);
      await time.advance(5000);
      if (crash < 5) expect(row('Radarr-A').uptime).toBe(0);
    }
    expect(row('Radarr-A').status).toBe('failed');
  });

  test('S32, 2.5: a crash of the process that categories share charges each loop once and starts one process', async () => {
    const { host, time, row } = await started([corePlan]);
    host.live('core').exit(1);
    await time.advance(5000);
    expect([row('Failed').restarts.used, row('Recheck').restarts.used]).toEqual([1, 1]);
    expect(host.attempts).toBe(2);
    expect(row('Recheck').restarts.total).toBe(1);
  });

  test('2.5: a failed loop of a sound process is started again alone', async () => {
    const { host, time, row } = await started([corePlan]);
    const child = host.live('core');
    child.say({ type: 'unitState', unit: { category: 'failed', kind: 'torrent' }, state: 'failed', error: 'boom' });
    expect(row('Failed')).toMatchObject({ status: 'restarting', lastError: 'boom' });
    expect(row('Recheck').status).toBe('running');
    await time.advance(5000);
    expect(row('Failed')).toMatchObject({ status: 'running', restarts: { used: 1 } });
    expect(host.live('core')).toBe(child);
    expect(row('Recheck').restarts.used).toBe(0);
  });
});

describe('heartbeat', () => {
  test('S37: unresponsive at 60 s with one warning, killed at 300 s as a crash', async () => {
    const { host, time, row, events, logged, supervisor } = fakeSupervisor();
    host.behaviour = { ...GOOD, pongs: false };
    await supervisor.apply(SETTINGS, [A]);
    await time.advance(60_000);
    expect(events.map((event) => event.type)).toEqual(['health.unresponsive']);
    expect(logged().join()).toContain(
      'Radarr-A has not answered for 60 s; if it stays silent it is ended and started anew',
    );
    await time.advance(239_999);
    expect(row('Radarr-A').alive).toBe(true);
    await time.advance(1);
    expect(row('Radarr-A')).toMatchObject({ status: 'restarting', lastExit: { reason: 'unresponsive' } });
    expect(events).toHaveLength(1);
  });

  test('S73: silence before a resume does not count', async () => {
    const { host, time, row, supervisor } = fakeSupervisor();
    host.behaviour = { ...GOOD, pongs: false };
    await supervisor.apply(SETTINGS, [A]);
    await time.advance(290_000);
    supervisor.resumed();
    await time.advance(200_000);
    expect(row('Radarr-A').alive).toBe(true);
  });
});

describe('messages', () => {
  test('life-cycle messages fill the row, the others go to the hook', async () => {
    const { host, row, messages } = await started([A]);
    const unit = { category: 'radarr-a', kind: 'torrent' };
    const child = host.live('Radarr-A');
    const doing = { code: 'waiting', values: {} };
    child.say({ type: 'activity', unit, doing, nextRunAt: 7, passDone: true });
    child.say({ type: 'counts', unit, queueCount: 3, categoryCount: 8, freeSpacePaused: null });
    child.say({ type: 'usage', memoryBytes: 5000, cpuPercent: 2.5 });
    child.say({ type: 'settingsApplied', revision: 4 });
    expect(row('Radarr-A')).toMatchObject({ doing, nextRunAt: 7, queueCount: 3, categoryCount: 8, memoryBytes: 5000 });
    expect(row('Radarr-A').work.at(-1)).toBe(1);
    expect(messages).toEqual([{ type: 'settingsApplied', revision: 4 }]);
  });

  test('a message that breaks the protocol is an error in the log, not a crash', async () => {
    const { host, row, logged } = await started([A]);
    host.live('Radarr-A').say({ type: 'nonsense' });
    expect(row('Radarr-A').alive).toBe(true);
    expect(logged().some((line) => line.startsWith('Radarr-A sent a message that is not understood'))).toBe(true);
  });

  test('crash output becomes log lines and a redacted last error', async () => {
    const { host, row, logged } = await started([A]);
    host.live('Radarr-A').print('TypeError: bad hunter2-secret\n    at x\n');
    expect(row('Radarr-A').lastError).toBe('TypeError: bad [redacted]');
    expect(logged()).toContain('TypeError: bad [redacted]');
  });
});
