/** One measured figure, printed as one JSON line. */
export interface Figure {
  figure: string;
  /** Null when it could not be measured here; `note` says why. */
  value: number | null;
  unit: string;
  target: number | null;
  /** Null without a target or a value. */
  ok: boolean | null;
  note?: string;
}

/** A figure that no target is set for, rounded to two digits after the point. */
export function measured(figure: string, value: number | null, unit: string, note?: string): Figure {
  const rounded = value === null ? null : round(value);
  return { figure, value: rounded, unit, target: null, ok: null, ...(note !== undefined && { note }) };
}

/** The same figure with a limit it must keep: `most` from above, `least` from below. */
export function judged(plain: Figure, limit: { most: number } | { least: number }): Figure {
  const target = 'most' in limit ? limit.most : limit.least;
  const { value } = plain;
  const ok = value === null ? null : 'most' in limit ? value <= target : value >= target;
  return { ...plain, target, ok };
}

/** Middle value, the lower one of an even number. @throws Error for an empty list. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
  if (middle === undefined) throw new Error('there is no median of nothing');
  return middle;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
