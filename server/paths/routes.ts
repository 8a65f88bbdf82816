import { leadsHere } from '../contract/index.ts';
import { below, isAbsolutePath, isWithin, localPath, restOf, trimmed } from '../engine/torrents/paths.ts';
import type { ArrFacts, DownloadClient, PathFacts, QbitFacts, QbitFolders, RemoteMapping } from './facts.ts';
import { renamed } from './names.ts';

/** How sure it is that a download client of an Arr and a section of ours are the same qBittorrent. */
export type Match = 'same' | 'likely' | 'guess';

/** The way of a download from a qBittorrent to an Arr, with the name each gives its folder. */
export interface DownloadRoute {
  readonly client: DownloadClient;
  readonly qbit: QbitFacts & { readonly folders: QbitFolders };
  readonly match: Match;
  /** Where new torrents of the category land, as qBittorrent names it. */
  readonly landing: string;
  /** The folder a mapping is best made for: the default one where the landing lies in it. */
  readonly base: string;
  /** The mapping the Arr applies, and what it makes of the landing. */
  readonly mapping: RemoteMapping | null;
  readonly appName: string;
  readonly appBase: string;
  readonly hereName: string;
  readonly hereBase: string;
}

/** Folder of a category (arr-api.md 8.6): its own, a relative one below the default, or one of its name. */
export function categoryFolder(folders: QbitFolders, category: string): string {
  const own = folders.categories.find(({ name }) => name === category)?.savePath.trim() ?? '';
  if (own !== '' && isAbsolutePath(own)) return own;
  return below(folders.savePath, own === '' ? category : own);
}

/** What the Arr makes of a path of that host: the first mapping of the very same host name decides. */
function mappingOf(mappings: readonly RemoteMapping[], host: string, path: string): RemoteMapping | null {
  return (
    mappings.find((mapping) => mapping.host.toLowerCase() === host.toLowerCase() && isWithin(path, mapping.remote)) ??
    null
  );
}

/** One route per download client in use; without one that fits, a single qBittorrent of ours is taken as meant. */
export function routesOf(arr: ArrFacts, facts: PathFacts): DownloadRoute[] {
  if (!arr.answer.ok) return [];
  const { clients, mappings } = arr.answer.value;
  return clients
    .filter(({ enabled }) => enabled)
    .flatMap((client) => {
      const found = qbitOf(client, facts.qbits);
      if (found === null || !found.qbit.answer.ok) return [];
      const folders = found.qbit.answer.value;
      const landing = landingOf(folders, client.category === '' ? arr.category : client.category);
      const base = isWithin(landing, folders.savePath) ? folders.savePath : landing;
      const mapping = mappingOf(mappings, client.host, landing);
      const mapped = (path: string): string =>
        mapping !== null && isWithin(path, mapping.remote) ? below(mapping.local, restOf(path, mapping.remote)) : path;
      const route: DownloadRoute = {
        client,
        qbit: { ...found.qbit, folders },
        match: found.match,
        landing,
        base,
        mapping,
        appName: mapped(landing),
        // A mapping that begins below the default folder says nothing about that folder.
        appBase: mapping === null || isWithin(base, mapping.remote) ? mapped(base) : mapped(landing),
        hereName: localPath(landing, facts.mappings),
        hereBase: localPath(base, facts.mappings),
      };
      return [route];
    });
}

function landingOf(folders: QbitFolders, category: string): string {
  return folders.followsCategories && category !== '' ? categoryFolder(folders, category) : folders.savePath;
}

function qbitOf(client: DownloadClient, qbits: readonly QbitFacts[]): { qbit: QbitFacts; match: Match } | null {
  const isSameHost = ({ host }: QbitFacts) =>
    host.toLowerCase() === client.host.toLowerCase() || (leadsHere(host) && leadsHere(client.host));
  const samePort = qbits.filter(({ port }) => port === client.port);
  const same = samePort.find(isSameHost);
  if (same !== undefined) return { qbit: same, match: 'same' };
  const [likely] = samePort;
  if (likely !== undefined) return { qbit: likely, match: 'likely' };
  const [only, ...others] = qbits;
  return only !== undefined && others.length === 0 ? { qbit: only, match: 'guess' } : null;
}

/** Folders that have to be looked at before anything can be said: on this computer, and through each Arr. */
export function foldersToSee(facts: PathFacts): { here: string[]; apps: Map<string, string[]> } {
  const here = new Set<string>();
  const apps = new Map<string, string[]>();
  const add = (path: string) => void (path !== '' && here.add(path));
  add(facts.completedFolder);
  for (const { answer } of facts.qbits) {
    if (!answer.ok) continue;
    add(localPath(answer.value.savePath, facts.mappings));
    if (answer.value.tempPath !== null) add(localPath(answer.value.tempPath, facts.mappings));
  }
  for (const arr of facts.arrs) {
    const routes = routesOf(arr, facts);
    const roots = arr.answer.ok ? arr.answer.value.roots : [];
    for (const { path } of roots) for (const name of rootNames(trimmed(path), routes)) add(name);
    for (const { hereName, hereBase } of routes) [hereName, hereBase].forEach(add);
    const seen = routes.flatMap((route) => [route.landing, route.base, route.appName, route.appBase, route.hereBase]);
    apps.set(arr.instance, [...new Set(seen)]);
  }
  return { here: [...here], apps };
}

/** What a library folder may be called on this computer, the likelier one first. */
export function rootNames(root: string, routes: readonly DownloadRoute[]): string[] {
  const told = routes.flatMap(({ appName, hereName }) => renamedOrNone(root, appName, hereName));
  return [...new Set([...told, root])];
}

function renamedOrNone(root: string, appName: string, hereName: string): string[] {
  const name = renamed(root, appName, hereName);
  return name === null ? [] : [name];
}
