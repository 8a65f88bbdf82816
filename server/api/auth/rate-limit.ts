import { isIP } from 'node:net';
import type { Clock } from '../../contract/index.ts';

export interface RateLimiter {
  /** Counts an attempt of `key`; null = allowed, else whole seconds until the next one may be made. */
  attempt(key: string): number | null;
  /** Takes back the last attempt of `key`: it was none that anybody has to be kept from. */
  forgive(key: string): void;
  /** How many keys are remembered. */
  readonly size: number;
}

/** For whatever takes the owner's password, by address (api.md 2.3). */
export const loginLimit = { max: 10, windowSeconds: 900 };
export const tooManyLogins = 'Too many login attempts. Try again later.';

/** Memory is bounded by these many addresses; a flood makes the oldest ones forgotten first. */
export const MAX_KEYS = 10_000;

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
    for (const key of attempts.keys()) {
      if (attempts.size <= MAX_KEYS) return;
      attempts.delete(key);
    }
  };

  return {
    get size() {
      return attempts.size;
    },
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
    forgive(key) {
      attempts.get(key)?.pop();
    },
  };
}

/**
 * What counts as one address for a limiter: an IPv4 address, or the /64 network of an IPv6 address, since one customer is
 * usually handed a whole one.
 */
export function limiterKey(address: string): string {
  const plain = address.replace(/%.*$/, '');
  if (isIP(plain) !== 6) return plain;
  const [head = '', tail] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0');
  return `${[...before, ...gap, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
