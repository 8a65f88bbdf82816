import { describe, expect, it } from 'vitest';
import { targetKey, verbPaths } from './verbs.ts';

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
