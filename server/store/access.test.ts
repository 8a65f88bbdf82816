import { mkdirSync, mkdtempSync, renameSync, rmSync, rmdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SessionRecord, TokenRecord } from '../contract/index.ts';
import { openAccess, type OpenedAccess } from './access.ts';
import { openDatabase } from './database.ts';
import { openState, stateFile } from './state.ts';

let folder: string;
let access: OpenedAccess;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'qb-access-'));
  access = openAccess(stateFile(folder));
});
afterEach(() => {
  access.close();
  rmSync(folder, { recursive: true });
});

const session = (id: string, seenAt: number, expiresAt = 1000): SessionRecord => ({
  id,
  handle: `h-${id}`,
  method: 'password',
  user: 'ada',
  binding: 'b',
  createdAt: 1,
  seenAt,
  expiresAt,
  address: '10.0.0.1',
  browser: null,
  system: 'Linux',
});
const token = (id: string, createdAt: number): TokenRecord => ({
  id,
  name: id,
  scope: 'read',
  fingerprint: `f-${id}`,
  createdAt,
  lastUsedAt: null,
});

describe('sessions and tokens in state.db', () => {
  test('outlive closing, beside the state of the host which is open at the same time', async () => {
    access.sessions.put(session('a', 5));
    access.tokens.put(token('t', 1));
    const state = await openState({
      dataDir: folder,
      clock: { now: () => 1, monotonic: () => 1 },
      historyDays: () => 1,
    });
    access.sessions.put(session('b', 6));
    state.close();
    access.close();
    access.close();
    access = openAccess(stateFile(folder));
    expect(access.sessions.list()).toEqual([session('b', 6), session('a', 5)]);
    expect(access.sessions.get('a')).toEqual(session('a', 5));
    expect([access.sessions.get('c'), access.tokens.list()]).toEqual([null, [token('t', 1)]]);
  });

  test('are replaced and deleted', () => {
    access.sessions.put(session('a', 5));
    access.sessions.put({ ...session('a', 9), user: 'bob' });
    access.tokens.put(token('second', 2));
    access.tokens.put(token('first', 1));
    expect(access.sessions.list()).toMatchObject([{ seenAt: 9, user: 'bob' }]);
    expect(access.tokens.list().map(({ id }) => id)).toEqual(['first', 'second']);
    access.sessions.delete('a');
    expect([access.tokens.delete('first'), access.tokens.delete('first')]).toEqual([true, false]);
    expect([access.sessions.list(), access.tokens.list().length]).toEqual([[], 1]);
  });

  test('prune forgets what ended and the least used beyond the number to keep', () => {
    for (let at = 1; at <= 5; at += 1) access.sessions.put(session(`s${at}`, at, at === 5 ? 10 : 1000));
    access.sessions.prune(10, 2);
    expect(access.sessions.list().map(({ id }) => id)).toEqual(['s4', 's3']);
  });

  test('a row that cannot be read opens nothing', () => {
    access.sessions.put(session('a', 5));
    const raw = openDatabase(stateFile(folder));
    raw.exec(`update sessions set detail = '{"id":"a","method":"magic"}'`);
    raw.exec(`insert into api_tokens values ('x', 1, 'no json')`);
    raw.close();
    expect([access.sessions.get('a'), access.sessions.list(), access.tokens.list()]).toEqual([null, [], []]);
  });

  test('S53: on a full disk whoever is signed in stays so, whoever signs out is out, and both are written once there is room', () => {
    access.sessions.put(session('old', 1));
    access.sessions.put(session('gone', 2));
    access.tokens.put(token('revoked', 1));
    const room = full();
    access.sessions.put(session('old', 9));
    access.sessions.put(session('new', 10));
    access.sessions.delete('gone');
    access.sessions.prune(10_000, 1);
    expect(access.tokens.delete('revoked')).toBe(true);
    expect(() => access.tokens.put(token('t', 1))).toThrow('disk is full');
    const inForce = [session('new', 10), session('old', 9)];
    expect([access.sessions.list(), access.sessions.get('old'), access.sessions.get('gone')]).toEqual([
      inForce,
      session('old', 9),
      null,
    ]);
    expect(access.tokens.list()).toEqual([]);

    room();
    access.catchUp();
    access.close();
    access = openAccess(stateFile(folder));
    expect([access.sessions.list(), access.tokens.list()]).toEqual([inForce, []]);
  });

  test('S23: what the file holds is known once it can be opened', () => {
    access.tokens.put(token('t', 1));
    access.close();
    const file = stateFile(folder);
    renameSync(file, `${file}.away`);
    mkdirSync(file);
    access = openAccess(file);
    let known = access.tokens.list();
    access.onReturn(() => {
      known = access.tokens.list();
    });
    access.sessions.put(session('a', 5));
    access.catchUp();
    expect(known).toEqual([]);
    rmdirSync(file);
    renameSync(`${file}.away`, file);
    access.catchUp();
    expect([known.map(({ id }) => id), access.sessions.list()]).toEqual([['t'], [session('a', 5)]]);
  });
});

/** Lets nothing be written about access, as on a full disk; returns what makes room again. */
function full(): () => void {
  const other = openDatabase(stateFile(folder));
  const rows = ['sessions', 'api_tokens'].flatMap((table) => ['insert', 'delete'].map((on) => ({ table, on })));
  const stop = `begin select raise(abort, 'database or disk is full'); end`;
  for (const { table, on } of rows) other.exec(`create trigger full_${table}_${on} before ${on} on ${table} ${stop}`);
  return () => {
    for (const { table, on } of rows) other.exec(`drop trigger full_${table}_${on}`);
    other.close();
  };
}
