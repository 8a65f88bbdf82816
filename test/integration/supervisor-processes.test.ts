import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createLogHub } from '../../server/logs/index.ts';
import { arrPlan, corePlan, SETTINGS } from '../../server/supervisor/fake-host.ts';
import { acquireLock, createNodeHost, Supervisor } from '../../server/supervisor/index.ts';
import type { LifeCycleEvent, ManagerMessage, RestartSettings } from '../../server/supervisor/index.ts';
import { processIdentity, recordChildren } from '../../server/supervisor/orphans.ts';
import { systemTime } from '../../server/supervisor/time.ts';
import type { Timings } from '../../server/supervisor/time.ts';

const fixtures = path.join(import.meta.dirname, 'fixtures');
const workerFile = path.join(fixtures, 'test-worker.mjs');
const A = arrPlan('Radarr-A');
const B = arrPlan('Radarr-B');
let dataDir = '';
let hostFile = '';
const supervisors: Supervisor[] = [];
const spawned: ChildProcess[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'qbitrr-sup-'));
  hostFile = path.join(dataDir, 'supervisor-host.mjs');
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: dataDir,
      emptyOutDir: false,
      ssr: true,
      target: 'node20',
      rolldownOptions: {
        input: { 'supervisor-host': path.join(fixtures, 'supervisor-host.ts') },
        output: { entryFileNames: '[name].mjs', codeSplitting: false },
      },
    },
    ssr: { noExternal: true },
  });
});

afterEach(async () => {
  await Promise.all(supervisors.splice(0).map((supervisor) => supervisor.shutdown(2)));
  for (const child of spawned.splice(0)) child.kill('SIGKILL');
});

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

function supervise(mode: string, options: { restart?: Partial<RestartSettings>; timings?: Partial<Timings> } = {}) {
  const events: LifeCycleEvent[] = [];
  const messages: ManagerMessage[] = [];
  const logs = createLogHub({ dir: null, clock: systemTime, level: 'DEBUG', secrets: ['hunter2-secret'] });
  const supervisor = new Supervisor({
    host: createNodeHost({ workerFile, env: { ...process.env, TEST_WORKER: mode } }),
    dataDir,
    logs,
    ...(options.timings === undefined ? {} : { timings: options.timings }),
    hooks: {
      initFor: () => ({ dataDir: '', settings: SETTINGS, memory: [], intents: [], upSince: {} }),
      restartSettings: () => ({
        autoRestart: true,
        maxRestarts: 5,
        windowSeconds: 300,
        delaySeconds: 0.05,
        ...options.restart,
      }),
      onMessage: (_manager, message) => messages.push(message),
      onLifeCycle: (event) => events.push(event),
    },
  });
  supervisors.push(supervisor);
  const row = (name: string) => {
    const found = supervisor.rows().find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`no row ${name}`);
    return found;
  };
  const running = async (name: string): Promise<number> => {
    await vi.waitFor(() => expect(row(name).status).toBe('running'), { timeout: 10_000 });
    const { pid } = row(name);
    if (pid === null) throw new Error('running without a pid');
    return pid;
  };
  const logged = (): string[] =>
    logs.query({ limit: 500, levels: [], source: null, text: null, before: null }).map((entry) => entry.message);
  return { supervisor, events, messages, row, running, logged };
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    // A killed child of a killed parent may stay as a zombie where nobody reaps (containers).
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

test('S25 L27: kill -9 of a manager is seen, charged and answered by a new process', async () => {
  const { supervisor, running, row, events } = supervise('good');
  await supervisor.apply(SETTINGS, [A]);
  const pid = await running('Radarr-A');
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => expect(row('Radarr-A').restarts.used).toBe(1));
  expect(await running('Radarr-A')).not.toBe(pid);
  expect(row('Radarr-A').lastExit).toMatchObject({ code: null, signal: 'SIGKILL', reason: 'crash' });
  expect(events.map((event) => event.type)).toEqual(['process.restarted']);
  expect(isAlive(pid)).toBe(false);
});

test('S26, S69: a crash loop ends in failed after five restarts; its output is logged without the secret', async () => {
  const { supervisor, row, events, logged } = supervise('crash');
  await supervisor.apply(SETTINGS, [A]);
  await vi.waitFor(() => expect(row('Radarr-A').status).toBe('failed'), { timeout: 20_000 });
  expect(events.map((event) => event.type)).toEqual([...Array<string>(5).fill('process.restarted'), 'health.failed']);
  await vi.waitFor(() => expect(row('Radarr-A').lastError).toBe('Error: cannot go on with [redacted]'));
  expect(logged().join('\n')).not.toContain('hunter2-secret');
});

