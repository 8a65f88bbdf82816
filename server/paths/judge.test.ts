import { describe, expect, it } from 'vitest';
import type { PathFinding, PathReport } from '../contract/index.ts';
import type { ArrFacts, DownloadClient, LocalFolder, PathFacts, Presence, QbitFacts, QbitFolders } from './facts.ts';
import { judgePaths } from './judge.ts';
import { foldersToSee } from './routes.ts';

/** A stack whose folders all fit; each test breaks one thing. */
interface Stack {
  qbit: Partial<QbitFolders> & { host?: string; port?: number };
  client: Partial<DownloadClient>;
  category: string;
  roots: { path: string; accessible: boolean | null }[];
  mappings: { host: string; remote: string; local: string }[];
  ourMappings: { remote: string; local: string }[];
  completed: string;
  inContainer: boolean;
  /** Folder -> device. */
  disk: Record<string, number>;
  readOnly: string[];
  silent: string[];
  closed: string[];
  /** Folders the Arr sees; null = those of this computer; 'unknown' = it does not list them. */
  appSees: string[] | null | 'unknown';
  others: ArrFacts[];
}

const fine: Stack = {
  qbit: {},
  client: {},
  category: 'radarr',
  roots: [{ path: '/data/media/films/', accessible: true }],
  mappings: [],
  ourMappings: [],
  completed: '/data/torrents',
  inContainer: false,
  disk: { '/data': 1, '/data/torrents': 1, '/data/torrents/radarr': 1, '/data/media': 1, '/data/media/films': 1 },
  readOnly: [],
  silent: [],
  closed: [],
  appSees: null,
  others: [],
};

const clientOf = (over: Partial<DownloadClient>): DownloadClient => ({
  name: 'qBittorrent',
  enabled: true,
  host: 'localhost',
  port: 8080,
  category: 'radarr',
  importedCategory: '',
  ...over,
});

function judged(over: Partial<Stack> = {}): PathReport {
  const stack = { ...fine, ...over };
  const { host = 'localhost', port = 8080, ...folders } = stack.qbit;
  const answer: QbitFolders = {
    savePath: '/data/torrents/',
    tempPath: null,
    followsCategories: true,
    categories: [{ name: 'radarr', savePath: '' }],
    ...folders,
  };
  const qbit: QbitFacts = { instance: 'qBit', host, port, answer: { ok: true, value: answer } };
  const arr: ArrFacts = {
    instance: 'Radarr-4K',
    type: 'radarr',
    category: stack.category,
    answer: {
      ok: true,
      value: { clients: [clientOf(stack.client)], mappings: stack.mappings, roots: stack.roots },
    },
  };
  return report({ qbits: [qbit], arrs: [arr, ...stack.others] }, stack);
}

function report(servers: Pick<PathFacts, 'qbits' | 'arrs'>, stack: Stack): PathReport {
  const { inContainer, completed, ourMappings, disk, silent, closed, readOnly, appSees } = stack;
  const facts: PathFacts = { inContainer, completedFolder: completed, mappings: ourMappings, ...servers };
  const bare = (path: string): string => path.replace(/(?<=.)[\\/]+$/, '');
  const asked = foldersToSee(facts);
  const here = (path: string): LocalFolder => {
    if (!asked.here.includes(path)) throw new Error(`${path} was judged without being looked at`);
    const device = disk[bare(path)] ?? null;
    if (silent.includes(bare(path))) {
      return { presence: 'unknown', device: null, readable: true, writable: false, freeBytes: null, silent: true };
    }
    const presence = device === null ? 'missing' : 'there';
    return {
      presence,
      device,
      readable: !closed.includes(bare(path)),
      writable: !readOnly.includes(bare(path)),
      freeBytes: null,
      silent: false,
    };
  };
  const app = (instance: string, path: string): Presence => {
    if (asked.apps.get(instance)?.includes(path) !== true)
      throw new Error(`${path} was judged without being asked for`);
    if (appSees === 'unknown') return 'unknown';
    return (appSees ?? Object.keys(disk)).includes(bare(path)) ? 'there' : 'missing';
  };
  return judgePaths(facts, { here, app }, 1);
}

