import type { Clock } from '../contract/index.ts';
import { senseOutage } from '../engine/outage.ts';
import type { Outage, OutageRow } from '../engine/outage.ts';

/** How long an answer counts, milliseconds: many torrents may ask in the same pass. */
const answerLife = 1_000;

/** An outage of one instance, with the instance's name. */
export interface KnownOutage extends Outage {
  readonly instance: string;
}

/** Outage sense over the live rows, per qBittorrent; an owner may say that it is none (design.md 5). */
export class Outages {
  readonly #clock: Clock;
  readonly #rowsOf: (instance: string) => OutageRow[];
  readonly #answers = new Map<string, { at: number; outage: KnownOutage | null }>();
  readonly #released = new Set<string>();

  constructor(clock: Clock, rowsOf: (instance: string) => OutageRow[]) {
    this.#clock = clock;
    this.#rowsOf = rowsOf;
  }

  /** The outage of an instance that speaks against removals now, null when there is none. */
  of(instance: string): KnownOutage | null {
    const now = this.#clock.monotonic();
    const known = this.#answers.get(instance);
    if (known && now - known.at < answerLife) return known.outage;
    const sensed = senseOutage(this.#rowsOf(instance), this.#clock.now());
    const outage = sensed && !this.#released.has(keyOf(instance, sensed)) ? { ...sensed, instance } : null;
    if (!sensed) for (const key of this.#released) if (key.startsWith(`${instance}/`)) this.#released.delete(key);
    this.#answers.set(instance, { at: now, outage });
    return outage;
  }

  /** All outages of these instances, for the attention list. */
  all(instances: readonly string[]): KnownOutage[] {
    return instances.flatMap((instance) => this.of(instance) ?? []);
  }

  /** The owner says that these torrents are dead by themselves: they are judged as usual. Returns how many were released. */
  release(instances: readonly string[]): number {
    const found = this.all(instances);
    for (const outage of found) this.#released.add(keyOf(outage.instance, outage));
    this.#answers.clear();
    return found.length;
  }
}

function keyOf(instance: string, outage: Outage): string {
  return `${instance}/${outage.id}/${outage.since}`;
}
