import { expect, test } from 'vitest';
import type { TokenRecord, TokenStore } from '../../contract/index.ts';
import { createApiTokens } from './tokens.ts';

const clock = { now: () => 1_800_000_000_000, monotonic: () => 0 };

test('S53: on a full disk a named token still lets in, a new one is refused and leaves nothing behind', () => {
  const records: TokenRecord[] = [];
  let isFull = false;
  const store: TokenStore = {
    list: () => records,
    put: (record) => {
      if (isFull) throw new Error('database or disk is full');
      records.push(record);
    },
    delete: () => true,
  };
  const made = createApiTokens({ store, clock, onRevoked: () => undefined }).create({ name: 'phone', scope: 'read' });
  const text = made.ok ? made.token : '';

  isFull = true;
  const again = createApiTokens({ store, clock, onRevoked: () => undefined });
  expect(again.use(text)).toMatchObject({ name: 'phone' });
  expect(() => again.create({ name: 'tablet', scope: 'read' })).toThrow('disk is full');
  expect(again.list().map(({ name }) => name)).toEqual(['phone']);
});
