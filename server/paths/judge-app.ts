import type { HardlinkVerdict, NamedFolder, PathApp, PathFinding, PathSight } from '../contract/index.ts';
import { isSamePath, isWindows, isWithin, trimmed } from '../engine/torrents/paths.ts';
import type { ArrFacts, ArrFolders, LocalFolder, PathFacts, Sights } from './facts.ts';
import { categoryFolder, rootNames, routesOf } from './routes.ts';
import type { DownloadRoute } from './routes.ts';
import { topOf } from './names.ts';

/** What one Arr calls its folders, whether hardlinks are possible, and what to change. */
export function judgeApp(arr: ArrFacts, facts: PathFacts, sights: Sights): PathApp {
  const { instance, type, category, answer } = arr;
  const blank = { instance, type, category, downloads: [], library: [], findings: [] };
  if (!answer.ok) return { ...blank, trouble: answer.trouble };
  const routes = routesOf(arr, facts);
  const library = answer.value.roots.map((root) => libraryRow(root, { arr, routes, facts, sights }));
  return {
    ...blank,
    trouble: null,
    downloads: routes.map((route) => ({
      client: route.client.name,
      clientCategory: route.client.category,
      qbit: route.qbit.instance,
      name: trimmed(route.landing),
      app: { path: trimmed(route.appName), sight: appSight(route, instance, sights) },
      here: { path: trimmed(route.hereName), sight: hereSight(route, sights) },
    })),
    library: library.map(({ row }) => row),
    findings: [
      ...clientFindings(answer.value, arr, facts),
      ...routes.flatMap((route) => [
        ...addressFindings(route),
        ...categoryFindings(route, arr, facts),
        ...mappingFindings(route, { instance, folders: answer.value, sights }),
      ]),
      ...library.flatMap(({ findings }) => findings),
      ...(answer.value.roots.length === 0 ? [say('no-root', 'warning', {})] : []),
    ],
  };
}

/** Builds a finding whose values fit its code. */
export function say<Code extends PathFinding['code']>(
  code: Code,
  severity: Extract<PathFinding, { code: Code }>['severity'],
  values: Extract<PathFinding, { code: Code }>['values'],
): Extract<PathFinding, { code: Code }>;
export function say(code: string, severity: string, values: object): object {
  return { code, severity, values };
}

function clientFindings({ clients }: ArrFolders, arr: ArrFacts, facts: PathFacts): PathFinding[] {
  const [first] = clients;
  if (first === undefined) return [say('no-client', 'problem', {})];
  const used = clients.filter(({ enabled }) => enabled);
  if (used.length === 0) return [say('client-off', 'problem', { client: first.name })];
  if (routesOf(arr, facts).length > 0 || facts.qbits.length < 2) return [];
  const ours = facts.qbits.map(({ host, port }) => `${host}:${port}`).join(', ');
  return used.map(({ name, host, port }) =>
    say('other-address', 'warning', { client: name, theirs: `${host}:${port}`, ours }),
  );
}

function addressFindings({ match, client, qbit }: DownloadRoute): PathFinding[] {
  if (match !== 'guess') return [];
  const theirs = `${client.host}:${client.port}`;
  return [say('other-address', 'warning', { client: client.name, theirs, ours: `${qbit.host}:${qbit.port}` })];
}

function categoryFindings(route: DownloadRoute, arr: ArrFacts, facts: PathFacts): PathFinding[] {
  const { client, qbit } = route;
  const findings: PathFinding[] = [];
  if (client.category === '') {
    findings.push(say('no-category', 'problem', { client: client.name, ours: arr.category }));
  } else if (client.category !== arr.category) {
    const values = { client: client.name, theirs: client.category, ours: arr.category };
    findings.push(say('other-category', 'problem', values));
  }
  const others = facts.arrs.filter(
    (other) =>
      other !== arr &&
      routesOf(other, facts).some(
        (theirs) => theirs.qbit.instance === qbit.instance && theirs.client.category === client.category,
      ),
  );
  if (client.category !== '' && others.length > 0) {
    const names = others.map(({ instance }) => instance).join(', ');
    findings.push(say('category-shared', 'problem', { category: client.category, others: names }));
  }
  const wanted = client.category === '' ? arr.category : client.category;
  const known = qbit.folders.categories.find(({ name }) => name === wanted);
  if (known === undefined) {
    findings.push(say('category-missing', 'note', { category: wanted, qbit: qbit.instance }));
  } else if (!qbit.folders.followsCategories && known.savePath !== '') {
    const path = categoryFolder(qbit.folders, wanted);
    if (!isSamePath(path, route.landing)) {
      findings.push(say('category-path-unused', 'note', { category: wanted, path, used: route.landing }));
    }
  }
  if (client.importedCategory !== '' && client.importedCategory !== client.category) {
    findings.push(say('imported-category', 'warning', { client: client.name, category: client.importedCategory }));
  }
  return findings;
}

interface AppView {
  readonly instance: string;
  readonly folders: ArrFolders;
  readonly sights: Sights;
}

function hereSight({ hereName, hereBase }: DownloadRoute, sights: Sights): PathSight {
  const { presence } = sights.here(hereName);
  return presence === 'missing' && sights.here(hereBase).presence === 'there' ? 'parent' : presence;
}

