import type { FakeCommands } from './commands.ts';
import { blocklistPage, historyPage, pagingSpec, queuePage, removalSpec, removeDownload } from './queue.ts';
import type { QueueRemoval } from './queue.ts';
import { downloadClientResources, filesystemResource, remoteMappingResources, rootFolderResources } from './folders.ts';
import { fileIdOf, mediaResource, parentResource } from './library.ts';
import { commandResource, fileResource, indexerResource, qualityProfile } from './resources.ts';
import { timestamp } from './times.ts';
import type { FakeArrState, FakeMedia } from './state.ts';
import { readBody, readQuery, Violation } from './validate.ts';
import type { FieldSpec, QueryValues } from './validate.ts';

export interface FakeReply {
  status: number;
  /** Absent = empty body. */
  json?: unknown;
}

/** Everything a route may touch. */
export interface RouteContext {
  state: FakeArrState;
  commands: FakeCommands;
  urlBase: string;
  onQueueRemoved: (removal: QueueRemoval) => void;
}

interface RouteCall extends RouteContext {
  id: number;
  query: QueryValues;
  body: unknown;
}

interface Route {
  method: string;
  /** Under the API base; `:id` is an integer. */
  path: string;
  query?: FieldSpec;
  handle(call: RouteCall): FakeReply;
}

const notFound: FakeReply = { status: 404, json: { message: 'NotFound' } };
const badRequest = (message: string): FakeReply => ({ status: 400, json: { message: `BadRequest: ${message}` } });
const ok = (json: unknown): FakeReply => ({ status: 200, json });

/** All routes of one application (arr-api.md 1.5-1.7, 2-5). */
export function routesOf(state: FakeArrState): Route[] {
  return [...systemRoutes, ...folderRoutes, ...commandRoutes, ...queueRoutes(state), ...libraryRoutes(state)];
}

/**
 * Answers one authorised API call; `path` is without the API base.
 * @throws Violation for everything the table does not name: path, method, query parameter, body member.
 */
export function dispatch(
  routes: Route[],
  context: RouteContext,
  request: { method: string; path: string; query: URLSearchParams; body: unknown },
): FakeReply {
  const { method, path, query, body } = request;
  const segments = path.split('/');
  const route = routes.find((candidate) => candidate.method === method && matches(candidate.path.split('/'), segments));
  if (route === undefined) throw new Violation(`no route ${method} ${path}`);
  const values = readQuery(query, route.query ?? {});
  const hasId = route.path.endsWith('/:id');
  const id = hasId ? Number(segments.at(-1)) : 0;
  if (hasId && id <= 0) return badRequest('id must be greater than zero');
  return route.handle({ ...context, id, query: values, body });
}

function matches(pattern: string[], segments: string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => (part === ':id' ? /^-?\d+$/.test(segments[index] ?? '') : part === segments[index]))
  );
}

const systemRoutes: Route[] = [
  {
    method: 'GET',
    path: '/system/status',
    handle: ({ state, urlBase }) =>
      ok({
        appName: state.dialect.appName,
        instanceName: state.dialect.appName,
        version: state.dialect.version,
        isProduction: true,
        isLinux: true,
        branch: 'master',
        urlBase,
        runtimeName: '.NET',
        startTime: timestamp(state.startedAt),
      }),
  },
  {
    method: 'GET',
    path: '/update',
    handle: ({ state }) =>
      ok([{ version: state.dialect.version, installed: true, latest: true, releaseDate: timestamp(0) }]),
  },
  {
    method: 'GET',
    path: '/qualityprofile',
    handle: ({ state }) => ok([qualityProfile(1, state.minFormatScores.get(1))]),
  },
  { method: 'GET', path: '/indexer', handle: ({ state }) => ok([indexerResource(state)]) },
  {
    method: 'GET',
    path: '/qualityprofile/:id',
    handle: ({ id, state }) =>
      id === 1 || state.minFormatScores.has(id) ? ok(qualityProfile(id, state.minFormatScores.get(id))) : notFound,
  },
];

const folderRoutes: Route[] = [
  {
    method: 'GET',
    path: '/downloadclient',
    handle: ({ state }) => ok(downloadClientResources(state.type, state.folders)),
  },
  { method: 'GET', path: '/remotepathmapping', handle: ({ state }) => ok(remoteMappingResources(state.folders)) },
  { method: 'GET', path: '/rootfolder', handle: ({ state }) => ok(rootFolderResources(state.type, state.folders)) },
  {
    method: 'GET',
    path: '/filesystem',
    query: { path: 'string', includeFiles: 'bool', allowFoldersWithoutTrailingSlashes: 'bool' },
    handle: ({ state, query }) => ok(filesystemResource(state.folders, String(query.path ?? ''))),
  },
];

