import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeAction, sampleSettings } from '../contract/index.ts';
import { sampleTorrentRow } from '../contract/samples.ts';
import type { EngineSettings, Intent, LedgerQuery, ToHost } from '../contract/index.ts';
import { openDatabase } from '../store/database.ts';
import { openState, stateFile } from '../store/state.ts';
import type { StateStore } from '../store/state.ts';
import { Gatekeeper } from './gatekeeper.ts';

const minute = 60_000;
const begin = 1_800_000_000_000;
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
  brief: false,
  offset: 0,
  limit: 100,
};

let folder: string;
let store: StateStore;
let now: number;
let settings: EngineSettings;
let gate: Gatekeeper;
let count: number;

const clock = { now: () => now, monotonic: () => now - begin + 1_000_000 };
const open = () => openState({ dataDir: folder, clock, historyDays: () => 90 });
const keep = () =>
  new Gatekeeper({
    clock,
    ledger: store.ledger,
    intents: store.intents,
    meta: store.meta,
    torrents: store.torrents,
    settings: () => settings,
    changed: () => undefined,
  });
const kinds = () => store.ledger.list(everything).events.map(({ kind, result }) => `${kind} ${result}`);
const messages = () => store.ledger.list(everything).events.map(({ message }) => message);

/** Lets nothing be written to a table, as on a full disk; returns what makes room again. */
function full(table: string): () => void {
  const other = openDatabase(stateFile(folder));
  const cases = ['insert', 'delete'] as const;
  const stop = `begin select raise(abort, 'database or disk is full'); end`;
  for (const on of cases) other.exec(`create trigger full_${on} before ${on} on ${table} ${stop}`);
  return () => {
    for (const on of cases) other.exec(`drop trigger full_${on}`);
    other.close();
  };
}
const fullLedger = () => full('events');

function removal(change: Partial<Intent> = {}): Intent {
  count += 1;
  return {
    id: `i${count}`,
    manager: 'Radarr-A',
    instance: 'qBit',
    hash: count.toString(16).padStart(40, '0'),
    name: `Movie ${count}`,
    action: 'remove',
    decision: 'stalled',
    values: { time: 960, limit: 900 },
    trail: [],
    steps: ['client-delete'],
    done: [],
    asked: false,
    duty: null,
    data: {},
    at: now,
    ...change,
  };
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-gate-'));
  now = begin;
  count = 0;
  settings = sampleSettings({ maxRemovalsPerHour: 2 });
  store = await open();
  gate = keep();
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the safety gate (design.md 5)', () => {
  it('grants a removal, writes the reason down first and the end after it', () => {
    const intent = removal();
    expect(gate.decide(intent)).toMatchObject({ granted: true });
    expect(kinds()).toEqual(['intent info']);
    expect(store.intents.open('Radarr-A')).toHaveLength(1);
    gate.ended({ type: 'intentEnd', id: intent.id, result: 'ok', message: 'Movie 1: removed' });
    expect(kinds()).toEqual(['removal ok', 'intent info']);
    expect(store.intents.open('Radarr-A')).toEqual([]);
  });

  it('observe-only: nothing is granted, each refusal is told once', () => {
    settings = { ...settings, observeOnly: true };
    const intent = removal();
    expect(gate.decide(intent)).toMatchObject({ granted: false, check: 'observe-only', until: null });
    gate.decide({ ...intent, id: 'again' });
    gate.decide(removal({ action: 'start', decision: 'stopped', asked: true }));
    expect(kinds()).toEqual(['observed refused', 'observed refused']);
  });

  it('L26: an end that could not be written is told once there is room', () => {
    const intent = removal();
    gate.decide(intent);
    const end = { type: 'intentEnd', id: intent.id, result: 'ok', message: 'Movie 1: removed' } as const;
    const room = fullLedger();
    expect(() => gate.ended(end)).toThrow('disk is full');
    expect(store.intents.open('Radarr-A')).toHaveLength(1);
    room();
    gate.ended(end);
    expect(kinds()).toEqual(['removal ok', 'intent info']);
  });

  it('L26: the grace period runs from an announcement that could be written', () => {
    settings = { ...settings, removalGraceMinutes: 10 };
    const intent = removal();
    const room = fullLedger();
    expect(gate.decide(intent)).toMatchObject({ granted: false, check: 'ledger' });
    room();
    now += 11 * minute;
    expect(gate.decide(intent)).toMatchObject({ granted: false, check: 'grace', until: now + 10 * minute });
    expect(kinds()).toEqual(['planned info']);
  });

  it('L26: a refusal that could not be written is told once there is room', () => {
    settings = { ...settings, observeOnly: true };
    const room = fullLedger();
    gate.decide(removal({ hash: 'a' }));
    room();
    gate.decide(removal({ hash: 'a' }));
    expect(kinds()).toEqual(['observed refused']);
  });

  it('L26: on a full disk the fuse cannot be released, and whoever looks still gets an answer', () => {
    gate.decide(removal());
    gate.decide(removal());
    gate.decide(removal());
    expect(gate.tripped()).not.toBeNull();
    const room = full('meta');
    expect(() => gate.releaseBudget()).toThrow('disk is full');
    settings = { ...settings, maxRemovalsPerHour: 9 };
    expect(gate.tripped()).not.toBeNull();
    room();
    expect(gate.tripped()).toBeNull();
  });

  it('L26: what cannot be written down is not done', async () => {
    store.close();
    const answer = gate.decide(removal());
    expect(answer).toMatchObject({ granted: false, check: 'ledger' });
    expect(answer.reason).toContain('could not be written down');
    store = await open();
  });

  it('what hit-and-run demands holds a removal, unless its owner asks for it by name', () => {
    const duty = 't.org wants ratio 1';
    expect(gate.decide(removal({ duty }))).toMatchObject({ granted: false, check: 'hit-and-run', reason: duty });
    expect(gate.decide(removal({ duty, asked: true }))).toMatchObject({ granted: true });
    expect(gate.decide(removal({ duty, decision: 'failed_category' }))).toMatchObject({ granted: true });
  });
});

