import { bucketOf, removes } from '../contract/index.ts';
import type { Bucket, OverviewBody, PlannedItem, ProcessRow, TorrentRow } from '../contract/index.ts';
import type { Ledger } from '../store/ledger.ts';

/** What the overview is made from. Times are unix milliseconds. */
export interface OverviewInput {
  readonly torrents: readonly TorrentRow[];
  readonly rows: readonly ProcessRow[];
  readonly ledger: Pick<Ledger, 'dayCounts' | 'observedActions' | 'hasVerdicts'>;
  readonly observeOnly: boolean;
  /** When newer versions are looked for next, null when never. */
  readonly nextUpdateCheck: number | null;
  /** Start of the reader's day. */
  readonly dayStart: number;
  readonly now: number;
}

const mostPlanned = 12;

/** Body of GET /overview; it asks no remote and reads the ledger by its indexes only (ui.md OV-4 to OV-6). */
export function buildOverview(input: OverviewInput): OverviewBody {
  const { torrents, ledger, dayStart } = input;
  const planned = [
    ...torrents.flatMap((row) => plannedFor(row, input)),
    ...heldItems(torrents),
    ...restarts(input.rows),
    ...updateCheck(input),
  ].toSorted((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity));
  return {
    planned: planned.slice(0, mostPlanned),
    plannedTotal: planned.length,
    decisions: countBuckets(torrents),
    ...ledger.dayCounts(dayStart),
    observed: input.observeOnly ? ledger.observedActions() : 0,
    hasRun: ledger.hasVerdicts(),
  };
}

const nothing = { name: '', instance: null, hash: null, action: null, decision: null, count: 1 } as const;

/** A removal in its grace period, else what the verdict plans for a time to come; looking again is no plan worth telling. */
function plannedFor(row: TorrentRow, { observeOnly, now }: OverviewInput): PlannedItem[] {
  if (observeOnly) return [];
  const { name, instance, hash, manager } = row;
  const about = { ...nothing, kind: 'torrent' as const, name, instance, hash, manager };
  if (row.gate?.check === 'grace' && row.gate.until !== null && removes(row.action)) {
    return [{ ...about, at: row.gate.until, action: row.action, decision: row.decision }];
  }
  const { next } = row;
  if (next === null || next.at === null || next.at < now || next.action === 'none') return [];
  return [{ ...about, at: next.at, action: next.action, decision: next.decision }];
}

/** All held downloads are one item: they wait for the same free space. */
function heldItems(torrents: readonly TorrentRow[]): PlannedItem[] {
  const count = torrents.filter((row) => bucketOf(row) === 'held').length;
  if (count === 0) return [];
  return [{ ...nothing, kind: 'held', at: null, manager: 'core', action: 'resume', decision: 'held_space', count }];
}

function restarts(rows: readonly ProcessRow[]): PlannedItem[] {
  return rows
    .filter((row) => row.status === 'restarting' && row.nextRunAt !== null)
    .map((row) => ({ ...nothing, kind: 'restart', at: row.nextRunAt, name: row.name, manager: row.name }));
}

function updateCheck({ nextUpdateCheck }: OverviewInput): PlannedItem[] {
  if (nextUpdateCheck === null) return [];
  return [{ ...nothing, kind: 'update-check', at: nextUpdateCheck, manager: 'Main' }];
}

function countBuckets(torrents: readonly TorrentRow[]): Partial<Record<Bucket, number>> {
  const counts: Partial<Record<Bucket, number>> = {};
  for (const row of torrents) {
    const bucket = bucketOf(row);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}
