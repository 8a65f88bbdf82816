import { Refusal } from './parameters.ts';
import { torrentOf } from './reads.ts';
import type { QbitAction, QbitCall, QbitRoute } from './routes.ts';
import { transitions } from './state.ts';
import type { FakeTorrent } from './torrent.ts';

type Change = (torrent: FakeTorrent, call: QbitCall) => Partial<FakeTorrent>;

/** Writes of arr-api.md 8.7 that this program sends. */
export const writeRoutes: QbitRoute[] = [
  ...switchRoutes('start', 'resume'),
  ...switchRoutes('stop', 'pause'),
  action('recheck', 'recheck'),
  {
    path: 'torrents/delete',
    writes: true,
    spec: { hashes: 'hashes', deleteFiles: 'bool' },
    handle: (call) => {
      const deleteFiles = call.parameters.flag('deleteFiles');
      for (const torrent of named(call)) {
        call.state.removeTorrent(torrent.hash);
        call.state.recordDeletion(torrent, deleteFiles);
        call.onAction({ kind: 'delete', torrent, deleteFiles });
      }
      return null;
    },
  },
  {
    path: 'torrents/filePrio',
    writes: true,
    spec: { hash: 'hash', id: 'indexes', priority: 'int' },
    handle: (call) => {
      const { state, parameters } = call;
      const priority = parameters.number('priority');
      if (![0, 1, 6, 7].includes(priority)) throw new Refusal(400, 'File priority is not valid');
      const torrent = torrentOf(call);
      const indexes = parameters.list('id', '|').map(Number);
      if (torrent.files.length === 0) throw new Refusal(409, `Torrent's metadata has not yet downloaded`);
      if (indexes.some((index) => index >= torrent.files.length)) throw new Refusal(409, 'File index is not valid');
      const files = torrent.files.map((file, index) => (indexes.includes(index) ? { ...file, priority } : file));
      state.setFiles(torrent.hash, files);
      return null;
    },
  },
  {
    path: 'torrents/addTags',
    writes: true,
    spec: { hashes: 'hashes', tags: 'string' },
    handle: (call) => {
      const added = call.parameters.list('tags', ',');
      call.state.createTags(added);
      return patchNamed(call, ({ tags }) => ({ tags: [...new Set([...tags, ...added])] }));
    },
  },
  forEach('removeTags', { 'tags?': 'string' }, ({ tags }, { parameters }) => {
    const gone = parameters.list('tags', ',');
    return { tags: gone.length === 0 ? [] : tags.filter((tag) => !gone.includes(tag)) };
  }),
  {
    path: 'torrents/createTags',
    writes: true,
    spec: { tags: 'string' },
    handle: ({ state, parameters }) => {
      state.createTags(parameters.list('tags', ','));
      return null;
    },
  },
  {
    path: 'torrents/setCategory',
    writes: true,
    spec: { hashes: 'hashes', category: 'string' },
    handle: (call) => {
      const category = call.parameters.text('category');
      if (category !== '' && !call.state.hasCategory(category)) throw new Refusal(409, 'Incorrect category name');
      return patchNamed(call, () => ({ category }));
    },
  },
  {
    path: 'torrents/createCategory',
    writes: true,
    spec: { category: 'string', savePath: 'string' },
    handle: ({ state, parameters }) => {
      const name = parameters.text('category');
      if (name === '') throw new Refusal(400, 'Category cannot be empty');
      const isAllowed = !/\\|^\/|\/$|\/\//.test(name);
      if (!isAllowed) throw new Refusal(409, 'Incorrect category name');
      if (state.hasCategory(name)) throw new Refusal(409, 'Unable to create category');
      const withParents = state.version.subcategoriesAlways || state.preferences.use_subcategories;
      const parts = withParents ? name.split('/').slice(0, -1) : [];
      for (const [index] of parts.entries()) {
        const parent = parts.slice(0, index + 1).join('/');
        if (!state.hasCategory(parent)) state.addCategory(parent, '');
      }
      state.addCategory(name, parameters.text('savePath'));
      return null;
    },
  },
  {
    path: 'torrents/setShareLimits',
    writes: true,
    spec: {
      hashes: 'hashes',
      ratioLimit: 'number',
      seedingTimeLimit: 'int',
      'inactiveSeedingTimeLimit?': 'int',
      'shareLimitAction?': 'string',
    },
    handle: (call) => {
      const { inactiveRequired, actionRequired } = call.state.version.shareLimits;
      require(call, 'inactiveSeedingTimeLimit', inactiveRequired);
      require(call, 'shareLimitAction', actionRequired);
      return patchNamed(call, (_, { parameters }) => ({
        ratioLimit: parameters.number('ratioLimit'),
        seedingTimeLimit: parameters.number('seedingTimeLimit'),
        inactiveSeedingTimeLimit: parameters.number('inactiveSeedingTimeLimit', -2),
      }));
    },
  },
  forEach('setDownloadLimit', { limit: 'int' }, (_, { parameters }) => ({
    dlLimit: Math.max(0, parameters.number('limit')),
  })),
  forEach('setUploadLimit', { limit: 'int' }, (_, { parameters }) => ({
    upLimit: Math.max(0, parameters.number('limit')),
  })),
  forEach('setSuperSeeding', { value: 'bool' }, (_, { parameters }) => ({ superSeeding: parameters.flag('value') })),
  {
    path: 'torrents/addTrackers',
    writes: true,
    spec: { hash: 'hash', urls: 'string' },
    handle: (call) => {
      const torrent = torrentOf(call);
      const urls = call.parameters.list('urls', '\n').filter((url) => !torrent.trackers.some((t) => t.url === url));
      const added = urls.map((url) => ({ url, status: 1, message: '' }));
      call.state.setTrackers(torrent.hash, [...torrent.trackers, ...added]);
      return null;
    },
  },
  {
    path: 'torrents/removeTrackers',
    writes: true,
    spec: { hash: 'hash', urls: 'string' },
    handle: (call) => {
      const torrent = torrentOf(call);
      // 5.x percent-decodes each address (arr-api.md 8.7).
      const decoded = (url: string) => (call.state.version.saysStopped ? decodeURIComponent(url) : url);
      const gone = call.parameters.list('urls', '|').map(decoded);
      call.state.setTrackers(
        torrent.hash,
        torrent.trackers.filter(({ url }) => !gone.includes(url)),
      );
      return null;
    },
  },
  {
    path: 'torrents/topPrio',
    writes: true,
    spec: { hashes: 'hashes' },
    handle: (call) => {
      if (!call.state.preferences.queueing_enabled) throw new Refusal(409, 'Torrent queueing must be enabled');
      const first = named(call);
      const others = call.state.torrents().filter((torrent) => torrent.priority > 0 && !first.includes(torrent));
      const queue = [...first, ...others.toSorted((a, b) => a.priority - b.priority)];
      for (const [index, torrent] of queue.entries()) call.state.patchTorrent(torrent.hash, { priority: index + 1 });
      return null;
    },
  },
];

