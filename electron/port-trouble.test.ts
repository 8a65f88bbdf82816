import { describe, expect, it, vi } from 'vitest';
import { settlePort } from './port-trouble.ts';

function trouble(...answers: number[]) {
  const state = { problem: 'Port 6969 on 0.0.0.0 is used by another program.' as string | null };
  const ask = vi.fn(async () => ({ response: answers.shift() ?? 2, checkboxChecked: false }));
  const retry = vi.fn(async () => undefined);
  return { state, ask, retry, problem: () => state.problem };
}

describe('a port that is taken (ui.md SF-2)', () => {
  it('says which and offers another port, a retry and the end', async () => {
    const asked = trouble(0);
    expect(await settlePort(asked)).toBe('port');
    expect(asked.ask).toHaveBeenCalledWith(
      expect.objectContaining({
        buttons: ['Use another port', 'Retry', 'Quit'],
        detail: expect.stringContaining('Port 6969 on 0.0.0.0 is used by another program.'),
      }),
    );
    expect(await settlePort(trouble(2))).toBe('quit');
  });

  it('asks again after a retry in vain, and is silent once the port is free', async () => {
    const vain = trouble(1, 1, 2);
    expect(await settlePort(vain)).toBe('quit');
    expect(vain.retry).toHaveBeenCalledTimes(2);
    const mended = trouble(1);
    mended.retry.mockImplementation(async () => void (mended.state.problem = null));
    expect(await settlePort(mended)).toBeNull();
    expect(mended.ask).toHaveBeenCalledTimes(1);
    expect(await settlePort(mended)).toBeNull();
    expect(mended.ask).toHaveBeenCalledTimes(1);
  });
});
