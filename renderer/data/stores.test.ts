import { describe, expect, it } from 'vitest';
import { sampleTorrentRow } from '../../server/contract/samples.ts';
import { TorrentStore } from './torrents.ts';
import { targetKey, verbPaths } from './verbs.ts';

const row = (hash: string, name = hash) => sampleTorrentRow({ hash, name, category: 'tv', manager: 'Sonarr-TV' });

describe('the torrent table', () => {
  it('keeps one Map through deltas and tells each change once', () => {
    const store = new TorrentStore();
    let told = 0;
    store.subscribe(() => {
      told += 1;
    });
    const { rows } = store.table();
    store.apply({ full: true, changed: [row('a'), row('b')], removed: [], total: 2 });
    store.apply({
      full: false,
      changed: [row('b', 'renamed')],
      removed: [{ instance: 'qBit', hash: 'a' }],
      total: 1,
    });
    expect(told).toBe(2);
    expect(store.table().rows).toBe(rows);
    expect([...rows.values()].map((each) => each.name)).toEqual(['renamed']);
    expect(store.table()).toMatchObject({ version: 2, total: 1, loaded: true });
  });

  it('forgets everything on a full frame', () => {
    const store = new TorrentStore();
    store.apply({ full: true, changed: [row('a')], removed: [], total: 1 });
    store.apply({ full: true, changed: [row('c')], removed: [], total: 1 });
    expect([...store.table().rows.keys()]).toEqual(['qBit/c']);
  });
});

describe('process verbs (api.md 3.4)', () => {
  it('encodes a category with slashes and names the loop', () => {
    const target = { scope: 'loop', category: 'tv/anime', kind: 'torrent', name: 'Sonarr' } as const;
    expect(verbPaths({ verb: 'restart', target })).toEqual(['/processes/tv%2Fanime/torrent/restart']);
    expect(targetKey(target)).toBe('tv/anime/torrent');
  });

  it('acts on all loops of an instance in one request, on category managers loop by loop', () => {
    const arr = { scope: 'instance', category: 'tv', kinds: ['search', 'torrent'], name: 'Sonarr' } as const;
    expect(verbPaths({ verb: 'stop', target: { ...arr, kinds: [...arr.kinds] } })).toEqual(['/processes/tv/all/stop']);
    const core = { scope: 'instance', category: 'qbit-A', kinds: ['category' as const], name: 'qBit-A' } as const;
    expect(verbPaths({ verb: 'start', target: { ...core, kinds: [...core.kinds] } })).toEqual([
      '/processes/qbit-A/category/start',
    ]);
  });

  it('knows the routes for everything', () => {
    const target = { scope: 'all' } as const;
    expect(verbPaths({ verb: 'stop', target })).toEqual(['/engine/stop']);
    expect(verbPaths({ verb: 'restart', target })).toEqual(['/processes/restart_all']);
    expect(verbPaths({ verb: 'reconnect', target })).toEqual(['/arr/rebuild']);
  });
});
