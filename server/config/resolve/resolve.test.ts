import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseToml } from '../document/text.ts';
import { emptyEnvironment, readEnvironment, type Environment } from '../environment.ts';
import { isContainer, locateConfig } from '../location.ts';
import { generateDefault } from '../template.ts';
import type { Tree } from '../tree.ts';
import { resolveSettings } from './index.ts';

const treeOf = (text: string): Tree => {
  const parsed = parseToml(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.tree;
};
const env = (variables: Record<string, string>): Environment => {
  const result = readEnvironment(variables);
  if (!result.ok) throw new Error(result.problems.join());
  return result.environment;
};
const arr = (more = ''): string => `Managed = true\nURI = "http://h:1"\nAPIKey = "k"\n${more}\n`;

describe('resolveSettings', () => {
  it('S3: an unedited generated file builds nothing and lists its six Arr sections', () => {
    const resolved = resolveSettings(treeOf(generateDefault()), emptyEnvironment);
    expect(resolved.engine.arrs).toEqual([]);
    expect(resolved.engine.qbits).toEqual([]);
    expect(resolved.engine.completedDownloadFolder).toBe('');
    expect(
      new Set(resolved.issues.map(({ path }) => path.split('.')[0]).filter((name) => name?.includes('arr'))),
    ).toHaveProperty('size', 6);
    expect(resolved.mode).toBe('unconfigured');
    expect(resolved.webui).toMatchObject({ host: '0.0.0.0', port: 6969, authDisabled: false });
  });

  it('absent keys take whenMissing, not the default', () => {
    const { engine, webui, loops } = resolveSettings(
      treeOf(`[qBit]\n[qBit-b]\n[Radarr]\n${arr()}[Sonarr]\nURI="http://s"\n`),
      emptyEnvironment,
    );
    expect(engine.qbits).toMatchObject([
      { url: 'http://localhost:8080', userName: '', port: 8080 },
      { name: 'qBit-b', port: 8105 },
    ]);
    expect(engine.arrs).toMatchObject([
      {
        name: 'Radarr',
        category: 'Radarr',
        reSearch: false,
        rssSyncMinutes: 15,
        refreshDownloadsMinutes: 1,
        matchSubcategories: null,
      },
    ]);
    expect(engine.arrs[0]?.torrent).toMatchObject({
      stalledDelayMinutes: 15,
      ignoreTorrentsYoungerThanSeconds: 180,
      folderExclusionRegex: [],
    });
    expect(loops).toEqual({ torrents: true, search: [] });
    expect(webui).toMatchObject({ host: '127.0.0.1', allowInsecureTokenQuery: false });
  });

  it('an old file resolves: moved keys, URL as host, odd section names, Hardlink, shipped patterns', () => {
    const text = readFileSync(new URL('../../../test/fixtures/config/old.toml', import.meta.url), 'utf8');
    const { engine, webui, logging, issues } = resolveSettings(treeOf(text), emptyEnvironment);
    expect(webui).toMatchObject({ host: '127.0.0.1', port: 7000, token: 'old-token-value', authDisabled: false });
    expect(engine.loopSleepSeconds).toBe(60);
    expect(logging.level).toBe('INFO');
    expect(engine.qbits).toMatchObject([{ url: 'https://qb.example:8443/box', port: 8443 }]);
    expect(engine.arrs).toMatchObject([
      { name: 'Radarr_4K', uri: 'http://localhost:7878', category: 'movies/uhd', importMode: 'Auto' },
    ]);
    expect(engine.arrs[0]?.torrent).toMatchObject({
      folderExclusionRegex: ['\\bextras?\\b'],
      fileNameExclusionRegex: ['\\bncop\\d+?\\b'],
      fileExtensionAllowlist: ['.mkv', 'mp4'],
    });
    expect(issues).toMatchObject([
      { path: 'Radarr_4K.Torrent.FolderExclusionRegex', message: expect.stringContaining('(?P<x>(') },
    ]);
  });

  it('S18, S20, Q47: a faulty section is left out with its reason, the others stay', () => {
    const text = `[qBit]\nHost="q"\nManagedCategories=["seed / x"]
[Radarr-A]\n${arr('Category = "a"')}
[Radarr-B]\n${arr('Category = "b"').replace(':1"', ':1/"')}
[Radarr-C]\nManaged = true\nAPIKey = "k"
[Sonarr-D]\n${arr('Category = "seed/x"').replace(':1', ':2')}
[sonarr-e]\n${arr('Category = "failed"').replace(':1', ':3')}
[Lidarr-F]\n${arr('Category = "f"').replace(':1', ':4')}`;
    const { engine, issues } = resolveSettings(treeOf(text), emptyEnvironment);
    expect(engine.arrs.map(({ name }) => name)).toEqual(['Radarr-A', 'Lidarr-F']);
    expect(issues.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['Radarr-B.URI', 'Radarr-C.URI', 'Sonarr-D.Category', 'sonarr-e.Category']),
    );
  });

  it.each([
    ['AuthDisabled = true\nHost = "127.0.0.1"', true, 0],
    ['AuthDisabled = true\nHost = "0.0.0.0"\nAllowInsecureExposure = false', false, 1],
    ['AuthDisabled = true\nHost = "0.0.0.0"', false, 0],
    ['AuthDisabled = true\nHost = "0.0.0.0"\nAllowInsecureExposure = true', true, 0],
    ['Host = "0.0.0.0"', false, 0],
  ])('S11, api.md 3.2: [WebUI] %j: open %s', (keys, open, fatal) => {
    const resolved = resolveSettings(treeOf(`[WebUI]\n${keys}\n`), emptyEnvironment);
    expect(resolved.webui.authDisabled).toBe(open);
    expect(resolved.fatal).toHaveLength(fatal);
    const isLocked = keys.includes('AuthDisabled') && !open && fatal === 0;
    expect(resolved.issues.some(({ path }) => path === 'WebUI.AllowInsecureExposure')).toBe(isLocked);
  });

  it('S9, S10: modes', () => {
    const tree = treeOf(`[qBit]\nHost="q"\n[Radarr]\n${arr()}[Radarr.EntrySearch]\nSearchMissing = true\n`);
    const searchOnly = resolveSettings(tree, env({ QBITRR_OVERRIDES_SEARCH_ONLY: '1' }));
    expect(searchOnly).toMatchObject({
      mode: 'search-only',
      loops: { torrents: false, search: ['Radarr'] },
      fatal: [],
    });
    const processing = resolveSettings(tree, env({ QBITRR_OVERRIDES_PROCESSING_ONLY: 'yes' }));
    expect(processing).toMatchObject({ mode: 'processing-only', loops: { torrents: true, search: [] } });
    const both = { QBITRR_OVERRIDES_PROCESSING_ONLY: '1', QBITRR_OVERRIDES_SEARCH_ONLY: '1' };
    expect(resolveSettings(tree, env(both)).fatal).toHaveLength(1);
    const noQbit = treeOf(`[Radarr]\n${arr()}`);
    expect(resolveSettings(noQbit, env({ QBITRR_OVERRIDES_PROCESSING_ONLY: '1' })).fatal).toHaveLength(1);
    expect(resolveSettings(noQbit, emptyEnvironment).mode).toBe('qbit-disabled');
  });

  it.each([
    ['QBITRR_SETTINGS_FREE_SPACE', 'lots', 'Free Space'],
    ['QBITRR_QBIT_PORT', '99999', 'Port'],
    ['QBITRR_SETTINGS_AUTO_UPDATE_CRON', 'x', 'Cron'],
  ])('S8: %s=%s is named with the reason', (variable, value, words) => {
    const read = readEnvironment({ [variable]: value });
    expect(read.ok ? [] : read.problems).toEqual([expect.stringMatching(new RegExp(`^${variable} .*${words}`))]);
  });

  it('S8, Q34: false and 0 from the environment count; an invalid value names its variable', () => {
    const tree = treeOf('[Settings]\nLogging = true\nLoopSleepTimer = 7\nConsoleLevel = "loud"\n');
    const overridden = resolveSettings(
      tree,
      env({
        QBITRR_SETTINGS_LOGGING: 'false',
        QBITRR_SETTINGS_LOOP_SLEEP_TIMER: '0',
        QBITRR_SETTINGS_CONSOLE_LEVEL: '',
      }),
    );
    expect(overridden.logging).toEqual({ level: 'INFO', toFiles: false, levelFromEnvironment: false });
    expect(overridden.engine.loopSleepSeconds).toBe(0);
    expect(overridden.issues[0]).toMatchObject({ path: 'Settings.ConsoleLevel' });
    const invalid = readEnvironment({ QBITRR_SETTINGS_LOGGING: 'maybe', QBITRR_SETTINGS_LOOP_SLEEP_TIMER: '5s' });
    expect(invalid.ok ? '' : invalid.problems.join()).toMatch(/SETTINGS_LOGGING.*LOOP_SLEEP_TIMER/);
  });
});

