import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportProposal, ImportSource } from '../../contract/index.ts';
import { parseToml } from '../document/text.ts';
import { ConfigFolder, sampleConfig } from '../testing/config-folder.ts';
import type { ConfigService } from '../service/types.ts';
import { generateDefault } from '../template.ts';
import { corpusFile } from '../testing/corpus.ts';
import { getAt, type Tree } from '../tree.ts';

const fixtures = fileURLToPath(new URL('../../../test/fixtures/import/', import.meta.url));
const fixture = (name: string): string => readFileSync(join(fixtures, name), 'utf8');
const treeOf = (text: string): Tree => {
  const parsed = parseToml(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.tree;
};
const any = { ifMatch: null };

let at: ConfigFolder;
let service: ConfigService;
beforeEach(async () => {
  at = new ConfigFolder();
  service = await at.open(generateDefault({ token: 'b'.repeat(64) }));
});
afterEach(() => at.remove());

async function propose(source: ImportSource, text: string): Promise<ImportProposal> {
  const outcome = await service.imports.propose({ source, text });
  if (!outcome.ok) throw new Error(`${outcome.error}: ${outcome.details}`);
  return outcome.proposal;
}
const notes = (list: ImportProposal['understood']): string[] => list.map(({ from, to }) => `${from} -> ${to}`);

/** Each alias stands for three of the one before: 3^20 values. */
const multiplied = `a0: &a0 [x]\n${Array.from({ length: 20 }, (_, on) => `a${on + 1}: &a${on + 1} [*a${on}, *a${on}, *a${on}]`).join('\n')}\n`;

describe('decluttarr, version 2', () => {
  it('becomes sections and rules, with a report; nothing is written before it is saved', async () => {
    const before = at.read();
    const proposal = await propose('decluttarr', fixture('decluttarr-v2.yaml'));
    expect(at.read()).toBe(before);
    expect(proposal.config).not.toMatch(/key-of|hunter2|qbt_key/);
    const tree = treeOf(proposal.config);
    expect(Object.keys(tree).toSorted()).toEqual(
      ['Settings', 'WebUI', 'qBit', 'qBit-Seedbox', 'Sonarr', 'Sonarr-2', 'Radarr'].toSorted(),
    );
    expect(tree['qBit']).toMatchObject({ Host: 'qbittorrent', Port: 8080, UserName: 'admin', SkipTLSVerify: true });
    expect(tree['qBit-Seedbox']).toMatchObject({ Host: 'https://seedbox.example/qb', Port: 443, ApiKey: '[redacted]' });
    expect(tree['Sonarr-2']).toMatchObject({
      Managed: true,
      URI: 'http://sonarr-4k:8989/sonarr',
      Category: 'sonarr-2',
    });
    expect(getAt(tree, ['Settings', 'ObserveOnly'])).toBe(true);
    expect(getAt(tree, ['Radarr', 'Torrent', 'StalledDelay'])).toBe(60);
    expect(getAt(tree, ['Radarr', 'Torrent', 'DoNotRemoveSlow'])).toBe(false);
    expect(getAt(tree, ['Radarr', 'ArrErrorCodesToBlocklist'])).toEqual([
      'Not an upgrade for existing',
      'potentially dangerous file',
    ]);
    expect(getAt(tree, ['Radarr', 'EntrySearch', 'SearchLimit'])).toBe(2);
    expect(notes(proposal.understood)).toEqual(
      expect.arrayContaining(['instances.radarr[0] -> Radarr', 'jobs.remove_stalled -> Radarr.Torrent.StalledDelay']),
    );
    expect(notes(proposal.notUnderstood)).toEqual(
      expect.arrayContaining([
        'instances.whisparr -> null',
        'download_clients.sabnzbd -> null',
        'general.protected_tag -> null',
        'jobs.something_new -> null',
      ]),
    );
    expect(notes(proposal.attention)).toEqual(
      expect.arrayContaining([
        'instances.radarr[0] -> Radarr.Category',
        '$SONARR_4K_KEY -> Sonarr-2.APIKey',
        'jobs.remove_done_seeding -> Radarr',
        'download_clients -> Settings.CompletedDownloadFolder',
      ]),
    );
  });

  it('saved as the owner edited it, the secrets are the ones of the file', async () => {
    const text = fixture('decluttarr-v2.yaml').replace('$SONARR_4K_KEY', 'key-of-4k');
    const { id, config } = await propose('decluttarr', text);
    const edited = config
      .replace('Category = "radarr"', 'Category = "films"')
      .replaceAll('Host = "0.0.0.0"', 'Host = "127.0.0.1"');
    const plan = await service.imports.plan(id, edited);
    expect(plan).toMatchObject({ ok: true });
    const complete = edited.replace('CompletedDownloadFolder = "CHANGE_ME"', 'CompletedDownloadFolder = "/data"');
    expect(await service.imports.save(id, complete, any)).toMatchObject({ ok: true });
    const saved = treeOf(at.read());
    expect(saved['Radarr']).toMatchObject({ APIKey: 'key-of-radarr', Category: 'films' });
    expect(saved['qBit']).toMatchObject({ Password: 'hunter2' });
    expect(at.read()).toContain('# Name or address of the computer on which qBittorrent runs');
    expect(await service.imports.save('unknown', null, any)).toBeNull();
    expect((await service.backups.list())[0]).toMatchObject({ author: 'import' });
  });
});

describe('decluttarr, version 1', () => {
  it('is read from a compose file', async () => {
    const { config, understood, attention, notUnderstood } = await propose(
      'decluttarr',
      fixture('decluttarr-v1-compose.yml'),
    );
    const tree = treeOf(config);
    expect(Object.keys(tree)).toEqual(['Settings', 'WebUI', 'qBit', 'Radarr', 'Lidarr']);
    expect(getAt(tree, ['Settings', 'ObserveOnly'])).toBe(false);
    expect(getAt(tree, ['Radarr', 'Torrent', 'StalledDelay'])).toBe(15);
    expect(getAt(tree, ['Radarr', 'Torrent', 'DoNotRemoveSlow'])).toBe(true);
    expect(getAt(tree, ['Radarr', 'EntrySearch', 'SearchLimit'])).toBe(7);
    expect(getAt(tree, ['Radarr', 'EntrySearch', 'QualityUnmetSearch'])).toBe(false);
    expect(getAt(tree, ['Radarr', 'ArrErrorCodesToBlocklist'])).toEqual(['Not an upgrade for existing']);
    expect(notes(understood)).toContain('download_clients.qbittorrent[0] -> qBit');
    expect(notes(attention)).toContain('$LIDARR_API_KEY -> Lidarr.APIKey');
    expect(notes(notUnderstood)).toEqual(
      expect.arrayContaining(['MIN_DOWNLOAD_SPEED -> null', 'general.protected_tag -> null']),
    );
  });

  it('is read from a .conf file', async () => {
    const tree = treeOf((await propose('decluttarr', fixture('decluttarr-v1.conf'))).config);
    expect(tree['Radarr']).toMatchObject({ URI: 'http://localhost:7878' });
    expect(getAt(tree, ['Radarr', 'Torrent', 'StalledDelay'])).toBe(30);
    expect(getAt(tree, ['Settings', 'ObserveOnly'])).toBe(true);
  });
});

describe('what is there already', () => {
  it('stays: configured sections, the token, comments; new ones get another name', async () => {
    at.remove();
    at = new ConfigFolder();
    service = await at.open(sampleConfig.replace('[Radarr-A]', '[Radarr]'));
    const { config } = await propose('decluttarr', fixture('decluttarr-v1.conf'));
    expect(Object.keys(treeOf(config))).toEqual(['Settings', 'WebUI', 'qBit', 'Radarr', 'qBit-2', 'Radarr-2']);
    expect(config).toContain('LoopSleepTimer = 5 # seconds');
  });
});

describe('Torrentarr', () => {
  it('is brought to our form with its comments, locked, and told where it differs', async () => {
    const { config, attention, understood, notUnderstood } = await propose('torrentarr', fixture('torrentarr.toml'));
    const tree = treeOf(config);
    expect(getAt(tree, ['Settings', 'ConfigVersion'])).toBe('5.14.4');
    expect(getAt(tree, ['WebUI', 'AuthDisabled'])).toBe(false);
    expect(getAt(tree, ['Radarr-Movies', 'EntrySearch', 'QualityProfileMappings'])).toEqual({ 'Ultra-HD': 'HD-1080p' });
    expect(getAt(tree, ['qBit', 'CategorySeeding'])).toMatchObject({ RemoveTorrent: -1, MinSeedingTimeDays: 2 });
    for (const comment of fixture('torrentarr.toml').match(/#.*/g) ?? []) expect(config).toContain(comment);
    expect(notes(understood)).toContain('Radarr-Movies.Search -> Radarr-Movies.EntrySearch');
    expect(notes(attention)).toEqual(
      expect.arrayContaining([
        'WebUI.AuthDisabled -> WebUI.AuthDisabled',
        'qBit.CategorySeeding.RemoveMode -> qBit.CategorySeeding.RemoveTorrent',
        'Radarr-Movies.SearchOnly -> null',
      ]),
    );
    expect(notes(notUnderstood)).toContain('Radarr-Movies.SearchOnly -> null');
  });

  it('without a token of its own it keeps ours', async () => {
    const { id } = await propose('torrentarr', fixture('torrentarr.toml'));
    expect(await service.imports.save(id, null, any)).toMatchObject({ ok: true });
    expect(getAt(treeOf(at.read()), ['WebUI', 'Token'])).toBe('b'.repeat(64));
    expect(getAt(treeOf(at.read()), ['Radarr-Movies', 'APIKey'])).toBe('key-of-radarr');
  });
});

describe('a qBitrr folder', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'qbitrr-import-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('its configuration is upgraded, what lies beside it is named', async () => {
    mkdirSync(join(folder, '.config/qBitManager'), { recursive: true });
    mkdirSync(join(folder, '.config/logs'));
    writeFileSync(join(folder, '.config/config.toml'), corpusFile('version-5.8.0.toml'));
    writeFileSync(join(folder, '.config/qBitManager/qbitrr.db'), '');
    writeFileSync(join(folder, '.config/config.backup.2025-01-01_10-00-00.toml'), '');
    const outcome = await service.imports.propose({ source: 'qbitrr', path: folder });
    if (!outcome.ok) throw new Error(outcome.error);
    const { config, notUnderstood, understood } = outcome.proposal;
    expect(config).toContain('ConfigVersion = "5.14.4" # do not touch');
    expect(config).not.toContain('hunter2');
    expect(notes(notUnderstood)).toEqual([
      'qBitManager/qbitrr.db -> null',
      'logs -> null',
      'config.backup.*.toml -> null',
    ]);
    expect(understood.map(({ from }) => from)).toEqual(['Settings', 'WebUI', 'qBit', 'Radarr-Movies']);
    expect(readFileSync(join(folder, '.config/config.toml'), 'utf8')).toBe(corpusFile('version-5.8.0.toml'));
  });

  it.each([
    ['qbitrr', 'missing', 404],
    ['qbitrr', 'secret.txt', 404],
    ['decluttarr', 'secret.txt', 404],
  ] as const)('%s from %s is refused', async (source, name, status) => {
    writeFileSync(join(folder, 'secret.txt'), 'RADARR_URL=http://x');
    expect(await service.imports.propose({ source, path: join(folder, name) })).toMatchObject({ ok: false, status });
  });

  it('the folder of decluttarr is searched for its file', async () => {
    cpSync(join(fixtures, 'decluttarr-v2.yaml'), join(folder, 'config.yaml'));
    expect(await service.imports.propose({ source: 'decluttarr', path: folder })).toMatchObject({ ok: true });
  });

  it.each([
    ['qbitrr', 'a = \nsecret = "x"', 'Invalid TOML', /^line 1, column \d+/],
    ['decluttarr', 'instances:\n  radarr: [\n', 'Invalid decluttarr configuration', /^line \d+, column \d+/],
    ['decluttarr', 'general:\n  timer: 5\n', 'Nothing to import', /names no Radarr/],
    ['decluttarr', multiplied, 'Invalid decluttarr configuration', /holds no keys/],
    ['decluttarr', 'a: 1\n'.repeat(50_000), 'Invalid decluttarr configuration', /more than 100000 characters/],
    ['decluttarr', '- a\n- b\n', 'Invalid decluttarr configuration', /holds no keys/],
  ] as const)('%s %j: %s', async (source, text, error, details) => {
    expect(await service.imports.propose({ source, text })).toMatchObject({
      ok: false,
      status: 400,
      error,
      details: expect.stringMatching(details),
    });
  });
});
