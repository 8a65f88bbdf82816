import { describe, expect, it } from 'vitest';
import { sampleTracker } from '../../contract/index.ts';
import { planSorting, priorityOf, tagPriorities } from './sorting.ts';
import type { QueuedTorrent } from './sorting.ts';
import { compileTrackers } from './trackers.ts';

const rules = [sampleTracker('t.org', { priority: 5 }), sampleTracker('b.org', { priority: 9, addTags: ['best'] })];
const table = compileTrackers(rules);
const byTag = tagPriorities(rules);
const torrent = (hash: string, position: number, change: Partial<QueuedTorrent> = {}): QueuedTorrent => ({
  hash,
  name: hash,
  state: 'downloading',
  position,
  addedOn: 0,
  trackers: ['https://t.org/a'],
  tags: [],
  ...change,
});
const onB = { trackers: ['https://b.org/a'] };

describe('queue order by tracker priority (torrents.md 6.8)', () => {
  it('R41: the best matched entry or a tag one of them adds, whichever is higher; -100 for none', () => {
    expect(priorityOf(torrent('a', 1), table, byTag)).toBe(5);
    expect(priorityOf(torrent('a', 1, { tags: ['best'] }), table, byTag)).toBe(9);
    expect(priorityOf(torrent('a', 1, { trackers: ['https://x.net'] }), table, byTag)).toBe(-100);
  });

  it('R42 R43 R45: from the last to the first, so that the first ends on top', () => {
    expect(planSorting([torrent('low', 1), torrent('high', 2, onB)], table, byTag)).toEqual(['low', 'high']);
    const newest = [torrent('old', 1, { addedOn: 1 }), torrent('new', 2, { addedOn: 2 })];
    expect(planSorting(newest, table, byTag)).toEqual(['old', 'new']);
  });

  it('R44: nothing while the order is right, and whatever order the list comes in', () => {
    const right = [torrent('high', 1, onB), torrent('low', 2)];
    expect(planSorting(right, table, byTag)).toEqual([]);
    expect(planSorting(right.toReversed(), table, byTag)).toEqual([]);
  });

  it('R44: seeds and downloads are compared apart; seeds are moved first', () => {
    const mixed = [torrent('seed', 1, { state: 'queuedUP' }), torrent('low', 2), torrent('high', 3, onB)];
    expect(planSorting(mixed, table, byTag)).toEqual(['seed', 'low', 'high']);
    expect(planSorting([torrent('seed', 1, { state: 'queuedUP' }), torrent('high', 2, onB)], table, byTag)).toEqual([]);
  });

  it('Q35: torrents without a place are not sorted', () => {
    expect(planSorting([torrent('low', 1), torrent('seed', 0, { ...onB, state: 'uploading' })], table, byTag)).toEqual(
      [],
    );
  });
});
