import { describe, expect, it } from 'vitest';
import { safetyGate, senseOutage } from './safety.ts';
import type { GateFacts } from './safety.ts';

const calm: GateFacts = { observeOnly: false, outage: null, removalsLastHour: 0, maxRemovalsPerHour: 20 };

describe('the safety gate (design.md 5)', () => {
  it('lets everything through while nothing objects', () => {
    expect(safetyGate('remove', calm)).toEqual({ granted: true });
  });

  it('observe-only stops every action', () => {
    for (const action of ['remove', 'import', 'skip-files', 'recheck'] as const) {
      expect(safetyGate(action, { ...calm, observeOnly: true })).toMatchObject({ granted: false, observed: true });
    }
  });

  it('an outage stops removals and nothing else', () => {
    expect(safetyGate('remove', { ...calm, outage: 'mount gone' })).toMatchObject({
      granted: false,
      reason: 'mount gone',
    });
    expect(safetyGate('import', { ...calm, outage: 'mount gone' }).granted).toBe(true);
  });

  it('the removal budget trips at its limit; 0 means no limit', () => {
    expect(safetyGate('remove', { ...calm, removalsLastHour: 19 }).granted).toBe(true);
    expect(safetyGate('remove-keep-files', { ...calm, removalsLastHour: 20 })).toMatchObject({
      granted: false,
      observed: false,
    });
    expect(safetyGate('remove', { ...calm, removalsLastHour: 500, maxRemovalsPerHour: 0 }).granted).toBe(true);
  });
});

describe('outage sense', () => {
  it('sees a vanished disk and not a few broken torrents', () => {
    expect(senseOutage(Array.from({ length: 10 }, () => 'missingFiles' as const))).toContain('10 of 10');
    expect(senseOutage(['missingFiles', 'missingFiles', 'uploading'])).toBeNull();
    expect(
      senseOutage([
        ...Array.from({ length: 6 }, () => 'missingFiles' as const),
        ...Array.from({ length: 20 }, () => 'uploading' as const),
      ]),
    ).toBeNull();
  });
});
