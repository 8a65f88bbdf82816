import { expect, it } from 'vitest';
import { retryAfterSeconds } from './retry-after.ts';

it('reads Retry-After as seconds or as a date', () => {
  expect(retryAfterSeconds('12', 0)).toBe(12);
  expect(retryAfterSeconds('Thu, 01 Jan 1970 00:01:30 GMT', 60_000)).toBe(30);
  expect(retryAfterSeconds('soon', 0)).toBe(60);
  expect(retryAfterSeconds(null, 0)).toBe(60);
});
