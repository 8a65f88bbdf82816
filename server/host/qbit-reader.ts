import type { QbitReader } from '../api/services.ts';
import { categoryRows, distribution, overview } from './qbit-views.ts';
import type { QbitViewInput } from './qbit-views.ts';
import { arrSeedingConfig, managedCategories } from './seeding-config.ts';
import type { Workspace } from './workspace.ts';

/** The qBittorrent views over the workspace in force. */
export function qbitReader(workspace: () => Workspace): QbitReader {
  const input = (): QbitViewInput => {
    const { engine, resolved, config } = workspace();
    const { tree } = config.read();
    const { qbits, arrs } = resolved.engine;
    return {
      clients: qbits.map(({ name }) => ({ name, alive: engine.remotes.status('qbit', name)?.state === 'up' })),
      managed: managedCategories(
        tree,
        qbits.map(({ name }) => name),
      ),
      arrs: arrs.map((instance) => ({ instance, seedingConfig: arrSeedingConfig(tree, instance.name) })),
      torrents: engine.store.torrents.snapshot().changed,
    };
  };
  return {
    categories: () => ({ categories: categoryRows(input()), ready: workspace().ready }),
    overview: (instance) => ({ ...overview(input(), instance), ready: workspace().ready }),
    distribution: () => ({ distribution: distribution(input()) }),
  };
}
