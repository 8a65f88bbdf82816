import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LedgerQuery, LedgerKind } from '../contract/index.ts';
import type { NewEvent } from './ledger.ts';
import { openDatabase } from './database.ts';
import { createLedger } from './ledger.ts';
import { openState } from './state.ts';
import type { StateStore } from './state.ts';

const everything: LedgerQuery = {
  kinds: [],
  results: [],
  hash: null,
  instance: null,
  manager: null,
  text: null,
  since: null,
  until: null,
  before: null,
  limit: 100,
  offset: 0,
  brief: true,
};
const trail = [{ rule: 'stalled', row: 'D08', outcome: 'match' as const, values: {}, setting: null }];
const event = (kind: LedgerKind, change: Partial<NewEvent> = {}): NewEvent => ({
  kind,
  manager: 'Radarr',
  instance: 'qBit',
  hash: 'a',
  name: 'A',
  decision: 'stalled',
  action: 'remove',
  result: 'ok',
  values: {},
  trail,
  message: 'done',
  ...change,
});

describe('ledger (ui.md 6.3)', () => {
  let dataDir: string;
  let now: number;
  let store: StateStore;
  beforeEach(async () => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-ledger-'));
    now = 1_800_000_000_000;
    store = await openState({ dataDir, clock: { now: () => now, monotonic: () => now }, historyDays: () => 90 });
  });
  afterEach(() => {
    store.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const list = (query: Partial<LedgerQuery>) => store.ledger.list({ ...everything, ...query });

  it('AC-1: pages by cursor under a filter; the total is that of the filter on every page', () => {
    store.ledger.recordAll(
      Array.from({ length: 50 }, (_, index) => event(index % 5 === 0 ? 'removal' : 'verdict', { name: `N${index}` })),
    );
    const first = list({ kinds: ['removal'], limit: 6 });
    const second = list({ kinds: ['removal'], limit: 6, before: first.events.at(-1)?.id ?? null });
    expect([...first.events, ...second.events].map(({ name }) => name)).toEqual(
      [45, 40, 35, 30, 25, 20, 15, 10, 5, 0].map((number) => `N${number}`),
    );
    expect([first.total, second.total]).toEqual([10, 10]);
  });

  it('AC-1: filters by result, manager, text, dates and hash', () => {
    store.ledger.record(event('removal', { name: 'Old', hash: 'b' }));
    now += 1000;
    store.ledger.record(
      event('import', { manager: 'Sonarr', result: 'failed', message: 'Nosferatu could not be read' }),
    );
    const names = (query: Partial<LedgerQuery>) => list(query).events.map(({ kind }) => kind);
    expect(names({ results: ['failed'] })).toEqual(['import']);
    expect(names({ manager: 'Radarr' })).toEqual(['removal']);
    expect(names({ text: 'nosferatu' })).toEqual(['import']);
    expect(names({ since: now })).toEqual(['import']);
    expect(names({ until: now })).toEqual(['removal']);
    expect(names({ hash: 'b' })).toEqual(['removal']);
  });

  it('OV-6: counts what was done today against the seven days before, failures and intents aside', () => {
    const day = 86_400_000;
    const dayStart = now;
    now = dayStart - 8 * day;
    store.ledger.record(event('import'));
    for (let back = 7; back > 0; back -= 1) {
      now = dayStart - back * day;
      store.ledger.recordAll([
        event('import'),
        event('import'),
        event('removal', { result: 'failed' }),
        event('intent'),
      ]);
    }
    now = dayStart + 1;
    store.ledger.recordAll([event('import'), event('removal'), event('removal')]);
    expect(store.ledger.dayCounts(dayStart)).toEqual({
      today: { searches: 0, imports: 1, removals: 2, holds: 0 },
      average: { searches: 0, imports: 2, removals: 0, holds: 0 },
    });
  });

  it('observe-only: an action that is told again counts once', () => {
    expect(store.ledger.hasVerdicts()).toBe(false);
    store.ledger.recordAll([event('observed'), event('observed'), event('observed', { hash: 'b' }), event('verdict')]);
    expect([store.ledger.observedActions(), store.ledger.hasVerdicts()]).toEqual([2, true]);
  });

  it('leaves the trails out when asked to be brief', () => {
    store.ledger.record(event('removal'));
    expect(list({}).events[0]?.trail).toEqual([]);
    expect(list({ brief: false }).events[0]?.trail).toEqual(trail);
  });

  it('a state.db of before has its events found after the upgrade', async () => {
    store.ledger.record(event('removal'));
    store.close();
    const old = openDatabase(path.join(dataDir, 'state.db'));
    old.exec('drop index events_narrow; drop index events_by_kind; pragma user_version = 1');
    old.close();
    store = await openState({ dataDir, clock: { now: () => now, monotonic: () => now }, historyDays: () => 90 });
    expect(list({}).events).toHaveLength(1);
  });

  it('100,000 events: no filter and no count reads the trails', () => {
    const file = path.join(dataDir, 'state.db');
    const database = openDatabase(file);
    const asked: string[] = [];
    const watched = {
      ...database,
      prepare: (sql: string) => {
        asked.push(sql);
        return database.prepare(sql);
      },
    };
    const ledger = createLedger(watched, { clock: { now: () => now, monotonic: () => now }, historyDays: () => 90 });
    const plansOf = (act: () => void): string[] => {
      asked.length = 0;
      act();
      return asked.map((sql) => {
        const parameters = Array.from({ length: sql.split('?').length - 1 }, () => 1);
        return JSON.stringify(database.prepare(`explain query plan ${sql}`).all(...parameters));
      });
    };
    for (const filter of [{}, { kinds: ['import'] }, { text: 'x' }, { manager: 'x' }, { since: 1 }, { before: 9 }]) {
      for (const plan of plansOf(() => ledger.list({ ...everything, ...filter })))
        expect(plan).toMatch(/USING COVERING INDEX events_narrow/);
    }
    expect(plansOf(() => ledger.list({ ...everything, hash: 'a' })).join()).toMatch(/events_by_hash \(hash=\?/);
    database.close();
  });
});
