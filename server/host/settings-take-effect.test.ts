import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { catalogue, emptyEnvironment, type Field, type Tree } from '../config/index.ts';
import { hasNoEffect } from '../config/catalogue/index.ts';
import { fieldEffect } from '../config/reload/effect.ts';
import { createLogHub } from '../logs/index.ts';
import { FakeHost } from '../supervisor/fake-host.ts';
import { createSignals, Workspace } from './workspace.ts';

/** Everything a setting can depend on stands in it, so that a change of any one alone makes a difference. */
const base = `[Settings]
ConfigVersion = "5.14.4"
CompletedDownloadFolder = "/data"
FreeSpace = "1G"
FreeSpaceFolder = "/data"

[Settings.Torrent]
MaximumETA = 100

[WebUI]
Host = "127.0.0.1"
Port = 6969
Token = "${'a'.repeat(64)}"

[qBit]
Host = "localhost"
Port = 8080
ManagedCategories = ["seed"]

[qBit.CategorySeeding]
MaxUploadRatio = 2.0

[Radarr-A]
Managed = true
URI = "http://h:1"
APIKey = "key-a"
Category = "a"

[Sonarr-B]
Managed = true
URI = "http://h:2"
APIKey = "key-b"
Category = "b"

[Webhooks.a]
URL = "http://h:3/hook"
`;

/** Sections the patterns of the catalogue stand for here. */
const real = (pattern: string): string =>
  pattern
    .replace('<arr>', pattern.endsWith('SearchBySeries') ? 'Sonarr-B' : 'Radarr-A')
    .replace('<qbit>', 'qBit')
    .replace('<name>', 'a');

const special: Readonly<Record<string, unknown>> = {
  'Settings.FreeSpace': '2G',
  'Settings.AutoUpdateCron': '1 1 * * *',
  'Settings.PathMappings': [{ remote: '/r', local: '/l' }],
  'Settings.Torrent.MaximumETA': 200,
  'WebUI.UrlBase': '/q',
  'WebUI.Host': '127.0.0.2',
  'qBit.CategorySeeding.MaxUploadRatio': 3,
  'qBit.CategorySeeding.Categories': [{ Name: 'seed', MaxUploadRatio: 5 }],
  'qBit.Trackers': [{ URI: 'https://t.example/announce' }],
  'Radarr-A.Torrent.Trackers': [{ URI: 'https://t.example/announce' }],
  'Radarr-A.URI': 'http://h:9',
  'Sonarr-B.EntrySearch.SearchBySeries': 'smart',
  'Webhooks.a.URL': 'http://h:4/hook',
  'Webhooks.a.Events': ['update.available'],
};

/** Protected, and of a machine with a keychain (service/keychain.test.ts). */
const elsewhere = new Set(['Settings.ConfigVersion', 'Settings.UseKeychain']);

/** A value that differs from what the key has, or counts as, now. */
function other(field: Field, key: string): unknown {
  if (Object.hasOwn(special, key)) return special[key];
  const now = field.whenMissingHere ?? field.whenMissing;
  switch (field.type) {
    case 'bool':
      return key.endsWith('.Managed') ? false : now !== true;
    case 'int':
    case 'float':
    case 'duration':
      return field.max === undefined || field.max > 7 ? 7 : 0.5;
    case 'enum':
      return field.options?.findLast((option) => option !== now) ?? '';
    case 'string[]':
      return field.items === 'regex' ? ['odd'] : ['other'];
    case 'table':
      return { A: 'B' };
    default:
      return 'other';
  }
}

/** The save that changes one field: a key, or the list of tables it stands in. */
function changeOf(field: Field): { key: string; value: unknown } {
  const [list = '', inside] = field.path.split('.[].');
  const key = real(list);
  if (inside === undefined) return { key, value: other(field, key) };
  const entry: Readonly<Record<string, Tree>> = {
    'qBit.CategorySeeding.Categories': { Name: 'seed', MaxUploadRatio: 5 },
    'Settings.PathMappings': { remote: '/r', local: '/l' },
  };
  const before = entry[key] ?? { URI: 'https://t.example/announce' };
  const values: Readonly<Record<string, unknown>> = { URI: 'https://u.example/announce', Name: 'seed/x' };
  return { key, value: [{ ...before, [inside]: values[inside] ?? other(field, inside) }] };
}