describe('secrets to be recognised', () => {
  it('are those of every section, also of what is not in use, and of the environment; placeholders are none', () => {
    const text = `[qBit]\nPassword = "file"\n[Radarr-A]\n${arr('Category = "a"')}[Radarr-A.EntrySearch.Ombi]\nOmbiAPIKey = "ombi-key"\n[Radarr-B]\nAPIKey = "CHANGE_ME"\n`;
    const { secrets } = resolveSettings(treeOf(text), env({ QBITRR_QBIT_PASSWORD: 'laid-over' }));
    expect(secrets).toEqual(expect.arrayContaining(['ombi-key', 'k']));
    expect(secrets).not.toContain('CHANGE_ME');
  });
});

describe('the bare [qBit] section and the environment (config.md 9, gotchas 3 and 4)', () => {
  const seeds = env({ QBITRR_QBIT_HOST: 'seedbox', QBITRR_QBIT_PORT: '9090', QBITRR_QBIT_PASSWORD: 'from-env' });

  it('takes from the environment what it lacks, and nothing it has', () => {
    const { engine } = resolveSettings(treeOf('[qBit]\nUserName = "u"\nPort = 1\n[qBit-b]\n'), seeds);
    expect(engine.qbits).toMatchObject([
      { url: 'http://seedbox:1', userName: 'u', password: 'from-env' },
      { url: 'http://localhost:8105', password: '' },
    ]);
    expect(resolveSettings(treeOf('[Settings]\n'), seeds).engine.qbits).toEqual([]);
  });

  it('a generated file holds host and port of the environment, never its password', () => {
    const text = generateDefault({ environment: seeds });
    expect(text).toContain('Host = "seedbox"');
    expect(text).toContain('# Password comes from QBITRR_QBIT_PASSWORD.');
    expect(text).not.toContain('from-env');
    expect(resolveSettings(treeOf(text), seeds).engine.qbits).toMatchObject([{ password: 'from-env', port: 9090 }]);
  });
});

