import { describe, expect, it } from 'vitest';
import { sampleTracker } from '../../contract/index.ts';
import { compileTrackers, hostOf, mergeTrackers, normaliseUri } from './trackers.ts';

describe('tracker entries (torrents.md 6.1)', () => {
  it('R1 Q24: a later entry with the same address replaces the earlier one in its place; blanks and slashes do not matter', () => {
    const merged = mergeTrackers(
      [sampleTracker('a.org', { priority: 1 }), sampleTracker('b.org')],
      [sampleTracker('a.org', { priority: 9 }), sampleTracker('')],
    );
    expect(merged.map(({ host, priority }) => [host, priority])).toEqual([
      ['a.org', 9],
      ['b.org', -100],
    ]);
    expect(normaliseUri(' https://a.org/announce// ')).toBe('https://a.org/announce');
  });

  it.each([
    ['https://Tracker.Example.org:443/announce?key=1', 'tracker.example.org'],
    ['tracker.example.org/announce', 'tracker.example.org'],
    ['udp://user@t.org:80', 't.org'],
    ['http://[2001:db8::1]:6969/announce', '[2001:db8::1]'],
    ['** [DHT] **', null],
    ['** [PeX] **', null],
    ['', null],
  ])('R4: host of %s is %s', (uri, host) => {
    expect(hostOf(uri)).toBe(host);
  });

  it('R5 Q24: an equal host goes before the apex domain, and only whole labels match', () => {
    const table = compileTrackers([
      sampleTracker('org', { addTags: ['tld'] }),
      sampleTracker('other.org', { addTags: ['apex'] }),
      sampleTracker('t.other.org', { addTags: ['exact'] }),
    ]);
    expect(table.match(['https://t.other.org/a']).tags).toEqual(['exact']);
    expect(table.match(['https://x.other.org/a']).tags).toEqual(['apex']);
    expect(table.match(['https://another.org/a']).tags).toEqual(['tld']);
    expect(table.match(['https://other.net/a']).tags).toEqual([]);
  });

  it('R6: an entry that removes never matches', () => {
    const rule = sampleTracker('t.org', { removeIfExists: true, addTags: ['x'], maxRatio: 1, priority: 9 });
    const match = compileTrackers([rule]).match(['https://t.org/a', 'https://b.org/a']);
    expect(match).toMatchObject({ matched: [], winner: null, tags: [], unwanted: ['https://t.org/a'] });
  });

  it('R7: an entry that adds is missing while its exact host is absent, and speaks once it is there', () => {
    const rule = sampleTracker('new.tr', { uri: 'https://new.tr/announce', addIfMissing: true, addTags: ['n'] });
    const table = compileTrackers([rule]);
    expect(table.match(['https://sub.new.tr/a']).missing).toEqual(['https://new.tr/announce']);
    expect(table.match(['https://new.tr/announce'])).toMatchObject({ missing: [], tags: ['n'] });
  });

  it('R8: the highest priority wins, the first one on a tie', () => {
    const rules = [
      sampleTracker('a.org', { priority: 1 }),
      sampleTracker('b.org', { priority: 5 }),
      sampleTracker('c.org', { priority: 5 }),
    ];
    const table = compileTrackers(rules);
    expect(table.match(['https://c.org', 'https://b.org', 'https://a.org']).winner?.host).toBe('b.org');
    expect(table.match(['https://zzz.org']).winner).toBeNull();
  });

  it('L5: an answer is kept for one list of addresses only', () => {
    const table = compileTrackers([sampleTracker('a.org', { addTags: ['x'] })]);
    const urls = ['https://a.org/a'];
    expect(table.match(urls)).toBe(table.match(urls));
    expect(table.match(['https://b.org/a']).tags).toEqual([]);
  });

  it('R2 R3: tags of all entries are ours to take away, entries of other loops match nothing', () => {
    const own = sampleTracker('a.org', { addTags: ['own'] });
    const other = sampleTracker('b.org', { addTags: ['other'] });
    const table = compileTrackers([own], [own, other]);
    expect([...table.tagPool]).toEqual(['own', 'other']);
    expect(table.match(['https://b.org/a']).matched).toEqual([]);
  });
});
