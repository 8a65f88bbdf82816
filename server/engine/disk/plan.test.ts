import { describe, expect, it } from 'vitest';
import { planDisk } from './plan.ts';
import type { DiskTorrent } from './plan.ts';

const torrent = (hash: string, amountLeft: number, change: Partial<DiskTorrent> = {}): DiskTorrent => ({
  instance: 'qBit',
  instanceOrder: 0,
  hash,
  state: 'downloading',
  amountLeft,
  position: 1,
  addedOn: 0,
  held: false,
  released: false,
  ...change,
});
const steps = (torrents: DiskTorrent[], budget: number) =>
  planDisk(torrents, budget).decisions.map(({ torrent: { hash }, step }) => `${step} ${hash}`);

describe('free-space plan (torrents.md 7)', () => {
  it('S5 S6 S7: what does not fit is held, or only marked where it is stopped already', () => {
    expect(steps([torrent('a', 10)], 10)).toEqual(['hold a']);
    expect(steps([torrent('a', 10, { state: 'stoppedDL' })], 10)).toEqual(['mark a']);
    expect(steps([torrent('a', 9)], 10)).toEqual([]);
  });

  it('S8 S9: what fits is released; one its owner stopped is left stopped', () => {
    expect(steps([torrent('a', 9, { held: true })], 10)).toEqual(['unmark a']);
    expect(steps([torrent('a', 9, { held: true, state: 'stoppedDL' })], 10)).toEqual(['resume a']);
    expect(steps([torrent('a', 9, { state: 'stoppedDL' })], 10)).toEqual([]);
  });

  it('S10: what fits is reserved, what does not reserves nothing', () => {
    expect(
      planDisk([torrent('a', 4), torrent('b', 20, { position: 2 }), torrent('c', 5, { position: 3 })], 10),
    ).toMatchObject({
      reserved: 9,
      waiting: [{ hash: 'b' }],
    });
  });

  it('S11 S14: finished ones are unmarked; ones being checked or moved are neither counted nor released', () => {
    expect(steps([torrent('a', 0, { held: true, state: 'stalledUP' })], 10)).toEqual(['unmark a']);
    for (const state of ['checkingDL', 'moving', 'allocating', 'checkingResumeData'] as const) {
      expect(planDisk([torrent('a', 99, { held: true, state })], 10)).toMatchObject({ decisions: [], reserved: 0 });
    }
    expect(steps([torrent('a', 99, { state: 'forcedDL' })], 10)).toEqual(['hold a']);
  });

  it('S4: places in the queue first, then the others; ties by instance and age, whatever order the list has', () => {
    const list = [
      torrent('late', 6, { position: 0, addedOn: 9 }),
      torrent('other', 6, { position: 0, instanceOrder: 1 }),
      torrent('third', 6, { position: 3 }),
      torrent('early', 6, { position: 0, addedOn: 1 }),
    ];
    const order = (torrents: DiskTorrent[]) => planDisk(torrents, 0).waiting.map(({ hash }) => hash);
    expect(order(list)).toEqual(['third', 'early', 'late', 'other']);
    expect(order(list.toReversed())).toEqual(['third', 'early', 'late', 'other']);
  });

  it('one the owner released is counted and never held', () => {
    expect(planDisk([torrent('a', 99, { released: true }), torrent('b', 1, { position: 2 })], 10)).toMatchObject({
      decisions: [{ torrent: { hash: 'b' }, step: 'hold' }],
    });
  });
});
