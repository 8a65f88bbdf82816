import { isTree, likeness, sameValue } from '../tree.ts';

/** Two items, one of the old list and one of the new, that are the same one. */
interface Pair {
  readonly old: number;
  readonly now: number;
}

/**
 * Which item of the old list each item of the new one is, null for a new one (config.md 10). An item that equals an old one is
 * that one wherever it stands, so what is moved is never taken for deleted; a table much like an old one is that one with changes;
 * and what lies between two items that stayed is taken as changed, one by one.
 */
export function pairItems(before: readonly unknown[], after: readonly unknown[]): (number | null)[] {
  const found: (number | null)[] = after.map(() => null);
  const taken = new Set<number>();
  const note = ({ old, now }: Pair): void => {
    if (taken.has(old) || (found[now] ?? null) !== null) return;
    taken.add(old);
    found[now] = old;
  };
  const open = (): Open => ({
    old: [...before.keys()].filter((at) => !taken.has(at)),
    now: [...after.keys()].filter((at) => found[at] === null),
  });
  const stayed = commonItems(before, after);
  for (const pair of stayed) note(pair);
  for (const pair of moved(before, after, open())) note(pair);
  for (const pair of alike(before, after, open())) note(pair);
  for (const pair of between([...stayed, { old: before.length, now: after.length }], open())) {
    // A table never becomes a text, nor a text a table: one went, and the other is new.
    if (isTree(before[pair.old]) === isTree(after[pair.now])) note(pair);
  }
  return found;
}

/** Positions not paired yet. */
interface Open {
  readonly old: readonly number[];
  readonly now: readonly number[];
}

/** Long lists are not compared each with each beyond this many pairs. */
const MANY = 40_000;

/** Longest common subsequence; long lists are compared from both ends only, which is enough for a few edits. */
function commonItems(before: readonly unknown[], after: readonly unknown[]): Pair[] {
  if (before.length * after.length > MANY) return fromBothEnds(before, after);
  const lengths = Array.from({ length: before.length + 1 }, () => Array.from({ length: after.length + 1 }, () => 0));
  const at = (old: number, now: number): number => lengths[old]?.[now] ?? 0;
  for (let old = before.length - 1; old >= 0; old -= 1) {
    const row = lengths[old] ?? [];
    for (let now = after.length - 1; now >= 0; now -= 1) {
      row[now] = sameValue(before[old], after[now])
        ? at(old + 1, now + 1) + 1
        : Math.max(at(old + 1, now), at(old, now + 1));
    }
  }
  const found: Pair[] = [];
  let old = 0;
  let now = 0;
  while (old < before.length && now < after.length) {
    if (sameValue(before[old], after[now])) found.push({ old: old++, now: now++ });
    else if (at(old + 1, now) >= at(old, now + 1)) old += 1;
    else now += 1;
  }
  return found;
}

function fromBothEnds(before: readonly unknown[], after: readonly unknown[]): Pair[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && sameValue(before[head], after[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && sameValue(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  return [
    ...Array.from({ length: head }, (_, at) => ({ old: at, now: at })),
    ...Array.from({ length: tail }, (_, at) => ({
      old: before.length - tail + at,
      now: after.length - tail + at,
    })),
  ];
}

/** Equal items that stand elsewhere now. */
function moved(before: readonly unknown[], after: readonly unknown[], { old, now }: Open): Pair[] {
  const left = new Map<string, number[]>();
  for (const at of old) {
    const kind = kindOf(before[at]);
    const same = left.get(kind);
    if (same === undefined) left.set(kind, [at]);
    else same.push(at);
  }
  return now.flatMap((place): Pair[] => {
    const candidates = left.get(kindOf(after[place])) ?? [];
    const at = candidates.findIndex((each) => sameValue(before[each], after[place]));
    const [from] = at < 0 ? [] : candidates.splice(at, 1);
    return from === undefined ? [] : [{ old: from, now: place }];
  });
}

/** Equal items are of one kind; keeps the search among equals short. */
function kindOf(item: unknown): string {
  return typeof item === 'string' ? `text ${item}` : typeof item;
}

/** Tables of which at least half says the same, the most alike first. */
function alike(before: readonly unknown[], after: readonly unknown[], { old, now }: Open): Pair[] {
  if (old.length * now.length > MANY / 10) return [];
  return old
    .flatMap((from) => now.map((place) => ({ old: from, now: place, share: share(before[from], after[place]) })))
    .filter((pair) => pair.share >= 0.5)
    .toSorted((a, b) => b.share - a.share);
}

function share(a: unknown, b: unknown): number {
  return isTree(a) && isTree(b) ? likeness(a, b) : 0;
}

/** What lies between two items that stayed, pair by pair. */
function between(stayed: readonly Pair[], { old, now }: Open): Pair[] {
  return stayed.flatMap((pair, index) => {
    const above = stayed[index - 1] ?? { old: -1, now: -1 };
    const here = old.filter((at) => at > above.old && at < pair.old);
    const there = now.filter((at) => at > above.now && at < pair.now);
    return here.flatMap((from, at) => {
      const place = there[at];
      return place === undefined ? [] : [{ old: from, now: place }];
    });
  });
}
