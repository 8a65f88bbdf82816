/** Looks at the clock now and then: a look per line would cost more than the line. */
export class Deadline {
  readonly #endsAt: number;
  #count = 0;
  #over = false;

  constructor(seconds: number) {
    this.#endsAt = performance.now() + seconds * 1000;
  }

  /** True once the time is up; to be asked once per entry or line. */
  passed(): boolean {
    this.#count += 1;
    if (this.#count % 256 === 0) this.#over ||= performance.now() > this.#endsAt;
    return this.#over;
  }
}
