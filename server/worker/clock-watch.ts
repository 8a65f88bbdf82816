import type { Clock } from '../contract/index.ts';

/** Difference of the two clocks that is no drift, milliseconds. */
const jump = 30_000;

/**
 * Notices when the wall clock moved otherwise than time passed: it was set, or the computer slept. Times noted before say
 * nothing then about how long anything took.
 */
export class ClockWatch {
  readonly #clock: Clock;
  #wall: number;
  #mono: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#wall = clock.now();
    this.#mono = clock.monotonic();
  }

  /** Milliseconds the wall clock jumped by since the last call, 0 when it did not. */
  check(): number {
    const wall = this.#clock.now();
    const mono = this.#clock.monotonic();
    const difference = wall - this.#wall - (mono - this.#mono);
    this.#wall = wall;
    this.#mono = mono;
    return Math.abs(difference) >= jump ? difference : 0;
  }
}