/** The Arr's view; a folder we see and it does not is missing there, and not just one that no download has made yet. */
function appSight({ appName, appBase, hereName }: DownloadRoute, instance: string, sights: Sights): PathSight {
  const presence = sights.app(instance, appName);
  const mayBeMade = presence === 'missing' && sights.here(hereName).presence !== 'there';
  return mayBeMade && sights.app(instance, appBase) === 'there' ? 'parent' : presence;
}

/** Does the Arr find what qBittorrent saves, under the name it is told or maps it to? */
function mappingFindings(route: DownloadRoute, { instance, folders, sights }: AppView): PathFinding[] {
  const { client, landing, base, mapping } = route;
  const { host } = client;
  const sight = appSight(route, instance, sights);
  if (mapping !== null) {
    if (sight !== 'missing') return [];
    const values = { host, remote: mapping.remote, local: mapping.local };
    const isSeenAsNamed = sights.app(instance, landing) === 'there' || sights.app(instance, base) === 'there';
    return isSeenAsNamed
      ? [say('mapping-not-needed', 'problem', values)]
      : [say('mapping-target-missing', 'problem', values)];
  }
  if (sight === 'there' || sight === 'parent') return [];
  const strange = folders.mappings.find(({ remote }) => isWithin(landing, remote));
  if (strange !== undefined) {
    const values = { wrong: strange.host, host, remote: strange.remote, local: strange.local };
    return [say('mapping-wrong-host', 'problem', values)];
  }
  const values = { host, remote: trimmed(base), local: localGuess(route, instance, sights) };
  const own = [...folders.roots.map(({ path }) => path), ...folders.mappings.map(({ local }) => local)][0];
  if (own !== undefined && isWindows(own) !== isWindows(landing)) return [say('path-style', 'problem', values)];
  return sight === 'missing' ? [say('mapping-needed', 'problem', values)] : [];
}

/** Our own name of the folder when the Arr has it too; else '', because only its owner knows. */
function localGuess({ base, hereBase }: DownloadRoute, instance: string, sights: Sights): string {
  return !isSamePath(hereBase, base) && sights.app(instance, hereBase) === 'there' ? trimmed(hereBase) : '';
}

interface LibraryView {
  readonly arr: ArrFacts;
  readonly routes: readonly DownloadRoute[];
  readonly facts: PathFacts;
  readonly sights: Sights;
}

function libraryRow(root: ArrFolders['roots'][number], view: LibraryView) {
  const { routes, sights } = view;
  const path = trimmed(root.path);
  const names = rootNames(path, routes);
  const name = names.find((one) => sights.here(one).presence === 'there') ?? names[0] ?? path;
  const folder = sights.here(name);
  const here: NamedFolder = { path: name, sight: folder.presence };
  const findings: PathFinding[] = [];
  if (root.accessible === false) findings.push(say('root-missing', 'problem', { root: path }));
  const verdicts = routes.map((route) => {
    const verdict = linksBetween(route, { path, name, folder }, view);
    findings.push(...placeFindings(route, path), ...linkFindings(verdict, route, path));
    return verdict;
  });
  const hardlinks = (['impossible', 'unsure', 'unknown', 'possible'] as const).find((one) => verdicts.includes(one));
  const app: NamedFolder = { path, sight: accessSight(root.accessible) };
  return { row: { app, here, hardlinks: hardlinks ?? ('unknown' as const) }, findings };
}

function accessSight(accessible: boolean | null): NamedFolder['sight'] {
  return accessible === null ? 'unknown' : accessible ? 'there' : 'missing';
}

/** A library and downloads must not lie in each other: what is cleaned up below one would hit the other. */
function placeFindings({ appName, appBase }: DownloadRoute, root: string): PathFinding[] {
  const downloads = trimmed(appBase);
  if (isWithin(root, downloads)) return [say('root-in-downloads', 'problem', { root, downloads })];
  return isWithin(appName, root) ? [say('downloads-in-root', 'warning', { root, downloads: trimmed(appName) })] : [];
}

function linksBetween(
  route: DownloadRoute,
  library: { path: string; name: string; folder: LocalFolder },
  { facts, sights }: LibraryView,
): HardlinkVerdict {
  const device = sights.here(route.hereName).device ?? sights.here(route.hereBase).device;
  if (device === null || library.folder.device === null) return 'unknown';
  if (device !== library.folder.device) return 'impossible';
  // Two volumes of a container are two mounts, and no link leads from one to the other even on one disk.
  const isOwnView = isSamePath(route.appName, route.hereName) && isSamePath(library.path, library.name);
  const mayBeMounts = facts.inContainer || !isOwnView;
  return mayBeMounts && topOf(route.appName) !== topOf(library.path) ? 'unsure' : 'possible';
}

function linkFindings(verdict: HardlinkVerdict, { appName }: DownloadRoute, root: string): PathFinding[] {
  const values = { root, downloads: trimmed(appName) };
  if (verdict === 'impossible') return [say('hardlink-other-device', 'warning', values)];
  return verdict === 'unsure' ? [say('hardlink-separate-mounts', 'warning', values)] : [];
}
