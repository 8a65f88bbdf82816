import { z } from 'zod';
import { factValues, jsonOf, ledgerEvent, ledgerKind, ruleTrace } from '../contract/index.ts';
import type { ActivityBody, Clock, DayCounts, LedgerEvent, LedgerKind, LedgerQuery } from '../contract/index.ts';
import type { Database, SqlValue } from './database.ts';

/** An event before it has a number and a time. */
export type NewEvent = Omit<LedgerEvent, 'id' | 'at'>;

/** The stored history of events and verdicts (design.md 7). Only the host writes it. */
export interface Ledger {
  record(event: NewEvent): void;
  /** Many at once in one transaction. */
  recordAll(events: readonly NewEvent[]): void;
  list(query: LedgerQuery): ActivityBody;
  timeline(instance: string, hash: string, limit: number): LedgerEvent[];
  /** What was done since `dayStart` (unix milliseconds), and per day over the seven days before. */
  dayCounts(dayStart: number): { today: DayCounts; average: DayCounts };
  /** Different actions that observe-only kept from happening; counts no further than 10,000. */
  observedActions(): number;
  /** Was any torrent ever judged, as far as the history reaches back? */
  hasVerdicts(): boolean;
  onEvent(listener: (event: LedgerEvent) => void): () => void;
  /** Deletes what is older than the retention; cheap enough to call every hour. */
  prune(): void;
}

const detailColumn = z.object({ values: factValues, trail: z.array(ruleTrace) });
const storedEvent = z.object({
  id: z.int(),
  at: z.int(),
  kind: ledgerKind,
  manager: z.string(),
  instance: z.string().nullable(),
  hash: z.string().nullable(),
  name: z.string().nullable(),
  decision: z.string().nullable(),
  action: z.string().nullable(),
  result: z.string(),
  detail: z.string(),
  message: z.string(),
});
const countRow = z.object({ count: z.int() });

const dayMs = 86_400_000;
const averagedDays = 7;
/** Upper bound of stored events whatever the retention says, so that a restless client cannot fill the disk. */
const maxEvents = 500_000;
/** A total beyond this is not counted out: the host must not stand still over it. */
const mostCounted = 10_000;

/** Opens the ledger over an open database. `historyDays` reads `Settings.HistoryDays`. */
export function createLedger(database: Database, options: { clock: Clock; historyDays: () => number }): Ledger {
  const listeners = new Set<(event: LedgerEvent) => void>();
  const insert = database.prepare(
    `insert into events (at, kind, manager, instance, hash, name, decision, action, result, detail, message)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id`,
  );
  const byTorrent = database.prepare('select * from events where hash = ? and instance = ? order by id desc limit ?');
  const done = database.prepare(
    `select count(*) as count from events indexed by events_by_kind where kind = ? and result = 'ok' and at >= ? and at < ?`,
  );
  const observed = database.prepare(
    `select count(*) as count from (select distinct instance, hash, action from events indexed by events_by_kind
     where kind = 'observed' limit ${mostCounted})`,
  );
  const anyVerdict = database.prepare(`select 1 from events indexed by events_by_kind where kind = 'verdict' limit 1`);
  const idRow = z.object({ id: z.int() });

  const store = (event: NewEvent): LedgerEvent => {
    const at = options.clock.now();
    const detail = JSON.stringify({ values: event.values, trail: event.trail });
    const { instance, hash, name, decision, action, result, message } = event;
    const row = insert.get(
      at,
      event.kind,
      event.manager,
      instance,
      hash,
      name,
      decision,
      action,
      result,
      detail,
      message,
    );
    return { ...event, id: idRow.parse(row).id, at };
  };
  const announce = (event: LedgerEvent) => {
    for (const listener of listeners) listener(event);
  };

  return {
    record: (event) => announce(store(event)),
    recordAll: (events) => {
      const stored: LedgerEvent[] = [];
      database.transaction(() => {
        for (const event of events) stored.push(store(event));
      });
      stored.forEach(announce);
    },
    list: (query) => {
      const matching = conditions({ ...query, before: null });
      const total = countRow.parse(
        database
          .prepare(
            `select count(*) as count from (select 1 from ${sourceOf(query)} ${matching.where} limit ${mostCounted})`,
          )
          .get(...matching.values),
      ).count;
      const page = conditions(query);
      const ids = `select id from ${sourceOf(query)} ${page.where} order by id desc limit ? offset ?`;
      const rows = database
        .prepare(`select * from events where id in (${ids}) order by id desc`)
        .all(...page.values, query.limit, query.offset);
      return { events: rows.flatMap((row) => toEvent(row, query.brief) ?? []), total };
    },
    timeline: (instance, hash, limit) =>
      byTorrent.all(hash, instance, limit).flatMap((row) => toEvent(row, false) ?? []),
    dayCounts: (dayStart) => {
      const counted = (since: number, until: number, days: number): DayCounts => {
        const of = (kind: LedgerKind): number => countRow.parse(done.get(kind, since, until)).count / days;
        return { searches: of('research'), imports: of('import'), removals: of('removal'), holds: of('hold') };
      };
      const before = counted(dayStart - averagedDays * dayMs, dayStart, averagedDays);
      return { today: counted(dayStart, Number.MAX_SAFE_INTEGER, 1), average: before };
    },
    observedActions: () => countRow.parse(observed.get()).count,
    hasVerdicts: () => anyVerdict.get() !== undefined,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    prune: () => {
      const oldest = options.clock.now() - options.historyDays() * dayMs;
      database.prepare('delete from events where at < ?').run(oldest);
      database.prepare('delete from events where id <= (select max(id) from events) - ?').run(maxEvents);
    },
  };
}

/**
 * What a filter is looked for in: a torrent's events have an index of their own; everything else walks the narrow index, newest
 * first, which leaves the trails alone.
 */
const sourceOf = ({ hash }: LedgerQuery): string => (hash === null ? 'events indexed by events_narrow' : 'events');

function conditions(query: LedgerQuery): { where: string; values: SqlValue[] } {
  const parts: string[] = [];
  const values: SqlValue[] = [];
  const add = (part: string, ...given: SqlValue[]): void => {
    parts.push(part);
    values.push(...given);
  };
  const among = (column: string, list: readonly string[]): void => {
    if (list.length > 0) add(`${column} in (${list.map(() => '?').join(', ')})`, ...list);
  };
  among('kind', query.kinds);
  among('result', query.results);
  if (query.hash !== null) add('hash = ?', query.hash);
  if (query.instance !== null) add('instance = ?', query.instance);
  if (query.manager !== null) add('manager = ?', query.manager);
  if (query.since !== null) add('at >= ?', query.since);
  if (query.until !== null) add('at < ?', query.until);
  if (query.before !== null) add('id < ?', query.before);
  if (query.text !== null) {
    const pattern = `%${query.text.replaceAll(/[\\%_]/g, '\\$&')}%`;
    add(`(message like ? escape '\\' or name like ? escape '\\')`, pattern, pattern);
  }
  return { where: parts.length > 0 ? `where ${parts.join(' and ')}` : '', values };
}

/** Null for one that cannot be read: it must not hide the others. */
function toEvent(row: unknown, brief: boolean): LedgerEvent | null {
  const { detail, ...columns } = storedEvent.parse(row);
  const parsed = detailColumn.safeParse(jsonOf(detail));
  if (!parsed.success) return null;
  const { values, trail } = parsed.data;
  return ledgerEvent.safeParse({ ...columns, values, trail: brief ? [] : trail }).data ?? null;
}
