import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configPlan } from '../../contract/index.ts';
import { readEnvironment } from '../environment.ts';
import { ConfigFolder, sampleConfig } from '../testing/config-folder.ts';

let at: ConfigFolder;
beforeEach(() => {
  at = new ConfigFolder();
});
afterEach(() => at.remove());
const any = { ifMatch: null };

describe('plan (CF-13)', () => {
  it('groups changes by what they really do, names the instances, and saves nothing', async () => {
    const service = await at.open();
    const plan = configPlan.parse(
      await service.plan({
        changes: {
          'WebUI.Theme': 'Light',
          'Settings.LoopSleepTimer': '1m',
          'Settings.Logging': false,
          'qBit.ManagedCategories': ['seed'],
          'WebUI.Port': 7000,
          'Radarr-A.URI': 'http://h:2',
          'Radarr-A.EntrySearch.QualityProfileMappings': { HD: 'SD' },
          'Radarr-A.Torrent.StalledDelay': 30,
          'qBit.Host': 'other',
          'Sonarr-New': { Managed: true, URI: 'http://s', APIKey: 'secret-key', Category: 'tv' },
        },
      }),
    );
    const groups = plan.groups.map(({ effect, changes }) => [effect, changes.map(({ path }) => path)]);
    expect(groups).toEqual([
      ['screen', ['WebUI.Theme']],
      ['now', ['Settings.LoopSleepTimer', 'Settings.Logging', 'Radarr-A.Torrent.StalledDelay']],
      ['qbittorrent', ['qBit.ManagedCategories']],
      ['web', ['WebUI.Port']],
      ['restart', expect.arrayContaining(['Radarr-A.URI', 'Sonarr-New.APIKey'])],
      ['restart-reset', ['Radarr-A.EntrySearch.QualityProfileMappings.HD']],
      ['restart-all', ['qBit.Host']],
    ]);
    expect(plan).toMatchObject({
      ok: true,
      reloadType: 'full',
      restarts: ['Radarr-A', 'Sonarr-New'],
      resetsSearch: ['Radarr-A'],
      address: { host: '127.0.0.1', port: 7000, urlBase: '' },
      etag: service.read().etag,
    });
    expect(JSON.stringify(plan)).not.toMatch(/secret-key|hunter2|key-a/);
    expect(plan.groups[0]?.changes[0]).toEqual({
      path: 'WebUI.Theme',
      before: null,
      after: 'Light',
      effect: 'screen',
      instance: null,
      secret: false,
      label: 'Theme',
    });
    expect(at.read()).toBe(sampleConfig);
    expect(at.plans).toEqual([]);
  });

  it('says what is refused, and where it stands in a document', async () => {
    const service = await at.open();
    const { toml } = service.read();
    expect(await service.plan({ config: toml.replace('6969', '99999') })).toMatchObject({
      ok: false,
      validationErrors: [{ path: 'WebUI.Port', message: 'WebUI Port must be <= 65535', line: 9 }],
    });
    expect(await service.plan({ config: 'a = ' })).toMatchObject({ ok: false, problem: { line: 1 } });
    expect(await service.plan({ changes: { 'Settings.ConfigVersion': '1' } })).toMatchObject({
      ok: false,
      validationErrors: [{ path: 'Settings.ConfigVersion' }],
    });
    expect(await service.plan({ changes: {} })).toMatchObject({ ok: true, reloadType: 'none', groups: [] });
  });

  it('what is nested or repeated without end is refused, in changes and in a document', async () => {
    const service = await at.open();
    const deep = `Settings.${'a.'.repeat(200_000)}b`;
    const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, key) => [`k${key}`, 1]));
    const nested: unknown = JSON.parse(`${'{"a":'.repeat(150)}1${'}'.repeat(150)}`);
    const refused: [Record<string, unknown>, string][] = [
      [{ [deep]: 1 }, 'Invalid configuration key'],
      [{ 'Settings.X': nested }, 'Invalid configuration key'],
      [many, 'Too many changes'],
      [{ Settings: many }, 'Too many changes'],
    ];
    for (const [changes, error] of refused) {
      expect(await service.applyChanges(changes, any)).toMatchObject({ ok: false, status: 400, error });
    }
    const config = `[${'a.'.repeat(200_000)}b]\n`;
    expect(await service.plan({ config })).toMatchObject({ problem: { message: 'more than 100 levels deep' } });
    expect(at.read()).toBe(sampleConfig);
  });

  it('CF-10: warns of placeholders, overlapping categories, backslashes, searches that do nothing, misspelt keys', async () => {
    const service = await at.open();
    const { warnings } = await service.plan({
      changes: {
        'qBit.ManagedCategories': ['a/below', 'seed\\x'],
        'qBit.Host': 'CHANGE_ME_TOO',
        'qBit.UserName': 'CHANGE_ME',
        'Radarr-A.EntrySearch.ForceMinimumCustomFormat': true,
        'Radarr-A.EntrySearch.DoUpgradeSearch': true,
        'Radarr-A.Torrent.StaledDelay': 5,
        'WebUI.OIDC.Theme': 'Dark',
      },
    });
    expect(warnings.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'qBit.UserName: CHANGE_ME is still here: this instance is not set up yet',
      'qBit.ManagedCategories: "seed\\x" holds a backslash; qBittorrent divides categories by /',
      'qBit.ManagedCategories: "a/below" lies below "a" of Radarr-A.Category; with MatchSubcategories both would take its torrents',
      'qBit.ManagedCategories: "a/below" stands for itself alone while MatchSubcategories is off',
      'Radarr-A.EntrySearch.ForceMinimumCustomFormat: Has no effect without CustomFormatUnmetSearch',
      'Radarr-A.EntrySearch.DoUpgradeSearch: Has no effect while SearchMissing is off: no search runs at all then',
      'Radarr-A.Torrent.StaledDelay: qBitrr does not know this key; is StalledDelay meant?',
    ]);
  });

  it('CF-5: keys decided by the environment are locked, with the variable', async () => {
    const read = readEnvironment({ QBITRR_SETTINGS_LOOP_SLEEP_TIMER: '0' });
    if (!read.ok) throw new Error('environment');
    const service = await at.open(sampleConfig, { environment: read.environment });
    expect(service.locks()).toEqual({
      'Settings.LoopSleepTimer': { variable: 'QBITRR_SETTINGS_LOOP_SLEEP_TIMER', value: 0 },
    });
    const { warnings } = await service.plan({ changes: { 'Settings.LoopSleepTimer': 7 } });
    expect(warnings).toEqual([
      {
        path: 'Settings.LoopSleepTimer',
        message: 'QBITRR_SETTINGS_LOOP_SLEEP_TIMER decides this value while it is set',
      },
    ]);
  });
});