describe('the removal budget (design.md 5)', () => {
  it('stops all removals at the limit until they are released, over a restart and over the hour', async () => {
    expect([removal(), removal(), removal()].map((intent) => gate.decide(intent).check)).toEqual([
      null,
      null,
      'budget',
    ]);
    expect(gate.tripped()?.reason).toContain('Settings.MaxRemovalsPerHour is 2');
    now += 90 * minute;
    expect(gate.decide(removal())).toMatchObject({ granted: false, check: 'budget' });
    store.close();
    store = await open();
    gate = keep();
    expect(gate.decide(removal())).toMatchObject({ granted: false, check: 'budget' });
    expect(gate.releaseBudget()).toBe(true);
    expect(gate.releaseBudget()).toBe(false);
    expect(gate.decide(removal())).toMatchObject({ granted: true });
    expect(messages()).toContain('Removals were released by the owner');
  });

  it('counts what was removed before a restart', async () => {
    gate.decide(removal());
    gate.decide(removal());
    store.close();
    store = await open();
    gate = keep();
    expect(gate.decide(removal())).toMatchObject({ check: 'budget' });
  });

  it('counts only the last hour, and never what an owner asks for', () => {
    gate.decide(removal());
    gate.decide(removal({ asked: true }));
    gate.decide(removal({ asked: true }));
    now += 61 * minute;
    expect([removal(), removal()].map((intent) => gate.decide(intent).granted)).toEqual([true, true]);
  });

  it('another limit releases it; 0 means none', () => {
    for (const intent of [removal(), removal(), removal()]) gate.decide(intent);
    settings = { ...settings, maxRemovalsPerHour: 3 };
    expect(gate.decide(removal())).toMatchObject({ granted: true });
    settings = { ...settings, maxRemovalsPerHour: 0 };
    expect(Array.from({ length: 30 }, () => gate.decide(removal()).granted)).not.toContain(false);
  });

  it('holds neither starts nor imports', () => {
    for (const intent of [removal(), removal(), removal()]) gate.decide(intent);
    expect(gate.decide(removal({ action: 'start', decision: 'stopped' }))).toMatchObject({ granted: true });
    expect(gate.decide(removal({ action: 'import', decision: 'importing' }))).toMatchObject({ granted: true });
  });
});

describe('the grace period (design.md 5)', () => {
  const planned = () => kinds().filter((kind) => kind.startsWith('planned'));
  beforeEach(() => {
    settings = { ...settings, removalGraceMinutes: 30 };
  });

  it('announces a removal once, and lets it happen when the time is over', () => {
    const intent = removal();
    expect(gate.decide(intent)).toMatchObject({ granted: false, check: 'grace', until: begin + 30 * minute });
    now += 29 * minute;
    expect(gate.decide({ ...intent, id: 'b' })).toMatchObject({ granted: false, check: 'grace' });
    expect(planned()).toEqual(['planned info']);
    now += minute;
    expect(gate.decide({ ...intent, id: 'c' })).toMatchObject({ granted: true });
  });

  it('begins anew for a torrent that recovered in between', () => {
    const intent = removal();
    gate.decide(intent);
    const report: Extract<ToHost, { type: 'torrents' }> = {
      type: 'torrents',
      changed: [{ row: sampleTorrentRow({ instance: 'qBit', hash: intent.hash, action: 'none' }), trail: [] }],
      removed: [],
      present: null,
    };
    gate.observed(report);
    now += 31 * minute;
    expect(gate.decide({ ...intent, id: 'b' })).toMatchObject({
      granted: false,
      check: 'grace',
      until: now + 30 * minute,
    });
    expect(planned()).toHaveLength(2);
  });

  it('does not hold what its owner asked for', () => {
    expect(gate.decide(removal({ asked: true }))).toMatchObject({ granted: true });
  });
});

describe('what is told (4.2, TR-3)', () => {
  it('an action that was given up does not read as if it had been done', () => {
    const intent = removal();
    gate.decide(intent);
    gate.ended({
      type: 'intentEnd',
      id: intent.id,
      result: 'dropped',
      message: 'Not done: remove it. It was not: why.',
    });
    expect(kinds()[0]).toBe('action refused');
    expect(messages()[0]).toContain('Not done');
  });

  it('every action says what it goes by', () => {
    const told = (action: Intent['action'], values: Intent['values']) => describeAction(action, 'downloading', values);
    expect(told('edit-trackers', { added: 'https://a', removed: '' })).toBe(
      'As its tracker rules say, added https://a',
    );
    expect(told('hold', { need: 2048, free: -1024 })).toBe(
      'No room for it on the disk: needs 2.0 KB, free space is 1.0 KB below the keep-free mark',
    );
    expect(told('resume', { need: 2048, free: 4096 })).toContain('There is room for it');
    expect(told('start', { progress: 1 })).toBe('It was stopped and has still to seed');
    expect(told('clean-files', { arr: 'Radarr-A', files: 'x.nfo' })).toContain('x.nfo');
    expect(told('stop', { progress: 0.5 })).toBe('Downloading, 50 % done');
  });
});
