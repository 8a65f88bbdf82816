import { expect, test } from 'vitest';
import { decideRestart } from './restart-policy.ts';
import type { RestartSettings } from './restart-policy.ts';

const settings: RestartSettings = { autoRestart: true, maxRestarts: 5, windowSeconds: 300, delaySeconds: 5 };

/** Crashes every `seconds`; how many restarts were granted before the end, at most `limit`. */
function restartsUntilFailed(seconds: number, used: RestartSettings, limit = 100): number {
  let history: number[] = [];
  for (let crash = 0; crash < limit; crash += 1) {
    const decision = decideRestart(history, crash * seconds * 1000, used);
    if (decision.decision !== 'restart') return crash;
    history = decision.history;
  }
  return limit;
}

test('S26: five restarts, each after the delay, then given up', () => {
  expect(decideRestart([], 0, settings)).toEqual({ decision: 'restart', delayMs: 5000, history: [0] });
  expect(restartsUntilFailed(5, settings)).toBe(5);
});

test('S28: a crash every 60 or 61 seconds is restarted for ever, every 59 is not', () => {
  expect(restartsUntilFailed(61, settings)).toBe(100);
  expect(restartsUntilFailed(60, settings)).toBe(100);
  expect(restartsUntilFailed(59, settings)).toBe(5);
});

test('S31: automatic restarts off drops the loop', () => {
  expect(decideRestart([], 0, { ...settings, autoRestart: false }).decision).toBe('drop');
});

test('no restart with a maximum of 0, endless ones without a window, no wait with a negative delay', () => {
  expect(decideRestart([], 0, { ...settings, maxRestarts: 0 }).decision).toBe('giveUp');
  expect(restartsUntilFailed(1, { ...settings, windowSeconds: 0 })).toBe(100);
  expect(decideRestart([], 0, { ...settings, delaySeconds: -1 }).delayMs).toBe(0);
});
