import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Logger } from '../logs/index.ts';
import { Listening, type Address } from './listening.ts';

/** A listener on a computer whose ports are taken as a test says. */
function place(taken: Set<number>, localChannel: boolean) {
  const asked: Address[] = [];
  const errors: string[] = [];
  const log: Pick<Logger, 'notice' | 'error'> = { notice: () => undefined, error: (text: string) => errors.push(text) };
  const onChange = vi.fn();
  const listening = new Listening({
    log,
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    localChannel,
    onChange,
  });
  const listener = {
    listen: async (host: string, port: number) => {
      asked.push({ host, port });
      if (taken.has(port)) return { ok: false as const, code: 'EADDRINUSE', message: `Port ${port} is used` };
      return { ok: true as const, port: port === 0 ? 50_000 : port };
    },
  };
  return { listening, listener, asked, errors, onChange };
}
const wanted = { host: '0.0.0.0', port: 6969 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('an address that is taken (supervisor.md 1.6, ui.md SF-2)', () => {
  it('headless: it is tried again every 30 s and no other is chosen', async () => {
    const taken = new Set([6969]);
    const { listening, listener, asked, errors } = place(taken, false);
    await listening.start(listener, wanted);
    expect(listening.trouble?.message).toBe('Port 6969 is used');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual([wanted, wanted, wanted]);
    taken.clear();
    await vi.advanceTimersByTimeAsync(30_000);
    expect([listening.trouble, listening.url(), errors.length]).toEqual([null, 'http://127.0.0.1:6969', 1]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(4);
  });

  it('desktop: this computer gets in at a free port meanwhile, never at the one of the other program', async () => {
    const taken = new Set([6969]);
    const { listening, listener, asked, onChange } = place(taken, true);
    await listening.start(listener, wanted);
    expect(asked).toEqual([wanted, { host: '127.0.0.1', port: 0 }]);
    expect(listening.url()).toBe('http://127.0.0.1:50000');
    const since = listening.trouble?.since;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(asked).toHaveLength(3);
    expect(listening.trouble?.since).toBe(since);
    taken.clear();
    await listening.retry();
    expect([listening.trouble, listening.url()]).toEqual([null, 'http://127.0.0.1:6969']);
    expect(onChange).toHaveBeenCalledTimes(3);
  });

  it('another address from the settings ends the trouble, and the old one is not tried any more', async () => {
    const { listening, listener, asked } = place(new Set([6969]), true);
    await listening.start(listener, wanted);
    expect(await listening.rebind({ host: '0.0.0.0', port: 7070 })).toEqual({ ok: true });
    expect([listening.trouble, listening.url()]).toEqual([null, 'http://127.0.0.1:7070']);
    const before = asked.length;
    await vi.advanceTimersByTimeAsync(90_000);
    expect(asked).toHaveLength(before);
  });
});
