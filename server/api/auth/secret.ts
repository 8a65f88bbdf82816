import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** 256 random bits, safe in URLs and cookies. */
export const randomSecret = (): string => randomBytes(32).toString('base64url');

/** A short random name for something that is listed; no secret. */
export const randomHandle = (): string => randomBytes(9).toString('base64url');

/** Key under which a secret is kept, so that the secret itself is not. */
export const fingerprint = (secret: string): string => digest(secret).toString('hex');

/** Comparison that takes as long for equal as for different texts, whatever their length. */
export const sameText = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** Constant-time comparison with a configured token; an empty configured token matches nothing (api.md 3.2). */
export function tokenMatcher(token: string): (given: string) => boolean {
  if (token === '') return () => false;
  const expected = digest(token);
  return (given) => timingSafeEqual(digest(given), expected);
}
