import type { RemoteState } from '../contract/index.ts';

const steps = [5, 10, 20, 40, 80, 160, 300] as const;
const longest = 300;

/**
 * Seconds to wait after the n-th failure in a row (n >= 1), jittered by 10 % (supervisor.md 5.3).
 * A wrong key or an unsupported version does not heal by asking often: 300 at once.
 * @param random 0 (inclusive) to 1 (exclusive)
 */
export function waitAfterFailure(failures: number, state: RemoteState, random: number): number {
  if (state === 'authFailed' || state === 'unsupported') return longest;
  const base = steps[Math.min(failures, steps.length) - 1] ?? longest;
  return base * (0.9 + random * 0.2);
}

/** How a remote's failures are counted and when it may be asked again. Times are monotonic milliseconds. */
export class RemoteGuard {
  #state: RemoteState = 'unknown';
  #failures = 0;
  #nextTryAt = 0;
  readonly #random: () => number;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  get state(): RemoteState {
    return this.#state;
  }

  mayTry(monotonic: number): boolean {
    return monotonic >= this.#nextTryAt;
  }

  /** Returns true when the state changed. */
  succeeded(): boolean {
    const changed = this.#state !== 'up';
    this.#state = 'up';
    this.#failures = 0;
    this.#nextTryAt = 0;
    return changed;
  }

  /** Returns true when the state changed. */
  failed(state: RemoteState, monotonic: number): boolean {
    const changed = this.#state !== state;
    this.#state = state;
    this.#failures += 1;
    this.#nextTryAt = monotonic + waitAfterFailure(this.#failures, state, this.#random()) * 1000;
    return changed;
  }

  /** Somebody asked, or the setting changed: try at once. */
  clear(): void {
    this.#failures = 0;
    this.#nextTryAt = 0;
  }
}
