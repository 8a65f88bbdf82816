import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LedgerEvent } from '../../server/contract/index.ts';
import { ActivityFeed, activityPage } from './activity-feed.ts';
import { noActivityFilter } from './activity.ts';

const event = (id: number): LedgerEvent => ({
  id,
  at: id,
  kind: 'import',
  manager: 'Radarr',
  instance: null,
  hash: null,
  name: null,
  decision: null,
  action: null,
  result: 'ok',
  values: {},
  trail: [],
  message: `event ${id}`,
});

describe('activity feed (ui.md 6.3)', () => {
  let newest: number;
  const asked: (number | null)[] = [];
  const feed = () =>
    new ActivityFeed({
      page: async (_filter, before, limit) => {
        asked.push(before);
        const from = before === null ? newest : before - 1;
        const events = Array.from({ length: Math.min(limit, Math.max(0, from)) }, (_, index) => event(from - index));
        return { events, total: newest };
      },
      now: () => 0,
    });
  const ids = (made: ActivityFeed): [number | undefined, number | undefined, number] => {
    const { events } = made.view();
    return [events[0]?.id, events.at(-1)?.id, events.length];
  };
  const opened = async () => {
    const made = feed();
    made.open(noActivityFilter);
    await vi.waitFor(() => expect(made.view().loading).toBeNull());
    return made;
  };

  beforeEach(() => {
    newest = 500;
    asked.length = 0;
    vi.useFakeTimers();
  });
  afterEach(() => void vi.useRealTimers());

  it('pages by cursor and reads nothing twice', async () => {
    const made = await opened();
    await Promise.all([made.older(), made.older()]);
    await made.older();
    await made.older();
    expect(ids(made)).toEqual([500, 1, 500]);
    expect(asked).toEqual([null, 501 - activityPage, 501 - 2 * activityPage]);
    expect(made.view().hasOlder).toBe(false);
  });

  it('puts new events on top, and lets them wait while the reader is elsewhere', async () => {
    const made = await opened();
    made.take(event(501));
    vi.advanceTimersByTime(200);
    expect(ids(made)[0]).toBe(501);
    made.away(true);
    made.take(event(502));
    made.take(event(503));
    vi.advanceTimersByTime(200);
    expect([ids(made)[0], made.view().waiting.map(({ id }) => id)]).toEqual([501, [503, 502]]);
    made.away(false);
    expect([ids(made)[0], made.view().waiting.length, made.view().total]).toEqual([503, 0, 503]);
  });

  it('leaves out what the filter does not want', async () => {
    const made = await opened();
    made.take({ ...event(501), kind: 'verdict' });
    vi.advanceTimersByTime(200);
    expect(ids(made)[0]).toBe(500);
  });

  it('after an interruption joins what is new, and starts anew when too much is missing', async () => {
    const made = await opened();
    await made.older();
    newest = 510;
    await made.catchUp();
    expect(ids(made)).toEqual([510, 101, 410]);
    newest = 2000;
    await made.catchUp();
    expect(ids(made)).toEqual([2000, 1801, 200]);
  });

  it('keeps the list when older events cannot be read, and tries again', async () => {
    let fails = true;
    const made = new ActivityFeed({
      page: async (_filter, before) => {
        if (before !== null && fails) throw new Error('no answer');
        return { events: Array.from({ length: activityPage }, (_, index) => event(1000 - index)), total: 1000 };
      },
      now: () => 0,
    });
    made.open(noActivityFilter);
    await vi.waitFor(() => expect(made.view().events).toHaveLength(activityPage));
    await made.older();
    expect(made.view()).toMatchObject({ hasOlder: true, error: { message: 'no answer' } });
    fails = false;
    await made.older();
    expect(made.view().error).toBeNull();
  });
});
