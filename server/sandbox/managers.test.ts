import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { emptyEnvironment, parseToml, resolveSettings } from '../config/index.ts';
import type { Clock, EngineSettings, ToHost } from '../contract/index.ts';
import { Manager } from '../worker/manager.ts';
import { startSandbox } from './index.ts';

const clock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

/** A manager in this process whose every action is granted. */
function manage(name: string, settings: EngineSettings, sent: ToHost[]): { stop(): Promise<void> } {
  const categories =
    name === 'core'
      ? [settings.failedCategory, settings.recheckCategory]
      : settings.arrs.filter((arr) => arr.name === name).map((arr) => arr.category);
  const manager: Manager = new Manager(
    {
      type: 'init',
      protocol: 1,
      manager: name,
      dataDir: '',
      units: categories.map((category) => ({ category, kind: 'torrent' })),
      settings,
      memory: [],
      intents: [],
      upSince: { qBit: Date.now() - 86_400_000 },
    },
    {
      clock,
      random: Math.random,
      send: (message) => {
        sent.push(message);
        if (message.type !== 'intent') return;
        const { id } = message.intent;
        queueMicrotask(() =>
          manager.intentAnswered({ type: 'intentAnswer', id, granted: true, check: null, reason: '', until: null }),
        );
      },
    },
  );
  const running = manager.run();
  return {
    stop: async () => {
      manager.stop();
      await running;
    },
  };
}

it('the managers import, remove and search in the sandbox without one wrong call', async () => {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'qbitrr-sandbox-managers-'));
  const sandbox = await startSandbox({ dataDir, speed: 10 });
  const parsed = parseToml(sandbox.configToml);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const { engine, fatal, issues } = resolveSettings(parsed.tree, emptyEnvironment);
  expect(fatal).toEqual([]);
  expect(issues).toEqual([]);
  const settings = { ...engine, loopSleepSeconds: 0.5 };
  const sent: ToHost[] = [];
  const managers = ['core', ...settings.arrs.map(({ name }) => name)].map((name) => manage(name, settings, sent));
  try {
    const ended = (action: string) => {
      const ids = sent.flatMap((message) =>
        message.type === 'intent' && message.intent.action === action ? [message.intent.id] : [],
      );
      return sent.filter(
        (message) => message.type === 'intentEnd' && message.result === 'ok' && ids.includes(message.id),
      ).length;
    };
    await vi.waitFor(
      () => {
        for (const action of ['import', 'remove', 'recheck-restore', 'skip-files'])
          expect(ended(action), action).toBeGreaterThan(0);
        const searches = [...sandbox.arrs.values()].flatMap(({ commands }) =>
          commands.all().filter(({ name }) => name.endsWith('Search')),
        );
        expect(searches.length).toBeGreaterThan(0);
        const isDown = (message: ToHost) =>
          message.type === 'remote' && message.target === 'Sonarr-Anime' && message.state === 'down';
        expect(sent.some(isDown)).toBe(true);
      },
      { timeout: 25_000, interval: 200 },
    );
    expect(sandbox.problems()).toEqual([]);
    expect(sent.filter(({ type }) => type === 'fatal')).toEqual([]);
  } finally {
    await Promise.all(managers.map((manager) => manager.stop()));
    await sandbox.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}, 40_000);
