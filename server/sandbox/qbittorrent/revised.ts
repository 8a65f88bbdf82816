/** One flat record as it goes over the wire. */
export type Fields = Record<string, unknown>;

/** Counts every change of the whole client; deltas are "everything after revision n". */
export class Revisions {
  current = 0;

  next(): number {
    return ++this.current;
  }
}

interface Entry {
  fields: Fields;
  addedAt: number;
  changedAt: number;
  fieldChangedAt: Map<string, number>;
}

const maxTombstones = 2000;

/** Records by key that know in which revision each field changed, so that a delta costs what changed (arr-api.md 8.8). */
export class Revised {
  readonly #revisions: Revisions;
  readonly #entries = new Map<string, Entry>();
  readonly #gone = new Map<string, { addedAt: number; removedAt: number }>();
  #forgottenAt = 0;

  constructor(revisions: Revisions) {
    this.#revisions = revisions;
  }

  /** Writes a record whole; only fields that differ count as changed. */
  set(key: string, fields: Fields): void {
    const known = this.#entries.get(key);
    if (known === undefined) {
      const at = this.#revisions.next();
      this.#gone.delete(key);
      this.#entries.set(key, { fields, addedAt: at, changedAt: at, fieldChangedAt: new Map() });
      return;
    }
    const changed = Object.keys(fields).filter((name) => fields[name] !== known.fields[name]);
    if (changed.length === 0) return;
    const at = this.#revisions.next();
    for (const name of changed) known.fieldChangedAt.set(name, at);
    known.fields = fields;
    known.changedAt = at;
  }

  delete(key: string): void {
    const known = this.#entries.get(key);
    if (known === undefined) return;
    this.#entries.delete(key);
    this.#gone.set(key, { addedAt: known.addedAt, removedAt: this.#revisions.next() });
    const oldest = this.#gone.entries().next().value;
    if (this.#gone.size <= maxTombstones || oldest === undefined) return;
    this.#gone.delete(oldest[0]);
    this.#forgottenAt = oldest[1].removedAt;
  }

  keys(): string[] {
    return [...this.#entries.keys()];
  }

  get(key: string): Fields | undefined {
    return this.#entries.get(key)?.fields;
  }

  /** Whether removals after that revision are all still known. */
  remembers(revision: number): boolean {
    return revision >= this.#forgottenAt;
  }

  /** New records whole, others with their changed fields only, and the keys that went. Revision 0 = everything. */
  since(revision: number): { changed: Record<string, Fields>; removed: string[] } {
    const changed: Record<string, Fields> = {};
    for (const [key, entry] of this.#entries) {
      if (entry.changedAt <= revision) continue;
      changed[key] = entry.addedAt > revision ? entry.fields : changedFields(entry, revision);
    }
    const removed = [...this.#gone]
      .filter(([, { addedAt, removedAt }]) => addedAt <= revision && removedAt > revision)
      .map(([key]) => key);
    return { changed, removed };
  }
}

function changedFields(entry: Entry, revision: number): Fields {
  return Object.fromEntries(
    [...entry.fieldChangedAt]
      .filter(([, at]) => at > revision)
      .map(([name]): [string, unknown] => [name, entry.fields[name]]),
  );
}
