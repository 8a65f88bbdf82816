import { performance } from 'node:perf_hooks';
import type { Clock } from '../contract/index.ts';

/** A clock that can also call back. */
export interface Time extends Clock {
  /** Runs `run` once after `ms` milliseconds; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** A timer set for longer would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own clock and timers. */
export const systemTime: Time = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};

/** Waits of the supervisor in milliseconds (supervisor.md 2.2, 2.4, 2.6). */
export interface Timings {
  /** Start to `ready`; longer counts as a crash. */
  spawnTimeoutMs: number;
  /** Request to SIGTERM, and request to SIGKILL, of a graceful stop. */
  termAfterMs: number;
  killAfterMs: number;
  pingEveryMs: number;
  warnSilentAfterMs: number;
  killSilentAfterMs: number;
  /** Retries of a failed spawn; the last one repeats. */
  spawnRetryMs: readonly number[];
}

export const TIMINGS: Timings = {
  spawnTimeoutMs: 30_000,
  termAfterMs: 5_000,
  killAfterMs: 8_000,
  pingEveryMs: 10_000,
  warnSilentAfterMs: 60_000,
  killSilentAfterMs: 300_000,
  spawnRetryMs: [30_000, 60_000, 120_000, 240_000, 480_000],
};
