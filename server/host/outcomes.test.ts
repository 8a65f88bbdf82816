import { expect, it } from 'vitest';
import type { Intent, MemoryEntry } from '../contract/index.ts';
import { Outcomes } from './outcomes.ts';

const intent = (id: string): Intent => ({
  id,
  manager: 'Radarr-A',
  instance: 'qBit',
  hash: 'a'.repeat(40),
  name: 'Movie',
  action: 'remove',
  decision: 'stalled',
  values: {},
  trail: [],
  steps: ['client-delete', 'search'],
  done: [],
  asked: false,
  duty: null,
  data: {},
  at: 1,
});
const flags = (hash: string, value: string | null): MemoryEntry => ({ instance: 'qBit', hash, key: 'flags', value });

it('L26, S53: a manager restarted on a full disk is handed what was done and remembered although it is not written yet', () => {
  const outcomes = new Outcomes();
  outcomes.keep('Radarr-A', { type: 'intentStep', id: 'half', step: 'client-delete' });
  outcomes.keep('Radarr-A', { type: 'intentEnd', id: 'over', result: 'ok', message: 'removed' });
  outcomes.keep('Radarr-A', { type: 'remember', entries: [flags('b', '["kept"]'), flags('c', null)] });

  const handed = outcomes.over({
    intents: [intent('half'), intent('over')],
    memory: [flags('b', '[]'), flags('c', '[]')],
  });

  expect(handed.intents).toEqual([{ ...intent('half'), done: ['client-delete'] }]);
  expect(handed.memory).toEqual([flags('b', '["kept"]')]);
});
