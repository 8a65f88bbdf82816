import type { ArrType } from '../../contract/common.ts';
import type { Resource } from './times.ts';

/** A qBittorrent in the settings of a fake Arr. */
export interface FakeDownloadClient {
  name: string;
  enable: boolean;
  host: string;
  port: number;
  category: string;
  importedCategory: string;
}

export interface FakeRemoteMapping {
  host: string;
  remotePath: string;
  localPath: string;
}

/** Download clients, mappings and folders of a fake Arr; tests and the demo world change the lists. */
export class FakeArrFolders {
  downloadClients: FakeDownloadClient[] = [];
  remoteMappings: FakeRemoteMapping[] = [];
  rootFolders: string[] = [];
  /** Full paths of what it sees, without a separator at their end; the folders above are there too. */
  folders: string[] = [];
}

const categoryWord: Record<ArrType, string> = { radarr: 'movie', sonarr: 'tv', lidarr: 'music', readarr: 'music' };

export function downloadClientResources(type: ArrType, { downloadClients }: FakeArrFolders): Resource[] {
  return downloadClients.map(({ name, enable, host, port, category, importedCategory }, index) => ({
    id: index + 1,
    name,
    enable,
    protocol: 'torrent',
    priority: 1,
    removeCompletedDownloads: false,
    removeFailedDownloads: false,
    implementation: 'QBittorrent',
    implementationName: 'qBittorrent',
    configContract: 'QBittorrentSettings',
    tags: [],
    fields: [
      { order: 0, name: 'host', label: 'Host', value: host, type: 'textbox' },
      { order: 1, name: 'port', label: 'Port', value: port, type: 'textbox' },
      { order: 2, name: 'useSsl', label: 'Use SSL', value: false, type: 'checkbox' },
      { order: 4, name: 'username', label: 'Username', type: 'textbox' },
      { order: 6, name: `${categoryWord[type]}Category`, label: 'Category', value: category, type: 'textbox' },
      {
        order: 7,
        name: `${categoryWord[type]}ImportedCategory`,
        label: 'Post-Import Category',
        // A setting nobody touched comes without a value.
        ...(importedCategory !== '' && { value: importedCategory }),
        type: 'textbox',
      },
    ],
  }));
}

export function remoteMappingResources({ remoteMappings }: FakeArrFolders): Resource[] {
  return remoteMappings.map((mapping, index) => ({ id: index + 1, ...mapping }));
}

export function rootFolderResources(type: ArrType, state: FakeArrFolders): Resource[] {
  return state.rootFolders.map((path, index) => ({
    id: index + 1,
    path,
    accessible: isSeen(state, path),
    freeSpace: 250_000_000_000,
    ...(type === 'radarr' || type === 'sonarr' ? { unmappedFolders: [] } : { name: 'Library' }),
  }));
}

/** Folders in `path`, which ends with a separator; a folder that is not there is answered with nothing, as the servers do. */
export function filesystemResource(state: FakeArrFolders, path: string): Resource {
  const separator = /^[a-z]:|^\\\\/i.test(path) ? '\\' : '/';
  const above = path.endsWith(separator) ? path : `${path}${separator}`;
  const children = state.folders
    .filter((folder) => folder.startsWith(above) && folder !== above)
    .map((folder) => folder.slice(above.length).split(separator)[0] ?? '');
  return {
    parent: above.slice(0, above.lastIndexOf(separator, above.length - 2) + 1),
    directories: [...new Set(children)].toSorted().map((name) => ({
      type: 'folder',
      name,
      path: `${above}${name}${separator}`,
      lastModified: '2026-01-05T12:00:00Z',
      size: 0,
    })),
    files: [],
  };
}

function isSeen(state: FakeArrFolders, path: string): boolean {
  return state.folders.some((folder) => folder === path || folder.startsWith(`${path}/`));
}
