import { Refusal } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import type { QbitCall, QbitReply, QbitRoute } from './routes.ts';
import type { FakeQbitState } from './state.ts';
import { isComplete, pieceSize, wantedSize } from './torrent.ts';
import type { FakeTorrent } from './torrent.ts';

const read = (path: string, spec: QbitRoute['spec'], handle: (call: QbitCall) => QbitReply): QbitRoute => ({
  path,
  writes: false,
  spec,
  handle,
});

/** Reads of arr-api.md 8.3, 8.4, 8.6 and 8.8. */
export const readRoutes: QbitRoute[] = [
  read('app/version', {}, ({ state }) => ({ text: `v${state.version.app}` })),
  read('app/webapiVersion', {}, ({ state }) => ({ text: state.version.webApi })),
  read('app/preferences', {}, ({ state }) => ({ json: preferences(state) })),
  read('transfer/info', {}, ({ state }) => ({ json: transferInfo(state) })),
  read(
    'torrents/info',
    {
      'filter?': 'string',
      'category?': 'string',
      'tag?': 'string',
      'hashes?': 'hashes',
      'sort?': 'string',
      'reverse?': 'bool',
      'limit?': 'int',
      'offset?': 'int',
    },
    ({ state, parameters }) => ({ json: torrentList(state, parameters) }),
  ),
  read('torrents/properties', { hash: 'hash' }, (call) => ({ json: properties(torrentOf(call)) })),
  read('torrents/files', { hash: 'hash', 'indexes?': 'indexes' }, (call) => ({ json: fileList(call) })),
  read('torrents/trackers', { hash: 'hash' }, (call) => {
    if (!call.state.tellsTrackers) throw new Refusal(404, 'Not Found');
    return { json: trackerList(torrentOf(call)) };
  }),
  read('torrents/categories', {}, ({ state }) => ({ json: state.records.categories.since(0).changed })),
  read('torrents/tags', {}, ({ state }) => ({ json: state.records.tags.keys() })),
  read('sync/maindata', { 'rid?': 'int' }, ({ state, session, parameters }) => ({
    json: session.view.answer(state, parameters.number('rid')),
  })),
];

/** @throws Refusal 404. */
export function torrentOf({ state, parameters }: QbitCall): FakeTorrent {
  const torrent = state.torrent(parameters.text('hash'));
  if (torrent === undefined) throw new Refusal(404, 'Not Found');
  return torrent;
}

function preferences(state: FakeQbitState): Record<string, unknown> {
  const { use_subcategories, ...rest } = state.preferences;
  return state.version.subcategoriesAlways ? rest : { ...rest, use_subcategories };
}

function transferInfo(state: FakeQbitState): Record<string, unknown> {
  const server = state.server();
  const names = ['connection_status', 'dht_nodes', 'dl_rate_limit', 'up_rate_limit'];
  const isTransfer = (name: string) => names.includes(name) || /^(dl|up)_info_/.test(name);
  return Object.fromEntries(Object.entries(server).filter(([name]) => isTransfer(name)));
}

type Test = (torrent: FakeTorrent) => boolean;
const isRunning: Test = ({ state }) => !state.startsWith('stopped');
const isActive: Test = ({ dlspeed, upspeed }) => dlspeed + upspeed > 0;
const filters: Record<string, Test> = {
  downloading: (torrent) => !isComplete(torrent),
  seeding: (torrent) => isComplete(torrent) && isRunning(torrent),
  completed: isComplete,
  active: isActive,
  inactive: (torrent) => !isActive(torrent),
  stalled: ({ state }) => state.startsWith('stalled'),
  stalled_uploading: ({ state }) => state === 'stalledUP',
  stalled_downloading: ({ state }) => state === 'stalledDL',
  errored: ({ state }) => state === 'error' || state === 'missingFiles',
  checking: ({ state }) => state.startsWith('checking'),
  moving: ({ state }) => state === 'moving',
};

/** An unknown word means everything (arr-api.md 8.4). */
function filterOf(word: string, saysStopped: boolean): Test {
  if (word === (saysStopped ? 'stopped' : 'paused')) return (torrent) => !isRunning(torrent);
  if (word === (saysStopped ? 'running' : 'resumed')) return isRunning;
  return filters[word] ?? (() => true);
}

