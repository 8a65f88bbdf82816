import { z } from 'zod';
import type { Clock } from '../contract/index.ts';
import type { IntentStore } from '../store/intents.ts';
import type { MetaStore } from '../store/meta.ts';

const hourMs = 3_600_000;
const metaKey = 'removalBudget';
const trippedSchema = z.object({ at: z.int(), max: z.int(), count: z.int() });
type Tripped = z.infer<typeof trippedSchema>;

/**
 * The fuse of design.md 5: once as many torrents were removed within an hour as the owner allows, nothing is removed until it is
 * released or the limit is changed. It counts by a clock that never steps, and stays tripped over a restart.
 */
export class RemovalBudget {
  readonly #clock: Clock;
  readonly #meta: MetaStore;
  readonly #max: () => number;
  /** Monotonic milliseconds. */
  #removals: number[];
  #tripped: Tripped | null;

  constructor(options: { clock: Clock; meta: MetaStore; intents: IntentStore; max: () => number }) {
    const { clock, meta, intents, max } = options;
    this.#clock = clock;
    this.#meta = meta;
    this.#max = max;
    const now = clock.now();
    this.#removals = intents.removalsSince(now - hourMs).map((at) => clock.monotonic() - Math.max(0, now - at));
    this.#tripped = meta.get(metaKey, trippedSchema);
  }

  /** Why and since when (unix milliseconds) removals are stopped, null while they are not. */
  tripped(): { reason: string; since: number } | null {
    const max = this.#max();
    if (this.#tripped && this.#tripped.max !== max) this.#releaseIfItCanBeWritten();
    if (!this.#tripped) return null;
    const { at, count } = this.#tripped;
    const reason = `removal budget used up: ${count} removals within an hour, Settings.MaxRemovalsPerHour is ${max}`;
    return { reason, since: at };
  }

  /** Until then it stays tripped; whoever only looks must not fail over it. */
  #releaseIfItCanBeWritten(): void {
    try {
      this.release();
    } catch {
      // Asked again at the next look.
    }
  }

  /** Asks for one removal: trips the fuse when it would be one too many. Returns true when it has just tripped. */
  check(): boolean {
    const max = this.#max();
    if (max === 0 || this.tripped() !== null) return false;
    const oldest = this.#clock.monotonic() - hourMs;
    this.#removals = this.#removals.filter((at) => at > oldest);
    if (this.#removals.length < max) return false;
    const tripped = { at: this.#clock.now(), max, count: this.#removals.length };
    // Not written: whoever asked is told so and asks again, and the fuse trips then.
    this.#meta.set(metaKey, tripped);
    this.#tripped = tripped;
    return true;
  }

  /** Counts a removal that was granted. */
  count(): void {
    this.#removals.push(this.#clock.monotonic());
  }

  /** The owner has looked: removals go on, and the hour begins anew. Returns false when nothing was stopped. */
  release(): boolean {
    const was = this.#tripped !== null;
    // First, so that a release that could not be written is none.
    this.#meta.set(metaKey, null);
    this.#tripped = null;
    this.#removals = [];
    return was;
  }
}
