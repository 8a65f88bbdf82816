import { z } from 'zod';
import { jsonOf, ruleTrace, torrentRow } from '../contract/index.ts';
import type {
  ActionKind,
  Clock,
  GateHold,
  RuleTrace,
  SeedingPolicy,
  ToHost,
  TorrentDelta,
  TorrentHistory,
  TorrentQuery,
  TorrentRow,
  TorrentsBody,
  TorrentView,
  TorrentViewQuery,
} from '../contract/index.ts';
import type { Database } from './database.ts';
import type { Ledger, NewEvent } from './ledger.ts';
import { queryTorrents } from './torrent-query.ts';
import { TorrentViews } from './torrent-view.ts';
import { sharedTrail } from './trails.ts';

type TorrentReport = Extract<ToHost, { type: 'torrents' }>;

/** A torrent we removed that is back in the client. */
export interface ReturnedTorrent {
  readonly instance: string;
  readonly hash: string;
  readonly name: string;
  readonly manager: string;
  /** Unix milliseconds of its removal and of its return. */
  readonly removedAt: number;
  readonly returnedAt: number;
}

/** All torrents the managers report, live in memory; decisions and removed ones also in the database (ui.md TR-6). */
export interface TorrentDirectory {
  /** Takes one report of a manager; new decisions become ledger events. @throws when the database cannot be written. */
  report(manager: string, message: TorrentReport): void;
  /** Writes what earlier reports could not. @throws when the database still cannot be written. */
  catchUp(): void;
  list(query: TorrentQuery): TorrentsBody;
  /** A window of the grouped table. `policyOf` tells what the configuration says about the owner of a row. */
  view(query: TorrentViewQuery, policyOf: (row: TorrentRow) => SeedingPolicy | null): TorrentView;
  detail(instance: string, hash: string): TorrentHistory | null;
  row(instance: string, hash: string): TorrentRow | null;
  snapshot(): TorrentDelta;
  total(): number;
  /** Rises with every change. */
  version(): number;
  /** Live rows of one instance. */
  rowsOf(instance: string): TorrentRow[];
  /** Shows what the safety gate holds back, until the torrent no longer wants it; null = nothing is held back. */
  hold(instance: string, hash: string, held: { action: ActionKind; gate: GateHold } | null): void;
  /** Torrents that came back although we removed them, while they are there. */
  returned(): ReturnedTorrent[];
  onDelta(listener: (delta: TorrentDelta) => void): () => void;
  /** Forgets torrents removed more than 14 days ago. */
  prune(): void;
}

interface Held {
  row: TorrentRow;
  trail: RuleTrace[];
}

const stored = z.object({ instance: z.string(), hash: z.string(), detail: z.string() });
const detailColumn = z.object({ row: torrentRow, trail: z.array(ruleTrace) });
const keepRemovedMs = 14 * 86_400_000;
const timelineLength = 100;
/** A disk that stays full for days must not fill the memory as well. */
const mostUntold = 20_000;

const keyOf = (instance: string, hash: string): string => `${instance}/${hash}`;

/** Opens the directory and loads what was known at the last stop. */
export function createTorrentDirectory(database: Database, ledger: Ledger, clock: Clock): TorrentDirectory {
  return new Directory(database, ledger, clock);
}

class Directory implements TorrentDirectory {
  readonly #live = new Map<string, Held>();
  readonly #gone = new Map<string, Held>();
  readonly #holds = new Map<string, { action: ActionKind; gate: GateHold }>();
  readonly #returned = new Map<string, ReturnedTorrent>();
  readonly #listeners = new Set<(delta: TorrentDelta) => void>();
  readonly #views = new TorrentViews({ version: () => this.#version, rows: () => this.#rows(true) });
  #version = 0;
  /** What could not be written, until it can be: decisions and removals that are told once. */
  readonly #unsaved = new Map<string, Held>();
  #untold: NewEvent[] = [];
  readonly #database: Database;
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #put;
  readonly #drop;