/** Unknown hashes are skipped silently (arr-api.md 8.1). */
function named({ state, parameters }: QbitCall): FakeTorrent[] {
  const hashes = new Set(parameters.list('hashes', '|'));
  return state.torrents().filter((torrent) => hashes.has('all') || hashes.has(torrent.hash));
}

function patchNamed(call: QbitCall, change: Change): null {
  for (const torrent of named(call)) call.state.patchTorrent(torrent.hash, change(torrent, call));
  return null;
}

function forEach(name: string, spec: QbitRoute['spec'], change: Change): QbitRoute {
  return {
    path: `torrents/${name}`,
    writes: true,
    spec: { hashes: 'hashes', ...spec },
    handle: (call) => patchNamed(call, change),
  };
}

/** A button: its state change, then the world hears of it. */
function action(name: string, kind: Exclude<QbitAction['kind'], 'delete'>): QbitRoute {
  return {
    path: `torrents/${name}`,
    writes: true,
    spec: { hashes: 'hashes' },
    handle: (call) => {
      for (const torrent of named(call)) {
        call.state.patchTorrent(torrent.hash, transitions[kind](torrent));
        call.onAction({ kind, torrent, deleteFiles: false });
      }
      return null;
    },
  };
}

/** The word of 5.x and the word of 4.x; each is unknown to the other (arr-api.md 8.7). */
function switchRoutes(kind: 'start' | 'stop', oldName: string): QbitRoute[] {
  return [
    { ...action(kind, kind), existsOn: ({ version }) => version.saysStopped },
    { ...action(oldName, kind), existsOn: ({ version }) => !version.saysStopped },
  ];
}

function require({ parameters }: QbitCall, name: string, isRequired: boolean): void {
  if (isRequired && !parameters.has(name)) throw new Refusal(400, `Missing required parameter: ${name}`);
}
