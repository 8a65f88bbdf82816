import { describe, expect, it } from 'vitest';
import { splitKey } from '../sections.ts';
import { withChanges, type Tree } from '../tree.ts';
import { validate } from './index.ts';

const base: Tree = {
  Settings: { FreeSpace: '-1' },
  WebUI: { Host: '0.0.0.0', AuthDisabled: false },
  qBit: { Host: 'localhost', Port: 8080, ManagedCategories: ['seed/x'] },
  'Radarr-A': { Managed: true, URI: 'http://h:1', APIKey: 'k', Category: 'a' },
  'Radarr-B': { Managed: false, URI: 'http://h:1/', APIKey: 'k', Category: 'a' },
};
const messages = (body: Record<string, unknown>, tree: Tree = base, wholeDocument = false): string[] => {
  const changes = Object.entries(body).map(([key, value]) => ({
    path: splitKey(key, new Set(Object.keys(tree))),
    value,
  }));
  return validate(changes, tree, withChanges(tree, changes), { wholeDocument }).map((e) => `${e.path}: ${e.message}`);
};

describe('validate (api.md 2.8.3)', () => {
  it.each([
    ['WebUI.Port', 70_000, 'WebUI Port must be <= 65535'],
    ['WebUI.Port', 0, 'WebUI Port must be >= 1'],
    ['WebUI.Port', true, 'WebUI Port must be a number'],
    ['Settings.Tagless', 'yes', 'Tagless must be true or false'],
    ['Settings.SearchLoopDelay', '-5m', 'Search Loop Delay must be -1 or greater'],
    ['Settings.LoopSleepTimer', '5x', 'Loop Sleep Timer must be a number'],
    ['Settings.ConsoleLevel', '', 'Console Level is required'],
    ['Settings.FailedCategory', 5, 'Failed Category must be a string'],
    ['Settings.PingURLS', 5, 'Ping URLS must be a list of tags'],
    ['qBit.Trackers', 'x', null],
    ['Radarr-A.EntrySearch.QualityProfileMappings', 'x', 'Quality Profile Mappings must be a mapping'],
    ['Settings.CompletedDownloadFolder', 'change_me', 'Completed Download Folder must be set to a valid path'],
    ['Settings.FreeSpace', '', 'Free Space must be provided'],
    ['Settings.FreeSpace', '5 GB', 'Free Space must be -1 or a number optionally suffixed with K, M, G, T, or P'],
    ['Settings.AutoUpdateCron', '* *', 'Auto Update Cron must contain 5 or 6 space-separated fields'],
    ['Settings.AutoUpdateCron', '61 3 * * 0', 'Auto Update Cron: "61" is no minute'],
    ['Settings.AutoUpdateCron', '0 3 * foo 0', 'Auto Update Cron: "foo" is no month'],
    ['Settings.AutoUpdateCron', '0 5-3 * * 0', 'Auto Update Cron: "5-3" is no hour'],
    ['Settings.AutoUpdateCron', '0 3 * * */0', 'Auto Update Cron: "*/0" is no weekday'],
    ['Settings.AutoUpdateCron', '0 3 * * 0 30', null],
    ['Settings.AutoUpdateCron', '*/15 1-5,22 1,15 jan-mar mon', null],
    ['Settings.FreeSpace', '-5G', 'Free Space must be -1 or a number optionally suffixed with K, M, G, T, or P'],
    ['Settings.FreeSpace', '2P', null],
    ['Settings.AutoUpdateChannel', 'beta', 'Auto Update Channel must be one of: latest, stable, nightly'],
    ['WebUI.UrlBase', 'qb', 'UrlBase must start with / (e.g. /qbitrr)'],
    ['WebUI.UrlBase', '/qb/', 'UrlBase must not end with a trailing slash'],
    ['WebUI.UrlBase', '/q//b', 'UrlBase is invalid (contains `//`)'],
    ['Animarr-X.URI', 'x', 'Animarr sections are no longer supported; use Sonarr'],
    ['Radarr-A.Torrent.FileNameExclusionRegex', ['ok', '('], 'File Name Exclusion Regex: the pattern "("'],
    ['Sonarr-S.EntrySearch.SearchBySeries', true, 'Search By Series must be a string'],
  ])('%s = %j: %s', (key, value, message) => {
    const found = messages({ [key]: value }, { ...base, Settings: { FreeSpace: '-1', FreeSpaceFolder: '/d' } });
    if (message === null) expect(found).toEqual([]);
    else expect(found[0]).toContain(`${key}: ${message}`);
  });

  it('an empty key is refused', () => expect(messages({ '': 1 })).toEqual([': Invalid configuration key']));

  it.each([
    { 'Settings.LoopSleepTimer': '5m' },
    { 'Radarr-A.EntrySearch.TempProfileResetTimeoutMinutes': '7d' },
    { 'Radarr-A.Torrent.SeedingMode.RemoveTorrent': 'Do not remove (-1)' },
    { 'Radarr-A.Unknown': 1 },
    { 'Radarr-B.URI': 'http://h:1' },
  ])('%j is fine', (body) => expect(messages(body)).toEqual([]));

  it('checks a section when a deciding key changes', () => {
    expect(messages({ 'Radarr-A.URI': 'CHANGE_ME' })).toContain(
      'Radarr-A.URI: URI must be set to a valid URL when the instance is managed',
    );
    expect(messages({ 'Radarr-A.APIKey': null })).toEqual([
      'Radarr-A.APIKey: APIKey must be provided when the instance is managed',
    ]);
    expect(messages({ 'Radarr-A.Category': ' ' })).toContain('Radarr-A.Category: Category is required when Managed');
    expect(messages({ 'qBit.Host': '' })).toEqual(['qBit.Host: Host is required when qBit is enabled']);
    expect(messages({ 'qBit.Port': null })).toEqual(['qBit.Port: Port is required when qBit is enabled']);
    expect(messages({ 'Settings.FreeSpace': '5G' })).toEqual([
      'Settings.FreeSpaceFolder: Free Space Folder is required when Free Space monitoring is enabled',
    ]);
    expect(messages({ 'WebUI.AuthDisabled': true })).toEqual([
      'WebUI.AllowInsecureExposure: AllowInsecureExposure must be true when AuthDisabled is true and Host is 0.0.0.0 or ::',
    ]);
  });

  it('a qBittorrent section that never said its port may change otherwise; one that loses it may not', () => {
    const after = { qBit: { Host: 'h' } };
    const changes = [{ path: ['qBit', 'Host'], value: 'h' }];
    const of = (before: Tree) => validate(changes, before, after, { wholeDocument: false }).map(({ path }) => path);
    expect(of({ qBit: { Host: 'old' } })).toEqual([]);
    expect(of({ qBit: { Host: 'old', Port: 8080 } })).toEqual(['qBit.Port']);
    expect(of({})).toEqual(['qBit.Port']);
  });

  it('a section or table of settings is never replaced by a value', () => {
    const of = (...path: string[]) =>
      validate([{ path, value: 5 }], {}, {}, { wholeDocument: false }).map(({ message }) => message);
    expect(of('Settings')).toEqual(['Must be a section, not a value']);
    expect(of('Radarr-A')).toEqual(['Must be a section, not a value']);
    expect(of('Radarr-A', 'EntrySearch')).toEqual(['Must be a section, not a value']);
    expect(of('Radarr-A', 'Unknown')).toEqual([]);
  });

  it('S20, Q47: sections may not share address or category, but an old fault does not block another save', () => {
    expect(messages({ 'Radarr-A.Category': ' seed / x' })).toEqual([
      'Radarr-A.Category: Category "seed/x" is already used by qBit.ManagedCategories',
    ]);
    const both = messages({ 'Radarr-B.Managed': true });
    expect(both).toEqual([
      'Radarr-B.URI: URI is already used by Radarr-A',
      'Radarr-B.Category: Category "a" is already used by Radarr-A',
    ]);
    const faulty: Tree = { ...base, 'Radarr-B': { Managed: true, URI: 'http://h:1', APIKey: 'k', Category: 'b' } };
    expect(messages({ 'Settings.LoopSleepTimer': 9 }, faulty)).toEqual([]);
  });

  it.each([
    ['Settings.ConsoleLevel', 'debug'],
    ['WebUI.Theme', 'LIGHT'],
    ['Settings.AutoUpdateChannel', 'Nightly'],
    ['qBit.CategorySeeding.HitAndRunMode', true],
    ['Radarr-A.importMode', 'Hardlink'],
    ['Sonarr-S.EntrySearch.SearchBySeries', false],
  ])('config.md 7, S7: a file may say %s = %j, a single change may not', (key, value) => {
    expect(messages({ [key]: value }, base, true)).toEqual([]);
    expect(messages({ [key]: value })).toHaveLength(1);
    expect(messages({ [key]: 'loud' }, base, true)).toHaveLength(1);
  });

  it('a section sent as one object is checked key by key', () => {
    expect(
      messages({ 'Radarr-N': { Managed: true, URI: 'http://n', APIKey: 'k', Category: 'n', RssSyncTimer: 'x' } }),
    ).toEqual(['Radarr-N.RssSyncTimer: Rss Sync Timer must be a number']);
  });
});
