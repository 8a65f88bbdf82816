import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createQbittorrent } from '../../server/clients/qbittorrent/index.ts';
import { webUiIn } from '../../electron/qbit-settings.ts';
import { findLocalApps, placesToAsk } from '../../server/config/connections/local.ts';
import { availableServers, LabServer } from '../lab/index.ts';

// What the path doctor and the first run ask, against the real program of this machine.
describe.each(availableServers())('qBittorrent $version', (build) => {
  let server: LabServer;

  beforeAll(async () => {
    server = await LabServer.start(build);
  });
  afterAll(() => server.close());

  it('tells where it saves and what its categories have (issue 5)', async () => {
    const client = createQbittorrent(server.instance);
    expect(await client.saveFolders()).toMatchObject({ savePath: server.downloads, followsCategories: false });
    expect(await client.categories()).toEqual([]);
  });

  it('is found by its page without signing in (ui.md 7)', async () => {
    const { url } = server.instance;
    const { apps } = await findLocalApps([
      { app: 'qbittorrent', url, settings: null },
      { app: 'radarr', url, settings: null },
    ]);
    expect(apps.map(({ answer }) => answer)).toEqual(['found', 'other']);
  });

  it('is found at the port it wrote into its own settings, with the name to sign in with (ui.md 7, step 2)', async () => {
    const read = async (changes: Record<string, unknown>) => {
      await server.api('app/setPreferences', { json: JSON.stringify(changes) });
      const text = await readFile(server.settingsFile, 'utf8');
      const found = webUiIn(text);
      if (found === null) throw new Error(`not understood: ${text}`);
      return { ...found, file: server.settingsFile };
    };
    const qbit = await read({ web_ui_address: '*', web_ui_username: 'someone' });
    expect(qbit).toMatchObject({ webUi: 'unsaid', https: false, address: '*', userName: 'someone' });
    const [first] = (await findLocalApps(placesToAsk([qbit], []))).apps;
    expect(first).toMatchObject({ url: server.instance.url, answer: 'found' });
    expect(await read({ bypass_local_auth: true })).toMatchObject({ userName: null });
  });
});
