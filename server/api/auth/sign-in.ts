import type { Clock } from '../../contract/index.ts';
import { fingerprint, randomSecret } from './secret.ts';

/** One-time sign-in codes (design.md 10). */
export interface SignIn {
  /** A code that dies after one use or ten minutes. */
  mint(): string;
  /** True once per living code. */
  redeem(code: string): boolean;
}

const LIFETIME_MS = 10 * 60 * 1000;

export function createSignIn(clock: Clock): SignIn {
  const codes = new Map<string, number>();
  const prune = (): void => {
    for (const [id, expiresAt] of codes) if (expiresAt <= clock.monotonic()) codes.delete(id);
  };
  return {
    mint() {
      prune();
      const code = randomSecret();
      codes.set(fingerprint(code), clock.monotonic() + LIFETIME_MS);
      return code;
    },
    redeem(code) {
      prune();
      return codes.delete(fingerprint(code));
    },
  };
}
