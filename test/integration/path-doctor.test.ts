import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleArr, sampleSettings } from '../../server/contract/index.ts';
import type { EngineSettings, PathReport } from '../../server/contract/index.ts';
import { localFolder } from '../../server/host/local-folder.ts';
import { examinePaths } from '../../server/paths/index.ts';
import { startFakeArr } from '../../server/sandbox/arr/index.ts';
import type { FakeArr } from '../../server/sandbox/arr/index.ts';
import { startFakeQbittorrent } from '../../server/sandbox/qbittorrent/index.ts';
import type { FakeQbittorrent } from '../../server/sandbox/qbittorrent/index.ts';

// The path doctor over HTTP against the strict fakes and the real folders of this computer (issue 5).
const login = { userName: 'demo', password: 'demo-password' };
let home: string;
let downloads: string;
let library: string;
let qbit: FakeQbittorrent;
let arr: FakeArr;

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'qbitrr-path-doctor-'));
  downloads = path.join(home, 'torrents');
  library = path.join(home, 'media');
  await mkdir(path.join(downloads, 'radarr'), { recursive: true });
  await mkdir(library);
  qbit = await startFakeQbittorrent({ ...login, savePath: downloads });
  qbit.state.preferences.auto_tmm_enabled = true;
  qbit.state.addCategory('radarr', '');
  arr = await startFakeArr({ type: 'radarr' });
  const client = { name: 'qBittorrent', enable: true, host: 'localhost', port: qbit.port, importedCategory: '' };
  Object.assign(arr.state.folders, {
    downloadClients: [{ ...client, category: 'radarr' }],
    rootFolders: [library],
    folders: [path.join(downloads, 'radarr'), library],
  });
});

afterEach(async () => {
  await Promise.all([qbit.stop(), arr.stop()]);
  await rm(home, { recursive: true, force: true });
  expect([...qbit.violations, ...arr.violations]).toEqual([]);
  // A doctor looks and touches nothing.
  expect(arr.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(qbit.requests.filter((sent) => sent.method !== 'GET' && sent.path !== '/auth/login')).toEqual([]);
});

function settings(over: Partial<EngineSettings> = {}): EngineSettings {
  const place = { host: '127.0.0.1', port: qbit.port, url: qbit.url };
  return sampleSettings({
    completedDownloadFolder: downloads,
    qbits: [{ name: 'qBit', ...login, ...place, apiKey: '', skipTlsVerify: false, matchSubcategories: false }],
    arrs: [sampleArr({ name: 'Radarr', type: 'radarr', uri: arr.url, apiKey: arr.apiKey, category: 'radarr' })],
    ...over,
  });
}

const examine = (given = settings(), timeoutMs = 5000): Promise<PathReport> =>
  examinePaths(given, { inContainer: false, local: localFolder, now: () => 7, timeoutMs });
const codes = ({ apps }: PathReport): string[] => apps.flatMap(({ findings }) => findings.map(({ code }) => code));

describe('path doctor over HTTP (issue 5)', () => {
  it('all on one disk under one name: nothing to change, hardlinks possible', async () => {
    const report = await examine();
    expect(report).toMatchObject({
      checkedAt: 7,
      completedFolder: { path: downloads, sight: 'there' },
      findings: [],
      clients: [{ instance: 'qBit', trouble: null, findings: [], folders: [{ role: 'complete', name: downloads }] }],
      apps: [
        {
          instance: 'Radarr',
          trouble: null,
          downloads: [{ qbit: 'qBit', clientCategory: 'radarr', app: { sight: 'there' }, here: { sight: 'there' } }],
          library: [{ app: { path: library, sight: 'there' }, hardlinks: 'possible' }],
          findings: [],
        },
      ],
    });
    expect(report.clients[0]?.folders[0]?.freeBytes).toBeGreaterThan(0);
  });

  it('an Arr that does not see the folder: mapping-needed; with a mapping of its host only two mounts may be left', async () => {
    arr.state.folders.folders = ['/downloads/radarr', library];
    expect(codes(await examine())).toEqual(['mapping-needed']);
    arr.state.folders.remoteMappings = [{ host: 'nas', remotePath: `${downloads}/`, localPath: '/downloads/' }];
    expect(codes(await examine())).toEqual(['mapping-wrong-host']);
    arr.state.folders.remoteMappings = [{ host: 'localhost', remotePath: `${downloads}/`, localPath: '/downloads/' }];
    expect(codes(await examine())).toEqual(['hardlink-separate-mounts']);
  });

  it('a library on another device: hardlink-other-device, told by st_dev alone', async () => {
    arr.state.folders.rootFolders = ['/proc'];
    arr.state.folders.folders.push('/proc');
    const report = await examine();
    expect(codes(report)).toEqual(['hardlink-other-device']);
    expect(report.apps[0]?.library[0]?.hardlinks).toBe('impossible');
  });

  it('category-missing and imported-category come from what both say', async () => {
    const client = { name: 'q', enable: true, host: 'localhost', port: qbit.port, importedCategory: 'done' };
    arr.state.folders.downloadClients = [{ ...client, category: 'films' }];
    arr.state.folders.folders.push(path.join(downloads, 'films'));
    expect(codes(await examine())).toEqual(['other-category', 'category-missing', 'imported-category']);
  });

  it('a server that hangs is given up on and spoils nothing else', async () => {
    arr.fault('/rootfolder', 'hang');
    const report = await examine(settings(), 300);
    expect(report.apps[0]?.trouble).toMatch(/^Radarr did not answer/);
    expect(report.clients[0]).toMatchObject({ trouble: null, findings: [] });
    arr.release();
    arr.fault('/filesystem', 'hang');
    const half = await examine(settings(), 300);
    expect(half.apps[0]).toMatchObject({ trouble: null, downloads: [{ app: { sight: 'unknown' } }], findings: [] });
  });

  it('a wrong password is told, once and without a second try', async () => {
    const [instance] = settings().qbits;
    if (instance === undefined) throw new Error('no qBittorrent');
    const report = await examine(settings({ qbits: [{ ...instance, password: 'wrong' }] }));
    expect(report.clients[0]?.trouble).toMatch(/wrong user name or password/);
    expect(qbit.requests.filter((sent) => sent.path === '/auth/login')).toHaveLength(1);
    expect(report.apps[0]).toMatchObject({ trouble: null, downloads: [], findings: [] });
  });
});