test('S29: two that crash together come back together', async () => {
  const { supervisor, running, row } = supervise('good', { restart: { delaySeconds: 0.3 } });
  await supervisor.apply(SETTINGS, [A, B]);
  const [a, b] = [await running('Radarr-A'), await running('Radarr-B')];
  process.kill(a, 'SIGKILL');
  process.kill(b, 'SIGKILL');
  await vi.waitFor(() =>
    expect([row('Radarr-A').status, row('Radarr-B').status]).toEqual(['restarting', 'restarting']),
  );
  await Promise.all([running('Radarr-A'), running('Radarr-B')]);
});

test('S34: a process that ignores stop and SIGTERM is killed before its successor starts', async () => {
  const { supervisor, running, row } = supervise('stubborn', { timings: { termAfterMs: 100, killAfterMs: 250 } });
  await supervisor.apply(SETTINGS, [A]);
  const pid = await running('Radarr-A');
  expect(await supervisor.control.run('restart', { by: 'name', name: 'Radarr-A' })).toMatchObject({
    kinds: ['torrent'],
  });
  expect(isAlive(pid)).toBe(false);
  expect(row('Radarr-A').lastExit).toMatchObject({ signal: 'SIGKILL', reason: 'requested' });
  expect(await running('Radarr-A')).not.toBe(pid);
});

test('stop stays stopped, start brings it back; last messages arrive before the end, log lines reach the hub', async () => {
  const { supervisor, running, row, messages, logged } = supervise('chatty');
  await supervisor.apply(SETTINGS, [A, corePlan]);
  const pid = await running('Radarr-A');
  const core = await running('Failed');
  await supervisor.control.run('stop', { by: 'name', name: 'Radarr-A' });
  expect(messages).toContainEqual({ type: 'settingsApplied', revision: 2000 });
  expect([row('Radarr-A').status, isAlive(pid)]).toEqual(['stopped', false]);
  await supervisor.control.run('restart', { by: 'name', name: 'Failed' });
  await running('Failed');
  expect(row('Recheck').pid).toBe(core);
  await supervisor.control.run('start', { by: 'name', name: 'Radarr-A' });
  await running('Radarr-A');
  expect(logged()).toContain('hello from the worker');
});

/** Starts a main process of its own and waits for the pids of its managers. */
async function startMain(): Promise<{ main: ChildProcess; lines: unknown[]; pids: number[] }> {
  const main = spawn(process.execPath, [hostFile, dataDir, workerFile], { stdio: ['ignore', 'pipe', 'inherit'] });
  spawned.push(main);
  const lines: unknown[] = [];
  createInterface({ input: main.stdout }).on('line', (line) => lines.push(JSON.parse(line)));
  const withPids = z.object({ pids: z.array(z.int()) });
  const found = (): number[] => lines.flatMap((line) => withPids.safeParse(line).data?.pids ?? []);
  await vi.waitFor(() => expect(found()).toHaveLength(2), { timeout: 10_000 });
  return { main, lines, pids: found() };
}

test('S13, S14, S38: one copy per folder; kill -9 of main leaves no orphan and a lock that can be taken', async () => {
  const { main, lines, pids } = await startMain();
  const second = await acquireLock(dataDir, { handOver: ['--show'], onSecond: () => undefined });
  expect(second).toMatchObject({ ok: false, pid: main.pid });
  await vi.waitFor(() => expect(lines).toContainEqual({ second: ['--show'] }));
  main.kill('SIGKILL');
  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 2_000 });
  const third = await acquireLock(dataDir, { handOver: null, onSecond: () => undefined });
  expect(third.ok).toBe(true);
  if (third.ok) await third.release();
});

test('4.2: a child that outlived its main is ended at the next start; another process with its id is not', async () => {
  const orphan = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 30000)'], { stdio: 'ignore' });
  const innocent = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 30000)'], { stdio: 'ignore' });
  spawned.push(orphan, innocent);
  const [orphanPid = 0, innocentPid = 0] = [orphan.pid, innocent.pid];
  recordChildren(dataDir, [orphanPid]);
  const file = path.join(dataDir, 'children.json');
  const entries = z.array(z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
  writeFileSync(file, JSON.stringify([...entries, { pid: innocentPid, identity: processIdentity(process.pid) }]));
  supervise('good');
  await vi.waitFor(() => expect(isAlive(orphanPid)).toBe(false));
  expect(isAlive(innocentPid)).toBe(true);
});
