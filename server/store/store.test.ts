import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Intent, LedgerQuery, RuleTrace, TorrentRow } from '../contract/index.ts';
import { sampleTorrentRow } from '../contract/samples.ts';
import { z } from 'zod';
import { openDatabase } from './database.ts';
import type { NewEvent } from './ledger.ts';
import { openState } from './state.ts';
import type { StateStore } from './state.ts';

const dayMs = 86_400_000;
const trail: RuleTrace[] = [{ rule: 'stalled', row: 'D08', outcome: 'match', values: { time: 960 }, setting: null }];

const row = (hash: string, change: Partial<TorrentRow> = {}): TorrentRow =>
  sampleTorrentRow({ hash, name: `Name ${hash}`, ...change });
const intent = (id: string, change: Partial<Intent> = {}): Intent => ({
  id,
  manager: 'Radarr-A',
  instance: 'qBit',
  hash: 'a',
  name: 'A',
  action: 'remove',
  decision: 'stalled',
  values: {},
  trail,
  steps: ['client-delete', 'queue-delete', 'search'],
  done: [],
  asked: false,
  duty: null,
  data: {},
  at: 1,
  ...change,
});

const removalOf = (message: string): NewEvent => ({
  kind: 'removal',
  manager: 'Radarr-A',
  instance: 'qBit',
  hash: 'a',
  name: 'A',
  decision: 'stalled',
  action: 'remove',
  result: 'ok',
  values: {},
  trail,
  message,
});

const anyEvent: LedgerQuery = {
  kinds: [],
  results: [],
  hash: null,
  instance: null,
  manager: null,
  text: null,
  since: null,
  until: null,
  before: null,
  limit: 10,
  offset: 0,
  brief: false,
};

