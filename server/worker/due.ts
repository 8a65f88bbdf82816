/** Keys ordered by the time they want to be looked at again; a later time for the same key replaces the earlier one. */
export class DueQueue {
  readonly #heap: { at: number; key: string }[] = [];
  readonly #current = new Map<string, number>();

  /** `at` in any unit, null forgets the key. */
  set(key: string, at: number | null): void {
    if (at === null) {
      this.#current.delete(key);
      return;
    }
    if (this.#current.get(key) === at) return;
    this.#current.set(key, at);
    this.#heap.push({ at, key });
    this.#up(this.#heap.length - 1);
  }

  /** Removes and returns the keys due at `now`. */
  take(now: number): string[] {
    const due: string[] = [];
    for (let top = this.#peek(); top !== null && top.at <= now; top = this.#peek()) {
      this.#pop();
      this.#current.delete(top.key);
      due.push(top.key);
    }
    return due;
  }

  /** Earliest time any key waits for, null when none does. */
  nextAt(): number | null {
    return this.#peek()?.at ?? null;
  }

  #peek(): { at: number; key: string } | null {
    for (;;) {
      const top = this.#heap[0];
      if (!top) return null;
      if (this.#current.get(top.key) === top.at) return top;
      this.#pop();
    }
  }

  #pop(): void {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#down(0);
  }

  #up(from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfEarlier(index, parent)) return;
      index = parent;
    }
  }

  #down(from: number): void {
    let index = from;
    for (;;) {
      const left = index * 2 + 1;
      const right = left + 1;
      const child = (this.#heap[right]?.at ?? Infinity) < (this.#heap[left]?.at ?? Infinity) ? right : left;
      if (!this.#swapIfEarlier(child, index)) return;
      index = child;
    }
  }

  /** Swaps when `child` is earlier than `parent`; false when it is not, or does not exist. */
  #swapIfEarlier(child: number, parent: number): boolean {
    const below = this.#heap[child];
    const above = this.#heap[parent];
    if (!below || !above || below.at >= above.at) return false;
    this.#heap[child] = above;
    this.#heap[parent] = below;
    return true;
  }
}
