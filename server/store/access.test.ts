import { mkdtempSync, rmSync } from 'node:fs';
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
});
