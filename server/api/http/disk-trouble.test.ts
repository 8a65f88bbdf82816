import { expect, test } from 'vitest';
import { diskTrouble } from './disk-trouble.ts';

test('S53: what the disk refused is told in words, and nothing else is taken for it', () => {
  const said = [
    Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }),
    new Error('database or disk is full'),
    new Error('attempt to write a readonly database'),
    new TypeError('x is undefined'),
    Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
  ].map(diskTrouble);
  expect(said).toEqual(['the disk is full', 'the disk is full', 'state.db is read-only', null, null]);
});
