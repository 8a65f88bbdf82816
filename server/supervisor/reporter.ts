import type { Logger } from '../logs/index.ts';
import type { LifeCycleEvent, ManagerDeps } from './hooks.ts';
import { inWindow } from './restart-policy.ts';
import type { RestartSettings } from './restart-policy.ts';
import type { Unit } from './unit.ts';

const LONGEST_ERROR = 500;

/** Why a process that was ended by us had to be. */
const causes: Record<string, string | undefined> = {
  unresponsive: 'because it had not answered for minutes',
  'spawn-timeout': 'because it did not come up in time',
};

/** Puts what happens to a manager into words: log lines, events for the owner, `lastError` of its loops. */
export class Reporter {
  readonly log: Logger;
  readonly #manager: string;
  readonly #deps: ManagerDeps;

  constructor(manager: string, deps: ManagerDeps) {
    this.#manager = manager;
    this.#deps = deps;
    this.log = deps.logs.logger(manager);
  }

  /** Keeps the redacted first 500 characters as the loops' last error (supervisor.md 2.2). */
  noteError(units: readonly Unit[], error: string): void {
    const text = this.#deps.logs.redact(error).slice(0, LONGEST_ERROR);
    for (const unit of units) unit.lastError = text;
  }

  crashed(unit: Unit, what: string): void {
    this.log.warning(`${unit.plan.name} ${unit.plan.kind}: ${what}`);
    if (unit.lastError === null) this.noteError([unit], what);
  }

  gaveUp(unit: Unit, decision: 'giveUp' | 'drop', settings: RestartSettings): void {
    const loop = `${unit.plan.name} ${unit.plan.kind}`;
    const message =
      decision === 'drop'
        ? `${loop} failed and automatic restarts are off`
        : `${loop} has failed ${unit.history.length + 1} times in ${settings.windowSeconds} seconds and is not restarted again`;
    this.log.error(message);
    this.#tell('health.failed', unit, message);
  }

  restarted(unit: Unit): void {
    const { hooks, time } = this.#deps;
    const { windowSeconds, maxRestarts } = hooks.restartSettings();
    const used = inWindow(unit.history, time.monotonic(), windowSeconds).length;
    const loop = `${unit.plan.name} ${unit.plan.kind}`;
    const why = causes[unit.lastExit?.reason ?? 'crash'] ?? 'after a crash';
    const message = `${loop} restarted ${why}, restarts in window: ${used}/${maxRestarts}`;
    this.log.notice(message);
    this.#tell('process.restarted', unit, message);
  }

  silent(seconds: number): void {
    const message = `${this.#manager} has not answered for ${seconds} s; if it stays silent it is ended and started anew`;
    this.log.warning(message);
    this.#tell('health.unresponsive', null, message);
  }

  spawnFailed(units: readonly Unit[], error: string, delayMs: number): void {
    const message = `Could not start the process: ${error}`;
    this.noteError(units, message);
    this.log.error(`${message}. Trying again in ${Math.round(delayMs / 1000)} s`);
  }

  /** A line the process printed by itself, crash output included (supervisor.md 6.3). */
  output(stream: 'stdout' | 'stderr', line: string, units: readonly Unit[]): void {
    if (stream === 'stdout') {
      this.log.info(line);
      return;
    }
    this.log.error(line);
    if (/^(?:Uncaught )?\w*Error\b/.test(line)) this.noteError(units, line);
  }

  #tell(type: LifeCycleEvent['type'], unit: Unit | null, message: string): void {
    this.#deps.hooks.onLifeCycle({
      type,
      manager: this.#manager,
      unit: unit?.ref ?? null,
      name: unit?.plan.name ?? this.#manager,
      message: this.#deps.logs.redact(message),
    });
  }
}
