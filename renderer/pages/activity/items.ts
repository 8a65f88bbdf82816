import type { LedgerEvent } from '../../../server/contract/index.ts';

/** A row of the list: a day, one event, or a run of equal events that folds away. */
export type ActivityItem =
  | { type: 'day'; key: string; at: number }
  | { type: 'event'; key: string; event: LedgerEvent; inRun: boolean }
  | { type: 'run'; key: string; events: readonly LedgerEvent[]; open: boolean };

/** Fewer equal events than this are shown one by one. */
export const smallestRun = 4;

/** Events are equal when only what they happened to differs. */
const sameness = ({ kind, action, result, decision }: LedgerEvent): string =>
  [kind, action, result, kind === 'verdict' ? '' : decision].join('/');

const dayKey = (at: number): string => new Date(at).toDateString();

/**
 * Days and folded runs over events, newest first (ui.md AC-1). A run is open when one of its events is in `open`: it stays
 * open when it grows at either end.
 */
export function buildItems(events: readonly LedgerEvent[], open: ReadonlySet<number>): ActivityItem[] {
  const items: ActivityItem[] = [];
  let day = '';
  let at = 0;
  while (at < events.length) {
    const first = events[at];
    if (first === undefined) break;
    const today = dayKey(first.at);
    if (today !== day) items.push({ type: 'day', key: `day/${today}/${first.id}`, at: first.at });
    day = today;
    const run = runAt(events, at);
    if (run.length < smallestRun) {
      items.push(...run.map((event) => eventItem(event, false)));
    } else {
      const isOpen = run.some((event) => open.has(event.id));
      items.push({ type: 'run', key: `run/${run.at(-1)?.id}`, events: run, open: isOpen });
      if (isOpen) items.push(...run.map((event) => eventItem(event, true)));
    }
    at += run.length;
  }
  return items;
}

function runAt(events: readonly LedgerEvent[], from: number): LedgerEvent[] {
  const first = events[from];
  if (first === undefined) return [];
  const same = sameness(first);
  const day = dayKey(first.at);
  let end = from + 1;
  for (let next = events[end]; next !== undefined; next = events[end]) {
    if (sameness(next) !== same || dayKey(next.at) !== day) break;
    end += 1;
  }
  return events.slice(from, end);
}

const eventItem = (event: LedgerEvent, inRun: boolean): ActivityItem => ({
  type: 'event',
  key: `event/${event.id}`,
  event,
  inRun,
});