function torrentList(state: FakeQbitState, parameters: Parameters): unknown[] {
  const { saysStopped, subcategoriesAlways } = state.version;
  const fits = filterOf(parameters.text('filter'), saysStopped);
  const withChildren = subcategoriesAlways || state.preferences.use_subcategories;
  const category = parameters.text('category');
  const inCategory: Test = (torrent) =>
    !parameters.has('category') ||
    torrent.category === category ||
    (withChildren && category !== '' && torrent.category.startsWith(`${category}/`));
  const tag = parameters.text('tag');
  const isTagged: Test = ({ tags }) => !parameters.has('tag') || (tag === '' ? tags.length === 0 : tags.includes(tag));
  const hashes = new Set(parameters.list('hashes', '|'));
  const isNamed: Test = ({ hash }) => hashes.size === 0 || hashes.has('all') || hashes.has(hash);
  const rows = state
    .torrents()
    .filter((torrent) => fits(torrent) && inCategory(torrent) && isTagged(torrent) && isNamed(torrent))
    .map((torrent): Record<string, unknown> => ({ hash: torrent.hash, ...state.records.torrents.get(torrent.hash) }));
  return page(sorted(rows, parameters), parameters);
}

function sorted(rows: Record<string, unknown>[], parameters: Parameters): Record<string, unknown>[] {
  const field = parameters.text('sort');
  const [first] = rows;
  if (field === '' || first === undefined) return rows;
  if (!(field in first)) throw new Refusal(400, `'sort' parameter is invalid`);
  const sign = parameters.flag('reverse') ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(a[field], b[field]));
}

function compare(a: unknown, b: unknown): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}

function page<T>(rows: T[], parameters: Parameters): T[] {
  const offset = parameters.number('offset');
  const from = offset < 0 ? Math.max(0, rows.length + offset) : offset;
  const limit = parameters.number('limit');
  return limit > 0 ? rows.slice(from, from + limit) : rows.slice(from);
}

function properties(torrent: FakeTorrent): Record<string, unknown> {
  const size = wantedSize(torrent);
  return {
    save_path: torrent.savePath,
    download_path: '',
    addition_date: torrent.addedOn,
    completion_date: torrent.completionOn ?? -1,
    creation_date: -1,
    comment: '',
    total_size: torrent.files.reduce((sum, file) => sum + file.size, 0),
    piece_size: pieceSize,
    pieces_num: Math.ceil(size / pieceSize),
    pieces_have: Math.floor((size * torrent.progress) / pieceSize),
    seeding_time: torrent.seedingTime,
    time_elapsed: torrent.timeActive,
    share_ratio: torrent.downloaded > 0 ? torrent.uploaded / torrent.downloaded : 0,
    total_downloaded: torrent.downloaded,
    total_uploaded: torrent.uploaded,
    dl_limit: torrent.dlLimit > 0 ? torrent.dlLimit : -1,
    up_limit: torrent.upLimit > 0 ? torrent.upLimit : -1,
    eta: torrent.eta ?? 8_640_000,
    nb_connections: torrent.seeds + torrent.leechs,
    is_private: torrent.isPrivate,
  };
}

function fileList(call: QbitCall): unknown[] {
  const torrent = torrentOf(call);
  const wanted = call.parameters.list('indexes', '|').map(Number);
  if (wanted.some((index) => index >= torrent.files.length)) throw new Refusal(409, `'indexes' parameter is invalid`);
  return torrent.files
    .map((file, index) => ({
      index,
      name: file.name,
      size: file.size,
      progress: file.priority === 0 ? 0 : torrent.progress,
      priority: file.priority,
      availability: torrent.availability,
      piece_range: [0, Math.floor(file.size / pieceSize)],
      ...(index === 0 && { is_seed: isComplete(torrent) }),
    }))
    .filter(({ index }) => wanted.length === 0 || wanted.includes(index));
}

function trackerList(torrent: FakeTorrent): unknown[] {
  const counts = { num_peers: 0, num_seeds: 0, num_leeches: 0, num_downloaded: 0 };
  const builtIn = ['DHT', 'PeX', 'LSD'].map((name) => ({
    url: `** [${name}] **`,
    tier: -1,
    status: 2,
    msg: '',
    ...counts,
  }));
  const announced = torrent.trackers.map(({ url, status, message }, tier) => ({
    url,
    tier,
    status,
    msg: message,
    ...counts,
    num_seeds: torrent.swarmSeeds,
    num_leeches: torrent.swarmLeechs,
  }));
  return [...builtIn, ...announced];
}
