import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { activityBody, ledgerEvent, releaseBody, releaseResult } from '../../contract/index.ts';
import type { LedgerEvent, LedgerQuery } from '../../contract/index.ts';
import { json, stream } from '../http/answer.ts';
import { clampedInt, commaList, filterText, lenientBoolean, lenientInt } from '../http/query.ts';
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
  brief: lenientBoolean,
});
const exportBody = z.object({ events: z.array(ledgerEvent) });
const exportQuery = z.object({ ...filters, format: z.enum(['csv', 'json']).catch('csv').default('csv') });

/** Events an export holds at most. */
const mostExported = 100_000;
const perRead = 500;

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
      summary: 'The filtered history as a file, CSV or JSON, at most 100,000 events',
      query: exportQuery,
      media: ['text/csv'],
      response: exportBody,
      handler: ({ query: { format, ...query } }) =>
        stream(async (_request, response) => {
          const type = format === 'csv' ? 'text/csv' : 'application/json';
          response.writeHead(200, {
            'Content-Type': `${type}; charset=utf-8`,
            'Content-Disposition': `attachment; filename="qbitrr-activity.${format}"`,
            'Cache-Control': 'no-store',
          });
          const pages = pagesOf(
            (page) => ledger.list({ ...query, ...page, offset: 0, brief: format === 'csv' }).events,
          );
          await pipeline(Readable.from(format === 'csv' ? asCsv(pages) : asJson(pages)), response);
        }),
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

/** The events in small reads with a breath between them: a large export must not hold up the host. */
async function* pagesOf(
  read: (page: Pick<LedgerQuery, 'limit' | 'before'>) => LedgerEvent[],
): AsyncGenerator<LedgerEvent[]> {
  let before: number | null = null;
  for (let sent = 0; sent < mostExported; sent += perRead) {
    const page: LedgerEvent[] = read({ limit: perRead, before });
    if (page.length > 0) yield page;
    if (page.length < perRead) return;
    before = page.at(-1)?.id ?? null;
    await setImmediate();
  }
}

async function* asJson(pages: AsyncIterable<LedgerEvent[]>): AsyncGenerator<string> {
  let lead = '{"events":[';
  for await (const page of pages) {
    yield lead + page.map((event) => JSON.stringify(event)).join(',');
    lead = ',';
  }
  yield lead === ',' ? ']}' : `${lead}]}`;
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

async function* asCsv(pages: AsyncIterable<LedgerEvent[]>): AsyncGenerator<string> {
  yield `${columns.join(',')}\r\n`;
  for await (const page of pages) yield page.map(toLine).join('');
}

const toLine = (event: LedgerEvent): string =>
  `${columns.map((name) => cell(name === 'at' ? new Date(event.at).toISOString() : (event[name] ?? ''))).join(',')}\r\n`;

/** Quoted where needed; a leading sign would be read as a formula by spreadsheets. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