const commandRoutes: Route[] = [
  { method: 'GET', path: '/command', handle: ({ commands }) => ok(commands.listed().map(commandResource)) },
  {
    method: 'POST',
    path: '/command',
    handle: ({ commands, body }) => {
      const command = commands.post(body);
      if (command !== null) return { status: 201, json: commandResource(command) };
      return {
        status: 500,
        json: { message: 'Sequence contains no matching element', description: 'at NzbDrone.Core' },
      };
    },
  },
  {
    method: 'GET',
    path: '/command/:id',
    handle: ({ commands, id }) => {
      const command = commands.get(id);
      return command === undefined ? notFound : ok(commandResource(command));
    },
  },
  {
    method: 'DELETE',
    path: '/command/:id',
    handle: ({ commands, id }) => {
      const command = commands.get(id);
      if (command === undefined) return notFound;
      if (!commands.cancel(command)) return { status: 409, json: { message: 'Command is not queued' } };
      return { status: 200 };
    },
  },
];

function queueRoutes(state: FakeArrState): Route[] {
  const { includes, includeUnknown } = state.dialect;
  const flags = Object.fromEntries([...includes, includeUnknown].map((name) => [name, 'bool' as const]));
  return [
    {
      method: 'GET',
      path: '/queue',
      query: { ...pagingSpec, ...flags },
      handle: ({ query }) => ok(queuePage(state, query)),
    },
    {
      method: 'DELETE',
      path: '/queue/:id',
      query: removalSpec,
      handle: (call) => (remove(call, call.id) ? { status: 200 } : notFound),
    },
    {
      method: 'DELETE',
      path: '/queue/bulk',
      query: removalSpec,
      handle: (call) => {
        const { ids } = readBody(call.body, { ids: 'ints' });
        for (const id of Array.isArray(ids) ? ids : []) remove(call, Number(id));
        return { status: 200, json: {} };
      },
    },
    { method: 'GET', path: '/blocklist', query: pagingSpec, handle: ({ query }) => ok(blocklistPage(state, query)) },
    {
      method: 'GET',
      path: '/history',
      query: { ...pagingSpec, downloadId: 'string' },
      handle: ({ query }) => ok(historyPage(state, query)),
    },
  ];
}

function remove({ state, commands, query, onQueueRemoved }: RouteCall, id: number): boolean {
  const removal = removeDownload(state, id, query);
  if (removal === null) return false;
  if (removal.blocklist && !removal.skipRedownload && state.redownloadFailed && removal.mediaIds.length > 0) {
    commands.push(state.dialect.searchCommand, { [state.dialect.media.idsField]: removal.mediaIds }, 'unspecified');
  }
  onQueueRemoved(removal);
  return true;
}

function libraryRoutes(state: FakeArrState): Route[] {
  const { media, parent, mediaFilters } = state.dialect;
  const routes: Route[] = [
    {
      method: 'GET',
      path: media.path,
      query: mediaFilters,
      handle: ({ query }) => {
        const filters = Object.keys(query).filter((name) => /Ids?$/.test(name));
        if (state.type === 'sonarr' && filters.length === 0)
          return badRequest('seriesId or episodeIds must be provided');
        // Only a single book or episode, or one asked for with its series, carries its parent (arr-api.md 3-5).
        const withParent = state.type === 'lidarr' || query.includeSeries === true;
        const found = [...state.media.values()].filter((item) => isWanted(state, item, query));
        return ok(found.map((item) => mediaResource(state, item, withParent)));
      },
    },
    {
      method: 'GET',
      path: `${media.path}/:id`,
      handle: ({ id }) => {
        const item = state.media.get(id);
        return item === undefined ? notFound : ok(mediaResource(state, item, true));
      },
    },
  ];
  routes.push(fileRoute(state));
  if (parent === null) return routes;
  return [
    ...routes,
    {
      method: 'GET',
      path: parent.path,
      handle: () => ok([...state.parents.values()].map((item) => parentResource(state, item))),
    },
    {
      method: 'GET',
      path: `${parent.path}/:id`,
      handle: ({ id }) => {
        const item = state.parents.get(id);
        return item === undefined ? notFound : ok(parentResource(state, item));
      },
    },
  ];
}

/** One file by its id, or the files of one item (arr-api.md 2-5). */
function fileRoute(state: FakeArrState): Route {
  const { path, idsField } = state.dialect.file;
  const withFile = () => [...state.media.values()].filter(({ hasFile }) => hasFile);
  if (idsField === null) {
    return {
      method: 'GET',
      path: `${path}/:id`,
      handle: ({ id }) => {
        const owner = withFile().find((item) => fileIdOf(item) === id);
        return owner === undefined ? notFound : ok(fileResource(state, owner));
      },
    };
  }
  return {
    method: 'GET',
    path,
    query: { [idsField]: 'int' },
    handle: ({ query }) =>
      ok(
        withFile()
          .filter((item) => item.id === query[idsField])
          .map((item) => fileResource(state, item)),
      ),
  };
}

function isWanted(state: FakeArrState, item: FakeMedia, query: QueryValues): boolean {
  const { media, parent } = state.dialect;
  const ids = query[media.idsField];
  const parentId = parent === null ? undefined : query[parent.idField];
  return (
    (query.tmdbId === undefined || query.tmdbId === 1000 + item.id) &&
    (query.seasonNumber === undefined || query.seasonNumber === item.seasonNumber) &&
    (!Array.isArray(ids) || ids.includes(item.id)) &&
    (parentId === undefined || parentId === item.parentId)
  );
}
