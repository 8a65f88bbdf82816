import { describe, expect, it, vi } from 'vitest';
import { Chance } from './chaos/random.ts';
import { Story } from './chaos/story.ts';

vi.mock('../../server/clients/http.ts', async (original) => {
  const real = await original<typeof import('../../server/clients/http.ts')>();
  const { wire } = await import('./chaos/wire.ts');
  const atOnce = { sleep: () => Promise.resolve(), random: () => 0 };
  return {
    ...real,
    request: (call: Parameters<typeof real.request>[0]) => wire.carry(call, real.request),
    retry: <T>(policy: Parameters<typeof real.retry>[0], work: () => Promise<T>) => real.retry(policy, work, atOnce),
  };
});

/** `QBITRR_SEED=123` plays one world, `QBITRR_SEEDS=5000` as many from `QBITRR_FROM` on. */
const only = process.env['QBITRR_SEED'];
const from = Number(only ?? process.env['QBITRR_FROM'] ?? 1);
const count = only === undefined ? Number(process.env['QBITRR_SEEDS'] ?? 40) : 1;

describe('made-up worlds with outages, garbage, jumps of the clock and kills at every boundary', () => {
  it(`design.md 5 holds in ${count} worlds from seed ${from}`, { timeout: 120_000 + count * 2_000 }, async () => {
    const bad: string[] = [];
    for (let seed = from; seed < from + count && bad.length < 5; seed += 1) {
      const { broken, log } = await Story.play(new Chance(seed));
      if (broken.length > 0) bad.push(`QBITRR_SEED=${seed}\n${broken.join('\n')}\n  ${log.join('\n  ')}`);
      if (only !== undefined) console.log(log.join('\n'));
    }
    expect(bad.join('\n\n')).toBe('');
  });
});
