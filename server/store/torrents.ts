import { z } from 'zod';
import { ruleTrace, torrentRow } from '../contract/index.ts';
import type {
  Clock,
  RuleTrace,
  ToHost,
  TorrentDelta,
  TorrentDetail,
  TorrentQuery,
  TorrentRow,
  TorrentsBody,
  TorrentState,
} from '../contract/index.ts';
import type { Database } from './database.ts';
import type { Ledger, NewEvent } from './ledger.ts';

type TorrentReport = Extract<ToHost, { type: 'torrents' }>;

/** All torrents the managers report, live in memory; decisions and removed ones also in the database (ui.md TR-6). */
export interface TorrentDirectory {
  /** Takes one report of a manager; new decisions become ledger events. */
  report(manager: string, message: TorrentReport): void;
  list(query: TorrentQuery): TorrentsBody;
  detail(instance: string, hash: string): TorrentDetail | null;
  snapshot(): TorrentDelta;
  total(): number;
  /** States of all torrents of one instance. */
  states(instance: string): TorrentState[];
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

const keyOf = (instance: string, hash: string): string => `${instance}/${hash}`;

/** Opens the directory and loads what was known at the last stop. */
export function createTorrentDirectory(database: Database, ledger: Ledger, clock: Clock): TorrentDirectory {
  const live = new Map<string, Held>();
  const gone = new Map<string, Held>();
  const listeners = new Set<(delta: TorrentDelta) => void>();
  const put = database.prepare('insert or replace into torrents (instance, hash, seen_at, detail) values (?, ?, ?, ?)');
  const drop = database.prepare('delete from torrents where instance = ? and hash = ?');

  for (const found of database.prepare('select instance, hash, detail from torrents').all()) {
    const columns = stored.parse(found);
    const held = detailColumn.safeParse(JSON.parse(columns.detail));
    if (!held.success) drop.run(columns.instance, columns.hash);
    else (held.data.row.removedAt === null ? live : gone).set(keyOf(columns.instance, columns.hash), held.data);
  }

  const save = (held: Held) => put.run(held.row.instance, held.row.hash, clock.now(), JSON.stringify(held));

  const take = (manager: string, report: TorrentReport) => {
    const events: NewEvent[] = [];
    const changed: TorrentRow[] = [];
    const removed: { instance: string; hash: string }[] = [];
    const toSave: Held[] = [];
    for (const { row, trail } of report.changed) {
      const key = keyOf(row.instance, row.hash);
      const before = live.get(key);
      const same = before !== undefined && before.row.decision === row.decision && before.row.action === row.action;
      const held: Held = { row: same ? { ...row, since: before.row.since } : row, trail };
      live.set(key, held);
      gone.delete(key);
      changed.push(held.row);
      if (!same || before.row.manager !== row.manager) {
        toSave.push(held);
        events.push(verdictEvent(held));
      }
    }
    const vanish = (key: string, held: Held) => {
      const last = { ...held, row: { ...held.row, removedAt: clock.now(), next: null } };
      live.delete(key);
      gone.set(key, last);
      toSave.push(last);
      removed.push({ instance: held.row.instance, hash: held.row.hash });
    };
    for (const [instance, hashes] of Object.entries(report.present ?? {})) {
      const present = new Set(hashes);
      for (const [key, held] of live) {
        const { row } = held;
        if (row.manager === manager && row.instance === instance && !present.has(row.hash)) vanish(key, held);
      }
    }
    for (const { instance, hash } of report.removed) {
      const held = live.get(keyOf(instance, hash));
      if (held && held.row.manager === manager) vanish(keyOf(instance, hash), held);
    }
    if (toSave.length > 0) database.transaction(() => toSave.forEach(save));
    if (events.length > 0) ledger.recordAll(events);
    if (changed.length > 0 || removed.length > 0) {
      const delta: TorrentDelta = { full: false, changed, removed, total: live.size };
      for (const listener of listeners) listener(delta);
    }
  };

  return {
    report: take,
    list: (query) => {
      const everything = query.includeRemoved ? [...live.values(), ...gone.values()] : [...live.values()];
      const matching = everything.map(({ row }) => row).filter((row) => matches(row, query));
      const torrents = matching.slice(query.offset, query.offset + query.limit);
      return { torrents, total: matching.length, truncated: query.offset + torrents.length < matching.length };
    },
    detail: (instance, hash) => {
      const held = live.get(keyOf(instance, hash)) ?? gone.get(keyOf(instance, hash));
      if (!held) return null;
      return { torrent: held.row, trail: held.trail, timeline: ledger.timeline(instance, hash, timelineLength) };
    },
    snapshot: () => ({ full: true, changed: [...live.values()].map(({ row }) => row), removed: [], total: live.size }),
    total: () => live.size,
    states: (instance) => [...live.values()].filter(({ row }) => row.instance === instance).map(({ row }) => row.state),
    onDelta: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    prune: () => {
      const oldest = clock.now() - keepRemovedMs;
      for (const [key, { row }] of gone) {
        if (row.removedAt === null || row.removedAt >= oldest) continue;
        gone.delete(key);
        drop.run(row.instance, row.hash);
      }
    },
  };
}

function matches(row: TorrentRow, query: TorrentQuery): boolean {
  if (query.instance !== null && row.instance !== query.instance) return false;
  if (query.manager !== null && row.manager !== query.manager) return false;
  if (query.category !== null && row.category !== query.category) return false;
  if (query.decision !== null && row.decision !== query.decision) return false;
  if (query.text === null) return true;
  const wanted = query.text.toLowerCase();
  return (
    row.name.toLowerCase().includes(wanted) ||
    row.hash.startsWith(wanted) ||
    row.tags.some((label) => label.toLowerCase().includes(wanted))
  );
}

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
    trail,
    message: row.reason,
  };
}
