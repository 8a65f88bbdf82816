import type { ToWorker } from '../contract/index.ts';
import type { Time } from './time.ts';
import type { Unit } from './unit.ts';

/** Loops of a live process that were asked to stop and have not answered yet. */
export class UnitStops {
  readonly #time: Time;
  readonly #waiters = new Map<Unit, () => void>();

  constructor(time: Time) {
    this.#time = time;
  }

  /** Asks the loops to stop; answers those that had not after `timeoutMs`. */
  async request(units: readonly Unit[], timeoutMs: number, send: (message: ToWorker) => void): Promise<Unit[]> {
    const answers = units.map(
      (unit) =>
        new Promise<void>((resolve) => {
          this.#waiters.set(unit, resolve);
          send({ type: 'stopUnit', unit: unit.ref });
        }),
    );
    let late: Unit[] = [];
    const cancel = this.#time.after(timeoutMs, () => {
      late = units.filter((unit) => this.#waiters.has(unit));
      for (const unit of late) this.answered(unit);
    });
    await Promise.all(answers);
    cancel();
    return late;
  }

  /** True when somebody waited for this loop to stop. */
  answered(unit: Unit): boolean {
    this.#waiters.get(unit)?.();
    return this.#waiters.delete(unit);
  }

  /** The process is gone, and with it all its loops. */
  allGone(): void {
    for (const unit of this.#waiters.keys()) this.answered(unit);
  }
}
