import { expect, test } from 'vitest';
import type { ToHost, UnitRef } from '../contract/index.ts';
import { PassReporter, type PassEnd } from './reporter.ts';
import { policyUnit } from './scope.ts';

/** The counts that a pass tells of one loop. */
function countsOf(unit: UnitRef, end: Partial<PassEnd>): unknown {
  const sent: ToHost[] = [];
  new PassReporter(
    (message) => sent.push(message),
    () => Promise.resolve(),
  ).done({
    units: [unit],
    running: new Set([unit.category]),
    judged: 0,
    down: [],
    allDown: false,
    own: null,
    countOf: () => 4,
    policy: null,
    managed: () => 2,
    nextRunAt: 0,
    ...end,
  });
  const found = sent.find(({ type }) => type === 'counts');
  return found?.type === 'counts' ? [found.queueCount, found.categoryCount, found.freeSpacePaused] : null;
}

test.each<[string, UnitRef, Partial<PassEnd>, unknown]>([
  ['an Arr: its queue', { category: 'radarr', kind: 'torrent' }, { own: { isUp: true, queueCount: 7 } }, [7, 4, null]],
  [
    'an Arr that is away: what it had last',
    { category: 'radarr', kind: 'torrent' },
    { own: { isUp: false, queueCount: 7 } },
    [7, 4, null],
  ],
  [
    'an Arr that never answered',
    { category: 'radarr', kind: 'torrent' },
    { own: { isUp: false, queueCount: null } },
    [null, 4, null],
  ],
  ['a special category: torrents in scope', { category: 'failed', kind: 'torrent' }, {}, [4, 4, null]],
  [
    'the policy: torrents in scope',
    { category: policyUnit, kind: 'torrent' },
    { policy: { scope: 9, held: 1 } },
    [9, null, 1],
  ],
  ['a category manager: its categories', { category: 'qbit-qBit', kind: 'category' }, {}, [null, 2, null]],
])('2.4 queueCount, categoryCount and freeSpacePaused of %s', (_, unit, end, counts) => {
  expect(countsOf(unit, end)).toEqual(counts);
});