describe('search history (S54)', () => {
  const change = { 'Radarr-A.EntrySearch.QualityProfileMappings': { HD: 'SD' } };

  it('is kept unless the owner agrees; the label stays', async () => {
    const service = await at.open();
    expect(await service.applyChanges(change, any)).toMatchObject({ saved: { reloadType: 'single_arr' } });
    expect(at.plans[0]).toMatchObject({ respawn: ['Radarr-A'], resetSearch: [] });
    await service.applyChanges(
      { 'Radarr-A.EntrySearch.QualityProfileMappings': { HD: 'Any' } },
      { ifMatch: null, clearSearchHistory: true },
    );
    expect(at.plans[1]).toMatchObject({ type: 'single_arr', resetSearch: ['Radarr-A'] });
  });

  it('is kept by an edit on disk and by a roll-back', async () => {
    const service = await at.open();
    at.write(`${sampleConfig}\n[Radarr-A.EntrySearch]\nUseTempForMissing = true\n`);
    await service.reread();
    expect(at.plans[0]).toMatchObject({ source: 'disk', respawn: ['Radarr-A'], resetSearch: [] });
    at.answer = ({ source }) =>
      source === 'rollback'
        ? { ok: true }
        : { ok: false, status: 500, error: 'Failed to apply config', details: 'Radarr-A did not start' };
    const refused = await service.applyChanges(
      { 'Radarr-A.EntrySearch.KeepTempProfile': true },
      { ifMatch: null, clearSearchHistory: true },
    );
    expect(refused).toEqual({
      ok: false,
      status: 500,
      error: 'Failed to apply config',
      details: 'Radarr-A did not start',
      rolledBack: true,
    });
    expect(at.plans[2]).toMatchObject({ source: 'rollback', resetSearch: [] });
    expect(at.read()).not.toContain('KeepTempProfile');
  });
});
