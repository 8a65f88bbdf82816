import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createQbittorrent } from '../../server/clients/qbittorrent/index.ts';
import { findLocalApps } from '../../server/config/connections/local.ts';
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
    const { apps } = await findLocalApps([
      ['qbittorrent', server.instance.port],
      ['radarr', server.instance.port],
    ]);
    expect(apps.map(({ answer }) => answer)).toEqual(['found', 'other']);
  });
});