describe('state.db', () => {
  let dataDir: string;
  let now: number;
  let store: StateStore;
  const open = async () => {
    store = await openState({ dataDir, clock: { now: () => now, monotonic: () => now }, historyDays: () => 90 });
  };
  const reopen = async () => {
    store.close();
    await open();
  };
  const report = (rows: TorrentRow[], rest: { removed?: string[]; present?: string[]; manager?: string } = {}) =>
    store.torrents.report(rest.manager ?? 'Radarr-A', {
      type: 'torrents',
      changed: rows.map((found) => ({ row: found, trail })),
      removed: (rest.removed ?? []).map((hash) => ({ instance: 'qBit', hash })),
      present: rest.present ? { qBit: rest.present } : null,
    });
  const events = (kinds: string[] = []) => store.ledger.list({ ...anyEvent, kinds, limit: 100 }).events;
  const listed = (includeRemoved = false) =>
    store.torrents
      .list({
        instance: null,
        manager: null,
        category: null,
        decision: null,
        tracker: null,
        show: null,
        text: null,
        includeRemoved,
        sort: 'name',
        descending: false,
        limit: 100,
        offset: 0,
      })
      .torrents.map(({ hash }) => hash);

  beforeEach(async () => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-store-'));
    now = 100 * dayMs;
    await open();
  });
  afterEach(() => {
    store.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('tells a decision once, however often the torrent is reported, and keeps since when it holds', () => {
    report([row('a', { since: 5 })]);
    report([row('a', { since: 9, progress: 0.6 })]);
    expect(events(['verdict'])).toHaveLength(1);
    report([row('a', { since: 12, decision: 'stalled', reason: 'No data' })]);
    expect(events(['verdict']).map((event) => event.decision)).toEqual(['stalled', 'downloading']);
    expect(store.torrents.detail('qBit', 'a')).toMatchObject({
      torrent: { since: 12 },
      trail,
      timeline: [{ decision: 'stalled' }, {}],
    });
  });

  it('a restart of the host tells nothing twice', async () => {
    report([row('a')]);
    await reopen();
    report([row('a')]);
    expect(events(['verdict'])).toHaveLength(1);
  });

  it('after a restart of a manager what it does not list is gone, and only its own', () => {
    report([row('a'), row('b')]);
    report([row('c', { manager: 'Sonarr' })], { manager: 'Sonarr' });
    report([], { present: ['a'] });
    expect(listed()).toEqual(['a', 'c']);
  });

  it('TR-6: a removed torrent stays visible for 14 days, also over a restart', async () => {
    report([row('a')]);
    report([], { removed: ['a'] });
    await reopen();
    expect([listed(), listed(true)]).toEqual([[], ['a']]);
    now += 15 * dayMs;
    store.torrents.prune();
    expect(listed(true)).toEqual([]);
  });

  it('a torrent that moved to another manager is not lost to the late word of the former one', () => {
    report([row('a')]);
    report([row('a', { manager: 'Sonarr' })], { manager: 'Sonarr' });
    report([], { removed: ['a'] });
    expect(listed()).toEqual(['a']);
  });

  it('keeps the history for its days and finds it by text', () => {
    report([row('a', { name: '100 % Wolf' })]);
    const found = (text: string) => store.ledger.list({ ...anyEvent, text }).total;
    expect([found('100 %'), found('100 _'), found('WOLF')]).toEqual([1, 0, 1]);
    now += 91 * dayMs;
    store.ledger.prune();
    expect(events()).toEqual([]);
  });

  it('hands a restarted manager its open intents with the steps that are done', async () => {
    store.intents.begin(intent('1'));
    store.intents.begin(intent('2', { manager: 'Sonarr' }));
    store.intents.stepDone('1', 'client-delete');
    await reopen();
    expect(store.intents.open('Radarr-A')).toMatchObject([{ id: '1', done: ['client-delete'] }]);
    store.intents.end('1');
    expect(store.intents.open('Radarr-A')).toEqual([]);
  });

  it('counts removals for the budget, ended or not, and nothing else', () => {
    store.intents.begin(intent('1', { at: now - 10 }));
    store.intents.begin(intent('2', { at: now - 10, action: 'remove-keep-files' }));
    store.intents.begin(intent('3', { at: now - 10, action: 'import' }));
    store.intents.begin(intent('4', { at: now - 2 * 3_600_000 }));
    store.intents.end('1');
    expect(store.intents.removalsSince(now - 3_600_000)).toHaveLength(2);
  });

  it('S57: after a stop the file alone has everything, for whoever copies it', async () => {
    report([row('a')]);
    store.close();
    expect(statSync(path.join(dataDir, 'state.db-wal'), { throwIfNoEntry: false })?.size ?? 0).toBe(0);
    for (const name of readdirSync(dataDir)) if (/-(wal|shm)$/.test(name)) rmSync(path.join(dataDir, name));
    await open();
    expect(listed()).toEqual(['a']);
  });

  it('L26: decisions and removals that could not be written down are, once there is room, and none twice', async () => {
    report([row('a')]);
    const other = openDatabase(path.join(dataDir, 'state.db'));
    for (const table of ['events', 'torrents']) {
      const stop = `begin select raise(abort, 'database or disk is full'); end`;
      other.exec(`create trigger full_${table} before insert on ${table} ${stop}`);
    }
    expect(() => report([row('b')], { removed: ['a'] })).toThrow('disk is full');
    expect(listed()).toEqual(['b']);
    for (const table of ['events', 'torrents']) other.exec(`drop trigger full_${table}`);
    other.close();
    report([row('b')]);
    await reopen();
    expect(listed()).toEqual(['b']);
    expect(listed(true).toSorted()).toEqual(['a', 'b']);
    expect(events(['verdict']).map(({ hash }) => hash)).toEqual(['b', 'a']);
  });

  it('Q25: remembers by instance and hash, and forgets on null', async () => {
    const entry = { instance: 'qBit', hash: 'a', key: 'sent' as const };
    store.memory.remember([
      { ...entry, value: '5' },
      { ...entry, instance: 'qBit-B', value: '6' },
    ]);
    await reopen();
    store.memory.remember([{ ...entry, value: null }]);
    expect(store.memory.all()).toEqual([{ ...entry, instance: 'qBit-B', value: '6' }]);
  });

  it('S22 L9: a file that is no database is moved aside, never deleted', async () => {
    store.close();
    writeFileSync(
      path.join(dataDir, 'state.db'),
      'this is not a database, but long enough to be looked at '.repeat(50),
    );
    for (const name of readdirSync(dataDir)) if (/-(wal|shm)$/.test(name)) rmSync(path.join(dataDir, name));
    await open();
    expect(store.movedAside).toContain('state.db.broken-');
    expect(readdirSync(dataDir).some((name) => name.startsWith('state.db.broken-'))).toBe(true);
    report([row('a')]);
    expect(listed()).toEqual(['a']);
  });

  describe('1.7: a damaged database', () => {
    const file = (): string => path.join(dataDir, 'state.db');
    /** Writes all that is in its log into the file, so that damage is not hidden behind it. */
    async function damaged(hurt: (pages: number) => [from: number, pages: number]): Promise<void> {
      store.ledger.recordAll(Array.from({ length: 2000 }, (_, at) => removalOf(`e${at}`)));
      store.memory.remember([{ instance: 'qBit', hash: 'a', key: 'sent', value: '5' }]);
      store.meta.set('removalBudget', { at: 1 });
      store.close();
      const database = openDatabase(file());
      database.prepare('pragma wal_checkpoint(truncate)').all();
      database.close();
      const [from, pages] = hurt(statSync(file()).size / 4096);
      const handle = openSync(file(), 'r+');
      writeSync(handle, Buffer.alloc(pages * 4096, 0xa5), 0, pages * 4096, from * 4096);
      closeSync(handle);
      await open();
    }

    it('in its history only: the rest and what can be read of it are kept, and it can be written again', async () => {
      await damaged((pages) => [Math.floor(pages / 2), 10]);
      expect(store.movedAside).not.toBeNull();
      expect(store.memory.all()).toHaveLength(1);
      expect(store.meta.get('removalBudget', z.object({ at: z.int() }))).toEqual({ at: 1 });
      expect(store.salvaged).toBeGreaterThan(500);
      store.ledger.record(removalOf('new'));
      expect(store.ledger.list(anyEvent).events[0]?.message).toBe('new');
    });

    it('everywhere: it is put aside with its log of writes, and a new one is begun', async () => {
      await damaged((pages) => [1, pages - 1]);
      expect([store.movedAside !== null, store.salvaged]).toEqual([true, 0]);
      store.ledger.record(removalOf('new'));
      await reopen();
      expect(store.movedAside).toBeNull();
    });

    it('S22: stays where it is until what can be read in it has a new place, however full the disk is', async () => {
      // Stands for a disk that takes no new file.
      mkdirSync(`${file()}.rescued`);
      await expect(damaged((pages) => [Math.floor(pages / 2), 10])).rejects.toThrow();
      expect(readdirSync(dataDir).filter((name) => name.includes('broken'))).toEqual([]);
      rmdirSync(`${file()}.rescued`);
      await open();
      expect(store.movedAside).not.toBeNull();
      expect(store.memory.all()).toHaveLength(1);
    });

    it('a start that was ended while they changed places goes on with what was kept', async () => {
      await damaged((pages) => [Math.floor(pages / 2), 10]);
      store.close();
      renameSync(file(), `${file()}.rescued`);
      await open();
      expect(store.memory.all()).toHaveLength(1);
    });
  });

  it('1.7: the newest three damaged databases are kept, each with its log of writes', async () => {
    for (const day of [1, 2, 3, 4]) {
      writeFileSync(path.join(dataDir, `state.db.broken-2020-01-0${day}`), '');
      writeFileSync(path.join(dataDir, `state.db.broken-2020-01-0${day}-wal`), '');
    }
    store.close();
    writeFileSync(path.join(dataDir, 'state.db'), 'this is not a database '.repeat(500));
    for (const name of readdirSync(dataDir)) if (/^state\.db-(wal|shm)$/.test(name)) rmSync(path.join(dataDir, name));
    await open();
    const kept = readdirSync(dataDir).filter((name) => name.includes('broken'));
    expect(kept.filter((name) => /2020.*-wal$/.test(name))).toEqual([
      'state.db.broken-2020-01-03-wal',
      'state.db.broken-2020-01-04-wal',
    ]);
    expect(kept).toContain(path.basename(store.movedAside ?? ''));
  });

  it('S25: an intent whose reason could not be written down is not found after a restart', () => {
    expect(() =>
      store.intents.begin(intent('1'), () => {
        throw new Error('database or disk is full');
      }),
    ).toThrow('disk is full');
    expect(store.intents.open('Radarr-A')).toEqual([]);
  });

  it('3.11: keeps the last 100 deliveries of each webhook, also over a restart', async () => {
    await open();
    const delivery = (id: string) => ({
      id,
      event: 'disk.hold',
      at: now,
      result: 'delivered' as const,
      tries: 1,
      status: 200,
      error: '',
      took: 3,
    });
    for (let index = 0; index < 130; index += 1) store.deliveries.record('Chat', delivery(`c${index}`));
    store.deliveries.record('Phone', delivery('p'));
    await reopen();
    const kept = store.deliveries.list('Chat').map(({ id }) => id);
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([100, 'c129', 'c30']);
    expect(store.deliveries.list('Phone')).toEqual([delivery('p')]);
  });
});
