import { describe, expect, it } from 'vitest';
import { addressOf, readFilter, toggleLevel } from './address.ts';
import { afterScroll } from './use-follow.ts';

describe('log filter in the address (ui.md LG-3)', () => {
  it('comes back as it went in', () => {
    const filter = { source: 'Radarr 4K', levels: ['WARNING', 'ERROR'] as const, text: 'a&b' };
    const address = addressOf(filter);
    const [path = '', query] = address.split('?');
    expect(readFilter(decodeURIComponent(path.slice('/logs/'.length)), new URLSearchParams(query))).toEqual(filter);
  });

  it('is plain without a filter and drops levels it does not know', () => {
    expect(addressOf({ source: '', levels: [], text: '' })).toBe('/logs');
    expect(readFilter(undefined, new URLSearchParams('levels=error,LOUD')).levels).toEqual(['ERROR']);
  });

  it('keeps levels in the order of weight', () => {
    expect(toggleLevel(['ERROR'], 'DEBUG')).toEqual(['DEBUG', 'ERROR']);
    expect(toggleLevel(['DEBUG', 'ERROR'], 'DEBUG')).toEqual(['ERROR']);
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
