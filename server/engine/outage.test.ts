import { describe, expect, it } from 'vitest';
import { senseOutage } from './outage.ts';
import type { OutageRow } from './outage.ts';

const minute = 60_000;
const now = 1_800_000_000_000;

const quiet = (change: Partial<OutageRow> = {}): OutageRow => ({
  instance: 'qBit',
  state: 'stalledDL',
  decision: 'stalled',
  since: now - 20 * minute,
  lastActivityAt: now - 20 * minute,
  savePath: '/downloads',
  tracker: 't.org',
  ...change,
});
const seeding = (change: Partial<OutageRow> = {}): OutageRow =>
  quiet({ state: 'uploading', decision: 'seeding', since: 0, ...change });
const missing = (change: Partial<OutageRow> = {}): OutageRow =>
  quiet({ state: 'missingFiles', decision: 'missing_files', ...change });
const many = (count: number, row: OutageRow): OutageRow[] => Array.from({ length: count }, () => row);

describe('outage sense (design.md 5)', () => {
  it('one or two bad torrents are no outage', () => {
    expect(senseOutage([...many(2, missing()), ...many(3, seeding())], now)).toBeNull();
    expect(senseOutage(many(2, quiet()), now)).toBeNull();
  });

  it('most torrents without their files: a disk is gone', () => {
    expect(senseOutage([...many(3, missing()), seeding()], now)).toMatchObject({ id: 'disk' });
    expect(senseOutage([...many(3, missing({ state: 'error' })), ...many(3, seeding())], now)).toBeNull();
  });

  it('all torrents of one folder: that folder is gone, whatever other folders do', () => {
    const rows = [...many(3, missing({ savePath: '/mnt/a' })), ...many(20, seeding({ savePath: '/mnt/b' }))];
    expect(senseOutage(rows, now)).toMatchObject({ id: 'disk//mnt/a' });
    expect(senseOutage([...rows, seeding({ savePath: '/mnt/a' })], now)).toBeNull();
  });

  it('all downloads quiet within the same minutes: the network is gone', () => {
    const rows = [0, 1, 2, 3].map((at) => quiet({ since: now - 20 * minute + at * 20_000 }));
    expect(senseOutage(rows, now)).toMatchObject({ id: 'silence', since: now - 20 * minute });
  });

  it('quiet at different times: they are dead each by itself', () => {
    expect(
      senseOutage(
        [0, 10, 20, 30].map((at) => quiet({ since: now - 60 * minute + at * minute })),
        now,
      ),
    ).toBeNull();
  });

  it('anything that moved afterwards shows that the network is there', () => {
    expect(
      senseOutage([...many(4, quiet()), seeding({ lastActivityAt: now - minute, tracker: 'b.org' })], now),
    ).toMatchObject({
      id: 'silence/t.org',
    });
    expect(senseOutage([...many(4, quiet()), seeding({ lastActivityAt: now - minute })], now)).toBeNull();
  });

  it('one tracker’s downloads alone: that tracker is gone, but not for longer than a day', () => {
    const rows = [
      ...many(3, quiet()),
      quiet({ tracker: 'b.org', state: 'downloading', decision: 'downloading', lastActivityAt: now }),
    ];
    expect(senseOutage(rows, now)).toMatchObject({ id: 'silence/t.org' });
    const day = 24 * 60 * minute;
    expect(senseOutage(rows, now + day)).toBeNull();
    expect(senseOutage(many(3, quiet()), now + day)).toMatchObject({ id: 'silence' });
  });

  it('a download that runs is enough', () => {
    expect(
      senseOutage(
        [...many(5, quiet()), quiet({ state: 'downloading', decision: 'downloading', lastActivityAt: now })],
        now,
      ),
    ).toBeNull();
  });
});
