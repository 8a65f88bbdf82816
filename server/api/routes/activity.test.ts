import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { ledgerEvent } from '../../contract/index.ts';
import type { LedgerEvent, LedgerQuery } from '../../contract/index.ts';
import { startHarness, type Harness } from '../testing/harness.ts';

const event = (id: number): LedgerEvent => ({
  id,
  at: Date.UTC(2026, 10, 26, 14, 19),
  kind: 'removal',
  manager: 'Radarr-1080',
  instance: 'qBit',
  hash: 'a',
  name: `=cmd, "${id}"`,
  decision: 'stalled',
  action: 'remove',
  result: 'ok',
  values: {},
  trail: [],
  message: 'Removed',
});

let server: Harness;
const asked: LedgerQuery[] = [];
beforeAll(async () => {
  const list = (query: LedgerQuery) => {
    asked.push(query);
    const newest = Math.min(1200, (query.before ?? 1201) - 1);
    const events = Array.from({ length: Math.min(query.limit, newest) }, (_, index) => event(newest - index));
    return { events, total: 1200 };
  };
  server = await startHarness(
    {},
    {},
    { ledger: { list, signedIn: () => undefined, revealed: () => undefined, onEvent: () => () => undefined } },
  );
});
afterAll(() => server.stop());

test('AC-3: the whole filtered list as JSON, read page by page with the cursor', async () => {
  asked.length = 0;
  const { body } = await server.authed('/api/activity/export?format=json&kinds=removal,import&text=x');
  const { events } = z.object({ events: z.array(ledgerEvent) }).parse(body);
  expect([events.length, events[0]?.id, events.at(-1)?.id]).toEqual([1200, 1200, 1]);
  expect(asked.map(({ before }) => before)).toEqual([null, 701, 201]);
  expect(asked[0]).toMatchObject({ kinds: ['removal', 'import'], text: 'x', brief: false });
});

test('AC-3: as CSV, with cells that a spreadsheet cannot take for formulas', async () => {
  const { text, headers } = await server.authed('/api/activity/export');
  const lines = text.split('\r\n');
  expect(headers['content-disposition']).toBe('attachment; filename="qbitrr-activity.csv"');
  expect(lines[0]).toBe('at,kind,result,manager,instance,hash,name,decision,action,message');
  expect(lines[1]).toBe(
    `2026-11-26T14:19:00.000Z,removal,ok,Radarr-1080,qBit,a,"'=cmd, ""1200""",stalled,remove,Removed`,
  );
  expect(lines).toHaveLength(1202);
});

test('a list without trails on request', async () => {
  asked.length = 0;
  await server.authed('/web/activity?brief=1&before=10&limit=5');
  expect(asked[0]).toMatchObject({ brief: true, before: 10, limit: 5 });
});
