import type { LedgerEvent } from '../../../server/contract/index.ts';

/** A finished removal unless told otherwise. */
export function anEvent(change: Partial<LedgerEvent> = {}): LedgerEvent {
  return {
    id: 1,
    at: new Date(2026, 10, 26, 14, 19).getTime(),
    kind: 'removal',
    manager: 'Radarr-1080',
    instance: 'qBit',
    hash: 'a'.repeat(40),
    name: 'Poor.Things.2160p',
    decision: 'stalled',
    action: 'remove',
    result: 'ok',
    values: { time: 960, limit: 900 },
    trail: [],
    message: 'Removed with its files: Poor.Things.2160p. No data for 16 min, limit 15 min',
    ...change,
  };
}
