import type { Clock, ProcessRow } from '../contract/index.ts';
import type { LogHub } from '../logs/index.ts';
import { CompletionWatch, HealthWatch, Webhooks, restartedEvent, webhookEventOf } from '../webhooks/index.ts';
import type { ArrLookup } from '../webhooks/index.ts';
import { toldOfMove } from '../store/state.ts';
import type { Workspace, WorkspaceSignals } from './workspace.ts';

/** Joins webhooks to everything that happens here: ledger, torrent table, status, processes. They outlive a workspace. */
export function startWebhooks(input: {
  version: string;
  clock: Clock;
  logs: LogHub;
  signals: WorkspaceSignals;
  workspace: () => Workspace;
}): Webhooks {
  const { version, clock, logs, signals, workspace } = input;
  const log = logs.logger('Main');
  const webhooks = new Webhooks({
    version,
    clock,
    redact: (text) => logs.redact(text),
    hooks: () => workspace().resolved.webhooks,
    history: () => workspace().engine.store.deliveries,
    onFailed: (hook, { event, tries, error }) =>
      log.warning(`Webhook ${hook}: ${event} failed ${tries} times, ${error}`),
    onTrouble: (reason) => log.error(reason),
    onDropped: (hook, count) => noteDropped(workspace(), hook, count),
  });
  const arrOf: ArrLookup = (manager) => {
    const arr = workspace().resolved.engine.arrs.find(({ name }) => name === manager);
    return arr === undefined ? null : { type: arr.type, category: arr.category };
  };
  const completions = new CompletionWatch(clock.now());
  completions.take(workspace().engine.store.torrents.snapshot());
  const health = new HealthWatch();

  signals.events.on((event) => {
    const told = webhookEventOf(event, arrOf);
    if (told !== null) webhooks.emit(told);
  });
  signals.torrents.on((delta) => completions.take(delta).forEach((event) => webhooks.emit(event)));
  const look = (): void => {
    if (workspace().ready) health.take(workspace().status()).forEach((event) => webhooks.emit(event));
  };
  signals.status.on(look);
  signals.restarts.on((event) => webhooks.emit(event));
  look();
  let told: string | null = null;
  const tellMove = (): void => {
    const message = toldOfMove(workspace().engine.store);
    if (message === null || message === told) return;
    told = message;
    webhooks.emit({ event: 'health.failed', source: 'Main', data: { check: 'database', target: 'state.db', message } });
  };
  tellMove();
  signals.recovered.on(tellMove);
  return webhooks;
}

/** Tells of loops that were restarted by hand. */
export function tellRestarts(
  signals: WorkspaceSignals,
  rows: readonly ProcessRow[],
  reason: 'manual' | 'rebuild',
): void {
  for (const row of rows) signals.restarts.emit(restartedEvent(row, reason));
}

function noteDropped(workspace: Workspace, hook: string, count: number): void {
  const messages = count === 1 ? 'a message was' : `${count} messages were`;
  workspace.note({
    kind: 'health',
    manager: 'Main',
    instance: null,
    hash: null,
    name: hook,
    decision: null,
    action: null,
    result: 'failed',
    values: { webhook: hook, dropped: count },
    trail: [],
    message: `Webhook ${hook} does not take messages fast enough: ${messages} thrown away. Is its address right?`,
  });
}
