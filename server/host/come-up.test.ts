import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProcessRow } from '../contract/index.ts';
import { processRow } from '../api/testing/stand-in.ts';
import { comeUp, type Loops } from './come-up.ts';

const crash = (at: number): ProcessRow['lastExit'] => ({ code: 1, signal: null, at, reason: 'crash' });

/** Loops whose rows are changed by hand. */
function loops(...rows: Partial<ProcessRow>[]): Loops & { become(...next: Partial<ProcessRow>[]): void } {
  let now = rows.map((row) => processRow(row));
  const listeners = new Set<() => void>();
  return {
    rows: () => now,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    become(...next) {
      now = next.map((row) => processRow(row));
      for (const listener of listeners) listener();
    },
  };
}

describe('after a reload (S55, supervisor.md 3.5)', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('nothing starting is fine at once, whatever failed before', async () => {
    expect(await comeUp(loops({ status: 'running' }, { status: 'failed', lastExit: crash(5) }), 10)).toEqual({
      ok: true,
    });
  });

  it('waits until what starts runs', async () => {
    const some = loops({ status: 'starting' });
    const result = comeUp(some, 10);
    some.become({ status: 'running' });
    expect(await result).toEqual({ ok: true });
  });

  it('a manager that ends while it starts refuses the reload by name', async () => {
    const some = loops({ name: 'Radarr-B', status: 'starting' }, { status: 'running' });
    const result = comeUp(some, 10);
    some.become({ name: 'Radarr-B', status: 'restarting', lastExit: crash(12), lastError: 'no such module' });
    expect(await result).toEqual({
      ok: false,
      status: 500,
      error: 'Failed to apply config',
      details: 'Radarr-B did not start: no such module',
    });
  });

  it('one that could not be spawned, or is slow, is no reason to go back', async () => {
    const some = loops({ status: 'starting' });
    const result = comeUp(some, 10);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await result).toEqual({ ok: true });
    expect(await comeUp(loops({ status: 'restarting', lastExit: null }), 10)).toEqual({ ok: true });
  });
});
