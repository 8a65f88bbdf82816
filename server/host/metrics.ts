import { Metrics } from '../metrics/index.ts';
import type { Webhooks } from '../webhooks/index.ts';
import type { Workspace, WorkspaceSignals } from './workspace.ts';

/** Joins the metrics to the ledger and to what the host holds in memory. They outlive a workspace. */
export function startMetrics(input: {
  version: string;
  signals: WorkspaceSignals;
  webhooks: Webhooks;
  workspace: () => Workspace;
}): Metrics {
  const { version, signals, webhooks, workspace } = input;
  const metrics = new Metrics({
    version,
    rows: () => workspace().engine.supervisor.rows(),
    status: () => workspace().status(),
    torrents: () => workspace().engine.store.torrents.snapshot().changed,
    webhooks: () => webhooks.views(),
  });
  signals.events.on((event) => metrics.take(event));
  return metrics;
}