describe('a saved setting is true for those who run (supervisor.md 3, config.md 14)', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'qbitrr-effect-'));
  const host = new FakeHost();
  const addresses = ['127.0.0.1:6969'];
  let workspace: Workspace;

  beforeAll(async () => {
    const configPath = path.join(folder, 'config.toml');
    writeFileSync(configPath, base);
    const clock = { now: () => Date.now(), monotonic: () => performance.now() };
    const opened = await Workspace.open({
      dataDir: folder,
      configPath,
      environment: emptyEnvironment,
      clock,
      logs: createLogHub({ dir: null, clock, level: 'INFO' }),
      childHost: host,
      adjust: (resolved) => resolved,
      keychain: undefined,
      sandbox: false,
      version: '0',
      startedAt: 0,
      signals: createSignals(),
      rebind: ({ webui }) => {
        addresses.push(`${webui.host}:${webui.port}`);
        return Promise.resolve({ ok: true });
      },
      unreachable: () => null,
    });
    if (!opened.ok) throw new Error(opened.reason.kind);
    workspace = opened.workspace;
    await workspace.start();
  });
  afterAll(async () => {
    await workspace.stop(0);
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    expect(await workspace.config.applyToml(base, { ifMatch: null })).toMatchObject({ ok: true });
  });

  /** What each manager was told last, and what the host itself goes by. */
  const world = (): string => {
    const told = host.children
      .filter(({ alive }) => alive)
      .map(({ manager, sent }) => {
        const last = sent.findLast((message) => message.type === 'settings' || message.type === 'init');
        return {
          manager,
          settings: last !== undefined && 'settings' in last ? { ...last.settings, revision: 0 } : null,
        };
      })
      .toSorted((a, b) => a.manager.localeCompare(b.manager));
    const { engine, issues: _, ...rest } = workspace.resolved;
    const units = workspace.engine.supervisor.rows().map(({ name, kind }) => [name, kind]);
    return JSON.stringify({ told, units, rest, engine: { ...engine, revision: 0 }, address: addresses.at(-1) });
  };
  const pidOf = (manager: string): number | undefined =>
    host.children.find((child) => child.manager === manager && child.alive)?.pid;
  const save = (changes: Record<string, unknown>) => workspace.config.applyChanges(changes, { ifMatch: null });

  const effective = catalogue.filter((field) => !hasNoEffect(field) && field.waiting !== true);
  it.each(
    effective.filter(({ path: pattern }) => !elsewhere.has(pattern)).map((field) => [field.path, field] as const),
  )('%s', async (_, field) => {
    const { key, value } = changeOf(field);
    const [list = '', inside] = field.path.split('.[].');
    const entry = inside === undefined ? null : special[real(list)];
    if (entry !== null && entry !== undefined) expect(await save({ [key]: entry })).toMatchObject({ ok: true });
    const before = world();
    const old = await readValue(key);
    const pids = [pidOf('Radarr-A'), pidOf('core')];

    expect(await save({ [key]: value })).toMatchObject({ ok: true });
    expect(world()).not.toBe(before);
    const told = host.children
      .filter(({ alive }) => alive)
      .map(({ sent }) => sent.findLast((message) => message.type === 'settings' || message.type === 'init'));
    const { engine } = workspace.resolved;
    for (const message of told)
      expect(message !== undefined && 'settings' in message && { ...message.settings, revision: 0 }).toEqual({
        ...engine,
        revision: 0,
      });
    const effect = fieldEffect(field);
    if (!['restart', 'restart-reset', 'restart-all'].includes(effect)) {
      expect(pidOf('Radarr-A')).toBe(pids[0]);
      // A new managed category has loops of its own in there (S56).
      if (effect !== 'qbittorrent') expect(pidOf('core')).toBe(pids[1]);
    } else if (effect === 'restart-all' || field.path.startsWith('<arr>')) {
      expect(pidOf('Radarr-A')).not.toBe(pids[0]);
    }

    expect(await save({ [key]: old ?? null })).toMatchObject({ ok: true });
    expect(world()).toBe(before);
  });

  const readValue = async (key: string): Promise<unknown> => {
    await workspace.config.reread();
    return key
      .split('.')
      .reduce<unknown>((at, part) => (isRecord(at) ? at[part] : undefined), workspace.config.stored());
  };
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
