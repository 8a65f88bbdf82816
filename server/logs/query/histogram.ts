import type { LogHistogram } from '../../contract/index.ts';

/** Widths of a bar in minutes; each is a multiple of the one before, so that bars can be joined. */
const STEPS = [1, 5, 15, 60, 240, 720, 1440, 10_080, 40_320, 524_160];
const MOST_BARS = 240;
const MINUTE_MS = 60_000;

/** Lines and errors per minute; the bars grow wider as the span does, so their number stays bounded. */
export class Histogram {
  #step = 0;
  #bars = new Map<number, { lines: number; errors: number }>();
  #first = Infinity;
  #last = -Infinity;

  /** `at` in unix milliseconds. */
  add(at: number, isError: boolean, lines = 1, errors = isError ? 1 : 0): void {
    this.#first = Math.min(this.#first, at);
    this.#last = Math.max(this.#last, at);
    while ((this.#last - this.#first) / this.#width() > MOST_BARS && this.#step < STEPS.length - 1) this.#widen();
    const start = Math.floor(at / this.#width()) * this.#width();
    const bar = this.#bars.get(start);
    if (bar === undefined) this.#bars.set(start, { lines, errors });
    else {
      bar.lines += lines;
      bar.errors += errors;
    }
  }

  /** Takes in all bars of another one. */
  addAll(other: Histogram): void {
    while (this.#step < other.#step) this.#widen();
    for (const [at, { lines, errors }] of other.#bars) this.add(at, false, lines, errors);
  }

  result(): LogHistogram {
    const bars = [...this.#bars].toSorted(([a], [b]) => a - b).map(([at, counts]) => ({ at, ...counts }));
    return { stepSeconds: (this.#width() / 1000) | 0, bars };
  }

  #width(): number {
    return (STEPS[this.#step] ?? 1) * MINUTE_MS;
  }

  #widen(): void {
    this.#step += 1;
    const narrow = this.#bars;
    this.#bars = new Map();
    for (const [at, { lines, errors }] of narrow) {
      const start = Math.floor(at / this.#width()) * this.#width();
      const bar = this.#bars.get(start) ?? { lines: 0, errors: 0 };
      this.#bars.set(start, { lines: bar.lines + lines, errors: bar.errors + errors });
    }
  }
}
