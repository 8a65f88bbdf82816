import { describe, expect, it } from 'vitest';
import { parseToml } from '../document/text.ts';
import { emptyEnvironment } from '../environment.ts';
import { migrate } from '../migrate/index.ts';
import { catalogue } from '../catalogue/index.ts';
import { generateDefault } from '../template.ts';
import { corpusNames, corpusFile } from '../testing/corpus.ts';
import type { Tree } from '../tree.ts';
import { resolveSettings } from './index.ts';
import { unreadSections } from './unread-sections.ts';
import { unreadValues } from './unread-values.ts';

function treeOf(text: string): Tree {
  const parsed = parseToml(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.tree;
}

const arr = 'URI = "http://h:1"\nAPIKey = "k"\nCategory = "c"\n';

describe('sections nobody reads (config.md 6)', () => {
  it.each([
    ['Settings = 5', 'Settings', '[Settings]'],
    [`[[Radarr]]\n${arr}[Radarr.EntrySearch]\nSearchMissing = true`, 'Radarr', 'single brackets'],
    ['[[qBit]]\nHost = "h"', 'qBit', 'single brackets'],
    ['qBit = false', 'qBit', '[qBit]'],
    ['[settings]\nTagless = true', 'settings', '[Settings]'],
    ['[webui]\nPort = 1', 'webui', '[WebUI]'],
    ['[qbit-Box]\nHost = "h"', 'qbit-Box', '[qBit-Box]'],
    [`[Radarr.4K]\n${arr}`, 'Radarr.4K', '[Radarr-4K]'],
    ['[qBit.Seedbox]\nHost = "h"', 'qBit.Seedbox', '[qBit-Seedbox]'],
    [`[Radarr-A]\n${arr}`, 'Radarr-A.Managed', 'Managed = true'],
    [`[Movies]\n${arr}`, 'Movies', 'begin with Radarr'],
  ])('%j is told at %s', (text, path, words) => {
    expect(unreadSections(treeOf(text))).toMatchObject([{ path, message: expect.stringContaining(words) }]);
  });

  it('what is read, or was left alone by its owner, is not told', () => {
    const text = `Note = "top"\n[Settings]\n[WebUI]\n[Webhooks.a]\n[qBit]\n[qBit-b]\n[radarr-x]\nManaged = false\n${arr}[Sonarr]\nURI = "CHANGE_ME"\n[Sonarr.Torrent]\n`;
    expect(unreadSections(treeOf(text))).toEqual([]);
  });
});

describe('values that cannot be read (config.md 7)', () => {
  it.each([
    ['Settings.Tagless = 2024-01-01', 'Settings.Tagless', 'true or false, without quotes; until then false counts'],
    ['Settings.LoopSleepTimer = nan', 'Settings.LoopSleepTimer', 'until then 5 counts'],
    ['Settings.SearchLoopDelay = 07:32:00', 'Settings.SearchLoopDelay', 'Must be a number'],
    ['Settings.NoInternetSleepTimer = "soon"', 'Settings.NoInternetSleepTimer', '"90m"'],
    ['Settings.FailedCategory = ["a"]', 'Settings.FailedCategory', 'text in quotes'],
    ['WebUI.AuthDisabled = "true"', 'WebUI.AuthDisabled', 'without quotes'],
    ['WebUI.Theme = "Neon"', 'WebUI.Theme', 'Must be one of: Light, Dark'],
    ['qBit.username = "u"', 'qBit.username', 'called UserName'],
    ['qBit.Trackers = "none"', 'qBit.Trackers', 'double brackets'],
    ['qBit.CategorySeeding = 7', 'qBit.CategorySeeding', 'Must be a section'],
    ['Radarr.EntrySearch = true', 'Radarr.EntrySearch', 'Must be a section'],
    ['Radarr.Torrent.FileExtensionAllowlist = [".mkv", 4]', 'Radarr.Torrent.FileExtensionAllowlist', 'list of texts'],
    [
      'Radarr.Torrent.Trackers = [{ URI = "t", MaxUploadRatio = true }]',
      'Radarr.Torrent.Trackers.1.MaxUploadRatio',
      '',
    ],
    [
      'Radarr.Torrent.Trackers = [{ URI = "t", RemoveIfExists = "true" }]',
      'Radarr.Torrent.Trackers.1.RemoveIfExists',
      '',
    ],
  ])('%s is told at %s', (text, path, words) => {
    expect(unreadValues(treeOf(text))).toMatchObject([{ path, message: expect.stringContaining(words) }]);
  });

  it('every form that is read is not told', () => {
    const text = `[Settings]
Tagless = "True"
LoopSleepTimer = "5m"
SearchLoopDelay = 1.0
PingURLS = "one.one.one.one"
AutoUpdateChannel = "Stable"
[WebUI]
Port = "6969"
[qBit]
Password = 123456
[qBit.CategorySeeding]
RemoveTorrent = "Remove on ratio (1)"
HitAndRunMode = true
MaxUploadRatio = "1.5"
[Sonarr]
importMode = "Hardlink"
[Sonarr.EntrySearch]
SearchBySeries = true
QualityProfileMappings = { a = "b" }
`;
    expect(unreadValues(treeOf(text))).toEqual([]);
  });

  it.each(corpusNames.filter((name) => !['values-of-every-kind.toml'].includes(name)))(
    'gotcha 1: nothing is told of %s, since everything in it is read',
    (name) => {
      const text = corpusFile(name);
      const result = migrate(text, treeOf(text));
      expect(result.ok && unreadValues(result.migration.tree)).toEqual([]);
    },
  );

  it('a generated file has only values that are read', () => {
    expect(unreadValues(treeOf(generateDefault()))).toEqual([]);
  });

  it('every field tells of a value of the wrong kind, or reads it', () => {
    const silent = catalogue
      .filter((field) => field.inert !== true && field.deprecated !== true && !field.path.includes('[]'))
      .map(({ path }) => path.replace('<arr>', 'Radarr').replace('<qbit>', 'qBit').replace('<name>', 'a'))
      .filter((path) => !/^Settings\.(ConsoleLevel|FreeSpace|ConfigVersion)$/.test(path))
      .filter((path) => unreadValues(treeOf(`${path} = [1979-05-27]`)).length === 0);
    expect(silent).toEqual([]);
  });
});

describe('what is read although it is written oddly', () => {
  it('true and false in quotes, numbers as text', () => {
    const { engine } = resolveSettings(
      treeOf(
        `[Settings]\nObserveOnly = "true"\n[qBit]\nHost = "h"\nPassword = 123456\n[Radarr]\nManaged = "True"\n${arr}`,
      ),
      emptyEnvironment,
    );
    expect(engine).toMatchObject({ observeOnly: true, qbits: [{ password: '123456' }], arrs: [{ name: 'Radarr' }] });
  });

  it.each([
    ['0', 0],
    ['-5', 0],
    ['"2M"', 2_000_000],
    ['9223372036854775807', 2_000_000],
  ])('LoopSleepTimer = %s is a rest a timer can count', (written, seconds) => {
    const tree = treeOf(`Settings = { LoopSleepTimer = ${written}, NoInternetSleepTimer = ${written} }`);
    const { engine } = resolveSettings(tree, emptyEnvironment);
    expect([engine.loopSleepSeconds, engine.noInternetSleepSeconds]).toEqual([seconds, seconds]);
  });

  it('two names that differ in letter case, and names that cannot be a file, are left out and told', () => {
    const text = `["Radarr-\\u0000x"]\nManaged = true\n${arr}[Radarr-${'x'.repeat(200)}]\nManaged = true\n${arr}[Radarr-A]\nManaged = true\n${arr}[radarr-a]\nManaged = true\n${arr.replace(':1', ':2').replace('"c"', '"d"')}`;
    const { engine, issues } = resolveSettings(treeOf(text), emptyEnvironment);
    expect(engine.arrs.map(({ name }) => name)).toEqual(['Radarr-A']);
    expect(issues.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['Radarr-\0x', `Radarr-${'x'.repeat(200)}`, 'radarr-a']),
    );
  });
});