describe('locateConfig (config.md 1)', () => {
  const base = {
    dataDirFlag: null,
    configFlag: null,
    dataPathVariable: null,
    container: false,
    defaultDataDir: '/home/u',
    workingDirectory: '/w',
  };
  it('flag, variable, container, default', () => {
    const at = (more: object, files: string[] = []): string =>
      locateConfig({ ...base, ...more, exists: (path) => files.includes(path) }).configPath;
    expect(at({})).toBe('/home/u/config.toml');
    expect(at({ container: true })).toBe('/config/config.toml');
    expect(at({ dataPathVariable: '/v' }, ['/v'])).toBe('/v/config.toml');
    expect(at({ dataPathVariable: '/v' })).toBe('/home/u/config.toml');
    expect(at({ dataPathVariable: '/v', dataDirFlag: '/d' }, ['/v'])).toBe('/d/config.toml');
    expect(at({ configFlag: '/x/my.toml' })).toBe('/x/my.toml');
  });
  it.each([
    [{}, false, false],
    [{ '/.dockerenv': '' }, false, true],
    [{ '/proc/self/cgroup': '0::/system.slice/docker-abc.scope' }, false, true],
    [{ '/proc/self/mountinfo': '1 0 0:1 / / rw - ext4 /dev/sda1\n2 1 overlay' }, true, false],
    [{ '/proc/self/mountinfo': '1 0 0:1 / / rw - overlay overlay rw' }, true, true],
    [{ '/proc/self/mountinfo': '1 0 0:1 / / rw - overlay overlay rw' }, false, false],
  ])('a container is told by %j', (files: Record<string, string>, weakSignsCount, container) => {
    const signs = { exists: (path: string) => path in files, text: (path: string) => files[path] ?? null };
    expect(isContainer(signs, weakSignsCount)).toBe(container);
  });
  it('copies a file of the working directory only when the data folder has none', () => {
    const exists = (path: string): boolean => path === '/w/config.toml';
    expect(locateConfig({ ...base, exists }).copyFrom).toBe('/w/config.toml');
    expect(locateConfig({ ...base, exists: () => true }).copyFrom).toBeNull();
  });
});
