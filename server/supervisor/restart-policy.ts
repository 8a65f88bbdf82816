/** The policy keys of `Settings` (supervisor.md 0.1), read fresh at every decision. */
export interface RestartSettings {
  autoRestart: boolean;
  /** 0 = never restarted. */
  maxRestarts: number;
  /** 0 or less = the history is always empty, so restarts never end. */
  windowSeconds: number;
  /** 0 or less = no wait. */
  delaySeconds: number;
  /** Start to `ready`; absent = as the timings say. */
  spawnTimeoutSeconds?: number;
}

export interface RestartDecision {
  /** `giveUp` = budget used up, `drop` = automatic restarts are off; both end in state failed. */
  decision: 'restart' | 'giveUp' | 'drop';
  delayMs: number;
  /** Charged restarts still inside the window, this one included; monotonic milliseconds. */
  history: number[];
}

/** Restarts that still count at `now` (both monotonic milliseconds). */
export function inWindow(history: readonly number[], now: number, windowSeconds: number): number[] {
  return history.filter((at) => now - at < windowSeconds * 1000);
}

/** What to do about a crash at `now`, a monotonic time in milliseconds (supervisor.md 2.5; S25-S31, S71, S72). */
export function decideRestart(history: readonly number[], now: number, settings: RestartSettings): RestartDecision {
  const recent = inWindow(history, now, settings.windowSeconds);
  if (!settings.autoRestart) return { decision: 'drop', delayMs: 0, history: recent };
  if (recent.length >= settings.maxRestarts) return { decision: 'giveUp', delayMs: 0, history: recent };
  return { decision: 'restart', delayMs: Math.max(0, settings.delaySeconds) * 1000, history: [...recent, now] };
}
