import { describe, expect, it } from 'vitest';
import { allComments } from '../document/comments.ts';
import { parseToml } from '../document/text.ts';
import { corpusFile, corpusNames } from '../testing/corpus.ts';
import { getAt, type Tree } from '../tree.ts';
import { compareVersions, configVersion, versionOf } from '../version.ts';
import { migrate, type Migration } from './index.ts';

const treeOf = (text: string): Tree => {
  const parsed = parseToml(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.tree;
};
const migrated = (text: string): Migration => {
  const result = migrate(text, treeOf(text));
  if (!result.ok) throw new Error(result.error);
  return result.migration;
};
const old = (version: string, rest: string): string => `[Settings]\nConfigVersion = ${version}\n\n${rest}`;
const at = (migration: Migration, ...path: string[]): unknown => getAt(migration.tree, path);
const hitAndRun = {
  HitAndRunMode: 'disabled',
  MinSeedRatio: 1,
  MinSeedingTimeDays: 0,
  HitAndRunMinimumDownloadPercent: 10,
  HitAndRunPartialSeedRatio: 1,
  TrackerUpdateBuffer: 0,
};

describe('the corpus', () => {
  it.each(corpusNames)('%s migrates, keeps every comment, and a second pass changes nothing', (name) => {
    const text = corpusFile(name);
    const first = migrated(text);
    expect(treeOf(first.text)).toEqual(first.tree);
    const kept = allComments(first.text);
    for (const comment of allComments(text)) expect(kept).toContain(comment);
    expect(kept).toHaveLength(allComments(text).length);
    const isNewer = compareVersions(versionOf(treeOf(text)), configVersion) > 0;
    if (isNewer) expect(first).toMatchObject({ text, changed: false });
    else expect(versionOf(first.tree)).toBe(configVersion);
    expect(migrated(first.text)).toMatchObject({ text: first.text, changed: false, older: false });
  });
});

describe('version stamp (config.md 8)', () => {
  it.each([
    ['5.14.4', '5.14.4', 0],
    [3, '0.0.3', -1],
    [9, '0.0.9', -1],
    [5.9, '0.0.1', -1],
    ['latest', '0.0.1', -1],
    ['v5.14.4-1', '5.14.4', 0],
    ['5.14.10', '5.14.10', 1],
    [undefined, '0.0.1', -1],
  ])('%j counts as %s', (stamp, version, age) => {
    expect(versionOf({ Settings: { ConfigVersion: stamp } })).toBe(version);
    expect(Math.sign(compareVersions(version, configVersion))).toBe(age);
  });

  it('a present file without anything old is not touched; a newer one never', () => {
    const present = old('"5.14.4"', '[qBit]\nHost = "h"\n\n[[qBit.Trackers]]\nURI = "a"\n');
    expect(migrated(present)).toEqual({
      text: present,
      tree: treeOf(present),
      older: false,
      changed: false,
      notes: [],
    });
    const newer = old('"6.0.0"', '[Animarr]\nURI = "x"\n');
    expect(migrated(newer)).toMatchObject({ text: newer, older: false, changed: false });
  });
});

describe('steps (config.md 8)', () => {
  it('step 1: web keys move from [Settings], which keeps its own; renamed and dead ones', () => {
    const moved = migrated('[Settings]\nHost = "h" # here\nPort = 7000\nToken = "t"\n\n[WebUI]\nPort = 1\n');
    expect(at(moved, 'WebUI')).toEqual({ Host: 'h', Port: 1, Token: 't' });
    expect(at(moved, 'Settings')).toMatchObject({ Host: 'h', Port: 7000, Token: 't' });
    const renamed = migrated(
      old('"5.14.4"', '[WebUI]\nSecureCookies = true # s\nGroupSonarr = true\nGroupLidarr = 1\n'),
    );
    expect(at(renamed, 'WebUI')).toEqual({ BehindHttpsProxy: true });
    expect(renamed.older).toBe(false);
    const both = migrated(old('"5.14.4"', '[WebUI]\nSecureCookies = true\nBehindHttpsProxy = false\n'));
    expect(both.changed).toBe(false);
  });

  it('step 2: Animarr sections become Sonarr sections in place, names that are taken give way', () => {
    const { tree, text, notes } = migrated(corpusFile('step2-animarr-taken.toml'));
    expect(Object.keys(tree)).toEqual([
      'Settings',
      'WebUI',
      'qBit',
      'Sonarr-Anime',
      'Sonarr-X',
      'Sonarr',
      'Sonarr-X-migrated',
      'Sonarr-Animarr',
    ]);
    expect(text).toContain('[Sonarr-X-migrated]\nManaged = false\nURI = "http://localhost:8992"');
    expect(notes).toContain('Section Animarr-X is called Sonarr-X-migrated now.');
    const second = migrated(
      old('"5.14.4"', '[Sonarr]\na = 1\n[Sonarr-Animarr]\na = 1\n[Animarr]\nb = 2\n["Animarr.T"]\nc = 3\n'),
    );
    expect(at(second, 'Sonarr-Animarr-migrated')).toEqual({ b: 2 });
    expect(at(second, 'Sonarr.T')).toEqual({ c: 3 });
    const place = migrated(corpusFile('step2-animarr.toml')).text;
    expect(place).toBe(corpusFile('step2-animarr.toml').replaceAll('Animarr-Shows', 'Sonarr-Shows'));
  });

  it('step 3: only the first shipped Readarr list is replaced', () => {
    const result = migrated(corpusFile('step3-readarr-list.toml'));
    expect(at(result, 'Readarr-Books', 'Torrent', 'FileExtensionAllowlist')).toHaveLength(26);
    expect(at(result, 'Readarr-Own', 'Torrent', 'FileExtensionAllowlist')).toEqual(['.epub', '.pdf']);
  });

  it('step 4: profile lists become a mapping; lists that do not pair are told and kept', () => {
    const pairs = migrated(corpusFile('version-int-1.toml'));
    expect(at(pairs, 'Radarr-Movies', 'EntrySearch')).toEqual({
      SearchMissing: true,
      QualityProfileMappings: { 'HD-1080p': 'SD', 'Ultra-HD': 'HD-1080p' },
    });
    expect(pairs.text).toContain('QualityProfileMappings = { HD-1080p = "SD", Ultra-HD = "HD-1080p" }');
    const odd = migrated(corpusFile('step4-profiles-mismatch.toml'));
    expect(at(odd, 'Radarr-Movies', 'EntrySearch', 'MainQualityProfile')).toEqual(['A', 'B']);
    expect(odd.notes.join()).toContain('MainQualityProfile names 2 profiles and TempQualityProfile 1');
    expect(at(odd, 'Sonarr-TV', 'EntrySearch')).toEqual({ QualityProfileMappings: { Any: 'Low' } });
    const kept = migrated(old('2', '[Radarr.EntrySearch]\nMainQualityProfile = ["A"]\nTempQualityProfile = ["B"]\n'));
    expect(at(kept, 'Radarr', 'EntrySearch')).toHaveProperty('MainQualityProfile');
  });

  it('steps 5 to 7: restart keys below 0.0.3, managed categories below 0.0.4, subcategories while upgrading', () => {
    const two = migrated(old('2', '[qBit]\nHost = "h"\n'));
    expect(at(two, 'Settings')).toMatchObject({
      AutoRestartProcesses: true,
      MaxProcessRestarts: 5,
      ProcessRestartWindow: 300,
      ProcessRestartDelay: 5,
    });
    expect(at(two, 'qBit')).toMatchObject({ ManagedCategories: [], MatchSubcategories: false });
    expect(at(two, 'qBit', 'CategorySeeding')).toEqual({
      DownloadRateLimitPerTorrent: -1,
      UploadRateLimitPerTorrent: -1,
      MaxUploadRatio: -1,
      MaxSeedingTime: -1,
      RemoveTorrent: -1,
      ...hitAndRun,
    });
    const three = migrated(old('3', '[qBit]\nHost = "h"\n'));
    expect(at(three, 'Settings')).not.toHaveProperty('AutoRestartProcesses');
    const four = migrated(old('4', '[qBit]\nHost = "h"\n'));
    expect(at(four, 'qBit')).toEqual({ Host: 'h', MatchSubcategories: false, Trackers: [] });
  });

  it('step 8: trackers go up to [qBit], the first of an address counts, others stay with their Arr', () => {
    const result = migrated(corpusFile('step8-two-qbits.toml'));
    const names = (list: unknown): unknown[] =>
      Array.isArray(list) ? list.map((entry: unknown) => Object(entry)['Name']) : [];
    expect(names(at(result, 'qBit', 'Trackers'))).toEqual(['Strict', 'Loose']);
    expect(names(at(result, 'qBit-Seedbox', 'Trackers'))).toEqual(['Strict', 'Loose']);
    expect(at(result, 'Radarr-Movies', 'Torrent', 'Trackers')).toEqual([]);
    expect(names(at(result, 'Sonarr-TV', 'Torrent', 'Trackers'))).toEqual(['Strict, but other rules']);
    expect(at(result, 'qBit', 'Trackers')).toMatchObject([hitAndRun, hitAndRun]);
    const named = migrated(corpusFile('step8-only-named-qbit.toml'));
    expect(names(at(named, 'qBit-Seedbox', 'Trackers'))).toEqual(['Strict', 'Loose']);
    expect(names(at(named, 'Radarr-Movies', 'Torrent', 'Trackers'))).toEqual(['Strict', 'Loose']);
    const there = migrated(corpusFile('step8-trackers-there.toml'));
    expect(at(there, 'qBit', 'Trackers')).toEqual([]);
    expect(names(at(there, 'Radarr-Movies', 'Torrent', 'Trackers'))).toEqual(['Strict', 'Loose']);
  });

  it('step 8: what SeedingMode demanded is not lost but handed to the tracker entries', () => {
    const result = migrated(corpusFile('version-5.8.0.toml'));
    expect(at(result, 'Radarr-Movies', 'Torrent', 'SeedingMode')).toEqual({ MaxUploadRatio: -1 });
    expect(at(result, 'qBit', 'Trackers')).toMatchObject([
      { Name: 'Strict', HitAndRunMode: 'and', MinSeedRatio: 1.5, MinSeedingTimeDays: 7, TrackerUpdateBuffer: 600 },
      { Name: 'Loose', HitAndRunMode: 'and' },
    ]);
    expect(result.notes.join()).toContain('its tracker entries have them now');
    const later = migrated(corpusFile('version-5.8.8.toml'));
    expect(at(later, 'Radarr-Movies', 'Torrent', 'SeedingMode')).toHaveProperty('HitAndRunMode', 'and');
  });

  it('step 9: mode and clear mode become one key, at any version when a clear mode is there', () => {
    const clear = migrated(corpusFile('step9-clear-mode.toml'));
    expect(at(clear, 'qBit', 'CategorySeeding')).toEqual({ MaxUploadRatio: -1, HitAndRunMode: 'or' });
    expect(at(clear, 'qBit', 'Trackers')).toMatchObject([{ HitAndRunMode: 'and' }, { HitAndRunMode: 'or' }]);
    expect(clear.notes.join()).toContain('hit-and-run protection is on now');
    const booleans = migrated(corpusFile('step9-booleans.toml'));
    expect(at(booleans, 'qBit', 'Trackers')).toMatchObject([{ HitAndRunMode: 'and' }, { HitAndRunMode: 'disabled' }]);
    const present = migrated(old('"5.9.2"', '[[qBit.Trackers]]\nHitAndRunMode = true\n'));
    expect(at(present, 'qBit', 'Trackers')).toMatchObject([{ HitAndRunMode: true }]);
  });

  it('gotchas 2, 3 and 4: nothing is filled in that an absent key says as well', () => {
    const result = migrated(old('"5.9.2"', '[qBit]\nHost = "h"\n\n[Radarr.EntrySearch]\nSearchMissing = true\n'));
    expect(result.tree).toEqual({
      Settings: { ConfigVersion: '5.14.4' },
      qBit: { Host: 'h', MatchSubcategories: false },
      Radarr: { EntrySearch: { SearchMissing: true } },
    });
  });
});
