/** Times to the millisecond of the entries written last; the files hold whole seconds, so that old parsers keep working. */
export class ExactTimes {
  readonly #most: number;
  readonly #times = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** `at` in unix milliseconds. */
  note(cursor: string, at: number): void {
    this.#times.set(cursor, at);
    if (this.#times.size <= this.#most) return;
    for (const oldest of this.#times.keys()) {
      this.#times.delete(oldest);
      return;
    }
  }

  of(cursor: string): number | null {
    return this.#times.get(cursor) ?? null;
  }
}
