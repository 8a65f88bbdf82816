import { describe, expect, it } from 'vitest';
import { parseDuration, parseTrackerNumber } from './duration.ts';
import { translatePattern } from './pattern.ts';
import { isFreeSpaceOff, parseSize } from './size.ts';
import * as words from './words.ts';

describe('durations (config.md 7)', () => {
  it.each([
    [5, 5, 5],
    [true, 1, 1],
    [2.9, 2, 2],
    ['7', 7, 7],
    [' 10m ', 600, 10],
    ['10M', 25_920_000, 432_000],
    ['2H', 7200, 120],
    ['1w', 604_800, 10_080],
    ['1D', 86_400, 1440],
    ['30s', 30, 1],
    ['90s', 90, 1],
    ['-5m', -300, -5],
    ['-1', -1, -1],
    ['-30s', -30, 0],
    ['1.5', 1, 1],
    ['1e3', 1000, 1000],
    ['', null, null],
    ['1.5h', null, null],
    ['10 m', null, null],
    ['5x', null, null],
    ['inf', null, null],
    ['1'.repeat(33), null, null],
    [undefined, null, null],
  ])('%j is %j seconds or %j minutes', (value, seconds, minutes) => {
    expect(parseDuration(value, 'seconds')).toBe(seconds);
    expect(parseDuration(value, 'minutes')).toBe(minutes);
  });

  it.each([
    [1.5, 1.5],
    ['2d', 172_800],
    ['1.5', 1.5],
    [true, null],
    ['much', null],
  ])('tracker number %j is %j', (value, number) => expect(parseTrackerNumber(value)).toBe(number));
});

describe('sizes, words, categories', () => {
  it.each([
    ['100', 100],
    ['1.5k', 1536],
    ['2G', 2 ** 31],
    ['-5G', null],
    ['5P', 5 * 2 ** 50],
    ['5 G', null],
    ['5GB', null],
  ])('size %j is %j bytes', (text, bytes) => expect(parseSize(text)).toBe(bytes));

  it('free space is off for -1 as text and as number', () => {
    expect([isFreeSpaceOff('-1'), isFreeSpaceOff(-1), isFreeSpaceOff('1G')]).toEqual([true, true, false]);
  });

  it.each([
    [' movies / uhd ', 'movies/uhd'],
    ['//a//b/', 'a/b'],
    ['a\\b', 'a\\b'],
    ['/', '/'],
    ['  ', 'fallback'],
  ])('Y1: category %j is %j', (text, path) => expect(words.categoryPath(text, 'fallback')).toBe(path));

  it.each([
    ['', ''],
    ['/', ''],
    ['qb/', '/qb'],
    ['/a/b//', '/a/b'],
  ])('UrlBase %j is %j', (text, base) => expect(words.normaliseUrlBase(text)).toBe(base));

  it('reads enumerations as the file may write them', () => {
    expect(words.parseLogLevel('info')).toBe('INFO');
    expect(words.parseLogLevel('loud')).toBeNull();
    expect([true, 'OR', 'x'].map(words.hitAndRunMode)).toEqual(['and', 'or', 'disabled']);
    expect([true, 'Smart', 'True', 'tRue'].map(words.searchBySeries)).toEqual([true, 'smart', true, false]);
    expect([3, '4', 'Do not remove (-1)', 'Both (4)', 9].map(words.removeTorrent)).toEqual([3, 4, -1, 4, -1]);
    expect(['Hardlink', 'move'].map(words.importMode)).toEqual(['Auto', 'Move']);
  });

  it('Q47: addresses compare without trailing slash, letter case and default port', () => {
    expect(words.comparableUrl('HTTP://X:80/')).toBe(words.comparableUrl('http://x'));
    expect(words.comparableUrl('CHANGE_ME')).toBeNull();
  });
});

describe('patterns (Q28)', () => {
  const test = (pattern: string, ignoreCase: boolean, text: string): boolean | string => {
    const result = translatePattern(pattern, ignoreCase);
    return result.ok ? new RegExp(result.source, ignoreCase ? 'is' : 's').test(text) : result.message;
  };
  it.each([
    ['(?i)sample', false, 'SaMple', true],
    ['(?i)[a-c]x\\d', false, 'BX1', true],
    ['sample', false, 'SAMPLE', false],
    ['(?P<n>a)(?P=n)', true, 'aA', true],
    ['(?P<n>a)b', true, 'ab', true],
    ['\\Aa\\Z', true, 'a', true],
    ['\\bncop\\\\d+?\\b', true, 'ncop1', true],
    ['(?<=a)b', true, 'ab', true],
  ])('%s (ignoring case: %s) on %s: %s', (pattern, ignoreCase, text, hit) => {
    expect(test(pattern, ignoreCase, text)).toBe(hit);
  });
  it('says what JavaScript cannot compile', () => {
    expect(translatePattern('(', true).ok).toBe(false);
    expect(translatePattern('(?x) a', true).ok).toBe(false);
  });
});
