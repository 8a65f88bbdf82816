import type { LogHistogram } from '../../../server/contract/index.ts';

export interface Slot {
  /** Unix milliseconds of its start. */
  at: number;
  lines: number;
  errors: number;
}

/** Every bar from the first to the last, the empty ones too. */
export function slotsOf({ stepSeconds, bars }: LogHistogram): Slot[] {
  const [first] = bars;
  const last = bars.at(-1);
  if (first === undefined || last === undefined) return [];
  const step = stepSeconds * 1000;
  const known = new Map(bars.map((bar) => [bar.at, bar]));
  const count = Math.round((last.at - first.at) / step) + 1;
  return Array.from({ length: count }, (_, index) => {
    const at = first.at + index * step;
    return known.get(at) ?? { at, lines: 0, errors: 0 };
  });
}

export interface SlotRange {
  /** Indexes, both included. */
  from: number;
  to: number;
}

/** The bars a time range covers; the whole when it is open. */
export function rangeOf(
  slots: readonly Slot[],
  stepSeconds: number,
  since: number | null,
  until: number | null,
): SlotRange {
  const first = slots[0]?.at ?? 0;
  const last = slots.length - 1;
  const indexAt = (at: number): number => Math.min(Math.max(Math.floor((at - first) / (stepSeconds * 1000)), 0), last);
  return { from: since === null ? 0 : indexAt(since), to: until === null ? last : indexAt(until) };
}

/** The time range of some bars; open at the ends of the log, so that new lines belong to it. */
export function timesOf(
  slots: readonly Slot[],
  stepSeconds: number,
  { from, to }: SlotRange,
): { since: number | null; until: number | null } {
  const end = slots[to];
  return {
    since: from <= 0 ? null : (slots[from]?.at ?? null),
    until: to >= slots.length - 1 || end === undefined ? null : end.at + stepSeconds * 1000 - 1,
  };
}

/** Lines and errors of some bars. */
export function sumOf(slots: readonly Slot[], { from, to }: SlotRange): { lines: number; errors: number } {
  const inside = slots.slice(from, to + 1);
  return {
    lines: inside.reduce((sum, slot) => sum + slot.lines, 0),
    errors: inside.reduce((sum, slot) => sum + slot.errors, 0),
  };
}
