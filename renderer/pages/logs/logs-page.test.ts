import { describe, expect, it } from 'vitest';
import { noFilter, type LogFilter } from '../../data/logs.ts';
import { addressOf, readFilter, toggleLevel } from './address.ts';
import { rangeOf, slotsOf, sumOf, timesOf } from './histogram-model.ts';
import { afterScroll } from './use-follow.ts';

describe('log filter in the address (ui.md LG-3)', () => {
  const back = (filter: LogFilter): LogFilter => {
    const [path = '', query] = addressOf(filter).split('?');
    const source = path === '/logs' ? undefined : decodeURIComponent(path.slice('/logs/'.length));
    return readFilter(source, new URLSearchParams(query));
  };

  it.each<Partial<LogFilter>>([
    { source: 'Radarr 4K', levels: ['WARNING', 'ERROR'], text: 'a&b=(\\d+)', regex: true, matchCase: true },
    { exclude: 'x y', since: 5, until: 1_700_000_000_000, context: true },
    { last: 60 },
    {},
  ])('comes back as it went in: %j', (part) => {
    const filter = { ...noFilter, ...part };
    expect(back(filter)).toEqual(filter);
  });

  it('is plain without a filter and drops what makes no sense', () => {
    expect(addressOf(noFilter)).toBe('/logs');
    const read = readFilter(undefined, new URLSearchParams('levels=error,LOUD&since=x&last=-5&regex=yes&until=7'));
    expect(read).toEqual({ ...noFilter, levels: ['ERROR'], until: 7 });
    expect(readFilter(undefined, new URLSearchParams('last=5&since=1&until=2'))).toEqual({ ...noFilter, last: 5 });
  });

  it('keeps levels in the order of weight', () => {
    expect(toggleLevel(['ERROR'], 'DEBUG')).toEqual(['DEBUG', 'ERROR']);
    expect(toggleLevel(['DEBUG', 'ERROR'], 'DEBUG')).toEqual(['ERROR']);
  });
});

describe('the histogram as a scrubber (ui.md LG-5)', () => {
  const minute = 60_000;
  const histogram = {
    stepSeconds: 60,
    bars: [
      { at: 10 * minute, lines: 5, errors: 1 },
      { at: 12 * minute, lines: 2, errors: 0 },
      { at: 13 * minute, lines: 1, errors: 1 },
    ],
  };
  const slots = slotsOf(histogram);

  it('shows the empty minutes too', () => {
    expect(slots.map(({ lines, errors }) => [lines, errors])).toEqual([
      [5, 1],
      [0, 0],
      [2, 0],
      [1, 1],
    ]);
    expect(slotsOf({ stepSeconds: 60, bars: [] })).toEqual([]);
  });

  it('bars and times fit each other; the ends of the log stay open', () => {
    const range = { from: 1, to: 2 };
    const { since, until } = timesOf(slots, 60, range);
    expect([since, until]).toEqual([11 * minute, 13 * minute - 1]);
    expect(rangeOf(slots, 60, since, until)).toEqual(range);
    expect(timesOf(slots, 60, { from: 0, to: 3 })).toEqual({ since: null, until: null });
    expect(timesOf(slots, 60, { from: 2, to: 3 })).toEqual({ since: 12 * minute, until: null });
    expect(rangeOf(slots, 60, null, null)).toEqual({ from: 0, to: 3 });
    expect(rangeOf(slots, 60, 0, 99 * minute)).toEqual({ from: 0, to: 3 });
  });

  it('counts what is chosen', () => {
    expect(sumOf(slots, { from: 1, to: 3 })).toEqual({ lines: 3, errors: 1 });
  });
});

describe('following the log (ui.md LG-7)', () => {
  it('stops when the reader scrolls up and goes on at the end', () => {
    expect(afterScroll('live', true, false)).toBe('scrolled');
    expect(afterScroll('scrolled', false, true)).toBe('live');
  });

  it('is not stopped by growth, nor is a pause by hand ended by reaching the end', () => {
    expect(afterScroll('live', false, false)).toBe('live');
    expect(afterScroll('paused', false, true)).toBe('paused');
  });
});
