import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyIn, localAppKey, settingsPlaces } from './app-settings.ts';

const key = 'a1'.repeat(16);
const xml = (inside: string): string => `<Config>\n  <LogLevel>info</LogLevel>\n  ${inside}\n</Config>`;
const nowhere = { programData: undefined, appData: undefined, configHome: undefined };
let home: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'qbitrr-apps-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

describe('the key of an app on this computer (ui.md 7, step 3)', () => {
  it('is read from the settings of the app, with its address', async () => {
    const folder = path.join(home, '.config', 'Readarr');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'config.xml'), xml(`<Port>8787</Port><ApiKey>${key}</ApiKey>`));
    const computer = { ...nowhere, platform: 'linux', home } as const;
    expect(await localAppKey('readarr', computer)).toEqual({ apiKey: key, url: 'http://127.0.0.1:8787' });
    expect(await localAppKey('lidarr', computer)).toBeNull();
  });

  it('keeps the URL base, and asks for a key that looks like one', () => {
    expect(keyIn(xml(`<Port>7878</Port><UrlBase>/radarr/</UrlBase><ApiKey>${key}</ApiKey>`))?.url).toBe(
      'http://127.0.0.1:7878/radarr',
    );
    expect(keyIn(xml(`<ApiKey>${key}</ApiKey>`))).toEqual({ apiKey: key, url: null });
    expect([keyIn(xml('<ApiKey></ApiKey>')), keyIn(xml('<ApiKey>a b</ApiKey>')), keyIn('')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it.each([
    ['win32', ['D:\\Data\\Radarr\\config.xml']],
    ['darwin', ['/home/me/Library/Application Support/Radarr/config.xml', '/home/me/.config/Radarr/config.xml']],
    ['linux', ['/var/lib/radarr/config.xml', '/home/me/.config/Radarr/config.xml']],
  ] as const)('its places on %s', (platform, places) => {
    expect(settingsPlaces('radarr', { ...nowhere, platform, home: '/home/me', programData: 'D:\\Data' })).toEqual(
      places,
    );
  });
});
