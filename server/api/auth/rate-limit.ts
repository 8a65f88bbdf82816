import type { Clock } from '../../contract/index.ts';

export interface RateLimiter {
  /** Counts an attempt of `key`; null = allowed, else whole seconds until the next one may be made. */
  attempt(key: string): number | null;
}

const MAX_KEYS = 10_000;

/** Sliding window: at most `max` attempts per `windowSeconds` and key; refused attempts do not count. */
export function createRateLimiter(
  clock: Clock,
  { max, windowSeconds }: { max: number; windowSeconds: number },
): RateLimiter {
  const attempts = new Map<string, number[]>();
  const windowMs = windowSeconds * 1000;

  const prune = (now: number): void => {
    for (const [key, times] of attempts) {
      if ((times.at(-1) ?? 0) <= now - windowMs) attempts.delete(key);
    }
    // Under a flood of addresses the oldest go first, so that memory stays bounded.
    for (const key of attempts.keys()) {
      if (attempts.size <= MAX_KEYS) return;
      attempts.delete(key);
    }
  };

  return {
    attempt(key) {
      const now = clock.monotonic();
      const recent = (attempts.get(key) ?? []).filter((time) => time > now - windowMs);
      const [oldest] = recent;
      if (oldest !== undefined && recent.length >= max) return Math.max(1, Math.ceil((oldest + windowMs - now) / 1000));
      recent.push(now);
      attempts.delete(key);
      attempts.set(key, recent);
      if (attempts.size > MAX_KEYS) prune(now);
      return null;
    },
  };
}
