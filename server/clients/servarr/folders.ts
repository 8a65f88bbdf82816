import type { z } from 'zod';
import type { DownloadClientSetting, RemotePathMapping, RootFolder } from './types.ts';
import { downloadClientsSchema, folderListSchema, remoteMappingsSchema, rootFoldersSchema } from './schemas.ts';

/** Reads a path of the API; what is wrong is thrown as a ClientError. */
export type Reader = <T>(path: string, schema: z.ZodType<T>) => Promise<T>;

const qbittorrent = 'qbittorrent';
/** `movieCategory`, `tvCategory`, `musicCategory`; Readarr uses the last one too. */
const categoryField = /^(?!.*imported)\w*category$/i;
const importedField = /^\w*importedcategory$/i;

/** The download clients that are a qBittorrent, those switched off too. */
export async function readDownloadClients(read: Reader): Promise<DownloadClientSetting[]> {
  const found = await read('downloadclient', downloadClientsSchema);
  return found
    .filter(({ implementation }) => implementation.toLowerCase() === qbittorrent)
    .map(({ name, enable, fields }) => {
      const valueOf = (wanted: (field: string) => boolean): unknown =>
        fields?.find((field) => wanted(field.name))?.value;
      return {
        name,
        enabled: enable !== false,
        host: textOf(valueOf((field) => field === 'host')),
        port: Number(valueOf((field) => field === 'port')) || 0,
        category: textOf(valueOf((field) => categoryField.test(field))),
        importedCategory: textOf(valueOf((field) => importedField.test(field))),
      };
    });
}

export async function readRemoteMappings(read: Reader): Promise<RemotePathMapping[]> {
  const found = await read('remotepathmapping', remoteMappingsSchema);
  return found.map(({ host, remotePath, localPath }) => ({ host, remote: remotePath, local: localPath }));
}

export async function readRootFolders(read: Reader): Promise<RootFolder[]> {
  const found = await read('rootfolder', rootFoldersSchema);
  return found.map(({ path, accessible }) => ({ path, accessible: accessible ?? null }));
}

/** Full paths of the folders in one folder as the Arr sees it, without a separator at their end; empty when it is not there. */
export async function readFolders(read: Reader, folder: string): Promise<string[]> {
  const separator = /^[a-z]:|^\\\\/i.test(folder) ? '\\' : '/';
  const path = /[\\/]$/.test(folder) ? folder : `${folder}${separator}`;
  const query = new URLSearchParams({
    path,
    includeFiles: 'false',
    allowFoldersWithoutTrailingSlashes: 'true',
  });
  const { directories } = await read(`filesystem?${query.toString()}`, folderListSchema);
  return (directories ?? []).map((directory) => directory.path.replace(/(?<=.)[\\/]+$/, ''));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
