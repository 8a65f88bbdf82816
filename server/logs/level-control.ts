import type { Clock, LogLevel } from '../contract/index.ts';

/** Answer to a change of level (supervisor.md 6.2 [P]). */
export interface LevelState {
  effective: LogLevel;
  /** An environment variable decides: the change had no effect. */
  overriddenByEnv: boolean;
  /** Unix milliseconds at which the configured level comes back; null = it stays. */
  until: number | null;
}

/** The level in force: the configuration's, or another one for a while (ui.md LG-8). */
export class LevelControl {
  readonly #clock: Clock;
  #configured: LogLevel;
  #fromEnvironment = false;
  #passing: { level: LogLevel; until: number; timer: NodeJS.Timeout } | null = null;

  constructor(level: LogLevel, clock: Clock) {
    this.#configured = level;
    this.#clock = clock;
  }

  effective(): LogLevel {
    return this.#passing?.level ?? this.#configured;
  }

  /** What the configuration says now. A passing level outlives saves that do not touch it. */
  configure(level: LogLevel, fromEnvironment: boolean): void {
    if (level !== this.#configured || fromEnvironment) this.stop();
    this.#configured = level;
    this.#fromEnvironment = fromEnvironment;
  }

  /** Sets a level for good (null) or for so many seconds. */
  set(level: LogLevel, forSeconds: number | null): LevelState {
    if (this.#fromEnvironment) {
      return { effective: this.#configured, overriddenByEnv: level !== this.#configured, until: null };
    }
    this.stop();
    if (forSeconds === null) this.#configured = level;
    else {
      const timer = setTimeout(() => this.stop(), forSeconds * 1000);
      timer.unref();
      this.#passing = { level, until: this.#clock.now() + forSeconds * 1000, timer };
    }
    return { effective: level, overriddenByEnv: false, until: this.#passing?.until ?? null };
  }

  /** Ends a passing level. */
  stop(): void {
    if (this.#passing !== null) clearTimeout(this.#passing.timer);
    this.#passing = null;
  }
}
