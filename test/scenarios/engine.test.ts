import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sampleTracker, torrentState } from '../../server/contract/index.ts';
import { planDisk } from '../../server/engine/disk/plan.ts';
import type { DiskTorrent } from '../../server/engine/disk/plan.ts';
import { senseOutage } from '../../server/engine/outage.ts';
import type { OutageRow } from '../../server/engine/outage.ts';
import { planSorting, tagPriorities } from '../../server/engine/seeding/sorting.ts';
import type { QueuedTorrent } from '../../server/engine/seeding/sorting.ts';
import { compileTrackers } from '../../server/engine/seeding/trackers.ts';
import { notQueued, tag } from '../../server/engine/torrents/facts.ts';
import type { TorrentFacts } from '../../server/engine/torrents/facts.ts';
import { sampleContext, sampleDownload, sampleNow } from '../../server/engine/torrents/sample.ts';
import { judge } from '../../server/engine/torrents/verdict.ts';

const state = fc.constantFrom(...torrentState.options);
const hash = fc.integer({ min: 0, max: 9999 }).map((number) => number.toString(16).padStart(40, '0'));
const ago = fc.integer({ min: 0, max: 20_000 }).map((seconds) => sampleNow - seconds);
const facts: fc.Arbitrary<TorrentFacts> = fc
  .record({
    hash,
    state,
    progress: fc.float({ min: 0, max: 1, noNaN: true }),
    amountLeft: fc.nat(1000),
    eta: fc.option(fc.nat(100_000)),
    addedOn: ago,
    completionOn: ago,
    lastActivity: ago,
    availability: fc.constantFrom(-1, 0, 0.5, 1, 3),
    ratio: fc.constantFrom(0, 0.5, 2, 9),
    seedingTime: fc.nat(1_000_000),
    superSeeding: fc.boolean(),
    tags: fc.subarray(Object.values(tag)),
    trackers: fc.constantFrom(null, [], ['https://t.org/a']),
  })
  .map(sampleDownload);

const diskTorrent: fc.Arbitrary<DiskTorrent> = fc.record({
  instance: fc.constantFrom('a', 'b'),
  instanceOrder: fc.constant(0),
  hash,
  state,
  amountLeft: fc.nat(100),
  position: fc.nat(5),
  addedOn: fc.nat(5),
  held: fc.boolean(),
  released: fc.boolean(),
});
const outageRow: fc.Arbitrary<OutageRow> = fc.record({
  instance: fc.constant('qBit'),
  state,
  decision: fc.constantFrom('stalled', 'downloading', 'missing_files', 'seeding'),
  since: fc.nat(300_000),
  lastActivityAt: fc.option(fc.nat(900_000)),
  savePath: fc.constantFrom('/a', '/b'),
  tracker: fc.constantFrom('', 't.org', 'b.org'),
});
const queued: fc.Arbitrary<QueuedTorrent> = fc.record({
  hash,
  name: fc.constantFrom('x', 'y'),
  state: fc.constantFrom('downloading', 'queuedUP', 'stalledDL'),
  position: fc.nat(9),
  addedOn: fc.nat(5),
  trackers: fc.constantFrom(['https://t.org/a'], ['https://b.org/a'], []),
  tags: fc.constant([]),
});

/** The same list twice, the second time in another order; each hash once. */
const twoOrders = <T extends { hash: string }>(item: fc.Arbitrary<T>) =>
  fc
    .uniqueArray(item, { selector: (made) => made.hash, maxLength: 12 })
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));

describe('rules are pure (design.md 3)', () => {
  afterEach(() => vi.restoreAllMocks());

  it('no rule reads the wall clock, waits, rolls dice or touches anything outside', () => {
    const engine = path.join(import.meta.dirname, '../../server/engine');
    const files = readdirSync(engine, { recursive: true, encoding: 'utf8' });
    const sources = files.filter((file) => file.endsWith('.ts') && !/\.(test|bench)\.ts$/.test(file));
    const forbidden = /\bDate\b|performance\.|Math\.random|setTimeout|setInterval|process\.|from 'node:|\bawait\b/;
    const guilty = sources.filter((file) => forbidden.test(readFileSync(path.join(engine, file), 'utf8')));
    expect(sources.length).toBeGreaterThan(20);
    expect(guilty).toEqual([]);
  });

  it('the same facts at the same time give the same verdict, whenever they are judged', () => {
    fc.assert(
      fc.property(facts, fc.nat(2 ** 40), (torrent, wall) => {
        const first = judge(sampleContext(torrent, { queue: notQueued }));
        vi.spyOn(Date, 'now').mockReturnValue(wall);
        expect(judge(sampleContext(torrent, { queue: notQueued }))).toEqual(first);
      }),
    );
  });
});

describe('the order of torrents never matters', () => {
  it('for the free-space plan', () => {
    fc.assert(
      fc.property(twoOrders(diskTorrent), fc.integer({ min: -50, max: 300 }), ([one, other], budget) => {
        expect(planDisk(other, budget)).toEqual(planDisk(one, budget));
      }),
    );
  });

  it('for outage sense', () => {
    fc.assert(
      fc.property(
        fc
          .array(outageRow, { maxLength: 12 })
          .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([one, other]) => {
          const sort = (outage: ReturnType<typeof senseOutage>) => outage === null;
          expect(sort(senseOutage(other, 1_000_000))).toBe(sort(senseOutage(one, 1_000_000)));
        },
      ),
    );
  });

  it('for the queue order', () => {
    const rules = [sampleTracker('t.org', { priority: 5 }), sampleTracker('b.org', { priority: 9 })];
    const table = compileTrackers(rules);
    fc.assert(
      fc.property(twoOrders(queued), ([one, other]) => {
        // qBittorrent gives each place once.
        fc.pre(new Set(one.map(({ position }) => position)).size === one.length);
        expect(planSorting(other, table, tagPriorities(rules))).toEqual(planSorting(one, table, tagPriorities(rules)));
      }),
    );
  });
});

describe('the free-space plan (torrents.md 7)', () => {
  it('never lets more run than there is room for, and asks for nothing that is done', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(diskTorrent, { selector: ({ hash: id }) => id, maxLength: 12 }),
        fc.nat(300),
        (torrents, budget) => {
          const { decisions, reserved, waiting } = planDisk(torrents, budget);
          const released = torrents
            .filter((torrent) => torrent.released)
            .reduce((sum, torrent) => sum + torrent.amountLeft, 0);
          expect(reserved).toBeLessThanOrEqual(Math.max(0, budget) + released);
          const after = torrents.map((torrent): DiskTorrent => {
            const step = decisions.find((decision) => decision.torrent === torrent)?.step;
            if (step === 'hold') return { ...torrent, state: 'stoppedDL', held: true };
            if (step === 'mark') return { ...torrent, held: true };
            if (step === 'resume') return { ...torrent, state: 'downloading', held: false };
            return step === 'unmark' ? { ...torrent, held: false } : torrent;
          });
          const again = planDisk(after, budget);
          expect(again.decisions).toEqual([]);
          expect(again.waiting.map(({ hash: id }) => id)).toEqual(waiting.map(({ hash: id }) => id));
        },
      ),
    );
  });
});
