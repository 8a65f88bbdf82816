import type { NewWebhookEvent, ProcessRow, UnitRef } from '../contract/index.ts';

/** What the supervisor tells about a manager process. */
interface LifeCycle {
  type: 'process.restarted' | 'health.failed' | 'health.unresponsive';
  manager: string;
  unit: UnitRef | null;
  name: string;
  message: string;
}

type Reason = Extract<NewWebhookEvent, { event: 'process.restarted' }>['data']['reason'];

/** A loop that came back after a crash, gave up, or a process that does not answer. */
export function lifeCycleEvent(told: LifeCycle, rows: readonly ProcessRow[]): NewWebhookEvent | null {
  if (told.type !== 'process.restarted') {
    const target = told.unit === null ? told.name : `${told.name} ${told.unit.kind}`;
    const data = { check: 'process' as const, target, message: told.message };
    return { event: 'health.failed', source: told.manager, data };
  }
  const { unit } = told;
  const row = rows.find(({ category, kind }) => category === unit?.category && kind === unit.kind);
  return row === undefined ? null : restartedEvent(row, 'crash');
}

/** The restart of the loop of a row. */
export function restartedEvent(row: ProcessRow, reason: Reason): NewWebhookEvent {
  const { name, category, kind, pid, owner } = row;
  const source = owner === 'core' ? 'core' : name;
  return { event: 'process.restarted', source, data: { name, category, kind, pid, reason } };
}
