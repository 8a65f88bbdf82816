const MINUTES = 60;
const MINUTE_MS = 60_000;

/** Counts of the last 60 minutes, one value per minute; times are monotonic milliseconds. */
export class WorkMeter {
  #counts: number[] = [0];
  #minute: number;

  constructor(now: number) {
    this.#minute = Math.floor(now / MINUTE_MS);
  }

  add(now: number): void {
    this.#roll(now);
    this.#counts.push((this.#counts.pop() ?? 0) + 1);
  }

  /** Oldest first, at most 60 values, the running minute last. */
  values(now: number): number[] {
    this.#roll(now);
    return [...this.#counts];
  }

  #roll(now: number): void {
    const minute = Math.floor(now / MINUTE_MS);
    const passed = Math.min(MINUTES, minute - this.#minute);
    for (let index = 0; index < passed; index += 1) this.#counts.push(0);
    this.#counts = this.#counts.slice(-MINUTES);
    this.#minute = minute;
  }
}
