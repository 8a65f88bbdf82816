import type { FakeQbitState } from './state.ts';

interface Sent {
  rid: number;
  revision: number;
}

const maxRid = 1_000_000;

/** The delta stream of one session (arr-api.md 8.8). */
export class SyncView {
  #accepted: Sent | null = null;
  #sent: Sent | null = null;

  /** `rid` is the last answer the client accepted; 0 or an unknown one gives everything. */
  answer(state: FakeQbitState, rid: number): Record<string, unknown> {
    state.server();
    const base = this.#baseOf(rid);
    const isKnown = base !== null && Object.values(state.records).every((records) => records.remembers(base));
    if (!isKnown) this.#accepted = null;
    const next = { rid: ((this.#sent?.rid ?? 0) % maxRid) + 1, revision: state.revisions.current };
    this.#sent = next;
    return isKnown ? { rid: next.rid, ...delta(state, base) } : { rid: next.rid, ...everything(state) };
  }

  /** Revision the client has; the answer before last is given again, merged with what came after it. */
  #baseOf(rid: number): number | null {
    if (rid === 0) return null;
    if (rid === this.#sent?.rid) this.#accepted = this.#sent;
    return rid === this.#accepted?.rid ? this.#accepted.revision : null;
  }
}

function everything(state: FakeQbitState): Record<string, unknown> {
  const { torrents, categories, tags, trackers } = state.records;
  return {
    full_update: true,
    torrents: torrents.since(0).changed,
    categories: categories.since(0).changed,
    tags: tags.keys(),
    trackers: state.tellsTrackers ? hashLists(trackers.since(0).changed) : {},
    server_state: state.server(),
  };
}

/** Lists and maps without change are left out. */
function delta(state: FakeQbitState, revision: number): Record<string, unknown> {
  const torrents = state.records.torrents.since(revision);
  const categories = state.records.categories.since(revision);
  const tags = state.records.tags.since(revision);
  const trackers = state.records.trackers.since(revision);
  const server = state.records.server.since(revision).changed.server;
  const parts: Record<string, unknown> = {
    torrents: torrents.changed,
    torrents_removed: torrents.removed,
    categories: wholeCategories(state, Object.keys(categories.changed)),
    categories_removed: categories.removed,
    tags: Object.keys(tags.changed),
    tags_removed: tags.removed,
    trackers: hashLists(trackers.changed),
    trackers_removed: trackers.removed,
    server_state: server ?? {},
  };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => Object.keys(Object(part)).length > 0));
}

function wholeCategories(state: FakeQbitState, names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, state.records.categories.get(name)]));
}

function hashLists(changed: Record<string, Record<string, unknown>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(changed).map(([url, { hashes }]) => [url, String(hashes).split('|')]));
}
