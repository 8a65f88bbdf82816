import { describe, expect, it } from 'vitest';
import { ClockWatch } from './clock-watch.ts';
import { Connectivity, pingTarget } from './connectivity.ts';

describe('internet check (supervisor.md 5.1)', () => {
  it.each([
    ['one.one.one.one', { host: 'one.one.one.one', ports: [443, 80] }],
    ['dns.google:53', { host: 'dns.google', ports: [53] }],
    ['https://example.org/x', { host: 'example.org', ports: [443] }],
    ['http://example.org', { host: 'example.org', ports: [80] }],
    ['[2606:4700::1111]:443', { host: '2606:4700::1111', ports: [443] }],
    [' ', null],
  ])('L7: %s', (text, target) => {
    expect(pingTarget(text)).toEqual(target);
  });

  it('S64, L7 Q26: all hosts are tried before it is offline; a good answer counts for a minute, a bad one for 10 s', async () => {
    let now = 0;
    let online = false;
    const asked: string[] = [];
    const probe = (host: string) => {
      asked.push(host);
      return Promise.resolve(online && host === 'b');
    };
    const connectivity = new Connectivity({ clock: { now: () => 0, monotonic: () => now }, random: () => 0, probe });
    expect(await connectivity.isOnline(['a:1', 'b:1'])).toBe(false);
    expect(asked).toEqual(['a', 'b']);
    online = true;
    now += 9_000;
    expect(await connectivity.isOnline(['a:1', 'b:1'])).toBe(false);
    now += 2_000;
    expect(await connectivity.isOnline(['a:1', 'b:1'])).toBe(true);
    online = false;
    now += 59_000;
    expect(await connectivity.isOnline(['a:1', 'b:1'])).toBe(true);
    now += 2_000;
    expect(await connectivity.isOnline(['a:1', 'b:1'])).toBe(false);
  });
});

describe('clock watch (design.md 5)', () => {
  it('tells a set clock or a sleep from time that passed', () => {
    let wall = 0;
    let mono = 0;
    const watch = new ClockWatch({ now: () => wall, monotonic: () => mono });
    wall += 600_000;
    mono += 600_000;
    expect(watch.check()).toBe(0);
    wall += 7_200_000;
    expect(watch.check()).toBe(7_200_000);
    expect(watch.check()).toBe(0);
    wall -= 7_200_000;
    expect(watch.check()).toBe(-7_200_000);
    wall += 5_000;
    expect(watch.check()).toBe(0);
  });
});