  constructor(database: Database, ledger: Ledger, clock: Clock) {
    this.#database = database;
    this.#ledger = ledger;
    this.#clock = clock;
    this.#put = database.prepare(
      'insert or replace into torrents (instance, hash, seen_at, detail) values (?, ?, ?, ?)',
    );
    this.#drop = database.prepare('delete from torrents where instance = ? and hash = ?');
    for (const found of database.prepare('select instance, hash, detail from torrents').all()) {
      const columns = stored.parse(found);
      const held = detailColumn.safeParse(jsonOf(columns.detail));
      if (!held.success) this.#drop.run(columns.instance, columns.hash);
      else {
        const home = held.data.row.removedAt === null ? this.#live : this.#gone;
        const { row, trail } = held.data;
        home.set(keyOf(columns.instance, columns.hash), { row, trail: sharedTrail(trail) });
      }
    }
  }

  report(manager: string, report: TorrentReport): void {
    const events: NewEvent[] = [];
    const changed: TorrentRow[] = [];
    const removed: { instance: string; hash: string }[] = [];
    const toSave: Held[] = [];
    for (const { row, trail } of report.changed) {
      const held = this.#take(row, trail, events);
      changed.push(held.row);
      if (held.isNew) toSave.push(held);
    }
    for (const key of this.#vanished(manager, report)) {
      const last = this.#vanish(key);
      if (!last) continue;
      toSave.push(last);
      removed.push({ instance: last.row.instance, hash: last.row.hash });
    }
    // Told before it is written: a full disk must not blind the owner.
    this.#announce(changed, removed);
    for (const held of toSave) this.#unsaved.set(keyOf(held.row.instance, held.row.hash), held);
    this.#untold.push(...events.slice(0, Math.max(0, mostUntold - this.#untold.length)));
    this.catchUp();
  }

  catchUp(): void {
    if (this.#unsaved.size > 0) {
      this.#database.transaction(() => {
        for (const held of this.#unsaved.values()) this.#save(held);
      });
      this.#unsaved.clear();
    }
    if (this.#untold.length > 0) {
      this.#ledger.recordAll(this.#untold);
      this.#untold = [];
    }
  }

  list(query: TorrentQuery): TorrentsBody {
    return queryTorrents(this.#rows(query.includeRemoved || query.show === 'removed'), query);
  }

  view(query: TorrentViewQuery, policyOf: (row: TorrentRow) => SeedingPolicy | null): TorrentView {
    return this.#views.window(query, policyOf);
  }

  version(): number {
    return this.#version;
  }

  detail(instance: string, hash: string): TorrentHistory | null {
    const key = keyOf(instance, hash);
    const held = this.#live.get(key) ?? this.#gone.get(key);
    if (!held) return null;
    return { torrent: held.row, trail: held.trail, timeline: this.#ledger.timeline(instance, hash, timelineLength) };
  }

  row(instance: string, hash: string): TorrentRow | null {
    return this.#live.get(keyOf(instance, hash))?.row ?? null;
  }

  snapshot(): TorrentDelta {
    const changed = [...this.#live.values()].map(({ row }) => row);
    return { full: true, changed, removed: [], total: this.#live.size };
  }

  total(): number {
    return this.#live.size;
  }

  rowsOf(instance: string): TorrentRow[] {
    const rows: TorrentRow[] = [];
    for (const { row } of this.#live.values()) if (row.instance === instance) rows.push(row);
    return rows;
  }

  hold(instance: string, hash: string, held: { action: ActionKind; gate: GateHold } | null): void {
    const key = keyOf(instance, hash);
    if (held === null && !this.#holds.has(key)) return;
    if (held === null) this.#holds.delete(key);
    else this.#holds.set(key, held);
    const live = this.#live.get(key);
    if (!live) return;
    const row = this.#withHold(key, live.row);
    this.#live.set(key, { ...live, row });
    this.#announce([row], []);
  }

  returned(): ReturnedTorrent[] {
    return [...this.#returned.values()];
  }

  onDelta(listener: (delta: TorrentDelta) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  prune(): void {
    const oldest = this.#clock.now() - keepRemovedMs;
    for (const [key, { row }] of this.#gone) {
      if (row.removedAt === null || row.removedAt >= oldest) continue;
      this.#gone.delete(key);
      this.#drop.run(row.instance, row.hash);
      this.#version += 1;
    }
  }

  *#rows(includeRemoved: boolean): Generator<TorrentRow> {
    for (const { row } of this.#live.values()) yield row;
    if (includeRemoved) for (const { row } of this.#gone.values()) yield row;
  }

  #take(row: TorrentRow, trail: RuleTrace[], events: NewEvent[]): Held & { isNew: boolean } {
    const key = keyOf(row.instance, row.hash);
    const before = this.#live.get(key);
    const same = before !== undefined && before.row.decision === row.decision && before.row.action === row.action;
    const taken = {
      row: this.#withHold(key, same ? { ...row, since: before.row.since } : row),
      trail: sharedTrail(trail),
    };
    if (before === undefined) this.#noteReturn(key, row, events);
    this.#live.set(key, taken);
    this.#gone.delete(key);
    const isNew = !same || before.row.manager !== row.manager;
    if (isNew) events.push(verdictEvent(taken));
    return { ...taken, isNew };
  }

  /** The gate's word stays as long as the torrent wants the same; `next` then tells when it is asked again. */
  #withHold(key: string, row: TorrentRow): TorrentRow {
    const held = this.#holds.get(key);
    if (held === undefined) return row.gate === null ? row : { ...row, gate: null };
    if (held.action !== row.action) {
      this.#holds.delete(key);
      return { ...row, gate: null };
    }
    const { until } = held.gate;
    const next = until === null || row.next === null ? row.next : { ...row.next, at: until };
    return { ...row, gate: held.gate, next };
  }

  #noteReturn(key: string, row: TorrentRow, events: NewEvent[]): void {
    const last = this.#gone.get(key);
    if (last?.row.action !== 'remove' || last.row.removedAt === null) return;
    const { instance, hash, name, manager } = row;
    const returnedAt = this.#clock.now();
    this.#returned.set(key, { instance, hash, name, manager, removedAt: last.row.removedAt, returnedAt });
    const message = `The same release is back after it was removed (${last.row.reason})`;
    events.push({ ...verdictEvent({ row, trail: [] }), kind: 'returned', message });
  }

  /** Keys of torrents this report says are gone. */
  *#vanished(manager: string, report: TorrentReport): Generator<string> {
    for (const [instance, hashes] of Object.entries(report.present ?? {})) {
      const present = new Set(hashes);
      for (const [key, { row }] of this.#live) {
        if (row.manager === manager && row.instance === instance && !present.has(row.hash)) yield key;
      }
    }
    for (const { instance, hash } of report.removed) {
      const key = keyOf(instance, hash);
      if (this.#live.get(key)?.row.manager === manager) yield key;
    }
  }

  #vanish(key: string): Held | null {
    const held = this.#live.get(key);
    if (!held) return null;
    const last = { ...held, row: { ...held.row, removedAt: this.#clock.now(), next: null, gate: null } };
    this.#live.delete(key);
    this.#holds.delete(key);
    this.#returned.delete(key);
    this.#gone.set(key, last);
    return last;
  }

  #save(held: Held): void {
    const { row, trail } = held;
    this.#put.run(row.instance, row.hash, this.#clock.now(), JSON.stringify({ row, trail }));
  }

  #announce(changed: TorrentRow[], removed: { instance: string; hash: string }[]): void {
    if (changed.length === 0 && removed.length === 0) return;
    this.#version += 1;
    const delta: TorrentDelta = { full: false, changed, removed, total: this.#live.size };
    for (const listener of this.#listeners) listener(delta);
  }
}

/** Lines that had nothing to say are not worth keeping for 90 days. */
function verdictEvent({ row, trail }: Held): NewEvent {
  return {
    kind: 'verdict',
    manager: row.manager,
    instance: row.instance,
    hash: row.hash,
    name: row.name,
    decision: row.decision,
    action: row.action,
    result: 'info',
    values: row.values,
    trail: trail.filter(({ outcome }) => outcome !== 'skip' && outcome !== 'notRun'),
    message: row.reason,
  };
}
