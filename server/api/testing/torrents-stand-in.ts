import type { TorrentDelta, TorrentRow } from '../../contract/index.ts';
import type { TorrentReader, Unsubscribe } from '../services.ts';

interface State {
  torrents: TorrentRow[];
}

/** A table of torrents without a directory behind it: it lists what the state holds and notes what was asked of it. */
export function torrentStandIn(
  state: State,
  calls: unknown[][],
  changed: { on(listener: (delta: TorrentDelta) => void): Unsubscribe },
): TorrentReader {
  const totals = () => ({ count: state.torrents.length, seeding: 0, size: 0 });
  const counts = () => ({ all: state.torrents.length });
  return {
    list: ({ limit }) => ({
      torrents: state.torrents.slice(0, limit),
      total: state.torrents.length,
      truncated: false,
      counts: counts(),
      totals: totals(),
    }),
    view: (query) => {
      calls.push(['view', query]);
      return {
        version: 1,
        lines: state.torrents.length,
        offset: query.offset,
        items: state.torrents.map((row) => ({ kind: 'row', row })),
        groupKeys: [],
        totals: totals(),
        counts: counts(),
        known: state.torrents.length,
      };
    },
    version: () => 1,
    detail: (instance, hash) => {
      const torrent = state.torrents.find((row) => row.instance === instance && row.hash === hash);
      return torrent === undefined ? null : { torrent, trail: [], timeline: [], links: { client: null, arr: null } };
    },
    snapshot: () => ({ full: true, changed: state.torrents, removed: [], total: state.torrents.length }),
    onDelta: (listener) => changed.on(listener),
    command: (command, instance, hash) => {
      calls.push([command, instance, hash]);
      return Promise.resolve(
        state.torrents.some((row) => row.hash === hash)
          ? { ok: true, message: 'done' }
          : { ok: false, status: 404, message: `Unknown torrent ${hash} on ${instance}` },
      );
    },
  };
}
