import { z } from 'zod';
import { activityBody, releaseBody, releaseResult } from '../../contract/index.ts';
import type { LedgerEvent, LedgerQuery } from '../../contract/index.ts';
import { bytes, json } from '../http/answer.ts';
import { clampedInt, commaList, filterText, lenientInt } from '../http/query.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';

const instant = lenientInt.transform((value) => value ?? null);
const filters = {
  kinds: commaList,
  results: commaList,
  hash: filterText,
  instance: filterText,
  manager: filterText,
  text: filterText,
  since: instant,
  until: instant,
  before: instant,
};
const activityQuery = z.object({
  ...filters,
  limit: clampedInt(100, 1, 1000),
  offset: clampedInt(0, 0, Number.MAX_SAFE_INTEGER),
});
const exportQuery = z.object({ ...filters, format: z.enum(['csv', 'json']).catch('csv').default('csv') });

/** Events an export holds at most. */
const mostExported = 10_000;
const perRead = 1000;

/** The ledger: what was done or would have been done, and letting removals go on (ui.md 6.3, design.md 5). */
export function activityRoutes({ services }: RouteDeps): Route[] {
  const { ledger, gate } = services;
  return [
    route({
      method: 'GET',
      path: '/activity',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'What qBitrr did, newest first',
      query: activityQuery,
      response: activityBody,
      handler: ({ query }) => json(ledger.list(query)),
    }),
    route({
      method: 'GET',
      path: '/activity/export',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'The filtered history as a file, CSV or JSON, at most 10,000 events',
      query: exportQuery,
      handler: ({ query: { format, ...query } }) => {
        const events = readMany((page) => ledger.list({ ...query, ...page }).events);
        const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8';
        const body = format === 'csv' ? toCsv(events) : JSON.stringify({ events });
        return bytes(body, type, { 'Content-Disposition': `attachment; filename="qbitrr-activity.${format}"` });
      },
    }),
    route({
      method: 'POST',
      path: '/removals/release',
      at: BOTH,
      auth: { scope: 'control' },
      summary: 'Let removals go on after the budget tripped, or say that what looks like an outage is none',
      body: releaseBody,
      response: releaseResult,
      handler: ({ body: { what } }) =>
        json({ released: what === 'budget' ? gate.releaseBudget() : gate.releaseOutages() > 0 }),
    }),
  ];
}

function readMany(read: (page: Pick<LedgerQuery, 'limit' | 'offset'>) => LedgerEvent[]): LedgerEvent[] {
  const events: LedgerEvent[] = [];
  while (events.length < mostExported) {
    const more = read({ limit: perRead, offset: events.length });
    events.push(...more);
    if (more.length < perRead) break;
  }
  return events;
}

const columns = [
  'at',
  'kind',
  'result',
  'manager',
  'instance',
  'hash',
  'name',
  'decision',
  'action',
  'message',
] as const;

function toCsv(events: readonly LedgerEvent[]): string {
  const lines = events.map((event) =>
    columns.map((name) => cell(name === 'at' ? new Date(event.at).toISOString() : (event[name] ?? ''))).join(','),
  );
  return [columns.join(','), ...lines, ''].join('\r\n');
}

/** Quoted where needed; a leading sign would be read as a formula by spreadsheets. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
