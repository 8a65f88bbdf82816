import { compare, hash } from 'bcryptjs';
import { sameText } from './secret.ts';

/** bcrypt cost of stored passwords (api.md 2.3). */
export const BCRYPT_COST = 12;
export const MIN_PASSWORD_LENGTH = 8;
/** bcrypt looks at no more bytes than these; a longer password would be cut without a word. */
export const MAX_PASSWORD_BYTES = 72;

/** How long to wait when passwords of others are being checked, in seconds. */
export const BUSY_SECONDS = 5;

/** How many may wait for their turn; each turn costs about 0.3 s of processor time. */
const MAX_WAITING = 8;
const looksLikeBcrypt = /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/;
/** Stands in for a stored hash that is none, so that checking takes as long; made from random bytes nobody knows. */
const decoy = '$2b$12$STEbp9OVoixUR2jp.3MXeOyP3JVtt30mR6VuVhXQMpmJvNNWYTje6';

export interface Login {
  username: string;
  password: string;
}

/** `busy` = too many are being checked right now. */
export type Verdict = 'right' | 'wrong' | 'busy';

export interface Passwords {
  /** Checks name and password together; whichever is wrong, it takes one bcrypt comparison (api.md 2.3). */
  verify(given: Login, stored: { username: string; passwordHash: string }): Promise<Verdict>;
  /** A hash to store; null = too many are being checked right now. */
  hash(password: string): Promise<string | null>;
}

/** bcrypt, one at a time: a flood of attempts must not take the processor away from everything else. */
export function createPasswords(): Passwords {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = async <T>(work: () => Promise<T>): Promise<T | null> => {
    if (waiting >= MAX_WAITING) return null;
    waiting += 1;
    try {
      const turn = last.then(work);
      last = turn.catch(() => undefined);
      return await turn;
    } finally {
      waiting -= 1;
    }
  };
  return {
    async verify(given, stored) {
      const isHash = looksLikeBcrypt.test(stored.passwordHash);
      const fits = await inTurn(() => compare(given.password, isHash ? stored.passwordHash : decoy));
      if (fits === null) return 'busy';
      const named = sameText(given.username, stored.username);
      return fits && isHash && named ? 'right' : 'wrong';
    },
    hash: (password) => inTurn(() => hash(password, BCRYPT_COST)),
  };
}
