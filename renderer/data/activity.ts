import type { LedgerEvent, LedgerKind } from '../../server/contract/index.ts';

/** What readers call the kinds of events, in the order of the chips (ui.md AC-1). */
export const activityTopics = [
  'imports',
  'removals',
  'searches',
  'holds',
  'actions',
  'planned',
  'observed',
  'engine',
  'config',
  'signIns',
  'decisions',
] as const;
export type ActivityTopic = (typeof activityTopics)[number];

const kindsOf: Record<ActivityTopic, readonly LedgerKind[]> = {
  imports: ['import'],
  removals: ['removal'],
  searches: ['research'],
  holds: ['hold', 'resume'],
  actions: ['action'],
  planned: ['planned'],
  observed: ['observed'],
  engine: ['process', 'health', 'outage', 'budget', 'returned'],
  config: ['config'],
  signIns: ['sign-in'],
  decisions: ['verdict', 'intent'],
};

export const activityResults = ['ok', 'failed', 'refused', 'info'] as const satisfies readonly LedgerEvent['result'][];
export type ActivityResult = (typeof activityResults)[number];

/** What the reader wants to see; empty parts filter nothing. */
export interface ActivityFilter {
  /** None = everything that was done, without the decisions and announcements before it (ui.md AC-2). */
  topics: readonly ActivityTopic[];
  /** Arr section, `core` or `Main`. */
  manager: string;
  /** qBittorrent section. */
  instance: string;
  result: ActivityResult | null;
  text: string;
  /** Whole days back from today, today included; takes the place of `from` and `to`. */
  days: number | null;
  /** Local days, `2026-11-26`; both included. */
  from: string | null;
  to: string | null;
}

export const noActivityFilter: ActivityFilter = {
  topics: [],
  manager: '',
  instance: '',
  result: null,
  text: '',
  days: null,
  from: null,
  to: null,
};

export const isActivityFiltered = (filter: ActivityFilter): boolean =>
  JSON.stringify(filter) !== JSON.stringify(noActivityFilter);

/** The ledger kinds a choice of topics stands for. */
export function ledgerKinds(topics: readonly ActivityTopic[]): LedgerKind[] {
  const wanted = topics.length > 0 ? topics : activityTopics.filter((topic) => topic !== 'decisions');
  return wanted.flatMap((topic) => kindsOf[topic]);
}

/** The topic an event belongs to. */
export const topicOf = (kind: LedgerKind): ActivityTopic =>
  activityTopics.find((topic) => kindsOf[topic].includes(kind)) ?? 'actions';

function dayStart(day: string, plus = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + plus).getTime();
}

/** Unix milliseconds the filter spans, in the zone of the reader; `until` is not part of it. */
export function spanOf(filter: ActivityFilter, now: number): { since: number | null; until: number | null } {
  if (filter.days !== null) {
    const today = new Date(now);
    const since = new Date(today.getFullYear(), today.getMonth(), today.getDate() - filter.days + 1).getTime();
    return { since, until: null };
  }
  return {
    since: filter.from === null ? null : dayStart(filter.from),
    until: filter.to === null ? null : dayStart(filter.to, 1),
  };
}

/** The filter as query of `/web/activity`. */
export function activityQuery(filter: ActivityFilter, now: number): Record<string, string | number | null> {
  return {
    kinds: ledgerKinds(filter.topics).join(','),
    results: filter.result,
    manager: filter.manager,
    instance: filter.instance,
    text: filter.text,
    ...spanOf(filter, now),
  };
}

/** Does a new event belong into the list? The same answer as the server's. */
export function matchesActivity(event: LedgerEvent, filter: ActivityFilter, now: number): boolean {
  const { since, until } = spanOf(filter, now);
  const text = filter.text.toLowerCase();
  return (
    ledgerKinds(filter.topics).includes(event.kind) &&
    (filter.result === null || event.result === filter.result) &&
    (filter.manager === '' || event.manager === filter.manager) &&
    (filter.instance === '' || event.instance === filter.instance) &&
    (since === null || event.at >= since) &&
    (until === null || event.at < until) &&
    (text === '' || `${event.message}\n${event.name ?? ''}`.toLowerCase().includes(text))
  );
}
