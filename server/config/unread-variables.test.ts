import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue/index.ts';
import { unreadVariables } from './unread-variables.ts';

describe('environment variables that nobody reads (config.md 5)', () => {
  it.each([
    ['QBITRR_SETTINGS_LOOPSLEEPTIMER', 'QBITRR_SETTINGS_LOOP_SLEEP_TIMER'],
    ['QBITRR_LOOP_SLEEP_TIMER', 'QBITRR_SETTINGS_LOOP_SLEEP_TIMER'],
    ['QBITRR_SETTINGS_FREE_SPCAE', 'QBITRR_SETTINGS_FREE_SPACE'],
    ['QBITRR_QBITTORRENT_HOST', 'QBITRR_QBIT_HOST'],
    ['QBITRR_QBIT_USER', 'QBITRR_QBIT_USERNAME'],
    ['qbitrr_settings_logging', 'QBITRR_SETTINGS_LOGGING'],
    ['QBITRR_OVERRIDES_SEARCHONLY', 'QBITRR_OVERRIDES_SEARCH_ONLY'],
    ['QBITRR_QBIT_PASSWORD_FILE', 'QBITRR_QBIT_PASSWORD'],
  ])('%s: told, with %s as what was meant, and without its value', (name, meant) => {
    expect(unreadVariables({ [name]: 'hunter2' })).toEqual([
      `The environment variable ${name} has no effect: none of this name is read. Is ${meant} meant?`,
    ]);
  });

  it.each(['QBITRR_RADARR_URI', 'QBITRR_OVERSEERR_KEY', 'QBITRR_'])('%s: told, and no other name made up', (name) => {
    expect(unreadVariables({ [name]: 'x' })).toEqual([
      `The environment variable ${name} has no effect: none of this name is read`,
    ]);
  });

  it('every variable with an effect, and those of other programs, are passed over', () => {
    const ours = catalogue.flatMap(({ env }) => (env === undefined ? [] : [[env, '']]));
    const more = { QBITRR_SETUP_TOKEN: 'x', QBITRR_OVERRIDES_DATA_PATH: '/x', QBITRR_DOCKER_RUNNING: '69420' };
    expect(unreadVariables({ ...Object.fromEntries(ours), ...more, PATH: '/bin', GITHUB_TOKEN: 'x' })).toEqual([]);
  });

  it('in any letter case where the system does not tell the difference, as on Windows', () => {
    const windows = new Proxy<Record<string, string>>(
      { QBitrr_Settings_Logging: 'true' },
      {
        get: (held, key) =>
          Object.entries(held).find(([name]) => name.toUpperCase() === String(key).toUpperCase())?.[1],
      },
    );
    expect(unreadVariables(windows)).toEqual([]);
  });
});
