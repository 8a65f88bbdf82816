import { describe, expect, it } from 'vitest';
import { emptyEnvironment, resolveSettings } from '../config/index.ts';
import type { Tree } from '../config/index.ts';
import { managerPlans } from './plans.ts';

const qbit = { Host: '127.0.0.1', Port: 8080 };
const radarr = { Managed: true, URI: 'http://user:pw@127.0.0.1:7878/radarr/', APIKey: 'k', Category: 'radarr' };

function unitsOf(tree: Tree): Record<string, string[]> {
  const { engine, loops } = resolveSettings(tree, emptyEnvironment);
  return Object.fromEntries(
    managerPlans({ engine, loops }).map(({ manager, units }) => [
      manager,
      units.map(({ category, kind }) => `${category} ${kind}`),
    ]),
  );
}

describe('loops and their processes (torrents.md 0.5, supervisor.md 2.1)', () => {
  it('W1 W2 W5: one torrent loop per managed Arr; failed, recheck and policy in core', () => {
    expect(
      unitsOf({ qBit: qbit, 'Radarr-A': radarr, 'Sonarr-A': { ...radarr, Category: 'tv', Managed: false } }),
    ).toEqual({
      'Radarr-A': ['radarr torrent'],
      core: ['TorrentPolicyManager torrent', 'failed torrent', 'recheck torrent'],
    });
  });

  it('W3 W4: a torrent loop per managed category and a category loop per section', () => {
    const tree = { qBit: { ...qbit, ManagedCategories: ['seed', 'long'] }, 'qBit-B': { ...qbit, Port: 8081 } };
    expect(unitsOf(tree)).toEqual({
      core: [
        'TorrentPolicyManager torrent',
        'failed torrent',
        'recheck torrent',
        'seed torrent',
        'long torrent',
        'qbit-qBit category',
      ],
    });
  });

  it('W5: without any category there is no policy loop; without a qBittorrent there is nothing', () => {
    expect(unitsOf({ qBit: qbit })).toEqual({ core: ['failed torrent', 'recheck torrent'] });
    expect(unitsOf({ 'Radarr-A': radarr })).toEqual({});
  });

  it('Y6: a category that an Arr and a qBittorrent section claim is refused to both', () => {
    const tree = { qBit: { ...qbit, ManagedCategories: ['radarr'] }, 'Radarr-A': radarr };
    const { issues, engine } = resolveSettings(tree, emptyEnvironment);
    expect(issues.map(({ message }) => message).join(' ')).toContain('radarr');
    expect(engine.arrs.length + engine.qbitRules.flatMap(({ managed }) => managed).length).toBe(1);
  });

  it('shows the address without a password', () => {
    const { engine, loops } = resolveSettings({ qBit: qbit, 'Radarr-A': radarr }, emptyEnvironment);
    expect(managerPlans({ engine, loops })[0]?.address).toBe('127.0.0.1:7878/radarr');
  });
});
