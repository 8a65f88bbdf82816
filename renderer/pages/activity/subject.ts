import type { LedgerEvent } from '../../../server/contract/index.ts';

/** Milliseconds before and after an event within which log lines belong to it. */
const aroundMs = 60_000;

/** The address of what an event is about, null when there is no page for it (ui.md AC-3). */
export function subjectOf(event: LedgerEvent): string | null {
  const { kind, instance, hash, manager } = event;
  if (instance !== null && hash !== null) return `/torrents/${encodeURIComponent(instance)}/${hash}`;
  if (kind === 'config') return '/settings';
  if (kind === 'sign-in') return '/settings/access';
  if (kind === 'process' || kind === 'health') {
    return manager === 'Main' ? '/processes' : `/processes#instance-${encodeURIComponent(manager)}`;
  }
  if (kind === 'outage' || kind === 'budget') return '/torrents?show=problem';
  return null;
}

/** The log lines around the moment of an event. */
export function logsAround({ at }: Pick<LedgerEvent, 'at'>): string {
  return `/logs?since=${at - aroundMs}&until=${at + aroundMs}`;
}