const all = ({ findings, clients, apps }: PathReport): PathFinding[] => [
  ...findings,
  ...clients.flatMap((client) => client.findings),
  ...apps.flatMap((app) => app.findings),
];

describe('path doctor (issue 5)', () => {
  it('a stack with one tree of folders for all: no finding, hardlinks possible', () => {
    const found = judged();
    expect(all(found)).toEqual([]);
    expect(found.apps[0]).toMatchObject({
      downloads: [
        {
          client: 'qBittorrent',
          qbit: 'qBit',
          name: '/data/torrents/radarr',
          app: { path: '/data/torrents/radarr', sight: 'there' },
          here: { path: '/data/torrents/radarr', sight: 'there' },
        },
      ],
      library: [{ app: { path: '/data/media/films', sight: 'there' }, hardlinks: 'possible' }],
    });
  });

  it.each<[PathFinding['code'], string, Partial<Stack>, Record<string, string>]>([
    [
      'client-off',
      'the only qBittorrent of the app is switched off',
      { client: { enabled: false } },
      { client: 'qBittorrent' },
    ],
    [
      'other-address',
      'the app asks another qBittorrent',
      { client: { host: 'nas', port: 9090 } },
      { client: 'qBittorrent', theirs: 'nas:9090', ours: 'localhost:8080' },
    ],
    [
      'no-category',
      'the app gives its downloads no category',
      { client: { category: '' } },
      { client: 'qBittorrent', ours: 'radarr' },
    ],
    [
      'other-category',
      'our section watches another category',
      { category: 'films' },
      { client: 'qBittorrent', theirs: 'radarr', ours: 'films' },
    ],
    [
      'category-missing',
      'qBittorrent has no such category',
      { qbit: { categories: [] } },
      { category: 'radarr', qbit: 'qBit' },
    ],
    [
      'imported-category',
      'the app takes imported downloads out of the category',
      { client: { importedCategory: 'done' } },
      { client: 'qBittorrent', category: 'done' },
    ],
    [
      'category-path-unused',
      'the folder of a category is not used in manual mode',
      { qbit: { followsCategories: false, categories: [{ name: 'radarr', savePath: '/data/torrents/4k' }] } },
      { category: 'radarr', path: '/data/torrents/4k', used: '/data/torrents/' },
    ],
    [
      'mapping-needed',
      'the app does not see the folder and has no mapping',
      { appSees: ['/downloads'] },
      { host: 'localhost', remote: '/data/torrents', local: '' },
    ],
    [
      'mapping-needed',
      'the app sees it under the name it has here',
      {
        qbit: { savePath: '/downloads' },
        ourMappings: [{ remote: '/downloads', local: '/data/torrents' }],
      },
      { host: 'localhost', remote: '/downloads', local: '/data/torrents' },
    ],
    [
      'mapping-needed',
      'the app has another folder of that name: ours has the category and its has not',
      { appSees: ['/data/torrents'] },
      { host: 'localhost', remote: '/data/torrents', local: '' },
    ],
    [
      'mapping-wrong-host',
      'a mapping is there, but for another host name',
      { appSees: ['/downloads'], mappings: [{ host: 'qbittorrent', remote: '/data/torrents/', local: '/downloads/' }] },
      { wrong: 'qbittorrent', host: 'localhost', remote: '/data/torrents/', local: '/downloads/' },
    ],
    [
      'mapping-target-missing',
      'the app does not see what its mapping leads to',
      { appSees: ['/films'], mappings: [{ host: 'localhost', remote: '/data/torrents/', local: '/downloads/' }] },
      { host: 'localhost', remote: '/data/torrents/', local: '/downloads/' },
    ],
    [
      'mapping-not-needed',
      'a mapping leads away from a folder the app sees',
      { mappings: [{ host: 'LOCALHOST', remote: '/data/torrents/', local: '/downloads/' }] },
      { host: 'localhost', remote: '/data/torrents/', local: '/downloads/' },
    ],
    [
      'path-style',
      'qBittorrent runs on Windows, the app does not',
      {
        qbit: { savePath: 'D:\\Torrents' },
        ourMappings: [{ remote: 'D:\\Torrents', local: '/data/torrents' }],
        appSees: ['/films'],
      },
      { host: 'localhost', remote: 'D:\\Torrents', local: '' },
    ],
    ['no-root', 'the app has no root folder', { roots: [] }, {}],
    [
      'root-missing',
      'the app does not reach its root folder',
      { roots: [{ path: '/data/media/films', accessible: false }] },
      { root: '/data/media/films' },
    ],
    [
      'root-in-downloads',
      'the library lies inside the folder of downloads',
      {
        roots: [{ path: '/data/torrents/films', accessible: true }],
        disk: { ...fine.disk, '/data/torrents/films': 1 },
      },
      { root: '/data/torrents/films', downloads: '/data/torrents' },
    ],
    [
      'downloads-in-root',
      'downloads lie inside the library',
      { roots: [{ path: '/data', accessible: true }] },
      { root: '/data', downloads: '/data/torrents/radarr' },
    ],
    [
      'hardlink-other-device',
      'downloads and library are on different disks',
      { disk: { ...fine.disk, '/data/media/films': 2 } },
      { root: '/data/media/films', downloads: '/data/torrents/radarr' },
    ],
    [
      'hardlink-separate-mounts',
      'one disk, but two volumes of a container',
      {
        inContainer: true,
        qbit: { savePath: '/downloads' },
        completed: '/downloads',
        roots: [{ path: '/films', accessible: true }],
        disk: { '/downloads': 1, '/downloads/radarr': 1, '/films': 1 },
      },
      { root: '/films', downloads: '/downloads/radarr' },
    ],
    [
      'not-here',
      'qBittorrent runs on another computer',
      {
        qbit: { host: 'nas', savePath: '/volume1/dl' },
        client: { host: 'nas' },
        appSees: ['/volume1/dl'],
        completed: '',
      },
      { path: '/volume1/dl', local: '/volume1/dl', qbit: 'qBit', where: 'remote' },
    ],
    [
      'not-here',
      'we run in a container that does not have the folder',
      { inContainer: true, qbit: { savePath: '/dl' }, appSees: ['/dl'], completed: '' },
      { path: '/dl', local: '/dl', qbit: 'qBit', where: 'container' },
    ],
    [
      'not-readable',
      'we may not look into the folder',
      { closed: ['/data/torrents'], completed: '' },
      { path: '/data/torrents' },
    ],
    ['not-writable', 'we may only read the folder', { readOnly: ['/data/torrents'] }, { path: '/data/torrents' }],
    [
      'disk-silent',
      'the disk does not answer',
      { silent: ['/data/torrents'], completed: '' },
      { path: '/data/torrents' },
    ],
    ['completed-missing', 'CompletedDownloadFolder is not there', { completed: '/nowhere' }, { path: '/nowhere' }],
    [
      'completed-elsewhere',
      'CompletedDownloadFolder is not where qBittorrent saves',
      { completed: '/old', disk: { ...fine.disk, '/old': 1 } },
      { path: '/old', saves: '/data/torrents' },
    ],
    [
      'incomplete-other-device',
      'unfinished downloads lie on another disk',
      { qbit: { tempPath: '/ssd/tmp' }, disk: { ...fine.disk, '/ssd/tmp': 3 } },
      { incomplete: '/ssd/tmp', complete: '/data/torrents' },
    ],
  ])('%s: %s', (code, _, broken, values) => {
    expect(all(judged(broken)).filter((finding) => finding.code === code)).toEqual([
      { code, severity: expect.any(String), values },
    ]);
  });

  it('no-client: the app has no qBittorrent at all', () => {
    const arr: ArrFacts = {
      instance: 'Sonarr',
      type: 'sonarr',
      category: 'sonarr',
      answer: { ok: true, value: { clients: [], mappings: [], roots: [] } },
    };
    const codes = all(judged({ others: [arr] })).map(({ code }) => code);
    expect(codes).toEqual(['no-client', 'no-root']);
  });

  it('category-shared: two apps give their downloads the same category', () => {
    const twin: ArrFacts = {
      instance: 'Radarr-HD',
      type: 'radarr',
      category: 'radarr',
      answer: { ok: true, value: { clients: [clientOf({})], mappings: [], roots: fine.roots } },
    };
    const { apps } = judged({ others: [twin] });
    expect(apps.map(({ findings }) => findings)).toEqual([
      [{ code: 'category-shared', severity: 'problem', values: { category: 'radarr', others: 'Radarr-HD' } }],
      [{ code: 'category-shared', severity: 'problem', values: { category: 'radarr', others: 'Radarr-4K' } }],
    ]);
  });

  it('a category folder that no download has made yet is no finding', () => {
    const { '/data/torrents/radarr': _, ...disk } = fine.disk;
    const found = judged({ disk });
    expect(all(found)).toEqual([]);
    expect(found.apps[0]?.downloads[0]).toMatchObject({ app: { sight: 'parent' }, here: { sight: 'parent' } });
    expect(found.apps[0]?.library[0]?.hardlinks).toBe('possible');
  });

  it('an app in a container that names the whole tree otherwise: its library is found here, links are possible', () => {
    const found = judged({
      client: { host: 'qbittorrent' },
      mappings: [{ host: 'qbittorrent', remote: '/data/torrents', local: '/nas/torrents' }],
      roots: [{ path: '/nas/media/films', accessible: true }],
      appSees: ['/nas/torrents', '/nas/torrents/radarr'],
    });
    expect(all(found)).toEqual([]);
    expect(found.apps[0]?.library).toEqual([
      {
        app: { path: '/nas/media/films', sight: 'there' },
        here: { path: '/data/media/films', sight: 'there' },
        hardlinks: 'possible',
      },
    ]);
  });

  it('what the app does not list is unknown, never a missing mapping', () => {
    const found = judged({ appSees: 'unknown' });
    expect(all(found)).toEqual([]);
    expect(found.apps[0]?.downloads[0]?.app.sight).toBe('unknown');
  });

  it('a library that is not on this computer says nothing about hardlinks', () => {
    const { '/data/media/films': _, ...disk } = fine.disk;
    expect(judged({ disk }).apps[0]?.library[0]?.hardlinks).toBe('unknown');
  });

  it('a relative and a foreign folder of a category are where qBittorrent puts them', () => {
    const at = (savePath: string) =>
      judged({ qbit: { categories: [{ name: 'radarr', savePath }] }, appSees: 'unknown' }).apps[0]?.downloads[0]?.name;
    expect(at('4k')).toBe('/data/torrents/4k');
    expect(at('/films')).toBe('/films');
    expect(at('')).toBe('/data/torrents/radarr');
  });

  it('servers that cannot be asked are told as such and spoil nothing else', () => {
    const down = { ok: false, trouble: 'Arr did not answer' } as const;
    const found = report(
      {
        qbits: [{ instance: 'qBit', host: 'localhost', port: 8080, answer: down }],
        arrs: [{ instance: 'Sonarr', type: 'sonarr', category: 'tv', answer: down }],
      },
      { ...fine, completed: '' },
    );
    expect(all(found)).toEqual([]);
    expect(found.clients[0]?.trouble).toBe('Arr did not answer');
    expect(found.apps[0]).toMatchObject({ trouble: 'Arr did not answer', downloads: [], library: [] });
  });
});
