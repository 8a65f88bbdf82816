/** Entries after which a pool starts anew, so that what is gone does not pile up. */
const mostKept = 20_000;

/** One value per text, so that equal ones are kept in memory once. What it gives out must not be changed. */
export class Pool<T> {
  readonly #values = new Map<string, T>();
  readonly #make: (text: string) => T;

  constructor(make: (text: string) => T) {
    this.#make = make;
  }

  of(text: string): T {
    const known = this.#values.get(text);
    if (known !== undefined) return known;
    if (this.#values.size >= mostKept) this.#values.clear();
    const made = this.#make(text);
    this.#values.set(text, made);
    return made;
  }
}
